//! Closings by day, and the same with mass closures tamed. Knows nothing of forecasts.

use plan::Day;

/// Days outside these years are slips of the pen or placeholders, and are left out.
const YEARS: (i32, i32) = (1970, 2200);

/// A day counts for at most this many times its busy days, the busiest tenth of those on which anything was closed.
const MASS: u32 = 3;

/// Nor is a day below this many closings called a mass closure.
const MASS_AT_LEAST: u32 = 5;

/// What is a busy day is judged by so many days back: two years.
const JUDGED: usize = 728;

/// How many things were closed on each day, from the first closing to the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    first: Day,
    counts: Vec<u32>,
    /// How many dates were left out as absurd: before 1970 or after 2200.
    pub left_out: usize,
}

impl History {
    /// Counts these closing dates, which may come in any order; none at all where no date is a plausible one.
    pub fn new(dates: &[Day]) -> Option<History> {
        let [from, to] = [(YEARS.0, 1, 1), (YEARS.1, 12, 31)].map(|(year, month, day)| Day::new(year, month, day));
        let (from, to) = (from.expect("a day"), to.expect("a day"));
        let plausible = || dates.iter().copied().filter(|day| (from..=to).contains(day));
        let (first, last) = (plausible().min()?, plausible().max()?);
        let mut counts = vec![0; last.since(first) as usize + 1];
        let mut kept = 0;
        for day in plausible() {
            counts[day.since(first) as usize] += 1;
            kept += 1;
        }
        Some(History { first, counts, left_out: dates.len() - kept })
    }

    /// The day of the first closing.
    pub fn first(&self) -> Day {
        self.first
    }

    /// The day of the last closing.
    pub fn last(&self) -> Day {
        self.first.plus(self.counts.len() as i32 - 1)
    }

    /// How many things were closed.
    pub fn total(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// How many things were closed on this day and after it.
    pub fn total_from(&self, day: Day) -> u32 {
        let known = usize::try_from(day.since(self.first)).unwrap_or(0);
        self.counts.iter().skip(known).sum()
    }

    /// What of it was known on the morning of this day; `None` if nothing was.
    pub fn before(&self, day: Day) -> Option<History> {
        let known = usize::try_from(day.since(self.first)).unwrap_or(0).min(self.counts.len());
        let last = self.counts[..known].iter().rposition(|count| *count > 0)?;
        Some(History { counts: self.counts[..=last].to_vec(), ..self.clone() })
    }

    /// How many days there are.
    pub(crate) fn n_days(&self) -> usize {
        self.counts.len()
    }

    /// The history with its mass closures tamed, as judged on the morning after `known` days. Nothing that happened later
    /// has a say in what a mass closure is; what happened later is there, under the same limit, to judge forecasts by.
    pub(crate) fn tamed(&self, known: usize) -> Tamed {
        let known_counts = &self.counts[..known.min(self.counts.len())];
        let mut active: Vec<u32> =
            known_counts.iter().skip(known.saturating_sub(JUDGED)).copied().filter(|count| *count > 0).collect();
        active.sort_unstable();
        let busy = (active.len() * 9).div_ceil(10).checked_sub(1).map_or(u32::MAX, |at| active[at]);
        let most = busy.saturating_mul(MASS).max(MASS_AT_LEAST);
        let mut before = Vec::with_capacity(self.counts.len().max(known) + 1);
        let mut sum = 0;
        before.push(sum);
        for day in 0..self.counts.len().max(known) {
            sum += self.counts.get(day).copied().unwrap_or(0).min(most);
            before.push(sum);
        }
        Tamed { before }
    }
}

/// Closings by day, none above the limit for mass closures.
#[derive(Clone, Debug)]
pub(crate) struct Tamed {
    /// Closings before each day, and before the day after the last.
    before: Vec<u32>,
}

impl Tamed {
    /// Closings from one day to before another.
    #[inline]
    pub(crate) fn between(&self, from: usize, to: usize) -> u32 {
        self.before[to] - self.before[from]
    }

    /// How many days after the evening before `from` this many were closed, if they ever were: 1 is the same day.
    pub(crate) fn days_until(&self, from: usize, closed: u32) -> Option<usize> {
        let needed = self.before[from] + closed;
        let at = self.before.partition_point(|before| *before < needed);
        (at < self.before.len()).then(|| at - from)
    }

    /// Closings of each of the `n_weeks` weeks that end before the day `end`, the latest first.
    pub(crate) fn weeks(&self, end: usize, n_weeks: usize) -> impl Iterator<Item = u32> {
        (0..n_weeks).map(move |week| self.between(end - 7 * (week + 1), end - 7 * week))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn closings_are_counted_by_day_in_any_order() {
        let history = History::new(&["2026-03-04", "2026-03-02", "2026-03-04", "0001-01-01"].map(day)).unwrap();
        assert_eq!((history.first(), history.last(), history.total()), (day("2026-03-02"), day("2026-03-04"), 3));
        assert_eq!((history.left_out, history.total_from(day("2026-03-03"))), (1, 2));
        assert_eq!(history.before(day("2026-03-04")).map(|known| known.last()), Some(day("2026-03-02")));
        assert_eq!(history.before(day("2026-03-02")), None);
        let tamed = history.tamed(3);
        assert_eq!([tamed.days_until(0, 1), tamed.days_until(0, 2), tamed.days_until(0, 4)], [Some(1), Some(3), None]);
        assert_eq!(History::new(&[day("9999-12-31")]), None, "a date that is none leaves no history");
    }

    #[test]
    fn a_mass_closure_counts_as_three_busy_days() {
        let start = day("2026-01-01");
        let mut dates: Vec<Day> = (0..20).flat_map(|at| [start.plus(at); 4]).collect();
        dates.extend([start.plus(20); 500]);
        let history = History::new(&dates).unwrap();
        assert_eq!(history.tamed(21).between(20, 21), 12);
        assert_eq!(history.tamed(20).between(20, 21), 12, "what counts is what was known before");
        assert_eq!(history.tamed(21).between(0, 20), 80, "ordinary days stay as they are");
    }
}
