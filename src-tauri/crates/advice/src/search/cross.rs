//! Children of two candidates: two-point list crossover, and chance changes.
//!
//! A child has the head and the tail of one parent and what lies between in the order of the other. If both parents
//! keep every gene behind those it follows, so does the child: any two genes stand in it as they do in one parent.

use super::candidate::{Candidate, Shape, shift};
use super::dice::Dice;

/// The child that keeps `mother` outside `from..to` and orders what stands there like `father`. A gene that the father
/// ordered is on if it is on in him.
pub fn cross(mother: &Candidate, father: &Candidate, (from, to): (usize, usize), child: &mut Candidate) {
    child.clone_from(mother);
    let mut inner = vec![false; mother.on.len()];
    for gene in &mother.order[from..to] {
        inner[*gene as usize] = true;
    }
    let by_father = father.order.iter().filter(|gene| inner[**gene as usize]);
    for (place, &gene) in child.order[from..to].iter_mut().zip(by_father) {
        *place = gene;
        child.on[gene as usize] = father.on[gene as usize];
    }
}

/// Two places in an order of so many genes, `least` or more apart where there is room.
pub fn cut(n: usize, least: usize, dice: &mut Dice) -> (usize, usize) {
    let length = least.min(n) + dice.below(n + 1 - least.min(n));
    let from = dice.below(n + 1 - length);
    (from, from + length)
}

/// Moves each gene with this chance to any place where it may stand, and flips each optional one with twice that.
pub fn mutate(shape: &Shape, candidate: &mut Candidate, chance: f64, dice: &mut Dice) {
    for _ in 0..shape.len() {
        if dice.chance(chance) {
            let from = dice.below(shape.len());
            let (low, high) = shape.room(&candidate.order, from);
            shift(&mut candidate.order, from, low + dice.below(high - low + 1));
        }
    }
    for &gene in &shape.optional {
        if dice.chance(2.0 * chance) {
            candidate.on[gene as usize] ^= true;
        }
    }
}
