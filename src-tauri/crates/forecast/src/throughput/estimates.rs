//! Estimated effort against what it took: by how much a team's estimates are to be corrected, how far it then still
//! strays, and how often its own ranges came true. The reference class is the team's finished items that have both an
//! estimate and an actual effort.

use plan::{Item, ItemState, Plan, TeamId};
use serde::{Deserialize, Serialize};

use super::calibrate::{TYPICAL_DRIFT, covering};
use super::{Z85, Z95};
use crate::draw::Z90;

/// Fewer finished items than this correct nothing.
const FEWEST: usize = 10;

/// What is typical weighs as much as so many finished items.
const PRIOR_WEIGHT: f64 = 10.0;

/// What a team's finished items say about its estimates.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Correction {
    /// The median of actual over likely, which multiplies every estimate; 1 until there are ten finished items.
    pub bias: f64,
    /// σ of what a single corrected estimate strays beyond its own range, shrunk to 0.45.
    pub sigma: f64,
    /// How many finished items there are.
    pub items: u32,
}

/// How often finished items took no more than their estimate's quantile, as it stood.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct HitRates {
    /// At most likely: half of them, where estimates are true.
    #[specta(type = specta_typescript::Number)]
    pub p50: f64,
    /// At most the 85 % point of the range.
    #[specta(type = specta_typescript::Number)]
    pub p85: f64,
    /// At most the 95 % point of the range.
    #[specta(type = specta_typescript::Number)]
    pub p95: f64,
    /// How many items were judged.
    pub items: u32,
}

/// The correction that a team's finished items call for.
pub fn correction(plan: &Plan, team: TeamId) -> Correction {
    correct(&outcomes(plan, team))
}

/// How often the team's estimates came true; `None` before the first finished item.
pub fn hit_rates(plan: &Plan, team: TeamId) -> Option<HitRates> {
    judge(&outcomes(plan, team))
}

/// The team's own median of actual over estimate, and from how many finished items; 1 and 0 until there are ten.
pub(crate) fn bias(plan: &Plan, team: TeamId) -> (f64, usize) {
    middle(&outcomes(plan, team))
}

/// One finished item: actual over likely, and the width of the estimate's upper side, as the σ of its logarithm.
type Outcome = (f64, f64);

fn outcomes(plan: &Plan, team: TeamId) -> Vec<Outcome> {
    plan.items.values().filter(|item| item.alive && item.team == Some(team)).filter_map(outcome).collect()
}

fn outcome(item: &Item) -> Option<Outcome> {
    let (actual, range) = (item.actual?, item.estimate?);
    let counts = item.state == ItemState::Done && actual > 0.0 && range.likely > 0.0;
    counts.then(|| (actual / range.likely, libm::log(range.high / range.likely).max(0.0) / Z90))
}

fn correct(outcomes: &[Outcome]) -> Correction {
    let (bias, _) = middle(outcomes);
    let strayed = outcomes.iter().map(|(ratio, above)| {
        let late = libm::log(ratio / bias).max(0.0) / Z85;
        (libm::sqrt((late * late - above * above).max(0.0)), 1.0)
    });
    let (sigma, _) = covering(strayed.collect(), TYPICAL_DRIFT, PRIOR_WEIGHT);
    Correction { bias, sigma, items: outcomes.len() as u32 }
}

fn middle(outcomes: &[Outcome]) -> (f64, usize) {
    if outcomes.len() < FEWEST {
        return (1.0, 0);
    }
    let mut ratios: Vec<f64> = outcomes.iter().map(|(ratio, _)| *ratio).collect();
    ratios.sort_by(f64::total_cmp);
    let half = ratios.len() / 2;
    let median = if ratios.len() % 2 == 1 { ratios[half] } else { (ratios[half - 1] + ratios[half]) / 2.0 };
    (median, ratios.len())
}

fn judge(outcomes: &[Outcome]) -> Option<HitRates> {
    let n = outcomes.len();
    let kept = |z: f64| {
        // What took exactly its quantile kept it, whatever the last bit of a logarithm says.
        let kept = outcomes.iter().filter(|(ratio, above)| libm::log(*ratio) <= z * above + 1e-9).count();
        kept as f64 / n as f64
    };
    (n > 0).then(|| HitRates { p50: kept(0.0), p85: kept(Z85), p95: kept(Z95), items: n as u32 })
}

#[cfg(test)]
mod tests {
    use plan::{ItemId, Range};
    use uuid::Uuid;

    use super::*;

    /// Finished items of one team, each estimated at 2–4–8 pd, that took so much.
    fn team(actuals: &[f64]) -> (Plan, TeamId) {
        let team = TeamId(Uuid::from_u128(1));
        let mut plan = Plan::default();
        for (number, actual) in (10..).zip(actuals) {
            let mut item = Item::new(ItemId(Uuid::from_u128(number)));
            item.alive = true;
            item.team = Some(team);
            item.state = ItemState::Done;
            item.estimate = Some(Range { low: 2.0, likely: 4.0, high: 8.0 });
            item.actual = Some(*actual);
            plan.items.insert(item.id, item);
        }
        (plan, team)
    }

    #[test]
    fn ten_finished_items_correct_the_next() {
        let correction = |actuals: &[f64]| {
            let (plan, team) = team(actuals);
            correction(&plan, team)
        };
        let few = correction(&[6.0; 9]);
        assert_eq!((few.bias, few.items), (1.0, 9));
        let enough = correction(&[5.0, 5.0, 5.0, 5.0, 6.0, 6.0, 7.0, 7.0, 7.0, 7.0]);
        assert!((enough.bias - 1.5).abs() < 1e-12, "six days for four, in the middle");
        assert!(enough.sigma < 0.45, "the ranges cover what they strayed: {}", enough.sigma);
        assert_eq!(correction(&[]), Correction { bias: 1.0, sigma: correction(&[]).sigma, items: 0 });
        assert!((correction(&[]).sigma - 0.45).abs() < 1e-9, "what is typical, where nothing is known");
    }

    #[test]
    fn wild_items_widen_the_next() {
        let wild: Vec<f64> = (0..40).map(|at| [1.0, 4.0, 32.0][at % 3]).collect();
        let (plan, team) = team(&wild);
        assert!(correction(&plan, team).sigma > 1.0);
    }

    #[test]
    fn hits_are_counted_at_each_quantile() {
        let at = |z: f64| 4.0 * libm::exp(z * libm::log(2.0) / Z90);
        let (plan, team) = team(&[3.0, 4.0, at(Z85), 8.0, at(Z95), 20.0]);
        let HitRates { p50, p85, p95, items } = hit_rates(&plan, team).unwrap();
        assert_eq!((p50, p85, p95, items), (2.0 / 6.0, 3.0 / 6.0, 5.0 / 6.0, 6));
        assert_eq!(hit_rates(&Plan::default(), team), None);
    }
}
