//! When something happens next to each team: a tournament of instants, so that the earliest of many teams is known at
//! once, and a change is told to no more than the rounds above it.

use crate::calendar::NEVER;

/// One instant per team.
#[derive(Debug)]
pub(crate) struct Agenda {
    /// The winners of all rounds, the final first; the last `first` are the teams' own.
    earliest: Vec<f64>,
    first: usize,
}

impl Agenda {
    /// Nothing happens to any of `n` teams.
    pub(crate) fn new(n: usize) -> Agenda {
        let first = n.next_power_of_two();
        Agenda { earliest: vec![NEVER; 2 * first], first }
    }

    pub(crate) fn clear(&mut self) {
        self.earliest.fill(NEVER);
    }

    #[inline]
    pub(crate) fn of(&self, team: usize) -> f64 {
        self.earliest[self.first + team]
    }

    /// The earliest of all.
    #[inline]
    pub(crate) fn next(&self) -> f64 {
        self.earliest[1]
    }

    #[inline]
    pub(crate) fn set(&mut self, team: usize, t: f64) {
        let mut at = self.first + team;
        self.earliest[at] = t;
        while at > 1 {
            at /= 2;
            let winner = self.earliest[2 * at].min(self.earliest[2 * at + 1]);
            if self.earliest[at] == winner {
                return;
            }
            self.earliest[at] = winner;
        }
    }

    /// Takes the first team to which something happens up to `limit` off.
    #[inline]
    pub(crate) fn take(&mut self, limit: f64) -> Option<usize> {
        if self.earliest[1] > limit {
            return None;
        }
        let mut at = 1;
        while at < self.first {
            at *= 2;
            if self.earliest[at] > limit {
                at += 1;
            }
        }
        self.set(at - self.first, NEVER);
        Some(at - self.first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn teams_are_taken_in_their_order_as_far_as_the_limit() {
        for n in [1, 2, 3, 8, 11] {
            let mut agenda = Agenda::new(n);
            assert_eq!((agenda.next(), agenda.take(1e9)), (NEVER, None));
            for team in 0..n {
                agenda.set(team, ((team * 7) % n) as f64);
            }
            assert_eq!(agenda.next(), 0.0);
            let limit = n as f64 / 2.0;
            let due: Vec<usize> = (0..n).filter(|team| agenda.of(*team) <= limit).collect();
            let taken: Vec<usize> = std::iter::from_fn(|| agenda.take(limit)).collect();
            assert_eq!(taken, due);
            assert!(agenda.next() > limit);
        }
    }
}
