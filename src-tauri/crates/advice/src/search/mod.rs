//! The search for a better order: a pure genetic search over lists, and what it is used for.
mod candidate;
mod cross;
mod dice;
mod elite;
mod genetic;
mod local;
mod plan;
mod project;
mod schedule;

pub use candidate::{Candidate, Shape};
pub use dice::Dice;
pub use genetic::{Breeding, Problem, Progress, Watch};
use genetic::{Run, breed};
pub use plan::{BetterOrder, Found, OrderCost, OrderStep, SearchProgress, better_order, order_cost};
pub use project::{MOST, Project};
pub use schedule::Scheduler;

/// Searches a problem.
pub fn search<P: Problem>(
    problem: &mut P,
    breeding: Breeding,
    budget: u64,
    watch: &mut Watch<'_>,
) -> Vec<(f64, Candidate)> {
    let mut run = Run::new(5, budget, watch);
    breed(problem, breeding, &mut run);
    run.elite.into_all()
}
