//! The answers about one item that are at hand, always in the same order: when, how it stands against its day, what the debt
//! costs it, and when it is told of next. What takes longer is asked: [`crate::Question`].

use forecast::{ItemForecast, Slip, WaitsFor, words};
use plan::{DebtId, Item, ItemKind};
use serde::{Deserialize, Serialize};

use super::Seen;
use super::record::record;
use super::row::{Place, RowView, row};
use super::stand::{NextUpdateView, next_update, stand, usual_since};
use crate::past::ask::Since;

/// Without the debt a paydown would not be there, and what is not there has no other date.
const NO_SLIP: &str = "it pays debt off: without the debt there would be nothing to do, and so no slip to tell of";

/// The answers about one item, always in the same order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct ItemView {
    /// As on the timeline.
    pub row: RowView,
    /// The figures, once there is a forecast.
    pub forecast: Option<ItemForecast>,
    /// "promised to the Board for 14 May at 85%: 62% on time, 23 points below what was promised".
    pub stand: String,
    /// "hidden slip 28 days at 50%, 41 days at 85%"; empty without one.
    pub hidden_slip: String,
    /// "the planned paydowns win back 9 days at 85%", or that it is a paydown itself; empty if nothing is planned.
    pub paydown_gain: String,
    /// "31 pd of effort: 22 pd of work and 9.3 pd of drag"; empty without effort.
    pub effort: String,
    /// "on the chain that decides a promise in 62% of trials"; empty where it hardly ever does.
    pub binds: String,
    /// The debts that slow it, the heaviest first: title, person-days, share of the drag.
    pub slowed_by: Vec<SlowedBy>,
    /// "waits 23 days to start: 12 for Refunds, 8 for people"; empty where it hardly waits.
    pub waits: String,
    /// "moved later for the second time, at 85%: 12 Mar → 2 Apr → 20 Apr", baseline by baseline; empty if it never did.
    pub slips: String,
    /// What its team's record does to its effort: "its items take 1.3 × their estimates, learned from 24 finished items";
    /// empty without effort.
    pub rate: String,
    /// What it waits for and what waits for it, in words.
    pub dependencies: Vec<String>,
    /// The flags on it, as indices into the flags view.
    pub flags: Vec<u32>,
    /// Since when its move is told unless somebody chooses otherwise.
    pub since: Since,
    /// When it is told of next.
    pub next_update: NextUpdateView,
}

/// A debt that slows an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct SlowedBy {
    /// The debt.
    pub debt: DebtId,
    /// Its title.
    pub title: String,
    /// Person-days.
    #[specta(type = specta_typescript::Number)]
    pub drag: f64,
}

/// The answers about `item`.
pub fn item(seen: &Seen<'_>, item: &Item) -> ItemView {
    let forecast = seen.item(item.id);
    let slowed_by = forecast.into_iter().flat_map(|forecast| &forecast.slowed_by);
    let slowed_by = slowed_by.filter(|slowing| slowing.drag >= 0.05).filter_map(|slowing| {
        let title = seen.plan().debts.get(&slowing.debt)?.title.clone();
        Some(SlowedBy { debt: slowing.debt, title, drag: slowing.drag })
    });
    let slipping = forecast.filter(|_| item.kind != ItemKind::Paydown);
    let flags = seen.flags().iter().enumerate().filter(|(_, flag)| flag.subjects.contains(&item.id.into()));
    ItemView {
        row: row(seen, item, Place::alone(seen.plan(), item.id)),
        forecast: forecast.cloned(),
        stand: stand(seen, item),
        hidden_slip: slipping.map_or_else(String::new, hidden_slip),
        paydown_gain: match item.kind {
            ItemKind::Paydown => NO_SLIP.to_owned(),
            ItemKind::Feature | ItemKind::Enabler | ItemKind::External => {
                slipping.map_or_else(String::new, paydown_gain)
            }
        },
        effort: forecast.map_or_else(String::new, effort),
        binds: forecast.map_or_else(String::new, binds),
        waits: forecast.map_or_else(String::new, |forecast| waits(seen, forecast)),
        slips: super::slips(seen, item),
        rate: match (item.team, forecast) {
            (Some(team), Some(forecast)) if forecast.clean + forecast.drag >= 0.05 => {
                record(seen.plan(), team, seen.team(team)).rate
            }
            (Some(_) | None, Some(_) | None) => String::new(),
        },
        slowed_by: slowed_by.collect(),
        dependencies: dependencies(seen, item),
        flags: flags.map(|(index, _)| u32::try_from(index).unwrap_or(u32::MAX)).collect(),
        since: usual_since(seen.plan()),
        next_update: next_update(item, seen.today),
    }
}

