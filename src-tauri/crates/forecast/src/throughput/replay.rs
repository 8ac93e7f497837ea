//! Replaying weeks: each trial draws weeks of the past, with replacement, until enough is closed. One factor a trial
//! makes the whole of it faster or slower, because a pace that drifts does not average out from week to week.

use plan::Day;
use uuid::Uuid;

use super::WEEKS;
use super::history::Tamed;
use crate::draw::{Purpose, Subject, TrialKey};

/// Nothing is forecast beyond ten years.
pub(crate) const MOST_WEEKS: u32 = 522;

/// A finish that does not come within [`MOST_WEEKS`]; sorts last.
const NEVER: u32 = u32::MAX;

/// The weeks that are drawn from: closings of each, added up day by day.
#[derive(Clone, Debug)]
pub(crate) struct Replay {
    weeks: Vec<[u32; 7]>,
    pick: Subject,
    rate: Subject,
}

impl Replay {
    /// The `n_weeks` weeks (26 at most) before the day `end`.
    pub(crate) fn new(tamed: &Tamed, end: usize, n_weeks: usize) -> Replay {
        let sums = |week: usize| {
            let start = end - 7 * (week + 1);
            std::array::from_fn(|day| tamed.between(start, start + day + 1))
        };
        Replay {
            weeks: (0..n_weeks.min(WEEKS)).map(sums).collect(),
            pick: Subject::new(Uuid::nil(), Purpose::Arrival),
            rate: Subject::new(Uuid::nil(), Purpose::Rate),
        }
    }

    /// Closings of all the weeks together.
    pub(crate) fn total(&self) -> u32 {
        self.weeks.iter().map(|week| week[6]).sum()
    }

    pub(crate) fn n_weeks(&self) -> usize {
        self.weeks.len()
    }

    /// In how many days `remaining` are closed, in every trial, the earliest first: once for each drift, of the same
    /// weeks.
    pub(crate) fn finishes<const N: usize>(
        &self,
        remaining: u32,
        drifts: [f64; N],
        seed: u32,
        n_trials: u32,
    ) -> [Finishes; N] {
        let mut finishes = drifts.map(|_| Vec::with_capacity(n_trials as usize));
        for trial in 0..n_trials {
            let key = TrialKey::new(seed, trial);
            let luck = key.normal(self.rate);
            let days = self.days(drifts.map(|drift| f64::from(remaining) / libm::exp(drift * luck)), key);
            finishes.iter_mut().zip(days).for_each(|(finishes, days)| finishes.push(days));
        }
        finishes.map(|mut days| {
            days.sort_unstable();
            Finishes(days)
        })
    }

    /// How many are closed in so many days, in every trial, the most first.
    pub(crate) fn counts(&self, n_days: u32, drift: f64, seed: u32, n_trials: u32) -> Vec<u32> {
        let mut counts: Vec<u32> = (0..n_trials)
            .map(|trial| {
                let key = TrialKey::new(seed, trial);
                let factor = libm::exp(drift * key.normal(self.rate));
                (self.closed(n_days, key) as f64 * factor + 1e-9) as u32
            })
            .collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        counts
    }

    /// The weeks that this trial replays, one after the other.
    // The 52 bits of a uniform draw four weeks, with 13 bits each: no week of 26 is favoured by as much as half a percent.
    fn drawn(&self, key: TrialKey) -> impl Iterator<Item = &[u32; 7]> {
        let n_weeks = self.weeks.len() as u64;
        (0..u64::from(MOST_WEEKS).div_ceil(4)).flat_map(move |at| {
            let bits = (key.uniform(self.pick, at) * (1u64 << 52) as f64) as u64;
            (0..4).map(move |part| {
                let digits = (bits >> (13 * part)) & 0x1fff;
                &self.weeks[((digits * n_weeks) >> 13) as usize]
            })
        })
    }

