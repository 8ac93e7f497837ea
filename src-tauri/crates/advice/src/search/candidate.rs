//! A candidate: one order of all genes, and which of the optional ones are on. The lists that are searched keep every
//! gene behind those it follows, so that crossing and moving never leave the sensible orders.

use super::dice::Dice;

/// One way of doing things.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Candidate {
    /// Every gene once; those that are off keep a place, for when they come on.
    pub order: Vec<u32>,
    /// By gene: whether it is done at all.
    pub on: Vec<bool>,
}

/// What all candidates of a problem share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// By gene: the genes that stand before it in every order. No circles.
    pub before: Vec<Vec<u32>>,
    /// By gene: the genes that stand behind it; `before` the other way round.
    pub behind: Vec<Vec<u32>>,
    /// The genes that may be switched off.
    pub optional: Vec<u32>,
}

impl Shape {
    /// The shape with these predecessors and optional genes.
    pub fn new(before: Vec<Vec<u32>>, optional: Vec<u32>) -> Shape {
        let mut behind = vec![Vec::new(); before.len()];
        for (gene, firsts) in before.iter().enumerate() {
            for first in firsts {
                behind[*first as usize].push(gene as u32);
            }
        }
        Shape { before, behind, optional }
    }

    /// How many genes there are.
    pub fn len(&self) -> usize {
        self.before.len()
    }

    /// Whether there is nothing to order.
    pub fn is_empty(&self) -> bool {
        self.before.is_empty()
    }

    /// Whether this is every gene once, none before one it follows.
    pub fn allows(&self, order: &[u32]) -> bool {
        let mut seen = vec![false; self.len()];
        let fits = |gene: &u32| {
            let gene = *gene as usize;
            let fits = gene < seen.len() && !seen[gene] && self.before[gene].iter().all(|first| seen[*first as usize]);
            if fits {
                seen[gene] = true;
            }
            fits
        };
        order.len() == self.len() && order.iter().all(fits)
    }

    /// The order that comes closest to taking the genes by falling weight: among those that nothing holds back, always
    /// the heaviest next, and of equals the first.
    pub fn by_weight(&self, weight: &[f64]) -> Vec<u32> {
        self.grow(|free| {
            let heavier = |best: usize, at: usize| {
                let by_weight = weight[free[at] as usize].total_cmp(&weight[free[best] as usize]);
                if by_weight.then(free[best].cmp(&free[at])).is_gt() { at } else { best }
            };
            (1..free.len()).fold(0, heavier)
        })
    }

    /// An order by chance: of those that nothing holds back, a gene is the likelier next the more it would be regretted
    /// to take the worst instead of it.
    pub fn by_regret(&self, weight: &[f64], bias: f64, dice: &mut Dice) -> Vec<u32> {
        let mut chances = Vec::new();
        self.grow(|free| {
            let worst = free.iter().map(|gene| weight[*gene as usize]).fold(f64::INFINITY, f64::min);
            chances.clear();
            chances.extend(free.iter().map(|gene| libm::pow(weight[*gene as usize] - worst + 1.0, bias)));
            let mut left = dice.unit() * chances.iter().sum::<f64>();
            let hit = chances.iter().position(|chance| {
                left -= chance;
                left < 0.0
            });
            hit.unwrap_or(free.len() - 1)
        })
    }

    /// Builds an order by picking, again and again, one of the genes that nothing holds back.
    pub fn grow(&self, mut pick: impl FnMut(&[u32]) -> usize) -> Vec<u32> {
        let mut held: Vec<usize> = self.before.iter().map(Vec::len).collect();
        let mut free: Vec<u32> = (0..self.len() as u32).filter(|gene| held[*gene as usize] == 0).collect();
        let mut order = Vec::with_capacity(self.len());
        while !free.is_empty() {
            let gene = free.swap_remove(pick(&free));
            order.push(gene);
            for &next in &self.behind[gene as usize] {
                held[next as usize] -= 1;
                if held[next as usize] == 0 {
                    free.push(next);
                }
            }
        }
        order
    }

    /// The places to which the gene at this place may move: from just behind the last that it follows to just before
    /// the first that follows it, both included.
    pub fn room(&self, order: &[u32], at: usize) -> (usize, usize) {
        let gene = order[at] as usize;
        let low = (0..at).rev().find(|place| self.before[gene].contains(&order[*place])).map_or(0, |place| place + 1);
        let behind = (at + 1..order.len()).find(|place| self.behind[gene].contains(&order[*place]));
        (low, behind.map_or(order.len() - 1, |place| place - 1))
    }
}

/// Takes what stands at one place to another; what lies between moves up.
pub fn shift(order: &mut [u32], from: usize, to: usize) {
    if from < to {
        order[from..=to].rotate_left(1);
    } else {
        order[to..=from].rotate_right(1);
    }
}
