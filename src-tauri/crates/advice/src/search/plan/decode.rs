//! The search's view of a plan: a candidate becomes a plan, a few shared trials of it are run, and they say what it
//! costs.

use std::collections::HashMap;
use std::sync::atomic::AtomicBool;

use forecast::{Assumptions, scenarios};
use plan::Plan;

use super::super::candidate::{Candidate, Shape};
use super::super::cross::mutate;
use super::super::dice::Dice;
use super::super::run::Problem;
use super::genes::Genes;
use super::rules;
use super::worth::{OrderCost, Worth, beside};

/// Trials by which candidates are told apart, shared by all of them.
pub(crate) const SCENARIOS: u32 = 40;

/// Judges candidates of one plan.
pub(crate) struct Decoder<'a> {
    pub genes: &'a Genes,
    worth: &'a Worth,
    assumptions: Assumptions,
    stop: &'a AtomicBool,
    /// Overwritten by each candidate, so that nothing is copied.
    draft: Plan,
    weights: Vec<f64>,
    /// What the plan as it is costs in each of the shared trials; empty until somebody asks.
    now: Vec<OrderCost>,
    known: HashMap<Candidate, f64>,
    spent: u64,
}

impl<'a> Decoder<'a> {
    pub fn new(genes: &'a Genes, worth: &'a Worth, assumptions: Assumptions, stop: &'a AtomicBool) -> Decoder<'a> {
        let (draft, weights) = (genes.wide.clone(), rules::weights(genes));
        Decoder { genes, worth, assumptions, stop, draft, weights, now: Vec::new(), known: HashMap::new(), spent: 0 }
    }

    /// What a candidate costs in each of the shared trials. `None` if stopped.
    pub fn by_trial(&mut self, candidate: &Candidate) -> Option<Vec<OrderCost>> {
        self.genes.write(candidate, &mut self.draft);
        let trials = scenarios(&self.genes.base, &self.draft, &self.assumptions, 0..SCENARIOS, self.stop)?;
        Some(self.worth.of_trials(&trials))
    }

    /// What the plan as it is costs in each of them. `None` if stopped.
    pub fn now(&mut self) -> Option<&[OrderCost]> {
        if self.now.is_empty() {
            self.now = self.by_trial(&self.genes.now)?;
        }
        Some(&self.now)
    }

    /// How many orders were tried.
    pub fn tried(&self) -> u32 {
        self.spent as u32
    }

    fn judged(&mut self, candidate: &Candidate) -> Option<f64> {
        let trials = self.by_trial(candidate)?;
        Some(beside(self.now()?, &trials))
    }

    /// What keys all chance.
    pub fn seed(&self) -> u32 {
        self.assumptions.seed
    }
}

impl Problem for Decoder<'_> {
    fn shape(&self) -> &Shape {
        &self.genes.shape
    }

    /// As it is, by the rules of thumb, and then by turns changed from how it is and sampled by the rule.
    fn first(&mut self, number: usize, dice: &mut Dice) -> Candidate {
        let shape = &self.genes.shape;
        let mut candidate = self.genes.now.clone();
        let pay = |on: &mut Vec<bool>, chosen: &mut dyn FnMut(u32) -> bool| {
            for &gene in &shape.optional {
                // Nothing but a paydown is switched by a rule about interest.
                if self.genes.pays(gene) {
                    on[gene as usize] = chosen(gene);
                }
            }
        };
        match number {
            0 => {}
            1 => candidate.order = shape.by_weight(&self.weights),
            2 => {
                candidate.order = shape.by_weight(&self.weights);
                pay(&mut candidate.on, &mut |gene| rules::repays(self.genes, gene));
            }
            _ if number.is_multiple_of(2) => {
                candidate.order = shape.by_regret(&self.weights, 1.5, dice);
                pay(&mut candidate.on, &mut |_| dice.chance(0.5));
            }
            _ => mutate(shape, &mut candidate, 0.1, dice),
        }
        candidate
    }

    fn cost(&mut self, candidate: &mut Candidate) -> f64 {
        if let Some(cost) = self.known.get(candidate) {
            return *cost;
        }
        self.spent += 1;
        let cost = self.judged(candidate).unwrap_or(f64::INFINITY);
        self.known.insert(candidate.clone(), cost);
        cost
    }

    fn spent(&self) -> u64 {
        self.spent
    }
}
