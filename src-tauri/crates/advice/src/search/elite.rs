//! The best few candidates of a search, each once.

use super::candidate::Candidate;

/// Keeps so many, the best first.
#[derive(Clone, Debug)]
pub struct Elite {
    keep: usize,
    best: Vec<(f64, Candidate)>,
}

impl Elite {
    /// Room for so many.
    pub fn new(keep: usize) -> Elite {
        Elite { keep: keep.max(1), best: Vec::with_capacity(keep + 1) }
    }

    /// Takes a candidate in if it is among the best and not there yet. Of equals the earlier stays ahead.
    pub fn offer(&mut self, cost: f64, candidate: &Candidate) {
        let full = self.best.len() == self.keep;
        if full && self.best.last().is_some_and(|(worst, _)| *worst <= cost) {
            return;
        }
        let place = self.best.partition_point(|(other, _)| *other <= cost);
        if self.best[..place].iter().rev().take_while(|(other, _)| *other == cost).any(|(_, other)| other == candidate)
        {
            return;
        }
        self.best.insert(place, (cost, candidate.clone()));
        self.best.truncate(self.keep);
    }

    /// The best, if there is any.
    pub fn best(&self) -> Option<(f64, &Candidate)> {
        self.best.first().map(|(cost, candidate)| (*cost, candidate))
    }

    /// All of them, the best first.
    pub fn into_all(self) -> Vec<(f64, Candidate)> {
        self.best
    }
}
