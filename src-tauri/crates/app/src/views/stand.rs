//! How an item stands against the day it is measured by, when it is told of next, and since when its moves are told: what
//! nobody should have to ask.

use forecast::words;
use plan::{Baseline, Day, Health, Item, ItemState, Plan, Role};
use serde::{Deserialize, Serialize};

use super::Seen;
use crate::past::ask::Since;

/// When the next word of an item is due, and how it stands by the latest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct NextUpdateView {
    /// "due on 4 Dec, in 11 days", "was due on 20 Nov, 3 days ago", "nobody has said when"; empty once it is done.
    pub words: String,
    /// Whether that day is over.
    pub overdue: bool,
    /// How it stands, as its latest update says.
    pub health: Option<Health>,
}

/// "promised to the Board for 14 May at 85%: 62% on time, 23 points short; 85% by 2 Jun, 19 days later".
pub fn stand(seen: &Seen<'_>, item: &Item) -> String {
    let Some(due) = item.due() else { return "nothing is promised, and no day is wanted".to_owned() };
    let on = words::day(due, seen.today);
    let said = match &item.commitment {
        None => format!("wanted by {on}"),
        Some(commitment) => {
            let to = match commitment.to.trim() {
                "" => String::new(),
                to => format!(" to {to}"),
            };
            format!("promised{to} for {on} at {}", words::percent(commitment.confidence))
        }
    };
    if let (ItemState::Done, Some(done)) = (item.state, item.done_on) {
        return format!(
            "{said}; done on {}, {}",
            words::day(done, seen.today),
            apart(done.since(due), "before", "after")
        );
    }
    let Some(figures) = seen.item(item.id) else { return said };
    let finish = &figures.outlook.as_planned;
    let (Some(chance), Some(_)) = (finish.on_time, finish.p50) else { return format!("{said}: never, as planned") };
    if !seen.plan().is_estimated(item) {
        return format!("{said}; nobody has said what it takes");
    }
    let confidence = item.commitment.as_ref().map(|commitment| commitment.confidence);
    let short = confidence.map_or(0, |confidence| ((confidence - chance) * 100.0).round() as i32);
    let short = match short {
        1 => ", 1 point below what was promised".to_owned(),
        2.. => format!(", {short} points below what was promised"),
        ..=0 => String::new(),
    };
    let p85 = match finish.p85 {
        None => "never at 85%".to_owned(),
        Some(p85) => {
            format!("85% by {}, {}", words::day(p85, seen.today), apart(p85.since(due), "earlier", "later"))
        }
    };
    format!("{said}: {} on time{short}; {p85}", words::percent(chance))
}

/// "3 days before", "on that day", "3 days after".
fn apart(days: i32, before: &str, after: &str) -> String {
    match days {
        ..0 => format!("{} {before}", words::days(-days)),
        0 => "on that day".to_owned(),
        1.. => format!("{} {after}", words::days(days)),
    }
}

/// When the next word of `item` is due.
pub fn next_update(item: &Item, today: Day) -> NextUpdateView {
    let words = match (item.state, item.brief.next_update) {
        (ItemState::Done, _) => String::new(),
        (ItemState::Planned | ItemState::Started, Some(due)) => {
            let on = words::day(due, today);
            match due.since(today) {
                late @ ..0 => format!("was due on {on}, {} ago", words::days(-late)),
                0 => "due today".to_owned(),
                ahead => format!("due on {on}, in {}", words::days(ahead)),
            }
        }
        (ItemState::Planned, None) => "none is due before it starts".to_owned(),
        (ItemState::Started, None) => "nobody has said when".to_owned(),
    };
    NextUpdateView { words, overdue: is_overdue(item, today), health: item.brief.health }
}

/// Whether an update that was announced has not come.
pub fn is_overdue(item: &Item, today: Day) -> bool {
    item.state != ItemState::Done && item.brief.next_update.is_some_and(|due| due < today)
}

/// Since when moves are told unless somebody says otherwise: since the latest baseline that the PM and the EM signed, else
/// since before the latest change.
pub fn usual_since(plan: &Plan) -> Since {
    let by_both =
        |baseline: &&&Baseline| [Role::Pm, Role::Em].iter().all(|role| baseline.signed_as(*role).next().is_some());
    match plan.baselines_in_order().iter().rev().find(by_both) {
        Some(baseline) => Since::Baseline { id: baseline.id },
        None => Since::Back { changes: 1 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_update_is_said_whatever_its_day() {
        let today: Day = "2026-11-23".parse().unwrap();
        let said = |state, due: Option<i32>| {
            let mut item = Item::new(plan::fixture::item("a"));
            (item.state, item.brief.next_update) = (state, due.map(|days| today.plus(days)));
            let view = next_update(&item, today);
            (view.words, view.overdue)
        };
        let told = [Some(-3), Some(0), Some(11), None].map(|due| said(ItemState::Started, due));
        assert_eq!(
            told.map(|(words, _)| words),
            ["was due on 20 Nov, 3 days ago", "due today", "due on 4 Dec, in 11 days", "nobody has said when"]
        );
        assert!(said(ItemState::Started, Some(-1)).1 && !said(ItemState::Done, Some(-1)).1);
        assert_eq!(said(ItemState::Planned, None).0, "none is due before it starts");
    }
}
