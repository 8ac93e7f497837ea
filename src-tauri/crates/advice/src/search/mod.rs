//! The search for a better order: genetic search over lists, and the two things it is used for: plans, and the classic
//! projects that it is measured by.
//!
//! A [`Problem`] says which genes there are, which orders of them make sense (`candidate`) and what an order costs. The
//! search breeds (`genetic`, `cross`) and moves single genes (`local`), and tries small problems in full (`sweep`); all
//! chance comes from a seed (`dice`), no clock is read, and whoever watches may end it at any moment. Problems are a plan
//! (`plan`), judged by a few shared trials of its forecast, and a resource-constrained project (`project`, `schedule`).

mod candidate;
mod cross;
mod dice;
mod elite;
mod genetic;
mod local;
mod plan;
mod project;
mod run;
mod schedule;
mod sweep;
#[cfg(test)]
mod tests;

pub use candidate::{Candidate, Shape};
pub use dice::Dice;
pub use genetic::Breeding;
pub use plan::{BetterOrder, Found, OrderCost, OrderStep, SearchProgress, better_order, order_cost};
pub use project::{MOST, Project};
pub use run::{Problem, Progress, Watch};
pub use schedule::Scheduler;

use genetic::breed;
use run::Run;

/// How many of the best are handed back.
const BEST: usize = 5;

/// Searches a problem until `budget` schedules have been made, nothing better comes any more, or `watch` breaks off. Answers
/// with the best few, the best first; there is at least one unless the budget is 0.
pub fn search<P: Problem>(
    problem: &mut P,
    breeding: Breeding,
    budget: u64,
    watch: &mut Watch<'_>,
) -> Vec<(f64, Candidate)> {
    let mut run = Run::new(BEST, budget, watch);
    breed(problem, breeding, &mut run);
    run.elite.into_all()
}
