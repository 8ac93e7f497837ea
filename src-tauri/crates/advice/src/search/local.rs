//! Local moves: one gene elsewhere, or one optional gene switched, kept if that is better.

use super::candidate::{Candidate, shift};
use super::dice::Dice;
use super::run::{Problem, Run};

/// Places tried for one gene before the next has its turn.
const PLACES: usize = 12;

/// Improves a candidate until no gene can be moved for the better or so many tries are spent. `None` when the search is
/// over.
pub(crate) fn improve<P: Problem>(
    problem: &mut P,
    tries: usize,
    run: &mut Run<'_, '_>,
    dice: &mut Dice,
    best: &mut (f64, Candidate),
) -> Option<()> {
    let n = problem.shape().len();
    let mut left = tries;
    let mut settled = 0;
    let mut gene = 0;
    while left > 0 && settled < n {
        settled += 1;
        for switched in [false, true] {
            if switched && !problem.shape().optional.contains(&(gene as u32)) {
                continue;
            }
            for place in places(problem, &best.1, gene, dice) {
                let mut candidate = best.1.clone();
                candidate.on[gene] ^= switched;
                let from = position(&candidate, gene);
                if !switched && place == from {
                    continue;
                }
                shift(&mut candidate.order, from, place);
                let cost = run.judge(problem, &mut candidate)?;
                left = left.saturating_sub(1);
                if cost < best.0 {
                    *best = (cost, candidate);
                    settled = 0;
                }
            }
        }
        gene = (gene + 1) % n.max(1);
    }
    Some(())
}

/// Where a gene may go: everywhere if that is few places, else where it is, next to it, and by chance.
fn places<P: Problem>(problem: &P, candidate: &Candidate, gene: usize, dice: &mut Dice) -> Vec<usize> {
    let at = position(candidate, gene);
    let (low, high) = problem.shape().room(&candidate.order, at);
    if high - low < PLACES {
        return (low..=high).collect();
    }
    let near = [at.saturating_sub(1), at, at + 1].into_iter().filter(|place| (low..=high).contains(place));
    let mut places: Vec<usize> = near.collect();
    places.extend((places.len()..PLACES).map(|_| low + dice.below(high - low + 1)));
    places.sort_unstable();
    places.dedup();
    places
}

fn position(candidate: &Candidate, gene: usize) -> usize {
    candidate.order.iter().position(|other| *other == gene as u32).expect("an order holds every gene")
}
