//! A better order for a plan: which items first, which debts to pay and when, what to cut.
//!
//! Found on a few shared trials, chosen among the best five on fresh ones of the full run, and its gain is told on trials
//! that took no part in either. It is offered only where, on both, the whole cost and the cost of delay alone are clear of
//! today's: a penalty is a convention of ours, and nobody shall pay delay for it without having asked. It is a proposal:
//! nothing here changes a plan.
//!
//! Why five full runs and no fewer trials for a large plan: finalists differ by little, and what only seems better is found
//! out in the tail. They take some seconds at two hundred items, after the search; giving it up ends them within a trial.

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
use super::genetic::{Breeding, breed};
use super::run::Run;
use decode::Decoder;
use genes::Genes;
use worth::{Worth, gain, is_better, mean};

pub use proposal::OrderStep;
pub use worth::OrderCost;

/// How many of the best are judged again on fresh draws.
const FINALISTS: usize = 5;
/// Trials that are run and added up at a time.
const BATCH: u32 = 1_000;

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
    /// What was found, if anything: neither its whole cost nor its cost of delay alone is worse than today's.
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
    /// The gain of the whole cost, in the plan's currency.
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
    let now = costs(plan, plan, &worth, &told_on, stop)?;
    let mut tried = 0;
    let mut best = None;
    if !worth.is_nothing() && !genes.ids.is_empty() {
        let mut decoder = Decoder::new(&genes, &worth, on, stop);
        let finalists = search(&mut decoder, budget, stop, watch)?;
        tried = decoder.tried();
        best = choose(&mut decoder, &worth, &chosen_on, finalists, stop)?;
    }
    let found = match best.and_then(|best| Some((proposal::proposal(&genes, &best)?, best))) {
        Some((proposal, best)) => {
            let then = costs(plan, &written(&genes, &best), &worth, &told_on, stop)?;
            let (gain, error) = gain(&now, &then, OrderCost::total);
            is_better(&now, &then).then(|| Found {
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

/// The finalist that is cheapest on fresh trials among those that are better than the plan as it is, tidied if it stays
/// better; nothing if none is.
fn choose(
    decoder: &mut Decoder<'_>,
    worth: &Worth,
    assumptions: &Assumptions,
    finalists: Vec<Candidate>,
    stop: &AtomicBool,
) -> Option<Option<Candidate>> {
    let genes = decoder.genes;
    let fresh = |candidate: &Candidate| costs(&genes.base, &written(genes, candidate), worth, assumptions, stop);
    let now = fresh(&genes.now)?;
    let mut best: Option<(f64, Candidate)> = None;
    for candidate in finalists.into_iter().filter(|candidate| *candidate != genes.now) {
        let then = fresh(&candidate)?;
        let cost = mean(&then).total();
        if is_better(&now, &then) && best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, candidate));
        }
    }
    let Some((_, chosen)) = best else { return Some(None) };
    let tidied = tidy::tidy(decoder, chosen.clone(), (decoder.tried() / 2).max(20))?;
    let stays = tidied == chosen || is_better(&now, &fresh(&tidied)?);
    Some(Some(if stays { tidied } else { chosen }))
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
