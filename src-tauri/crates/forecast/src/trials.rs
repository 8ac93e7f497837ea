//! Single trials in the open, for whoever wants to check the books: what was drawn, when things finished, and where
//! every person-day of every team went.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use plan::{ItemId, Plan, TeamId};

use crate::accounts::Book;
use crate::compile::compile;
use crate::draw::TrialKey;
use crate::model::Role;
use crate::result::{Assumptions, TeamForecast, When};
use crate::shared::NO_DAY;
use crate::teams::teams;
use crate::trial::Trial;
use crate::world::World;

/// One trial of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct TrialRecord {
    /// Finishes as planned.
    pub as_planned: BTreeMap<ItemId, When>,
    /// Finishes without any debt.
    pub debt_free: BTreeMap<ItemId, When>,
    /// Finishes with debts that are never paid.
    pub never_paid: BTreeMap<ItemId, When>,
    /// Clean effort drawn for the items that people work on, drift included, in person-days.
    pub effort: BTreeMap<ItemId, f64>,
    /// Where the capacity went, as planned.
    pub teams: BTreeMap<TeamId, TeamForecast>,
}

/// Runs every trial on this thread and keeps it all. For checking, not for speed.
pub fn trials(plan: &Plan, assumptions: &Assumptions) -> Vec<TrialRecord> {
    let model = compile(plan, plan, assumptions);
    let mut trial = Trial::new(&model, None);
    let never = AtomicBool::new(false);
    let record = |number| {
        trial.shared.book = Some(Book::new(&model));
        trial.shared.luck.draw(&model, TrialKey::new(assumptions.seed, number));
        let mut finishes = [World::AsPlanned, World::DebtFree, World::NeverPaid].map(|world| {
            trial.run(world, &never).expect("nobody stops it");
            let states = model.nodes.iter().zip(&trial.shared.nodes);
            let dated = states.map(|(node, state)| match node.role {
                Role::Settled(day) => (node.id, Some(model.today.plus(day))),
                Role::Work | Role::Milestone | Role::External | Role::Parent | Role::Stuck => {
                    (node.id, (state.finish != NO_DAY).then(|| model.today.plus(i32::from(state.finish))))
                }
            });
            dated.collect::<BTreeMap<_, _>>()
        });
        let book = trial.shared.book.take().expect("the book was put there before the trial");
        let works = model.nodes.iter().zip(&trial.shared.luck.effort).filter(|(node, _)| node.role == Role::Work);
        TrialRecord {
            as_planned: std::mem::take(&mut finishes[0]),
            debt_free: std::mem::take(&mut finishes[1]),
            never_paid: std::mem::take(&mut finishes[2]),
            effort: works.map(|(node, effort)| (node.id, *effort)).collect(),
            teams: model.crews.iter().map(|crew| crew.id).zip(teams(&model, &book, 1)).collect(),
        }
    };
    (0..assumptions.trials).map(record).collect()
}
