//! What an order of a plan costs: Σ cost of delay × finish, and a penalty for every promise by its chance of being late.

use std::collections::BTreeMap;

use forecast::Scenarios;
use plan::{Day, ItemId, ItemState, Plan};
use serde::{Deserialize, Serialize};

/// What a broken promise costs, in weeks of the item's cost of delay: a quarter. Our convention.
const PENALTY_WEEKS: f64 = 13.0;

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
    /// What the search makes small.
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

/// The mean gain and its standard error; both orders had the same luck, so the trials are told apart in pairs.
pub(crate) fn gain(now: &[OrderCost], then: &[OrderCost]) -> (f64, f64) {
    let gains: Vec<f64> = now.iter().zip(then).map(|(now, then)| now.total() - then.total()).collect();
    let n = gains.len().max(1) as f64;
    let mean = gains.iter().sum::<f64>() / n;
    let variance = gains.iter().map(|gain| (gain - mean) * (gain - mean)).sum::<f64>() / (n - 1.0).max(1.0);
    (mean, libm::sqrt(variance / n))
}
