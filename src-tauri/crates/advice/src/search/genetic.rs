//! The search itself: a population that breeds by list crossover until it has become all alike, local moves on its best,
//! and then fresh blood. Knows nothing of plans or schedules: a [`Problem`] says what an order costs.
//!
//! It may be stopped at any moment and has an answer at every moment. It reads no clock: whoever watches it does.

use super::candidate::Candidate;
use super::cross::{cross, cut, mutate};
use super::dice::Dice;
use super::local::improve;
use super::run::{Problem, Run};
use super::sweep::sweep;

/// How to breed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Breeding {
    /// Keys all chance.
    pub seed: u32,
    /// How many candidates live at a time.
    pub population: usize,
    /// The chance of a gene to move in a child.
    pub mutation: f64,
    /// Children without a new best, in populations, after which a population is all alike.
    pub patience: usize,
    /// Tries for local moves after each population; 0 for none.
    pub moves: usize,
    /// Populations in a row without a new best after which the search has found what it can find.
    pub rounds: usize,
}

/// Breeds one population after another, each begun with the best so far, and improves the best of each by local moves:
/// until the budget is spent, the watcher stops it, or nothing better comes any more; a small problem is then tried in full.
/// The best candidates are in the run's elite.
pub(crate) fn breed<P: Problem>(problem: &mut P, breeding: Breeding, run: &mut Run<'_, '_>) {
    // Ending early is no failure: whatever was found until then is in the elite.
    let _ = rounds(problem, breeding, run).and_then(|()| sweep(problem, run));
}

fn rounds<P: Problem>(problem: &mut P, breeding: Breeding, run: &mut Run<'_, '_>) -> Option<()> {
    let mut dice = Dice::new(breeding.seed, 1);
    let mut living: Vec<(f64, Candidate)> = Vec::with_capacity(breeding.population);
    let (mut born, mut fruitless) = (0, 0);
    let mut best = f64::INFINITY;
    while fruitless < breeding.rounds.max(1) {
        while living.len() < breeding.population.max(4) {
            let mut candidate = problem.first(born, &mut dice);
            born += 1;
            let cost = run.judge(problem, &mut candidate)?;
            living.push((cost, candidate));
        }
        generation(problem, breeding, run, &mut dice, &mut living)?;
        living.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
        improve(problem, breeding.moves, run, &mut dice, &mut living[0])?;
        fruitless = if living[0].0 < best { 0 } else { fruitless + 1 };
        best = best.min(living[0].0);
        // Fresh blood meets the best there is.
        living.truncate(1);
        living.extend(run.elite.best().map(|(cost, candidate)| (cost, candidate.clone())));
        living.dedup_by(|a, b| a.1 == b.1);
    }
    Some(())
}

/// A child takes the place of the worst unless it is there already, until too many in a row were no better than what there is.
fn generation<P: Problem>(
    problem: &mut P,
    breeding: Breeding,
    run: &mut Run<'_, '_>,
    dice: &mut Dice,
    living: &mut [(f64, Candidate)],
) -> Option<()> {
    let n = problem.shape().len();
    let mut child = living[0].1.clone();
    let mut idle = 0;
    let mut best = living.iter().map(|(cost, _)| *cost).fold(f64::INFINITY, f64::min);
    while idle < breeding.patience * living.len() {
        let mother = tournament(living, dice);
        let father = tournament(living, dice);
        if mother == father {
            idle += 1;
            continue;
        }
        let points = cut(n, n / 4, dice);
        cross(&living[mother].1, &living[father].1, points, &mut child);
        mutate(problem.shape(), &mut child, breeding.mutation, dice);
        let cost = run.judge(problem, &mut child)?;
        idle += 1;
        if cost < best {
            best = cost;
            idle = 0;
        }
        if living.iter().any(|(other, candidate)| *other == cost && *candidate == child) {
            continue;
        }
        let worst = (0..living.len()).max_by(|a, b| living[*a].0.total_cmp(&living[*b].0).then(b.cmp(a)))?;
        if cost <= living[worst].0 {
            living[worst].0 = cost;
            living[worst].1.clone_from(&child);
        }
    }
    Some(())
}

/// The better of two by chance.
fn tournament(living: &[(f64, Candidate)], dice: &mut Dice) -> usize {
    let (a, b) = (dice.below(living.len()), dice.below(living.len()));
    if living[b].0 < living[a].0 { b } else { a }
}
