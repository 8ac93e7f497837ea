//! How much the interest of each debt has grown, by age in calendar days: worked out once, and laid out debt by debt, so that
//! the days of a debt lie side by side.

use crate::drag::growth;
use crate::model::NONE;

/// Days in a row that are worked out together.
pub(crate) const RUN: usize = 16;

/// The debts that grow, and by how much. The others stay at 1.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Growth {
    /// By debt: its place among those that grow, or `NONE`.
    place: Vec<u32>,
    /// Of each debt that grows, a factor for each day, and for as many beyond the last as make up a run.
    factors: Vec<f64>,
    /// The last day.
    last: usize,
}

impl Growth {
    /// From the growth a week of every debt, over so many days.
    pub(crate) fn new(rates: impl Iterator<Item = f64>, n_days: u32) -> Growth {
        let last = n_days.max(1) as usize - 1;
        let mut place = Vec::new();
        let mut factors = Vec::new();
        let mut n = 0;
        for rate in rates {
            place.push(if rate > 0.0 { n } else { NONE });
            if rate > 0.0 {
                n += 1;
                factors.extend((0..(last + RUN) as i32).map(|day| growth(rate, f64::from(day.min(last as i32)) / 7.0)));
            }
        }
        Growth { place, factors, last }
    }

    /// Whether a debt grows.
    #[inline]
    pub(crate) fn grows(&self, debt: usize) -> bool {
        self.place[debt] != NONE
    }

    /// The factor of a debt at this age in calendar days.
    #[inline]
    pub(crate) fn of(&self, debt: usize, age: i32) -> f64 {
        if self.grows(debt) { self.run(debt, age)[0] } else { 1.0 }
    }

    /// The factors of a debt that grows, from this age on.
    #[inline]
    pub(crate) fn run(&self, debt: usize, age: i32) -> &[f64; RUN] {
        let width = self.last + RUN;
        let from = self.place[debt] as usize * width + (age.max(0) as usize).min(self.last);
        self.factors[from..].first_chunk().expect("a run is held beyond the last day")
    }
}
