//! How much the interest of each debt has grown, by age in calendar days: worked out once, and laid out by day, so that the
//! debts of a day lie side by side.

use crate::drag::growth;
use crate::model::NONE;

/// The debts that grow, and by how much. The others stay at 1.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Growth {
    /// The debts that grow.
    debts: Vec<usize>,
    /// By debt: its place among those that grow, or `NONE`.
    place: Vec<u32>,
    /// Day by day, a factor for each debt that grows.
    factors: Vec<f64>,
    /// The last day.
    last: usize,
}

impl Growth {
    /// From the growth a week of every debt, over so many days.
    pub(crate) fn new(rates: impl Iterator<Item = f64>, n_days: u32) -> Growth {
        let mut place = Vec::new();
        let mut growing = Vec::new();
        for (debt, rate) in rates.enumerate() {
            place.push(if rate > 0.0 { growing.len() as u32 } else { NONE });
            growing.extend((rate > 0.0).then_some((debt, rate)));
        }
        let on = |day: u32| growing.iter().map(move |(_, rate)| growth(*rate, f64::from(day) / 7.0));
        Growth {
            factors: (0..n_days).flat_map(on).collect(),
            debts: growing.iter().map(|(debt, _)| *debt).collect(),
            place,
            last: n_days.max(1) as usize - 1,
        }
    }

    /// Whether nothing grows.
    pub(crate) fn is_empty(&self) -> bool {
        self.debts.is_empty()
    }

    /// Whether a debt grows.
    #[inline]
    pub(crate) fn grows(&self, debt: usize) -> bool {
        self.place[debt] != NONE
    }

    /// The factor of a debt at this age in calendar days.
    #[inline]
    pub(crate) fn of(&self, debt: usize, age: i32) -> f64 {
        if self.grows(debt) { self.factors[self.row(age) + self.place[debt] as usize] } else { 1.0 }
    }

    /// Finds the factors of all debts on a day, each as old as the day on which it was born makes it.
    pub(crate) fn on(&self, day: u32, born: &[i32], factors: &mut [f64]) {
        for (place, &debt) in self.debts.iter().enumerate() {
            factors[debt] = self.factors[self.row(day as i32 - born[debt]) + place];
        }
    }

    #[inline]
    fn row(&self, age: i32) -> usize {
        (age.max(0) as usize).min(self.last) * self.debts.len()
    }
}
