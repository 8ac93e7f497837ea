//! The pace of a team on one morning, and the answers it gives. Three sources, the best there is: the last 26 weeks
//! replayed; fewer weeks replayed; a single number, with the spread that is typical where nothing else is known.

use std::fmt;

use plan::Day;
use serde::Serialize;

use super::calibrate::{Drift, TYPICAL_DRIFT, learn};
use super::history::History;
use super::replay::{MOST_WEEKS, Replay, dated, nth};
use super::{WEEKS, Z85, Z95, normal_share};
use crate::result::{Assumptions, When};

/// Fewer whole weeks than this are not replayed: only their rate is used.
const FEWEST_WEEKS: usize = 4;

/// How much later than the 50 % date the 85 % and 95 % dates of a team without a history are.
const COLD: [f64; 2] = [1.6, 2.5];

/// What a team closes a week, as known on the morning of one day.
#[derive(Clone, Debug)]
pub struct Pace {
    /// The first day of what is asked about.
    pub from: Day,
    source: Source,
}

#[derive(Clone, Debug)]
enum Source {
    Weeks { replay: Replay, drift: Drift },
    Rate { per_week: f64, given: bool },
}

/// What an answer rests on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Basis {
    /// Weeks of the history, replayed.
    Weeks {
        /// How many.
        weeks: u32,
        /// How many things were closed in them, mass closures tamed.
        closed: u32,
        /// How far the pace drifts.
        drift: Drift,
    },
    /// One number, because the history is too short.
    Short {
        /// Closings a week.
        per_week: f64,
    },
    /// One number, because there is no history.
    Given {
        /// Closings a week.
        per_week: f64,
    },
}

/// Finish dates; `None` is not within ten years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Dates {
    /// As likely before as after.
    pub p50: When,
    /// Missed one time in seven.
    pub p85: When,
    /// Missed one time in twenty.
    pub p95: When,
}

/// How many are closed: so many or more with this chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// As likely more as fewer.
    pub p50: u32,
    /// Fewer one time in seven.
    pub p85: u32,
    /// Fewer one time in twenty.
    pub p95: u32,
}

/// Why a history says nothing about a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPace {
    /// It begins on this day, which is not before.
    Ahead(Day),
    /// Nothing was closed in the 26 weeks before; the last time was on this day.
    Quiet(Day),
    /// The number given is none to work with.
    Rate,
}

impl fmt::Display for NoPace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoPace::Ahead(first) => {
                write!(f, "nothing was closed before that day: the history begins on {first}; ask from a later day")
            }
            NoPace::Quiet(last) => write!(
                f,
                "nothing was closed in the {WEEKS} weeks before that day, the last on {last}; ask from an earlier day, or give the rate to expect"
            ),
            NoPace::Rate => write!(f, "a rate is a number of closings a week above 0 and up to 1000000"),
        }
    }
}

impl std::error::Error for NoPace {}

impl Pace {
    /// The pace on the morning of `from`: whatever was closed on that day or later is not looked at.
    ///
    /// # Errors
    /// If nothing was closed before that day, or not in the last 26 weeks before it.
    pub fn new(history: &History, from: Day) -> Result<Pace, NoPace> {
        let last = history.before(from).ok_or(NoPace::Ahead(history.first()))?.last();
        if from.since(last) > 7 * WEEKS as i32 {
            return Err(NoPace::Quiet(last));
        }
        let known = from.since(history.first()) as usize;
        let tamed = history.tamed(known);
        let n_weeks = (known / 7).min(WEEKS);
        let source = if n_weeks < FEWEST_WEEKS {
            let weeks = known as f64 / 7.0;
            Source::Rate { per_week: f64::from(tamed.between(0, known)) / weeks.max(1.0), given: false }
        } else {
            let replay = Replay::new(&tamed, known, n_weeks);
            if replay.total() == 0 {
                return Err(NoPace::Quiet(last));
            }
            Source::Weeks { replay, drift: learn(&tamed, known, TYPICAL_DRIFT) }
        };
        Ok(Pace { from, source })
    }

