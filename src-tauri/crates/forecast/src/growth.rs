//! How much the interest of each debt has grown, by age in calendar days: worked out once, and laid out by day, so that the
//! debts of a day lie side by side.

use crate::drag::growth;
use crate::model::NONE;

/// The debts that grow, and by how much. The others stay at 1.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Growth {
    /// How many grow.
    n: usize,
    /// By debt: its place among those that grow, or `NONE`.
    place: Vec<u32>,
    /// Day by day, a factor for each debt that grows, and a 1 for the others.
    factors: Vec<f64>,
    /// The last day.
    last: usize,
}

impl Growth {
    /// From the growth a week of every debt, over so many days.
    pub(crate) fn new(rates: impl Iterator<Item = f64>, n_days: u32) -> Growth {
        let mut place = Vec::new();
        let mut growing = Vec::new();
        for rate in rates {
            place.push(if rate > 0.0 { growing.len() as u32 } else { NONE });
            growing.extend((rate > 0.0).then_some(rate));
        }
        let n = growing.len();
        let n_days = n_days.max(1);
        let mut factors = Vec::with_capacity(n_days as usize * (n + 1));
        for day in 0..n_days {
            factors.extend(growing.iter().map(|rate| growth(*rate, f64::from(day) / 7.0)));
            factors.push(1.0);
        }
        Growth { n, place, factors, last: n_days as usize - 1 }
    }

    /// Whether nothing grows.
    pub(crate) fn is_empty(&self) -> bool {
        self.n == 0
    }

    /// Whether a debt grows.
    #[inline]
    pub(crate) fn grows(&self, debt: usize) -> bool {
        self.place[debt] != NONE
    }

    /// The place of a debt in a day; those that do not grow share the one after the last.
    #[inline]
    pub(crate) fn place(&self, debt: usize) -> usize {
        (self.place[debt] as usize).min(self.n)
    }

    /// The factor of a debt at this age in calendar days.
    #[inline]
    pub(crate) fn of(&self, debt: usize, age: i32) -> f64 {
        if self.grows(debt) { self.day(age)[self.place[debt] as usize] } else { 1.0 }
    }

    /// The factors of all debts at this age, place by place.
    #[inline]
    pub(crate) fn day(&self, age: i32) -> &[f64] {
        let width = self.n + 1;
        let start = (age.max(0) as usize).min(self.last) * width;
        &self.factors[start..start + width]
    }
}