fn hidden_slip(forecast: &ItemForecast) -> String {
    let slips = forecast.outlook.hidden_slip;
    if [slips.p50, slips.p85].iter().all(|slip| matches!(slip, Slip::None | Slip::Days(0))) {
        return String::new();
    }
    let parts = [(slips.p50, "50%"), (slips.p85, "85%")];
    let parts = parts.into_iter().filter(|(slip, _)| *slip != Slip::None);
    let parts: Vec<String> = parts.map(|(slip, at)| format!("{} at {at}", words::slip(slip))).collect();
    format!("hidden slip {}", parts.join(", "))
}

fn paydown_gain(forecast: &ItemForecast) -> String {
    match forecast.outlook.paydown_gain.p85 {
        Slip::None | Slip::Days(0) => String::new(),
        gain @ (Slip::Days(days) | Slip::AtLeast(days)) if days > 0 => {
            format!("the planned paydowns win {} at 85%", words::slip(gain))
        }
        Slip::Days(days) | Slip::AtLeast(days) => {
            format!("the planned paydowns cost it {} at 85%", words::slip(Slip::Days(-days)))
        }
    }
}

fn effort(forecast: &ItemForecast) -> String {
    let (clean, drag) = (forecast.clean, forecast.drag);
    if clean + drag < 0.05 {
        return String::new();
    }
    let all = words::effort(clean + drag);
    if drag < 0.05 {
        return format!("{all} of effort, no drag");
    }
    format!("{all} of effort: {} of work and {} of drag", words::effort(clean), words::effort(drag))
}

fn binds(forecast: &ItemForecast) -> String {
    if forecast.criticality < 0.005 {
        return String::new();
    }
    format!("on the chain that decides a promise in {} of trials", words::percent(forecast.criticality))
}

/// What its start waits for, the longest first; less than half a day is not told.
fn waits(seen: &Seen<'_>, forecast: &ItemForecast) -> String {
    let told: Vec<String> = forecast
        .waits
        .iter()
        .filter(|wait| wait.days >= 0.5)
        .map(|wait| {
            let on = match &wait.on {
                WaitsFor::Item(item) => seen.plan().title((*item).into()).unwrap_or("an item").trim().to_owned(),
                WaitsFor::Date => "the day it may start".to_owned(),
                WaitsFor::Limit => "room under the limit of work in progress".to_owned(),
                WaitsFor::Skill(skill) => format!("somebody with {skill}"),
                WaitsFor::People => "people".to_owned(),
            };
            format!("{:.0} for {on}", wait.days)
        })
        .collect();
    if told.is_empty() {
        return String::new();
    }
    let all: f64 = forecast.waits.iter().map(|wait| wait.days).sum();
    format!("waits {} to start: {}", words::days(all.round() as i32), told.join(", "))
}

fn dependencies(seen: &Seen<'_>, item: &Item) -> Vec<String> {
    let plan = seen.plan();
    let title = |id| plan.items.get(&id).map_or("an item", |item: &Item| item.title.as_str());
    let waits = item.after.iter().map(|(before, lag)| match lag {
        0 => format!("after {}", title(*before)),
        1 => format!("after {} and 1 working day", title(*before)),
        days => format!("after {} and {days} working days", title(*before)),
    });
    let awaited = plan.items.values().filter(|other| other.after.contains_key(&item.id));
    waits.chain(awaited.map(|other| format!("before {}", other.title))).collect()
}
