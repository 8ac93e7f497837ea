//! The forecasts' own record: every two weeks of the past, what was known that morning is asked "when will so many be
//! closed?", and the answer is held against what happened. Nothing that came later is known to a forecast.
//!
//! The question for a horizon is the mean rate of the last 26 weeks times the horizon. A forecast is judged if its
//! horizon ends within the history; what is unfinished at the end of the history is a miss. Two forecasts stand side by
//! side: weeks replayed as they are, and the same with the drift learned from the team's own record.

use rayon::prelude::*;
use serde::Serialize;

use super::calibrate::{STEP, TYPICAL_DRIFT, goal, learn};
use super::history::History;
use super::replay::{Finishes, Replay};
use super::{HORIZONS, WEEKS};

/// The quantiles that are judged.
const SHARES: [f64; 3] = [0.5, 0.85, 0.95];

/// Trials of a forecast in a back-test: enough for its quantiles to stay within a hundredth.
const TRIALS: u32 = 1000;

/// Losses are counted up to so many times the horizon; later than that, and never, is all the same.
const FURTHEST: f64 = 4.0;

/// How one way of forecasting did at one horizon. Zero where there is no case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Score {
    /// How often the 50 % date came true.
    #[serde(rename = "coverage_p50")]
    pub p50: f64,
    /// How often the 85 % date came true.
    #[serde(rename = "coverage_p85")]
    pub p85: f64,
    /// How often the 95 % date came true.
    #[serde(rename = "coverage_p95")]
    pub p95: f64,
    /// Pinball loss, mean of the three quantiles, as a share of the horizon; less is better.
    pub pinball: f64,
}

/// The record at one horizon.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct HorizonScore {
    /// Weeks ahead.
    pub weeks: u32,
    /// How many forecasts were judged.
    pub cases: u32,
    /// Weeks replayed as they are.
    pub plain: Score,
    /// With the drift of the team.
    pub ours: Score,
}

/// The record of one history, or of several.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Backtest {
    /// One for each of [`HORIZONS`].
    pub horizons: Vec<HorizonScore>,
}

/// Tests the forecasts of one history.
pub fn backtest(history: &History, seed: u32) -> Backtest {
    let n_days = history.n_days();
    let origins: Vec<usize> = (7 * WEEKS..n_days).step_by(STEP).collect();
    let judged: Vec<[Option<Case>; 4]> = origins.par_iter().map(|origin| judge(history, *origin, seed)).collect();
    let scores = HORIZONS.iter().enumerate().map(|(which, &weeks)| {
        let cases: Vec<&Case> = judged.iter().filter_map(|cases| cases[which].as_ref()).collect();
        let [plain, ours] = [0, 1].map(|way| mean(cases.iter().map(|case| (case.0[way], 1.0))));
        HorizonScore { weeks, cases: cases.len() as u32, plain, ours }
    });
    Backtest { horizons: scores.collect() }
}

/// The record of all of them together, each forecast counting the same.
pub fn pooled(parts: &[Backtest]) -> Backtest {
    let pool = |(which, &weeks): (usize, &u32)| {
        let at = || parts.iter().map(|part| part.horizons[which]);
        HorizonScore {
            weeks,
            cases: at().map(|part| part.cases).sum(),
            plain: mean(at().map(|part| (part.plain, f64::from(part.cases)))),
            ours: mean(at().map(|part| (part.ours, f64::from(part.cases)))),
        }
    };
    Backtest { horizons: HORIZONS.iter().enumerate().map(pool).collect() }
}

/// One forecast, plain and ours.
struct Case([Score; 2]);

fn judge(history: &History, origin: usize, seed: u32) -> [Option<Case>; 4] {
    let tamed = history.tamed(origin);
    let closed = tamed.between(origin - 7 * WEEKS, origin);
    if closed == 0 {
        return [None, None, None, None];
    }
    let replay = Replay::new(&tamed, origin, WEEKS);
    let drift = learn(&tamed, origin, TYPICAL_DRIFT).sigma;
    // Each morning draws luck of its own, so that no streak of it tells on all of them.
    let seed = seed.wrapping_add(origin as u32);
    HORIZONS.map(|weeks| {
        let goal = goal(closed, weeks);
        if goal == 0 || origin + 7 * weeks as usize > history.n_days() {
            return None;
        }
        let took = tamed.days_until(origin, goal).map_or(f64::INFINITY, |days| days as f64);
        let finishes = replay.finishes(goal, [0.0, drift], seed, TRIALS);
        Some(Case(finishes.map(|finishes| score(&finishes, took, 7.0 * f64::from(weeks)))))
    })
}

