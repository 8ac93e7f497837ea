//! A better order for a plan: which items first, which debts to pay and when, what to cut.
//!
//! Found on a few shared trials, chosen among the best five on fresh ones, and its gain is told on trials that took no
//! part in either. It is a proposal: nothing here changes a plan.

mod decode;
mod genes;
mod moved;
mod proposal;
mod rules;
#[cfg(test)]
mod tests;
mod tidy;
mod worth;

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

use forecast::{Assumptions, scenarios};
use plan::{Op, Plan};
use serde::{Deserialize, Serialize};

use super::candidate::Candidate;
use super::genetic::{Breeding, Run, breed};
use decode::Decoder;
use genes::Genes;
use worth::{Worth, gain, mean};

pub use proposal::OrderStep;
pub use worth::OrderCost;

/// How many of the best are judged again on fresh draws.
const FINALISTS: usize = 5;
/// Finishes that are looked at, at most, to judge one of them: a full run of forty items.
const ITEM_TRIALS: u32 = 400_000;
/// Trials that are run and added up at a time.
const BATCH: u32 = 1_000;
/// Standard errors by which a gain must stand clear of nothing.
const CLEAR: f64 = 2.0;

/// How a search is bred.
const BREEDING: Breeding = Breeding { seed: 0, population: 32, mutation: 0.02, patience: 6, moves: 2_000, rounds: 3 };

/// How far a search is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct SearchProgress {
    /// Orders tried.
    pub tried: u32,
    /// What the plan costs as it is, on the trials that are searched on.
    #[specta(type = specta_typescript::Number)]
    pub now: f64,
    /// What the best so far costs there. The gain that counts is measured afterwards.
    #[specta(type = specta_typescript::Number)]
    pub best: f64,
}

/// What a search came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct BetterOrder {
    /// How many orders were tried.
    pub tried: u32,
    /// What the plan costs as it is, on fresh trials.
    pub now: OrderCost,
    /// What was found, if anything.
    pub found: Option<Found>,
}

/// A better order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Found {
    /// Does it: one undoable step.
    pub op: Op,
    /// What it does.
    pub steps: Vec<OrderStep>,
    /// What the plan costs then, on the same fresh trials.
    pub then: OrderCost,
    /// The gain, in the plan's currency.
    #[specta(type = specta_typescript::Number)]
    pub gain: f64,
    /// Its standard error.
    #[specta(type = specta_typescript::Number)]
    pub error: f64,
}

/// Searches a better order for a sound plan: at most `budget` orders are tried, and none after `watch` breaks off. `assumptions`
/// say how many fresh trials judge the best, and key all chance. `None` when `stop` was raised meanwhile.
pub fn better_order(
    plan: &Plan,
    assumptions: &Assumptions,
    budget: u32,
    stop: &AtomicBool,
    watch: &mut dyn FnMut(&SearchProgress) -> ControlFlow<()>,
) -> Option<BetterOrder> {
    let genes = Genes::new(plan, assumptions.today);
    let worth = Worth::new(plan, assumptions.today);
    let [on, chosen_on, told_on] =
        [1, 2, 3].map(|stream| Assumptions { seed: fresh(assumptions.seed, stream), ..*assumptions });
    // Telling five finalists apart takes no more than this; a large plan takes its time for each trial.
    let enough = (ITEM_TRIALS / plan.items.len().max(1) as u32).max(500);
    let chosen_on = Assumptions { trials: assumptions.trials.min(enough), ..chosen_on };
    let now = costs(plan, plan, &worth, &told_on, stop)?;
    let mut tried = 0;
    let mut best = None;
    if !worth.is_nothing() && !genes.ids.is_empty() {
        let mut decoder = Decoder::new(&genes, &worth, on, stop);
        let finalists = search(&mut decoder, budget, stop, watch)?;
        tried = decoder.tried();
        let chosen = choose(&genes, &worth, &chosen_on, finalists, stop)?;
        best = match chosen {
            Some(chosen) => Some(tidy::tidy(&mut decoder, chosen, (tried / 2).max(20))?),
            None => None,
        };
    }
    let found = match best.and_then(|best| Some((proposal::proposal(&genes, &best)?, best))) {
        Some((proposal, best)) => {
            let then = costs(plan, &written(&genes, &best), &worth, &told_on, stop)?;
            let (gain, error) = gain(&now, &then);
            (gain > CLEAR * error && gain > 0.0).then(|| Found {
                op: proposal.op,
                steps: proposal.steps,
                then: mean(&then),
                gain,
                error,
            })
        }
        None => None,
    };
    Some(BetterOrder { tried, now: mean(&now), found })
}

/// What a changed plan costs by the worth that the items have in `base`, in the mean over all trials. `None` when `stop` was
/// raised meanwhile.
pub fn order_cost(base: &Plan, changed: &Plan, assumptions: &Assumptions, stop: &AtomicBool) -> Option<OrderCost> {
    let worth = Worth::new(base, assumptions.today);
    Some(mean(&costs(base, changed, &worth, assumptions, stop)?))
}

/// The best few candidates by the shared trials.
fn search(
    decoder: &mut Decoder<'_>,
    budget: u32,
    stop: &AtomicBool,
    watch: &mut dyn FnMut(&SearchProgress) -> ControlFlow<()>,
) -> Option<Vec<Candidate>> {
    let mut seen = |progress: &super::Progress<'_>| {
        if stop.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        watch(&SearchProgress { tried: progress.spent as u32, now: progress.first, best: progress.best })
    };
    let mut run = Run::new(FINALISTS, u64::from(budget), &mut seen);
    let breeding = Breeding { seed: decoder.seed(), ..BREEDING };
    breed(decoder, breeding, &mut run);
    let finalists = run.elite.into_all().into_iter().map(|(_, candidate)| candidate).collect();
    (!stop.load(Ordering::Relaxed)).then_some(finalists)
}

/// The finalist that is cheapest on fresh trials; nothing if there are none.
fn choose(
    genes: &Genes,
    worth: &Worth,
    assumptions: &Assumptions,
    finalists: Vec<Candidate>,
    stop: &AtomicBool,
) -> Option<Option<Candidate>> {
    let mut best: Option<(f64, Candidate)> = None;
    for candidate in finalists {
        let cost = mean(&costs(&genes.base, &written(genes, &candidate), worth, assumptions, stop)?).total();
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, candidate));
        }
    }
    Some(best.map(|(_, candidate)| candidate))
}

fn written(genes: &Genes, candidate: &Candidate) -> Plan {
    let mut plan = genes.wide.clone();
    genes.write(candidate, &mut plan);
    plan
}

/// What each of all trials costs.
fn costs(
    base: &Plan,
    plan: &Plan,
    worth: &Worth,
    assumptions: &Assumptions,
    stop: &AtomicBool,
) -> Option<Vec<OrderCost>> {
    let mut all = Vec::with_capacity(assumptions.trials as usize);
    for start in (0..assumptions.trials).step_by(BATCH as usize) {
        let batch = start..(start + BATCH).min(assumptions.trials);
        all.extend(worth.of_trials(&scenarios(base, plan, assumptions, batch, stop)?));
    }
    Some(all)
}

/// A seed whose draws have nothing to do with those of another stream, or of the plan's own forecast.
fn fresh(seed: u32, stream: u32) -> u32 {
    super::dice::Dice::new(seed, 0x5ea2_c000 | stream).bits() as u32
}
