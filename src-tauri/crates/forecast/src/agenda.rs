//! When something happens next to each team, in blocks of teams with the earliest of each, so that neither few teams nor
//! many have to be looked at one by one.

use crate::calendar::NEVER;

/// Teams in a block.
const BLOCK: usize = 8;

/// One instant per team.
#[derive(Debug)]
pub(crate) struct Agenda {
    /// By team; the last block is filled up with what never comes.
    instants: Vec<[f64; BLOCK]>,
    /// By block.
    earliest: Vec<f64>,
}

impl Agenda {
    /// Nothing happens to any of `n` teams.
    pub(crate) fn new(n: usize) -> Agenda {
        let n_blocks = n.div_ceil(BLOCK);
        Agenda { instants: vec![[NEVER; BLOCK]; n_blocks], earliest: vec![NEVER; n_blocks] }
    }

    pub(crate) fn clear(&mut self) {
        self.instants.fill([NEVER; BLOCK]);
        self.earliest.fill(NEVER);
    }

    #[inline]
    pub(crate) fn of(&self, team: usize) -> f64 {
        self.instants[team / BLOCK][team % BLOCK]
    }

    #[inline]
    pub(crate) fn set(&mut self, team: usize, t: f64) {
        let block = &mut self.instants[team / BLOCK];
        block[team % BLOCK] = t;
        self.earliest[team / BLOCK] = block.iter().copied().fold(NEVER, earlier);
    }

    /// The earliest of all.
    #[inline]
    pub(crate) fn next(&self) -> f64 {
        self.earliest.iter().copied().fold(NEVER, earlier)
    }

    /// The first team from `from` on to which something happens up to `limit`.
    #[inline]
    pub(crate) fn due(&self, limit: f64, from: usize) -> Option<usize> {
        (from / BLOCK..self.earliest.len()).filter(|block| self.earliest[*block] <= limit).find_map(|block| {
            let teams = (block * BLOCK).max(from)..(block + 1) * BLOCK;
            teams.into_iter().find(|team| self.instants[block][team % BLOCK] <= limit)
        })
    }
}

/// The earlier of two instants, neither of which is NaN: that is one instruction, and `f64::min` is five.
#[inline]
fn earlier(a: f64, b: f64) -> f64 {
    if b < a { b } else { a }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn teams_come_in_their_order_as_far_as_the_limit() {
        for n in [0, 1, 3, 8, 9, 40] {
            let mut agenda = Agenda::new(n);
            assert_eq!((agenda.next(), agenda.due(1e9, 0)), (NEVER, None));
            for team in 0..n {
                agenda.set(team, ((team * 7) % n) as f64 + 1.0);
            }
            assert_eq!(agenda.next(), if n == 0 { NEVER } else { 1.0 });
            let limit = n as f64 / 2.0;
            let due: Vec<usize> = (0..n).filter(|team| agenda.of(*team) <= limit).collect();
            let mut from = 0;
            let found = std::iter::from_fn(|| {
                let team = agenda.due(limit, from)?;
                from = team + 1;
                Some(team)
            });
            assert_eq!(found.collect::<Vec<_>>(), due);
        }
    }
}