fn score(finishes: &Finishes, took: f64, horizon: f64) -> Score {
    let furthest = FURTHEST * horizon;
    let [(p50, a), (p85, b), (p95, c)] = SHARES.map(|share| {
        let foreseen = finishes.at(share).map_or(f64::INFINITY, f64::from);
        let kept = took.is_finite() && took <= foreseen;
        let (took, foreseen) = (took.min(furthest), foreseen.min(furthest));
        let loss = if took >= foreseen { share * (took - foreseen) } else { (1.0 - share) * (foreseen - took) };
        (f64::from(u8::from(kept)), loss / horizon)
    });
    Score { p50, p85, p95, pinball: (a + b + c) / 3.0 }
}

fn mean(scores: impl Iterator<Item = (Score, f64)>) -> Score {
    let (mut sum, mut total) = (Score::default(), 0.0);
    for (score, weight) in scores {
        sum.p50 += score.p50 * weight;
        sum.p85 += score.p85 * weight;
        sum.p95 += score.p95 * weight;
        sum.pinball += score.pinball * weight;
        total += weight;
    }
    if total == 0.0 {
        return sum;
    }
    Score { p50: sum.p50 / total, p85: sum.p85 / total, p95: sum.p95 / total, pinball: sum.pinball / total }
}

#[cfg(test)]
mod tests {
    use plan::Day;

    use super::*;

    /// Five a week, one each weekday, for so many weeks.
    fn steady(n_weeks: i32) -> History {
        let start: Day = "2020-01-06".parse().unwrap();
        let dates: Vec<Day> = (0..n_weeks).flat_map(|week| (0..5).map(move |at| start.plus(7 * week + at))).collect();
        History::new(&dates).unwrap()
    }

    #[test]
    fn a_steady_team_is_foreseen_to_the_day() {
        let record = backtest(&steady(60), 1);
        let four = record.horizons[0];
        // Origins at weeks 26, 28, … 54: at week 56 the history ends on a Friday, two days short of four weeks.
        assert_eq!((four.weeks, four.cases), (4, 15));
        assert_eq!(four.plain, Score { p50: 1.0, p85: 1.0, p95: 1.0, pinball: 0.0 });
        assert!(four.ours.p85 == 1.0 && four.ours.pinball > 0.0, "drift is allowed for that does not come");
    }

    #[test]
    fn a_team_that_stops_is_a_miss() {
        let start: Day = "2020-01-06".parse().unwrap();
        let mut dates: Vec<Day> = (0..26 * 5).map(|at| start.plus(7 * (at / 5) + at % 5)).collect();
        dates.push(start.plus(7 * 39));
        let record = backtest(&History::new(&dates).unwrap(), 1);
        let missed = |cases| HorizonScore { cases, ..record.horizons[2] };
        assert_eq!(record.horizons[2], missed(1));
        assert_eq!(record.horizons[2].ours.p95, 0.0);
        let worst = (0.5 + 0.85 + 0.95) / 3.0 * 3.0;
        assert!((record.horizons[2].plain.pinball - worst).abs() < 0.05, "foreseen at 1 horizon, counted as 4");
    }

    #[test]
    fn loss_is_the_pinball_of_each_quantile() {
        let weeks = steady(30);
        let [certain] = Replay::new(&weeks.tamed(182), 182, WEEKS).finishes(20, [0.0], 1, 10);
        assert_eq!(certain.at(0.5), Some(26));
        let on_the_day = score(&certain, 26.0, 28.0);
        assert_eq!((on_the_day.p50, on_the_day.pinball), (1.0, 0.0));
        let late = score(&certain, 33.0, 28.0);
        assert_eq!((late.p95, late.pinball), (0.0, (0.5 + 0.85 + 0.95) / 3.0 * 7.0 / 28.0));
        let early = score(&certain, 19.0, 28.0);
        assert!((early.pinball - (0.5 + 0.15 + 0.05) / 3.0 * 7.0 / 28.0).abs() < 1e-12);
    }

    #[test]
    fn each_forecast_counts_the_same_when_pooled() {
        let [short, long] = [steady(40), steady(100)].map(|history| backtest(&history, 1));
        let together = pooled(&[short.clone(), long.clone()]);
        let (a, b, both) = (short.horizons[0], long.horizons[0], together.horizons[0]);
        assert_eq!(both.cases, a.cases + b.cases);
        let mean = (a.ours.pinball * f64::from(a.cases) + b.ours.pinball * f64::from(b.cases)) / f64::from(both.cases);
        assert!((both.ours.pinball - mean).abs() < 1e-12);
        assert_eq!(pooled(&[]).horizons[3].cases, 0);
    }
}