    /// The pace of a team without a history, from one number.
    ///
    /// # Errors
    /// If the rate is not above 0 and up to a million a week.
    pub fn at_rate(per_week: f64, from: Day) -> Result<Pace, NoPace> {
        if per_week > 0.0 && per_week <= 1e6 {
            Ok(Pace { from, source: Source::Rate { per_week, given: true } })
        } else {
            Err(NoPace::Rate)
        }
    }

    /// What the answers rest on.
    pub fn basis(&self) -> Basis {
        match &self.source {
            Source::Weeks { replay, drift } => {
                Basis::Weeks { weeks: replay.n_weeks() as u32, closed: replay.total(), drift: *drift }
            }
            Source::Rate { per_week, given: false } => Basis::Short { per_week: *per_week },
            Source::Rate { per_week, given: true } => Basis::Given { per_week: *per_week },
        }
    }

    /// When will so many be closed?
    pub fn when(&self, remaining: u32, seed: u32) -> Dates {
        let date = |days: Option<u32>| days.map(|days| dated(self.from, days));
        match &self.source {
            _ if remaining == 0 => {
                let now = Some(self.from);
                Dates { p50: now, p85: now, p95: now }
            }
            Source::Weeks { replay, drift } => {
                let [finishes] = replay.finishes(remaining, [drift.sigma], seed, Assumptions::FULL);
                Dates { p50: date(finishes.at(0.5)), p85: date(finishes.at(0.85)), p95: date(finishes.at(0.95)) }
            }
            Source::Rate { per_week, .. } => {
                let middle = f64::from(remaining) / per_week * 7.0;
                let within = |days: f64| (days <= f64::from(MOST_WEEKS * 7)).then(|| (days - 1e-9).ceil() as u32);
                let [p85, p95] = COLD.map(|factor| date(within(middle * factor)));
                Dates { p50: date(within(middle)), p85, p95 }
            }
        }
    }

    /// How many will be closed by the end of this day? Nothing by a day before `from`; a day further than ten years away
    /// counts as ten years.
    pub fn how_many(&self, by: Day, seed: u32) -> Counts {
        let n_days = self.n_days(by);
        match &self.source {
            Source::Weeks { replay, drift } => {
                let counts = replay.counts(n_days, drift.sigma, seed, Assumptions::FULL);
                let at = |share| counts[nth(share, counts.len())];
                Counts { p50: at(0.5), p85: at(0.85), p95: at(0.95) }
            }
            Source::Rate { per_week, .. } => {
                let middle = per_week * f64::from(n_days) / 7.0;
                let [p85, p95] = COLD.map(|factor| (middle / factor + 1e-9) as u32);
                Counts { p50: (middle + 1e-9) as u32, p85, p95 }
            }
        }
    }

    /// How likely is it that so many are closed by the end of this day?
    pub fn chance(&self, remaining: u32, by: Day, seed: u32) -> f64 {
        let n_days = self.n_days(by);
        match &self.source {
            _ if remaining == 0 => 1.0,
            Source::Weeks { replay, drift } => {
                let [finishes] = replay.finishes(remaining, [drift.sigma], seed, Assumptions::FULL);
                finishes.within(n_days)
            }
            Source::Rate { .. } if n_days == 0 => 0.0,
            Source::Rate { per_week, .. } => {
                let late = libm::log(f64::from(n_days) / 7.0 * per_week / f64::from(remaining));
                let [at_85, at_95] = COLD.map(libm::log);
                let z = if late <= at_85 {
                    late / at_85 * Z85
                } else {
                    Z85 + (late - at_85) / (at_95 - at_85) * (Z95 - Z85)
                };
                normal_share(z)
            }
        }
    }

