//! What an order of a plan costs: Σ cost of delay × finish, and a penalty for every promise by its chance of being late.

use std::collections::BTreeMap;

use forecast::Scenarios;
use plan::{Day, ItemId, ItemState, Plan};
use serde::{Deserialize, Serialize};

/// What a broken promise costs, in weeks of the item's cost of delay: a quarter. Our convention.
const PENALTY_WEEKS: f64 = 13.0;

/// Standard errors by which a gain must stand clear of nothing. Three, as several orders are looked at and each has two
/// figures: with two, one in twenty would be luck.
const CLEAR: f64 = 3.0;

/// What an order costs, in the plan's currency, in the mean over trials.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct OrderCost {
    /// Σ cost of delay × weeks to the finish.
    #[specta(type = specta_typescript::Number)]
    pub delay: f64,
    /// Σ penalty × P(late).
    #[specta(type = specta_typescript::Number)]
    pub penalty: f64,
    /// Promises that are broken, in the mean.
    #[specta(type = specta_typescript::Number)]
    pub late: f64,
}

impl OrderCost {
    /// The whole: cost of delay and penalties.
    pub fn total(&self) -> f64 {
        self.delay + self.penalty
    }
}

/// What matters about each item.
#[derive(Clone, Debug)]
pub(crate) struct Worth {
    /// Days to the cap, at which what is left out counts as finished.
    cap: i32,
    stakes: Vec<(ItemId, Stake)>,
}

#[derive(Clone, Copy, Debug)]
struct Stake {
    per_week: f64,
    /// Days from today to the promised day, and the penalty.
    promise: Option<(i32, f64)>,
}

impl Worth {
    /// The worth of a plan's items.
    pub fn new(plan: &Plan, today: Day) -> Worth {
        let open = || plan.items.values().filter(|item| item.alive && item.state != ItemState::Done);
        let costs: Vec<f64> = open().map(|item| item.cost_of_delay).filter(|cost| *cost > 0.0).collect();
        let usual = if costs.is_empty() { 1.0 } else { costs.iter().sum::<f64>() / costs.len() as f64 };
        let stake = |item: &plan::Item| {
            let at_stake = if item.cost_of_delay > 0.0 { item.cost_of_delay } else { usual };
            let promise = item.commitment.as_ref().map(|promise| (promise.day.since(today), PENALTY_WEEKS * at_stake));
            Stake { per_week: item.cost_of_delay, promise }
        };
        let stakes = open().map(|item| (item.id, stake(item)));
        let stakes = stakes.filter(|(_, stake)| stake.per_week > 0.0 || stake.promise.is_some()).collect();
        Worth { cap: plan.settings.cap_days() as i32, stakes }
    }

    /// Whether no order is better than another, as nothing costs anything.
    pub fn is_nothing(&self) -> bool {
        self.stakes.is_empty()
    }

    /// What each trial costs.
    pub fn of_trials(&self, scenarios: &Scenarios) -> Vec<OrderCost> {
        let column: BTreeMap<ItemId, usize> = scenarios.items.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        let stakes: Vec<(Option<usize>, Stake)> =
            self.stakes.iter().map(|(id, stake)| (column.get(id).copied(), *stake)).collect();
        let cost = |days: &[i32]| {
            let mut cost = OrderCost::default();
            for (column, stake) in &stakes {
                let finish = column.map_or(self.cap, |column| days[column]);
                cost.delay += stake.per_week * f64::from(finish.max(0)) / 7.0;
                if let Some((due, penalty)) = stake.promise
                    && finish > due
                {
                    cost.penalty += penalty;
                    cost.late += 1.0;
                }
            }
            cost
        };
        scenarios.trials().map(cost).collect()
    }
}

/// The mean of some trials.
pub(crate) fn mean(costs: &[OrderCost]) -> OrderCost {
    let n = costs.len().max(1) as f64;
    let sum = costs.iter().fold(OrderCost::default(), |sum, cost| OrderCost {
        delay: sum.delay + cost.delay,
        penalty: sum.penalty + cost.penalty,
        late: sum.late + cost.late,
    });
    OrderCost { delay: sum.delay / n, penalty: sum.penalty / n, late: sum.late / n }
}

/// What the search makes small: the whole cost. An order whose cost of delay alone does not stay clear of today's counts as
/// no better than today's, by so much as it lacks: what wins promises at the price of delay is nobody's gain unasked.
pub(crate) fn beside(now: &[OrderCost], then: &[OrderCost]) -> f64 {
    let (won, error) = gain(now, then, |cost| cost.delay);
    let total = mean(then).total();
    if won >= error { total } else { total.max(mean(now).total()) + error - won }
}

/// Whether an order is better than another beyond all luck: the whole cost is clear of the other's, and so is the cost of
/// delay alone, unless it is the same in every trial.
pub(crate) fn is_better(now: &[OrderCost], then: &[OrderCost]) -> bool {
    let (whole, error) = gain(now, then, OrderCost::total);
    let (delay, delay_error) = gain(now, then, |cost| cost.delay);
    whole > 0.0 && whole > CLEAR * error && delay >= CLEAR * delay_error
}

/// The mean gain in a figure and its standard error; both orders had the same luck, so the trials are told apart in pairs.
pub(crate) fn gain(now: &[OrderCost], then: &[OrderCost], figure: impl Fn(&OrderCost) -> f64) -> (f64, f64) {
    let gains: Vec<f64> = now.iter().zip(then).map(|(now, then)| figure(now) - figure(then)).collect();
    let n = gains.len().max(1) as f64;
    let mean = gains.iter().sum::<f64>() / n;
    let variance = gains.iter().map(|gain| (gain - mean) * (gain - mean)).sum::<f64>() / (n - 1.0).max(1.0);
    (mean, libm::sqrt(variance / n))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trials(costs: [(f64, f64); 3]) -> Vec<OrderCost> {
        costs.into_iter().map(|(delay, penalty)| OrderCost { delay, penalty, late: 0.0 }).collect()
    }

    #[test]
    fn an_order_is_better_where_neither_figure_is_worse() {
        let now = trials([(10.0, 5.0), (20.0, 5.0), (30.0, 5.0)]);
        let both = trials([(9.0, 4.0), (19.0, 4.0), (29.0, 4.0)]);
        let promises_alone = trials([(10.0, 4.0), (20.0, 4.0), (30.0, 4.0)]);
        let delay_for_promises = trials([(11.0, 0.0), (21.0, 0.0), (31.0, 0.0)]);
        let luck = trials([(4.0, 5.0), (20.0, 5.0), (30.0, 5.0)]);
        assert!(is_better(&now, &both) && is_better(&now, &promises_alone));
        assert!(!is_better(&now, &delay_for_promises), "the whole is less, and yet delay costs more");
        assert!(!is_better(&now, &luck), "one trial in three is luck");
        assert!(!is_better(&now, &now), "the same is no better");

        assert_eq!(beside(&now, &now), 25.0);
        assert_eq!(beside(&now, &both), 23.0);
        assert_eq!(beside(&now, &delay_for_promises), 26.0, "as dear as today's and what it lacks");
    }
}
