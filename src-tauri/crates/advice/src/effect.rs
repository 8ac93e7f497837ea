//! What edits do, measured: two forecasts under the same draws, told as one line and as a list.

use std::collections::BTreeSet;

use forecast::{Finish, Forecast};
use plan::{Day, Item, ItemId, ItemState, Plan};

use crate::flag::{Effect, Flag, FlagRef, ItemEffect, Shift};
use crate::text::{count, effort, percent, when};

/// A chance that moves by less than this says nothing: it is the luck of the trials.
const NOISE: f64 = 0.005;

/// What lies between two plans, forecast under the same assumptions.
pub fn effect(before_plan: &Plan, before: &Forecast, after_plan: &Plan, after: &Forecast) -> Effect {
    let moved = moved(before_plan, before, after_plan, after);
    let cost = cost(before_plan, before, after_plan, after);
    let plan_p85 = Shift { before: before.plan.as_planned.p85, after: after.plan.as_planned.p85 };
    // Findings come from merges, and what a remedy does is no merge: they are the same on both sides.
    let was = crate::flags(before_plan, before, &[]);
    let is = crate::flags(after_plan, after, &[]);
    let cleared = missing(&was, &is);
    let raised = missing(&is, &was);
    let sentence = sentence(after_plan, before.assumptions.today, &moved, plan_p85, cost, (&cleared, &raised));
    Effect { sentence, moved, cost, plan_p85, cleared, raised }
}

/// The items whose dates or chances move: promised ones first, then by how far.
fn moved(before_plan: &Plan, before: &Forecast, after_plan: &Plan, after: &Forecast) -> Vec<ItemEffect> {
    let finish = |forecast: &Forecast, item: &ItemId| forecast.items.get(item).map(|item| item.outlook.as_planned.clone());
    let undone = |plan: &Plan, item: &ItemId| {
        plan.items.get(item).is_some_and(|item| item.alive && item.state != ItemState::Done)
    };
    let mut moved: Vec<ItemEffect> = after
        .items
        .keys()
        .filter(|item| undone(before_plan, item) && undone(after_plan, item))
        .filter_map(|item| {
            let (was, is): (Finish, Finish) = (finish(before, item)?, finish(after, item)?);
            let effect = ItemEffect {
                item: *item,
                p50: Shift { before: was.p50, after: is.p50 },
                p85: Shift { before: was.p85, after: is.p85 },
                on_time: Shift { before: was.on_time, after: is.on_time },
            };
            (was.p50 != is.p50 || was.p85 != is.p85 || chance_moves(&effect)).then_some(effect)
        })
        .collect();
    let promised = |item: &ItemEffect| after_plan.items.get(&item.item).is_some_and(|item| item.commitment.is_some());
    moved.sort_by(|a, b| {
        let far = |item: &ItemEffect| days_moved(item).abs();
        promised(b).cmp(&promised(a)).then(far(b).cmp(&far(a))).then(a.item.cmp(&b.item))
    });
    moved
}

fn chance_moves(item: &ItemEffect) -> bool {
    match (item.on_time.before, item.on_time.after) {
        (Some(before), Some(after)) => (after - before).abs() >= NOISE,
        (None, None) => false,
        (Some(_), None) | (None, Some(_)) => true,
    }
}

/// Days by which the P85 moves; to or from never counts as the longest way.
fn days_moved(item: &ItemEffect) -> i32 {
    match (item.p85.before, item.p85.after) {
        (Some(before), Some(after)) => after.since(before),
        (None, None) => 0,
        (Some(_), None) => i32::MAX,
        (None, Some(_)) => -i32::MAX,
    }
}

/// Effort that the edits add: that of the items they make, less that of those they take away.
fn cost(before_plan: &Plan, before: &Forecast, after_plan: &Plan, after: &Forecast) -> f64 {
    let spent = |forecast: &Forecast, item: &Item| forecast.items.get(&item.id).map_or(0.0, |item| item.clean + item.drag);
    let only_in = |one: &Plan, other: &Plan, forecast: &Forecast| -> f64 {
        let alone = |item: &&Item| item.alive && other.items.get(&item.id).is_none_or(|other| !other.alive);
        one.items.values().filter(alone).map(|item| spent(forecast, item)).sum()
    };
    only_in(after_plan, before_plan, after) - only_in(before_plan, after_plan, before)
}

/// The flags of the first that are not among the second; only those that want an answer.
fn missing(flags: &[Flag], among: &[Flag]) -> Vec<FlagRef> {
    let names = |flag: &Flag| (flag.rule, flag.subject_key.clone());
    let there: BTreeSet<_> = among.iter().filter(|flag| flag.stands()).map(names).collect();
    flags
        .iter()
        .filter(|flag| flag.stands() && !there.contains(&names(flag)))
        .map(|flag| FlagRef { rule: flag.rule, subject_key: flag.subject_key.clone(), sentence: flag.sentence.clone() })
        .collect()
}

fn sentence(
    plan: &Plan,
    today: Day,
    moved: &[ItemEffect],
    plan_p85: Shift<forecast::When>,
    cost: f64,
    (cleared, raised): (&[FlagRef], &[FlagRef]),
) -> String {
    let mut parts = Vec::new();
    let promised = |item: &&ItemEffect| plan.items.get(&item.item).is_some_and(|item| item.commitment.is_some());
    let gain = |item: &ItemEffect| item.on_time.after.unwrap_or(0.0) - item.on_time.before.unwrap_or(0.0);
    // The promise whose chance moves most tells the story; without one the whole plan does, or the item that moves most.
    let headline = moved.iter().filter(promised).max_by(|a, b| gain(a).abs().total_cmp(&gain(b).abs()));
    let shift = |days: Shift<forecast::When>| format!("{} → {}", when(days.before, today), when(days.after, today));
    match (headline, moved.first()) {
        (Some(item), _) => parts.extend(told(plan, item, today)),
        (None, Some(_)) if plan_p85.before != plan_p85.after => parts.push(format!("P85 of the plan {}", shift(plan_p85))),
        (None, Some(item)) => parts.extend(told(plan, item, today)),
        (None, None) => parts.push("no date moves".into()),
    }
    if cost >= 0.05 {
        parts.push(format!("costs {}", effort(cost)));
    } else if cost <= -0.05 {
        parts.push(format!("frees {}", effort(-cost)));
    }
    if !cleared.is_empty() {
        parts.push(format!("clears {}", count(cleared.len(), "flag", "flags")));
    }
    if !raised.is_empty() {
        parts.push(format!("raises {}", count(raised.len(), "flag", "flags")));
    }
    parts.join(" · ")
}

/// One item's part of the sentence.
fn told(plan: &Plan, item: &ItemEffect, today: Day) -> Vec<String> {
    let title = plan.title(item.item.into()).unwrap_or_default();
    let mut parts = Vec::new();
    if item.p85.before != item.p85.after {
        parts.push(format!("P85 of {title} {} → {}", when(item.p85.before, today), when(item.p85.after, today)));
    } else if item.p50.before != item.p50.after {
        parts.push(format!("P50 of {title} {} → {}", when(item.p50.before, today), when(item.p50.after, today)));
    } else {
        parts.push(title.to_owned());
    }
    if let (Some(before), Some(after)) = (item.on_time.before, item.on_time.after)
        && chance_moves(item)
    {
        parts.push(format!("on time {} → {}", percent(before), percent(after)));
    }
    parts
}
