//! Takes back what does not help: items that moved for nothing and choices that make no clear difference, so that a
//! proposal holds only what wins something.

use std::collections::BTreeSet;

use super::super::candidate::Candidate;
use super::super::run::Problem;
use super::decode::Decoder;
use super::worth::{OrderCost, beside, gain, mean};

/// The share of the whole gain that may be given up for fewer steps.
const GIVEN_UP: f64 = 0.05;

/// The candidate with everything taken back that wins nothing clear on the shared trials; tries at most so many times.
/// `None` if stopped.
pub(crate) fn tidy(decoder: &mut Decoder<'_>, candidate: Candidate, tries: u32) -> Option<Candidate> {
    let genes = decoder.genes;
    let trials = decoder.by_trial(&candidate)?;
    let won = mean(decoder.now()?).total() - mean(&trials).total();
    let most = mean(&trials).total() + (GIVEN_UP * won).max(0.0);
    let mut best = Best { candidate, trials, most, left: tries };
    for &gene in &genes.shape.optional {
        if best.candidate.on[gene as usize] != genes.now.on[gene as usize] {
            let mut back = best.candidate.clone();
            back.on[gene as usize] ^= true;
            best.take_if_no_worse(decoder, back)?;
        }
    }
    let mut tried = BTreeSet::new();
    while let Some(gene) = first_moved(decoder, &best.candidate, &mut tried) {
        let mut back = best.candidate.clone();
        put_back(&mut back.order, gene);
        if decoder.shape().allows(&back.order) {
            best.take_if_no_worse(decoder, back)?;
        }
    }
    Some(best.candidate)
}

/// The tidiest candidate so far.
struct Best {
    candidate: Candidate,
    trials: Vec<OrderCost>,
    /// What it may cost at most.
    most: f64,
    /// Tries that are left.
    left: u32,
}

impl Best {
    /// Takes a tidier candidate unless it is clearly worse.
    fn take_if_no_worse(&mut self, decoder: &mut Decoder<'_>, back: Candidate) -> Option<()> {
        if self.left == 0 {
            return Some(());
        }
        self.left -= 1;
        let trials = decoder.by_trial(&back)?;
        let cost = beside(decoder.now()?, &trials);
        let (won, error) = gain(&self.trials, &trials, OrderCost::total);
        // What gives up delay for tidiness costs more than its total.
        let spares_delay = cost <= mean(&trials).total();
        if spares_delay && (won >= 0.0 || (won > -error && cost <= self.most)) {
            (self.candidate, self.trials) = (back, trials);
        }
        Some(())
    }
}

/// A gene out of its old order that was not tried yet. What is added to the plan is in no old order.
fn first_moved(decoder: &Decoder<'_>, candidate: &Candidate, tried: &mut BTreeSet<u32>) -> Option<u32> {
    let genes = decoder.genes;
    let moved = super::moved::moved(genes.known(), &genes.order(candidate), &genes.pins());
    let of = |gene: &&u32| moved.contains(&genes.ids[**gene as usize]) && !tried.contains(*gene);
    let gene = candidate.order.iter().find(of).copied()?;
    tried.insert(gene);
    Some(gene)
}

/// Puts a gene behind all that stood before it in the old order; genes are numbered in that.
fn put_back(order: &mut Vec<u32>, gene: u32) {
    order.retain(|other| *other != gene);
    // Behind the nearest of its old neighbours, so that the others which moved do not drag it along.
    let nearest = order.iter().copied().filter(|other| *other < gene).max();
    let at = nearest.and_then(|nearest| order.iter().position(|other| *other == nearest));
    order.insert(at.map_or(0, |at| at + 1), gene);
}
