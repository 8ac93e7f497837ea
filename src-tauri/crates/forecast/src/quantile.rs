//! Finish dates by counting: one row of counts by day for each thing that finishes, so that no quantile needs a sort
//! and adding up needs no order.

use plan::Day;

use crate::result::{Finish, Slip, Slips, When};
use crate::shared::NO_DAY;

/// Equally likely finishes that a [`Finish`] shows.
const DOTS: usize = 20;

/// Counts by day, a row for each thing; the last count of a row is never. A run has no more trials than a count holds.
#[derive(Clone, Debug)]
pub(crate) struct Tally {
    n_days: usize,
    /// By row: how much it counts.
    totals: Vec<u32>,
    counts: Vec<u16>,
}

impl Tally {
    pub(crate) fn new(n_rows: usize, n_days: u32) -> Tally {
        Tally { n_days: n_days as usize, totals: vec![0; n_rows], counts: vec![0; n_rows * (n_days as usize + 1)] }
    }

    #[inline]
    pub(crate) fn add(&mut self, row: usize, days: &[u16]) {
        let start = row * (self.n_days + 1);
        let counts = &mut self.counts[start..=start + self.n_days];
        self.totals[row] += days.len() as u32;
        for &day in days {
            counts[if day == NO_DAY { self.n_days } else { usize::from(day).min(self.n_days) }] += 1;
        }
    }

    /// The finish of one row, in days from `today`; on time is a finish up to `due`.
    pub(crate) fn finish(&self, row: usize, today: Day, due: Option<Day>) -> Finish {
        let start = row * (self.n_days + 1);
        let counts = &self.counts[start..=start + self.n_days];
        let total = u64::from(self.totals[row]);
        let mut shares: Vec<f64> = vec![0.5, 0.85, 0.95];
        shares.extend((0..DOTS).map(|dot| (dot as f64 + 0.5) / DOTS as f64));
        let mut order: Vec<usize> = (0..shares.len()).collect();
        order.sort_by(|a, b| shares[*a].total_cmp(&shares[*b]));
        let mut whens: Vec<When> = vec![None; shares.len()];
        let mut day = 0;
        let mut reached = u64::from(counts[0]);
        for which in order {
            let needed = (shares[which] * total as f64 - 1e-9).ceil().max(1.0) as u64;
            while reached < needed && day < self.n_days {
                day += 1;
                reached += u64::from(counts[day]);
            }
            whens[which] = (day < self.n_days && total > 0).then(|| today.plus(day as i32));
        }
        let on_time = due.map(|due| {
            let days = usize::try_from(due.since(today) + 1).unwrap_or(0).min(self.n_days);
            let so_far: u64 = counts[..days].iter().map(|count| u64::from(*count)).sum();
            so_far as f64 / total.max(1) as f64
        });
        Finish { p50: whens[0], p85: whens[1], p95: whens[2], on_time, dots: whens[3..].to_vec() }
    }

    /// The share of finishes of one row up to `due`, were they all this many days later.
    pub(crate) fn on_time_after(&self, row: usize, shift: i32, today: Day, due: Day) -> f64 {
        let start = row * (self.n_days + 1);
        let counts = &self.counts[start..=start + self.n_days];
        let days = due.since(today) + 1;
        let days = if days > 0 { usize::try_from(days - shift).unwrap_or(0).min(self.n_days) } else { 0 };
        let sum = |counts: &[u16]| counts.iter().map(|count| u64::from(*count)).sum::<u64>();
        sum(&counts[..days]) as f64 / sum(counts).max(1) as f64
    }

    /// Mean days from today to the finish of one row; what never comes counts to the cap.
    pub(crate) fn mean(&self, row: usize) -> f64 {
        let start = row * (self.n_days + 1);
        let counts = &self.counts[start..=start + self.n_days];
        let (days, total) = (0_u64..)
            .zip(counts)
            .fold((0, 0), |(days, total), (day, count)| (days + day * u64::from(*count), total + u64::from(*count)));
        days as f64 / total.max(1) as f64
    }
}

/// A finish that is known.
pub(crate) fn certain(when: When, due: Option<Day>) -> Finish {
    let on_time = due.map(|due| if when.is_some_and(|day| day <= due) { 1.0 } else { 0.0 });
    Finish { p50: when, p85: when, p95: when, on_time, dots: vec![when; DOTS] }
}

/// The later finish less the earlier one, at the median and at 85 %. Never counts as the cap on either side, so that slips
/// that follow one another add up.
pub fn slips(later: &Finish, earlier: &Finish, cap: Day) -> Slips {
    Slips { p50: slip(later.p50, earlier.p50, cap), p85: slip(later.p85, earlier.p85, cap) }
}

fn slip(later: When, earlier: When, cap: Day) -> Slip {
    match (later, earlier) {
        (Some(later), Some(earlier)) => Slip::Days(later.since(earlier)),
        (None, Some(earlier)) => Slip::AtLeast(cap.since(earlier)),
        (Some(later), None) => Slip::AtLeast(-cap.since(later)),
        (None, None) => Slip::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(days: i32) -> Day {
        Day::new(2027, 1, 4).expect("a day").plus(days)
    }

    #[test]
    fn quantile_is_the_first_day_that_reaches_the_share() {
        let mut tally = Tally::new(2, 100);
        tally.add(1, &[5, 5, 5, 5, 5, 9, 9, 9, 20, NO_DAY]);
        let finish = tally.finish(1, day(0), Some(day(9)));
        assert_eq!((finish.p50, finish.p85, finish.p95), (Some(day(5)), Some(day(20)), None));
        assert_eq!(finish.on_time, Some(0.8));
        assert_eq!(finish.dots.len(), 20);
        assert_eq!(finish.dots[0], Some(day(5)));
        assert_eq!(finish.dots[19], None);
        assert_eq!(tally.mean(1), 17.2, "never counts to the cap, which is day 100");
    }

    #[test]
    fn slip_knows_never() {
        let cap = day(100);
        assert_eq!(slip(Some(day(9)), Some(day(4)), cap), Slip::Days(5));
        assert_eq!(slip(None, Some(day(40)), cap), Slip::AtLeast(60));
        assert_eq!(slip(Some(day(40)), None, cap), Slip::AtLeast(-60));
        assert_eq!(slip(None, None, cap), Slip::None);
    }
}