    fn days<const N: usize>(&self, needed: [f64; N], key: TrialKey) -> [u32; N] {
        // Whole things are closed: a part of one needs all of it.
        let needed = needed.map(|needed| (needed - 1e-9).ceil() as u64);
        let mut days = [NEVER; N];
        let mut closed = 0;
        let mut goal = needed.iter().copied().min().unwrap_or(0);
        for (week, start) in self.drawn(key).zip((0..).step_by(7)) {
            let next = closed + u64::from(week[6]);
            if next >= goal {
                for (days, needed) in days.iter_mut().zip(&needed).filter(|(days, _)| **days == NEVER) {
                    if let Some(day) = week.iter().position(|sum| closed + u64::from(*sum) >= *needed) {
                        *days = start + day as u32 + 1;
                    }
                }
                match needed.iter().copied().filter(|needed| *needed > next).min() {
                    Some(further) => goal = further,
                    None => break,
                }
            }
            closed = next;
        }
        days
    }

    fn closed(&self, n_days: u32, key: TrialKey) -> u64 {
        let mut weeks = self.drawn(key);
        let whole: u64 = weeks.by_ref().take(n_days as usize / 7).map(|week| u64::from(week[6])).sum();
        let part = n_days as usize % 7;
        whole + if part > 0 { weeks.next().map_or(0, |week| u64::from(week[part - 1])) } else { 0 }
    }
}

/// Finishes in days, in order.
#[derive(Clone, Debug)]
pub(crate) struct Finishes(Vec<u32>);

impl Finishes {
    /// The first day by which this share of the trials is finished; `None` is never.
    pub(crate) fn at(&self, share: f64) -> Option<u32> {
        let days = self.0[nth(share, self.0.len())];
        (days != NEVER).then_some(days)
    }

    /// The share of the trials that is finished within so many days.
    pub(crate) fn within(&self, n_days: u32) -> f64 {
        self.0.partition_point(|days| *days <= n_days) as f64 / self.0.len() as f64
    }
}

/// The place of the first of `n` sorted trials that makes their share up.
pub(crate) fn nth(share: f64, n: usize) -> usize {
    ((share * n as f64 - 1e-9).ceil() as usize).clamp(1, n) - 1
}

/// The day after so many days from `from`, which is itself the first.
pub(crate) fn dated(from: Day, days: u32) -> Day {
    from.plus(days as i32 - 1)
}

#[cfg(test)]
mod tests {
    use super::super::history::History;
    use super::*;

    fn steady() -> Replay {
        let start: Day = "2026-01-05".parse().unwrap();
        let dates: Vec<Day> = (0..26).flat_map(|week| (0..5).map(move |day| start.plus(7 * week + day))).collect();
        Replay::new(&History::new(&dates).unwrap().tamed(182), 182, 26)
    }

    #[test]
    fn a_steady_team_without_drift_is_certain() {
        let [finishes] = steady().finishes(12, [0.0], 1, 50);
        assert_eq!([finishes.at(0.5), finishes.at(0.95)], [Some(16); 2], "two weeks of five and two days");
        assert_eq!((finishes.within(15), finishes.within(16)), (0.0, 1.0));
        assert_eq!(steady().counts(16, 0.0, 1, 50), [12; 50]);
    }

    #[test]
    fn half_the_pace_takes_twice_as_long() {
        let key = TrialKey::new(1, 1);
        assert_eq!(steady().days([10.0, 20.0], key), [12, 26], "Fridays");
        assert_eq!(steady().days([1e12, 1.0], key), [NEVER, 1]);
    }

    #[test]
    fn drift_spreads_around_the_same_middle() {
        let spread = |drift| {
            let [finishes] = steady().finishes(100, [drift], 1, 4000);
            [0.5, 0.85].map(|share| f64::from(finishes.at(share).unwrap()))
        };
        let [middle, late] = spread(0.45);
        assert!((middle / 138.0 - 1.0).abs() < 0.04, "{middle}");
        assert!((late / middle / 1.6 - 1.0).abs() < 0.04, "{late} of {middle}: e^(0.45 z85) is 1.6");
    }
}
