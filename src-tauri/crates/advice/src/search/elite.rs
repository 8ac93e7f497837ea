//! The best few candidates of a search. Of those that cost the same only the first is kept: they are mostly the same
//! thing in another spelling, such as two orders of items that no two people share.

use super::candidate::Candidate;

/// Keeps so many, the best first.
#[derive(Clone, Debug)]
pub(crate) struct Elite {
    keep: usize,
    best: Vec<(f64, Candidate)>,
}

impl Elite {
    /// Room for so many.
    pub fn new(keep: usize) -> Elite {
        Elite { keep: keep.max(1), best: Vec::with_capacity(keep + 1) }
    }

    /// Takes a candidate in if it is among the best and none that costs the same is there yet.
    pub fn offer(&mut self, cost: f64, candidate: &Candidate) {
        let place = self.best.partition_point(|(other, _)| *other < cost);
        if place == self.keep || self.best.get(place).is_some_and(|(other, _)| *other == cost) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_are_kept_each_cost_once() {
        let mut elite = Elite::new(3);
        for (name, cost) in [5.0, 3.0, 5.0, 9.0, 4.0, 3.0, 1.0].into_iter().enumerate() {
            elite.offer(cost, &Candidate { order: vec![name as u32], on: vec![true] });
        }
        let kept: Vec<(f64, u32)> = elite.into_all().iter().map(|(cost, best)| (*cost, best.order[0])).collect();
        assert_eq!(kept, [(1.0, 6), (3.0, 1), (4.0, 4)]);
    }
}
