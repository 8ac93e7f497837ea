//! Takes back what does not help: items that moved for nothing and choices that make no difference, so that a proposal
//! holds only what wins something.

use std::collections::BTreeSet;

use super::super::candidate::Candidate;
use super::super::genetic::Problem;
use super::decode::Decoder;

/// The candidate with everything taken back that costs nothing to take back.
pub(crate) fn tidy(decoder: &mut Decoder<'_>, mut candidate: Candidate) -> Candidate {
    let mut best = (decoder.cost(&mut candidate), candidate);
    let now = decoder.genes.now.clone();
    for &gene in &decoder.shape().optional.clone() {
        if best.1.on[gene as usize] != now.on[gene as usize] {
            let mut back = best.1.clone();
            back.on[gene as usize] ^= true;
            keep_if_no_worse(decoder, back, &mut best);
        }
    }
    let mut tried = BTreeSet::new();
    while let Some(gene) = first_moved(decoder, &best.1, &mut tried) {
        let mut back = best.1.clone();
        put_back(&mut back.order, gene);
        if decoder.shape().allows(&back.order) {
            keep_if_no_worse(decoder, back, &mut best);
        }
    }
    best.1
}

fn keep_if_no_worse(decoder: &mut Decoder<'_>, mut back: Candidate, best: &mut (f64, Candidate)) {
    let cost = decoder.cost(&mut back);
    if cost <= best.0 {
        *best = (cost, back);
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