    /// Days from `from` to the end of a day, ten years at most.
    fn n_days(&self, by: Day) -> u32 {
        u32::try_from(by.since(self.from) + 1).unwrap_or(0).min(MOST_WEEKS * 7)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// Five a week, one each weekday, for so many weeks from Monday, 5 January 2026.
    fn steady(n_weeks: i32) -> History {
        let start = day("2026-01-05");
        let dates: Vec<Day> = (0..n_weeks).flat_map(|week| (0..5).map(move |at| start.plus(7 * week + at))).collect();
        History::new(&dates).unwrap()
    }

    #[test]
    fn a_team_without_history_gets_the_typical_spread() {
        let pace = Pace::at_rate(5.0, day("2026-01-05")).unwrap();
        let days = |date: When| date.unwrap().since(day("2026-01-05")) + 1;
        let dates = pace.when(50, 1);
        assert_eq!([dates.p50, dates.p85, dates.p95].map(days), [70, 112, 175], "70 days × 1.6 and × 2.5");
        let counts = pace.how_many(day("2026-03-15"), 1);
        assert_eq!([counts.p50, counts.p85, counts.p95], [50, 31, 20]);
        for (date, chance) in [(dates.p50, 0.5), (dates.p85, 0.85), (dates.p95, 0.95)] {
            assert!((pace.chance(50, date.unwrap(), 1) - chance).abs() < 1e-9);
        }
        assert_eq!(pace.when(u32::MAX, 1), Dates { p50: None, p85: None, p95: None });
        for rate in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e300] {
            assert_eq!(Pace::at_rate(rate, day("2026-01-05")).unwrap_err(), NoPace::Rate, "{rate}");
        }
    }

    #[test]
    fn three_weeks_give_a_rate_and_four_are_replayed() {
        let [short, enough] = [(3, "2026-01-26"), (4, "2026-02-02")].map(|(n_weeks, from)| {
            let pace = Pace::new(&steady(n_weeks), day(from)).unwrap();
            (pace.basis(), pace.when(10, 1))
        });
        assert_eq!(short.0, Basis::Short { per_week: 5.0 });
        assert_eq!(short.1.p50, Some(day("2026-02-08")), "two weeks on");
        assert_eq!(enough.0, Basis::Weeks { weeks: 4, closed: 20, drift: Drift::TYPICAL });
    }

    #[test]
    fn only_what_was_known_counts() {
        let history = steady(60);
        let early = Pace::new(&steady(30), day("2026-08-03")).unwrap();
        let late = Pace::new(&history, day("2026-08-03")).unwrap();
        assert_eq!(early.when(40, 7), late.when(40, 7));
        assert_eq!(early.basis(), late.basis());
    }

    #[test]
    fn a_history_that_says_nothing_is_refused_with_a_sentence() {
        let history = steady(10);
        let sentence = |from: &str| Pace::new(&history, day(from)).unwrap_err().to_string();
        assert!(sentence("2026-01-05").contains("begins on 2026-01-05"));
        assert!(sentence("1816-01-05").contains("begins on 2026-01-05"));
        assert!(sentence("9999-12-31").contains("the last on 2026-03-13"));
        assert!(Pace::new(&history, day("2026-09-11")).is_ok());
        assert!(Pace::new(&history, day("2026-09-12")).is_err(), "26 weeks without a closing");
    }

    #[test]
    fn the_questions_agree_with_one_another() {
        let pace = Pace::new(&steady(30), day("2026-08-03")).unwrap();
        let dates = pace.when(60, 3);
        for (date, share) in [(dates.p50, 0.5), (dates.p85, 0.85), (dates.p95, 0.95)] {
            let date = date.unwrap();
            assert!(pace.chance(60, date, 3) >= share && pace.chance(60, date.plus(-1), 3) < share);
        }
        let by = dates.p85.unwrap();
        let sure = pace.how_many(by, 3).p85;
        assert!((58..=62).contains(&sure), "85 % sure of 60 by {by}, and of {sure} by the same day");
        assert_eq!(pace.how_many(day("2026-08-02"), 3), Counts { p50: 0, p85: 0, p95: 0 });
        assert_eq!(pace.when(0, 3).p95, Some(day("2026-08-03")));
        assert_eq!(pace.when(1_000_000_000, 3).p50, None);
    }
}
