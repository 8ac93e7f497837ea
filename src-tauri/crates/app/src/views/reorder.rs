//! The search for a better order in words: how far it is, and what it found as a list of steps with the gain.

use std::cmp::Ordering;

use advice::search::{BetterOrder, Found, OrderStep};
use forecast::words;
use plan::{DebtId, EntityId, ItemId, Op, Plan};
use serde::{Deserialize, Serialize};

use crate::reorder::Seen;

/// The search for a better order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ReorderView {
    /// There was none.
    Nothing,
    /// Under way.
    Running {
        /// How much of its time is gone, from 0 to 1.
        #[specta(type = specta_typescript::Number)]
        share: f64,
        /// How far it is, in words.
        sentence: String,
    },
    /// Over.
    Done {
        /// What came of it, in words.
        sentence: String,
        /// On what this was measured, in words.
        basis: String,
        /// What the better order does; nothing if none was found.
        steps: Vec<ReorderStepView>,
        /// Does it all in one step, if a better order was found.
        op: Option<Op>,
        /// Whether the plan has changed since, so that it should be searched again.
        stale: bool,
    },
}

/// One thing that a better order does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct ReorderStepView {
    /// What it is about: an item of the plan, or the debt that is paid.
    pub about: EntityId,
    /// "moves up", "moves down", "moves", "is paid down", "is dropped", "is cut".
    pub what: String,
    /// What it is about, by name.
    pub title: String,
    /// Its number among the open items, from 1, before and after; none where it does not stand.
    pub from: Option<u32>,
    /// The number afterwards.
    pub to: Option<u32>,
}

/// The latest search as seen from this version of the plan.
pub(crate) fn reorder(plan: &Plan, version: u32, seen: &Seen) -> ReorderView {
    match seen {
        Seen::Nothing => ReorderView::Nothing,
        Seen::Running { progress, share } => {
            let sentence = match progress {
                Some(_) if *share >= 1.0 => "Measuring the best on fresh trials…".to_owned(),
                Some(progress) => {
                    let won = if progress.now > 0.0 { 1.0 - progress.best / progress.now } else { 0.0 };
                    format!("{} tried · the best so far costs {} less", orders(progress.tried), percent(won))
                }
                None => "Looking at the plan as it is…".to_owned(),
            };
            ReorderView::Running { share: *share, sentence }
        }
        Seen::Done { version: searched, answer } => done(plan, version != *searched, answer),
    }
}

fn done(plan: &Plan, stale: bool, answer: &BetterOrder) -> ReorderView {
    let basis = format!("{} tried; measured on fresh trials that took no part in the search", orders(answer.tried));
    match &answer.found {
        Some(found) => ReorderView::Done {
            sentence: gain(answer, found),
            basis,
            steps: found.steps.iter().map(|step| step_view(plan, step)).collect(),
            op: Some(found.op.clone()),
            stale,
        },
        None => {
            let sentence = if answer.tried == 0 {
                "No better order found: no open item has a cost of delay or a promise, so every order is as good"
            } else {
                "No better order found: none that was tried lowers the whole cost without raising the cost of delay"
            };
            ReorderView::Done { sentence: sentence.to_owned(), basis, steps: Vec::new(), op: None, stale }
        }
    }
}

/// What a better order wins, in words: the whole, and what it is made of where that is not all.
pub fn gain(answer: &BetterOrder, found: &Found) -> String {
    let (now, then) = (answer.now, found.then);
    let less = |now: f64, then: f64| {
        let share = if now > 0.0 { (now - then) / now } else { 0.0 };
        format!("{} less: {} → {}", percent(share), about(now), about(then))
    };
    let mut parts = vec![format!("Costs {}", less(now.total(), then.total()))];
    if now.penalty > 0.0 || then.penalty > 0.0 {
        parts.push(format!("cost of delay alone {}", less(now.delay, then.delay)));
        parts.push(format!("promises broken on average {:.2} → {:.2}", now.late, then.late));
    }
    parts.join(" · ")
}

/// One step, in words and numbers.
pub fn step_view(plan: &Plan, step: &OrderStep) -> ReorderStepView {
    let item = |id: ItemId| (EntityId::from(id), plan.title(id.into()).unwrap_or_default().trim().to_owned());
    let debt = |id: DebtId| (EntityId::from(id), plan.title(id.into()).unwrap_or_default().trim().to_owned());
    let ((about, title), what, from, to) = match *step {
        OrderStep::Move { item: id, from, to } => {
            // Where others move past it, an item may end at the number that it had.
            let what = match to.cmp(&from) {
                Ordering::Less => "moves up",
                Ordering::Equal => "moves",
                Ordering::Greater => "moves down",
            };
            (item(id), what, Some(from), Some(to))
        }
        OrderStep::Pay { debt: id, at, .. } => (debt(id), "is paid down", None, Some(at)),
        OrderStep::Drop { item: id } => (item(id), "is dropped", None, None),
        OrderStep::Cut { item: id } => (item(id), "is cut", None, None),
    };
    ReorderStepView { about, what: what.to_owned(), title, from, to }
}

fn orders(n: u32) -> String {
    if n == 1 { "1 order".to_owned() } else { format!("{} orders", words::thousands(n)) }
}

fn percent(share: f64) -> String {
    format!("{:.1}%", 100.0 * share)
}

/// A sum of money to three figures: a mean over trials is not known to more.
pub(super) fn about(value: f64) -> String {
    let mut unit = 1.0;
    while value.abs() >= 1_000.0 * unit {
        unit *= 10.0;
    }
    money((value / unit).round() * unit)
}

/// A whole number with its thousands apart.
fn money(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if value <= -0.5 { format!("-{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        let said: Vec<String> = [0.0, 999.6, 1234.0, 1_234_567.0, -1000.0].map(money).into();
        assert_eq!(said, ["0", "1,000", "1,234", "1,234,567", "-1,000"]);
    }

    #[test]
    fn money_is_said_to_three_figures() {
        let said: Vec<String> = [0.0, 999.4, 1234.0, 4_969_089.0, -15_550.0].map(about).into();
        assert_eq!(said, ["0", "999", "1,230", "4,970,000", "-15,600"]);
    }
}
