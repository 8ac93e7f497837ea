//! What a slip forces on everything else, ready to show.

use advice::{ItemEffect, Ripple, Shift};
use forecast::{Slip, When, words};
use plan::{Day, ItemId, Plan};
use serde::{Deserialize, Serialize};

use super::{shift, signed};

/// What a slip forces on everything else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct RippleView {
    /// "if “Login” slips 21 days, 3 others move, and the promise of “Checkout” falls below its confidence".
    pub sentence: String,
    /// The item itself.
    pub own: RippleRow,
    /// The others that move: promised ones first, then by how far.
    pub others: Vec<RippleRow>,
    /// "4 others do not move"; empty where all do.
    pub unmoved: String,
    /// The same as data.
    pub ripple: Ripple,
}

/// One item, before and with the slip.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct RippleRow {
    /// The item.
    pub item: ItemId,
    /// Its title.
    pub title: String,
    /// "4 Dec → 11 Dec"; one day where it does not move.
    pub p50: String,
    /// The same at 85 %.
    pub p85: String,
    /// By how much the P85 moves, "+7 days".
    pub moved: String,
    /// The chance of being on time, "85% → 40%"; empty without a date to keep.
    pub chance: String,
    /// Whether it is promised.
    pub promised: bool,
    /// Whether its promise falls below its confidence by the slip.
    pub broken: bool,
}

/// The view of a ripple in this plan.
pub fn ripple(plan: &Plan, today: Day, ripple: Ripple) -> RippleView {
    let row = |effect: &ItemEffect| row(plan, today, &ripple, effect);
    RippleView {
        sentence: sentence(plan, &ripple),
        own: row(&ripple.own),
        others: ripple.others.iter().map(row).collect(),
        unmoved: match ripple.unmoved {
            0 => String::new(),
            1 => "1 other does not move".to_owned(),
            n => format!("{n} others do not move"),
        },
        ripple,
    }
}

fn sentence(plan: &Plan, ripple: &Ripple) -> String {
    let slips = format!("if {} slips {}", title(plan, ripple.item), words::days(ripple.days as i32));
    let others = match ripple.others.len() {
        0 => "nothing else moves".to_owned(),
        1 => "1 other moves".to_owned(),
        n => format!("{n} others move"),
    };
    let broken: Vec<String> = ripple.broken.iter().map(|item| title(plan, *item)).collect();
    match &broken[..] {
        [] => format!("{slips}, {others}, and no promise that holds now is broken by it"),
        [one] => format!("{slips}, {others}, and the promise of {one} falls below its confidence"),
        more => format!("{slips}, {others}, and the promises of {} fall below their confidence", more.join(", ")),
    }
}

fn row(plan: &Plan, today: Day, ripple: &Ripple, effect: &ItemEffect) -> RippleRow {
    let chance = match (effect.on_time.before, effect.on_time.after) {
        (Some(before), Some(after)) => shift(words::percent(before), words::percent(after)),
        (Some(_) | None, Some(_) | None) => String::new(),
    };
    let day = |when: Shift<When>| shift(words::when(when.before, today), words::when(when.after, today));
    RippleRow {
        item: effect.item,
        title: plan.title(effect.item.into()).unwrap_or_default().to_owned(),
        p50: day(effect.p50),
        p85: day(effect.p85),
        moved: match (effect.p85.before, effect.p85.after) {
            (Some(before), Some(after)) => signed(Slip::Days(after.since(before))),
            (Some(_), None) => "never".to_owned(),
            (None, Some(_) | None) => String::new(),
        },
        chance,
        promised: plan.items.get(&effect.item).is_some_and(|item| item.commitment.is_some()),
        broken: ripple.broken.contains(&effect.item),
    }
}

fn title(plan: &Plan, item: ItemId) -> String {
    format!("“{}”", plan.title(item.into()).unwrap_or_default().trim())
}
