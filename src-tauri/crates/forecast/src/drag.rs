//! Drag: how the debts of a component multiply the effort of work in it, and how interest grows.

use crate::exponential::exp;

/// The limit of the extra effort: the worst code observed takes 2.24 times as long.
const MOST: f64 = 1.24;

/// The most that growth can multiply interest by.
const MOST_GROWTH: f64 = 3.0;

/// The factor on effort under a load D = Σ u δ s: additive when small, free of order, at most 2.24.
#[inline]
pub fn m(load: f64) -> f64 {
    1.0 + MOST * (1.0 - exp(load.max(0.0) * (-1.0 / MOST)))
}

/// The factor on interest after so many calendar weeks at `growth` a week: exponential, at most 3.
// Without a branch, so that the days of a debt are worked out side by side.
#[inline]
pub fn growth(growth: f64, weeks: f64) -> f64 {
    exp(growth.max(0.0) * weeks.max(0.0)).min(MOST_GROWTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drag_is_additive_when_small_and_bounded() {
        assert_eq!(m(0.0), 1.0);
        assert!((m(0.01) - 1.01).abs() < 1e-4);
        assert!(m(50.0) <= 2.24 && m(50.0) > 2.239);
    }

    #[test]
    fn four_equal_debts_are_worth_more_together() {
        let marginal = 4.0 * (m(2.4) - m(1.8));
        assert!((marginal - 0.45).abs() < 0.01, "{marginal}");
        assert!((m(2.4) - m(0.0) - 1.06).abs() < 0.01);
    }

    #[test]
    fn growth_starts_at_one_and_stops_at_three() {
        assert_eq!(growth(0.0, 100.0), 1.0);
        assert_eq!(growth(0.02, 0.0), 1.0);
        assert!((growth(0.02, 10.0) - libm::exp(0.2)).abs() < 1e-15);
        assert_eq!(growth(0.02, 1000.0), 3.0);
    }
}
