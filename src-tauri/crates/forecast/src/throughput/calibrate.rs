//! How far a team's pace drifts, learned from its own rolling forecasts: each past morning is asked what it would have
//! foreseen, and how much drift it would have had to allow for its 85 % date to come true. The drift is the one that
//! would have made 85 % of them come true.
//!
//! Why the 85 % date and not the variance: it is what promises are made with, and one project that lay still for a year
//! does not spoil it. One drift for all horizons, because the pace drifts about as far in four weeks as in twenty-six.

use plan::{Day, Item, ItemState, Plan, TeamId};

use super::history::{History, Tamed};
use super::{HORIZONS, WEEKS, Z85, normal_share};

/// σ of the drift where nothing is known of a team.
pub const TYPICAL_DRIFT: f64 = 0.45;

/// What is typical weighs as much as a quarter of a year of the team's own forecasts.
const PRIOR_WEIGHT: f64 = 1.5;

/// A forecast of two years ago weighs half.
const HALF_LIFE: f64 = 730.5;

/// And one of ten years ago is forgotten.
const FORGOTTEN: usize = 3652;

/// Forecasts are looked back at every two weeks.
pub(crate) const STEP: usize = 14;

/// A forecast is judged when its horizon and half of it again are over; what is unfinished then needed more than any.
const JUDGED_AFTER: f64 = 1.5;

/// The bounds of a drift.
const BOUNDS: (f64, f64) = (0.1, 1.5);

/// How far a team's pace drifts: `exp(σZ)` multiplies it.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Drift {
    /// σ.
    pub sigma: f64,
    /// From how many forecasts of the team's own it was learned; overlapping ones count.
    pub forecasts: u32,
    /// How much of it is the team's own, from 0 to 1; the rest is what is typical.
    pub own: f64,
}

impl Drift {
    /// The drift of a team of which nothing is known.
    pub const TYPICAL: Drift = Drift::presumed(TYPICAL_DRIFT);

    /// A drift that nothing has been learned about.
    const fn presumed(sigma: f64) -> Drift {
        Drift { sigma, forecasts: 0, own: 0.0 }
    }
}

/// Learns the drift from what was closed before the day `from`.
pub fn drift(history: &History, from: Day) -> Drift {
    drift_from(history, from, TYPICAL_DRIFT)
}

fn drift_from(history: &History, from: Day, typical: f64) -> Drift {
    let known = usize::try_from(from.since(history.first())).unwrap_or(0);
    // Whoever asks beyond the years of any history asks of the last one.
    let known = known.min(history.n_days() + FORGOTTEN);
    learn(&history.tamed(known), known, typical)
}

/// The closings of a team in the plan: the days on which its items were done, and those of the work in its past; what stands
/// in both, by its key, counts once. Upkeep is no answer to when planned work is done, and is left out. `None` before the
/// first.
pub fn team_history(plan: &Plan, team: TeamId) -> Option<History> {
    let past = plan.teams.get(&team).map(|team| &team.past);
    let recorded = |item: &Item| {
        let key = item.source.split_once(':').map_or("", |(_, key)| key);
        past.is_some_and(|past| past.finished.contains_key(key) || past.upkeep.contains_key(key))
    };
    let done = plan
        .items
        .values()
        .filter(|item| item.alive && item.team == Some(team) && item.state == ItemState::Done && !recorded(item));
    let worked = past.into_iter().flat_map(|past| past.finished.values()).map(|days| days.high);
    History::new(&done.filter_map(|item| item.done_on).chain(worked).collect::<Vec<_>>())
}

/// How far the pace of a team in the plan drifts, learned from the days on which its items were done before `today`; what
/// the plan says of all teams stands for what is typical.
pub fn team_drift(plan: &Plan, team: TeamId, today: Day) -> Drift {
    let typical = plan.settings.drift;
    team_history(plan, team).map_or(Drift::presumed(typical), |history| drift_from(&history, today, typical))
}

/// Learns the drift from the first `known` days.
pub(crate) fn learn(tamed: &Tamed, known: usize, typical: f64) -> Drift {
    let mut needed: Vec<(f64, f64)> = Vec::new();
    for age in (STEP..FORGOTTEN).step_by(STEP) {
        let Some(origin) = known.checked_sub(age).filter(|origin| *origin >= 7 * WEEKS) else { break };
        let closed = tamed.between(origin - 7 * WEEKS, origin);
        if closed == 0 {
            continue;
        }
        let chance = weekly_chance(tamed, origin, closed);
        for weeks in HORIZONS.into_iter().filter(|weeks| age as f64 >= JUDGED_AFTER * 7.0 * f64::from(*weeks)) {
            let goal = goal(closed, weeks);
            if goal == 0 {
                continue;
            }
            let expected = f64::from(goal) * WEEKS as f64 / f64::from(closed);
            let took = tamed.days_until(origin, goal).filter(|days| *days <= age);
            let allowed = took.map_or(f64::INFINITY, |days| drift_needed(days, expected, chance));
            needed.push((allowed, weight(age, weeks)));
        }
    }
    if needed.is_empty() {
        return Drift::presumed(typical);
    }
    let forecasts = needed.len() as u32;
    let (sigma, own) = covering(needed, typical, PRIOR_WEIGHT);
    Drift { sigma, forecasts, own }
}

