//! One search: what is searched, what it has found, and who watches it. It reads no clock: whoever watches it does.

use std::ops::ControlFlow;

use super::candidate::{Candidate, Shape};
use super::dice::Dice;
use super::elite::Elite;

/// What is searched.
pub trait Problem {
    /// The genes, and which orders of them make sense.
    fn shape(&self) -> &Shape;
    /// The candidate to begin with at this number: 0 is how things are now or the best rule there is, the others differ.
    fn first(&mut self, number: usize, dice: &mut Dice) -> Candidate;
    /// What a candidate costs, the less the better. May put its order into the form in which it is best handed on.
    fn cost(&mut self, candidate: &mut Candidate) -> f64;
    /// How many schedules have been made so far.
    fn spent(&self) -> u64;
}

/// How far a search is.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    /// Schedules made.
    pub spent: u64,
    /// The cost of the first candidate.
    pub first: f64,
    /// The cost of the best so far.
    pub best: f64,
    /// The best so far.
    pub candidate: &'a Candidate,
}

/// Who watches a search; answers whether it shall go on.
pub type Watch<'a> = dyn FnMut(&Progress<'_>) -> ControlFlow<()> + 'a;

/// What keeps count of a search and stops it.
pub(crate) struct Run<'a, 'w> {
    pub elite: Elite,
    budget: u64,
    watch: &'a mut Watch<'w>,
    first: f64,
}

impl<'a, 'w> Run<'a, 'w> {
    pub fn new(keep: usize, budget: u64, watch: &'a mut Watch<'w>) -> Run<'a, 'w> {
        Run { elite: Elite::new(keep), budget, watch, first: f64::NAN }
    }

    /// Judges a candidate and remembers it if it is good; `None` when the search is over.
    pub fn judge<P: Problem>(&mut self, problem: &mut P, candidate: &mut Candidate) -> Option<f64> {
        if problem.spent() >= self.budget {
            return None;
        }
        let cost = problem.cost(candidate);
        if self.first.is_nan() {
            self.first = cost;
        }
        self.elite.offer(cost, candidate);
        let (best, candidate) = self.elite.best()?;
        let progress = Progress { spent: problem.spent(), first: self.first, best, candidate };
        match (self.watch)(&progress) {
            ControlFlow::Continue(()) => Some(cost),
            ControlFlow::Break(()) => None,
        }
    }
}
