//! What one debt costs in delay, ready to show.

use advice::{DebtDelay, PromiseDelay};
use forecast::{Slip, words};
use plan::{ItemId, Plan};
use serde::{Deserialize, Serialize};

use super::reorder::about;
use super::{shift, signed};

/// What one debt costs in delay: the plan with it less the plan without it and without the effort of paying it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct DelayView {
    /// "it makes 3 of 7 promises later, Checkout most of all (+12 days at 85%)".
    pub sentence: String,
    /// The promises that it moves, the most at P85 first.
    pub promises: Vec<PromiseDelayRow>,
    /// "4 other promises do not move"; empty where all do.
    pub unmoved: String,
    /// "+3 days at 50%, +9 days at 85%": the plan's last item.
    pub plan: String,
    /// "41,200": what it adds to the cost of delay of all items, in the plan's currency; empty where no item has one.
    pub cost: String,
    /// The same as data.
    pub delay: DebtDelay,
}

/// A promise that the debt moves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct PromiseDelayRow {
    /// The item promised.
    pub item: ItemId,
    /// Its title.
    pub title: String,
    /// "+12 days", at P50.
    pub p50: String,
    /// The same at P85.
    pub p85: String,
    /// Its chance with the debt and without: "38% → 71%"; one where it does not change.
    pub chance: String,
}

/// The view of what a debt costs in delay in this plan.
pub fn delay(plan: &Plan, delay: DebtDelay) -> DelayView {
    let still = |slip: Slip| matches!(slip, Slip::None | Slip::Days(0));
    let mut moved: Vec<&PromiseDelay> =
        delay.promises.iter().filter(|promise| !still(promise.days.p50) || !still(promise.days.p85)).collect();
    moved.sort_by_key(|promise| std::cmp::Reverse((promise.days.p85.days(), promise.days.p50.days())));
    let promises: Vec<PromiseDelayRow> = moved.into_iter().map(|promise| row(plan, promise)).collect();
    let costs = plan.items.values().any(|item| item.alive && item.cost_of_delay > 0.0);
    DelayView {
        sentence: sentence(&promises, delay.promises.len()),
        unmoved: match delay.promises.len() - promises.len() {
            0 => String::new(),
            1 if promises.is_empty() => "1 promise does not move".to_owned(),
            n if promises.is_empty() => format!("{n} promises do not move"),
            1 => "1 other promise does not move".to_owned(),
            n => format!("{n} other promises do not move"),
        },
        promises,
        plan: format!("{} at 50%, {} at 85%", signed(delay.plan.p50), signed(delay.plan.p85)),
        cost: if costs { about(delay.cost) } else { String::new() },
        delay,
    }
}

fn row(plan: &Plan, promise: &PromiseDelay) -> PromiseDelayRow {
    let chance = match (promise.on_time.before, promise.on_time.after) {
        (Some(with), Some(without)) => shift(words::percent(with), words::percent(without)),
        (Some(_) | None, Some(_) | None) => String::new(),
    };
    PromiseDelayRow {
        item: promise.item,
        title: plan.title(promise.item.into()).unwrap_or_default().trim().to_owned(),
        p50: signed(promise.days.p50),
        p85: signed(promise.days.p85),
        chance,
    }
}

fn sentence(moved: &[PromiseDelayRow], of: usize) -> String {
    match moved {
        [] if of == 0 => "nothing is promised yet, so it makes no promise later".to_owned(),
        [] => "it moves no promise".to_owned(),
        [first, ..] => {
            let n = moved.len();
            let promises = if of == 1 { "the only promise".to_owned() } else { format!("{n} of {of} promises") };
            format!("it moves {promises}, most of all {} ({} at 85%)", first.title, first.p85)
        }
    }
}
