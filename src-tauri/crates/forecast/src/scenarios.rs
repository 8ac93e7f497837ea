//! A few shared trials of a changed plan, finish by finish: what the search for a better order judges candidates by. The
//! only place that runs trials for it, so that the rest of the search knows nothing of how a trial is run.

use std::ops::Range;
use std::sync::atomic::AtomicBool;

use plan::{ItemId, Plan};
use rayon::prelude::*;

use crate::compile::compile;
use crate::draw::TrialKey;
use crate::model::Role;
use crate::result::Assumptions;
use crate::shared::NO_DAY;
use crate::trial::Trial;
use crate::world::World;

/// Trials that one thread runs before it looks for more.
const CHUNK: u32 = 16;

/// When things finish in some trials, as planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenarios {
    /// The items, in rank order.
    pub items: Vec<ItemId>,
    /// Days from today to each item's finish, trial by trial, items as above; what is never finished counts as
    /// finished at the cap, and what was finished before today has negative days.
    pub days: Vec<i32>,
}

impl Scenarios {
    /// The finishes of one trial after another.
    pub fn trials(&self) -> impl Iterator<Item = &[i32]> {
        self.days.chunks_exact(self.items.len().max(1))
    }
}

/// Runs these trials of a changed plan under the same draws as `base` would have in them: the same trial of the same seed is
/// the same luck, whatever the order of the items. The answer is the same on one thread and on many. `None` when `stop` was
/// raised meanwhile.
pub fn scenarios(
    base: &Plan,
    changed: &Plan,
    assumptions: &Assumptions,
    trials: Range<u32>,
    stop: &AtomicBool,
) -> Option<Scenarios> {
    let model = compile(changed, base, assumptions);
    let finishes = |trial: &mut Trial<'_>, number: u32| -> Option<Vec<i32>> {
        trial.shared.luck.draw(&model, TrialKey::new(assumptions.seed, number));
        trial.run(World::AsPlanned, stop)?;
        let finish = |node: &crate::model::Node, finish: u16| match node.role {
            Role::Settled(day) => day,
            Role::Work | Role::Milestone | Role::External | Role::Parent | Role::Stuck => match finish {
                NO_DAY => model.n_days as i32,
                day => i32::from(day),
            },
        };
        let states = model.nodes.iter().zip(&trial.shared.nodes);
        Some(states.map(|(node, state)| finish(node, state.finish)).collect())
    };
    let starts: Vec<u32> = trials.clone().step_by(CHUNK as usize).collect();
    let chunks: Option<Vec<Vec<i32>>> = starts
        .into_par_iter()
        .map_init(
            || Trial::new(&model, None),
            |trial, start| {
                let mut days = Vec::new();
                for number in start..(start + CHUNK).min(trials.end) {
                    days.extend(finishes(trial, number)?);
                }
                Some(days)
            },
        )
        .collect();
    Some(Scenarios { items: model.nodes.iter().map(|node| node.id).collect(), days: chunks?.concat() })
}