/// What a forecast over so many weeks is asked: the mean rate of the last 26 weeks times the horizon.
pub(crate) fn goal(closed: u32, weeks: u32) -> u32 {
    (f64::from(closed) * f64::from(weeks) / WEEKS as f64).round() as u32
}

/// The variance of a week relative to the square of the mean: what chance alone does to a week.
fn weekly_chance(tamed: &Tamed, origin: usize, closed: u32) -> f64 {
    let mean = f64::from(closed) / WEEKS as f64;
    tamed.weeks(origin, WEEKS).map(|week| (f64::from(week) / mean - 1.0).powi(2)).sum::<f64>() / WEEKS as f64
}

/// The drift under which the 85 % date would have been the day it was, next to what chance alone does.
fn drift_needed(days: usize, expected: f64, chance: f64) -> f64 {
    let late = libm::log(days as f64 / 7.0 / expected).max(0.0) / Z85;
    libm::sqrt((late * late - chance / expected).max(0.0))
}

/// Forecasts that share weeks share their luck, and old ones are about another team.
fn weight(age: usize, weeks: u32) -> f64 {
    let own_weeks = (STEP as f64 / (7.0 * f64::from(weeks))).min(1.0);
    own_weeks * libm::exp2(-(age as f64) / HALF_LIFE) / HORIZONS.len() as f64
}

/// The σ that covers 85 % of what was needed and of what is typical, by weight, and how much of it is one's own. As
/// always when few examples bound the next, the bound lies one further out: the next is one more, to be covered with
/// the same chance. It counts as far as the rest is one's own, and squared, so that a steady team's first forecasts narrow
/// it already.
pub(super) fn covering(mut needed: Vec<(f64, f64)>, typical: f64, prior: f64) -> (f64, f64) {
    needed.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let sums: Vec<f64> = needed
        .iter()
        .scan(0.0, |sum, (_, weight)| {
            *sum += weight;
            Some(*sum)
        })
        .collect();
    let weight = sums.last().copied().unwrap_or(0.0);
    let own = weight / (weight + prior);
    let target = 0.85 * (weight + prior + own * own);
    let covered = |sigma: f64| {
        let below = needed.partition_point(|(allowed, _)| *allowed <= sigma);
        below.checked_sub(1).map_or(0.0, |last| sums[last]) + prior * normal_share(sigma * Z85 / typical)
    };
    let (mut low, mut high) = BOUNDS;
    for _ in 0..40 {
        let middle = (low + high) / 2.0;
        if covered(middle) < target {
            low = middle;
        } else {
            high = middle;
        }
    }
    (high, own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::{Purpose, Subject, TrialKey};

    fn start() -> Day {
        "2020-01-06".parse().unwrap()
    }

    /// A history whose weeks close so many, on Monday to Friday in turn.
    fn history(weeks: impl Iterator<Item = u32>) -> History {
        let week = |(week, closed): (i32, u32)| (0..closed as i32).map(move |at| start().plus(7 * week + at % 5));
        History::new(&(0..).zip(weeks).flat_map(week).collect::<Vec<_>>()).unwrap()
    }

    /// A team whose pace wanders by `sigma` every half year, and closes ten a week in the middle.
    fn wandering(sigma: f64, n_weeks: u32) -> History {
        let law = Subject::new(uuid::Uuid::from_u128(5), Purpose::Rate);
        history((0..n_weeks).map(|week| {
            let pace = 10.0 * libm::exp(sigma * TrialKey::new(3, week / 26).normal(law));
            (pace + TrialKey::new(4, week).uniform(law, 0)) as u32
        }))
    }

    fn learned(history: &History) -> Drift {
        drift(history, history.last().plus(1))
    }

    #[test]
    fn nothing_known_is_what_is_typical() {
        let (sigma, own) = covering(Vec::new(), TYPICAL_DRIFT, 3.0);
        assert!((sigma - TYPICAL_DRIFT).abs() < 1e-9);
        assert_eq!(own, 0.0);
        assert_eq!(learned(&wandering(0.2, 30)).forecasts, 0, "no forecast is judged within the first thirty weeks");
    }

    #[test]
    fn what_one_forecast_needed_moves_it_by_its_weight() {
        // One that needed nothing, next to a prior as heavy: 0.85 × (2 + ¼) is 1.9125, so 91.25 % of the prior stays below σ.
        let half = covering(vec![(0.0, 1.0)], TYPICAL_DRIFT, 1.0);
        assert_eq!(half.1, 0.5);
        assert!((normal_share(half.0 * Z85 / TYPICAL_DRIFT) - 0.9125).abs() < 1e-9, "{half:?}");
        // Ninety-nine that needed nothing and one that needed 1: what is typical hardly counts.
        let mut needed = vec![(0.0, 1.0); 99];
        needed.push((1.0, 1.0));
        assert!((covering(needed, TYPICAL_DRIFT, 0.01).0 - BOUNDS.0).abs() < 1e-9);
        // Twenty that needed 0.8 and eighty that needed 0.3.
        let needed = [vec![(0.3, 1.0); 80], vec![(0.8, 1.0); 20]].concat();
        assert!((covering(needed, TYPICAL_DRIFT, 0.01).0 - 0.8).abs() < 1e-9);
    }

    #[test]
    fn drift_needed_is_what_chance_does_not_explain() {
        let twice = drift_needed(56, 4.0, 0.0);
        assert!((twice * Z85 - libm::log(2.0)).abs() < 1e-12, "twice as long as expected");
        assert_eq!(drift_needed(28, 4.0, 0.0), 0.0);
        assert_eq!(drift_needed(56, 4.0, 100.0), 0.0, "with weeks that wild, chance alone does it");
    }

    #[test]
    fn a_steady_team_earns_narrow_forecasts_and_the_more_the_longer() {
        let sigmas = [30, 40, 60, 104, 208].map(|n_weeks| learned(&wandering(0.0, n_weeks)).sigma);
        assert!(sigmas.is_sorted_by(|a, b| a > b), "{sigmas:?}");
        assert!((sigmas[0] - TYPICAL_DRIFT).abs() < 1e-9 && sigmas[4] < 0.15, "{sigmas:?}");
    }

    #[test]
    fn a_wandering_team_gets_wider_ones() {
        let [calm, wild] = [0.2, 0.9].map(|sigma| learned(&wandering(sigma, 520)));
        assert!(calm.sigma < 0.25 && wild.sigma > 0.6, "{calm:?} {wild:?}");
        assert!(calm.own > 0.6 && calm.forecasts > 700, "{calm:?}");
    }

    #[test]
    fn a_team_in_the_plan_is_judged_by_the_days_its_items_were_done() {
        let team = TeamId(uuid::Uuid::from_u128(1));
        let mut plan = Plan::default();
        for number in 0..150 {
            let mut item = plan::Item::new(plan::ItemId(uuid::Uuid::from_u128(100 + number)));
            item.alive = true;
            item.team = Some(team);
            item.state = ItemState::Done;
            item.done_on = Some(start().plus(7 * number as i32));
            plan.items.insert(item.id, item);
        }
        let today = start().plus(7 * 150);
        assert_eq!(team_drift(&plan, team, today), drift(&team_history(&plan, team).unwrap(), today));
        assert!(team_drift(&plan, team, today).sigma < 0.2, "one a week, as steady as can be");
        assert_eq!(team_drift(&plan, team, start()), Drift::TYPICAL, "on its first day");
        assert_eq!(team_drift(&plan, TeamId(uuid::Uuid::from_u128(2)), today), Drift::TYPICAL);
    }

    #[test]
    fn what_was_imported_counts_once_and_upkeep_not_at_all() {
        let text = "team core\nitem a team core source \"jira:A-1\" done 2026-10-09\nitem b team core done 2026-10-12\n\
                    past core finished A-1 2026-10-09,A-2 2026-10-14 upkeep A-3 2026-10-15";
        let plan = plan::fixture::plan(text).unwrap();
        let history = team_history(&plan, plan::fixture::team("core")).unwrap();
        assert_eq!((history.total(), history.last()), (3, "2026-10-14".parse().unwrap()));
    }

    #[test]
    fn what_came_later_changes_nothing() {
        let long = wandering(0.5, 400);
        let short = wandering(0.5, 200);
        let morning = start().plus(7 * 200);
        assert_eq!(drift(&long, morning), drift(&short, morning));
        assert_eq!(drift(&short, start().plus(-5)), Drift::TYPICAL);
    }
}
