//! The baselines: who signed them, and how far each date has moved since.

use std::collections::BTreeMap;

use forecast::words;
use plan::{Baseline, BaselineId, Day, Document, EntityId, Field, Item, ItemId, KeptDates, Kind, Role, Slot};
use serde::{Deserialize, Serialize};

use super::Seen;

/// The baselines of the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct BaselinesView {
    /// The latest first.
    pub baselines: Vec<BaselineView>,
}

/// A baseline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct BaselineView {
    /// Its id.
    pub id: BaselineId,
    /// Its name.
    pub name: String,
    /// The day it was made, in words.
    pub made: String,
    /// "Mia Keller signed as PM on 12 Mar"; the missing ones too: "not signed by the EM yet".
    pub signed: Vec<SignedView>,
    /// How far each item that is in both has moved.
    pub since: BTreeMap<ItemId, SinceView>,
}

/// A signature, or the lack of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SignedView {
    /// The role that signs.
    pub role: Role,
    /// Whether somebody has.
    pub signed: bool,
    /// In words.
    pub words: String,
}

/// How far an item has moved since a baseline, at P85.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SinceView {
    /// P85 then.
    pub p85: Day,
    /// Days later; earlier is negative. Absent if it is never finished now.
    pub days: Option<i32>,
    /// "+9 d", "−3 d", "0 d", "never".
    pub short: String,
    /// "third slip" where its date moved later before; empty else.
    pub slip: String,
    /// "85% by 18 Apr then, 9 days later now", and the chain of its dates where it moved later before.
    pub words: String,
}

/// The baselines, and what became of their dates.
pub fn baselines(seen: &Seen<'_>, document: &Document) -> BaselinesView {
    let of = |baseline: &&Baseline| BaselineView {
        id: baseline.id,
        name: baseline.title.clone(),
        made: baseline.made_on.map_or_else(String::new, |day| words::day(day, seen.today)),
        signed: signed(baseline, document, seen.today),
        since: since(seen, baseline),
    };
    BaselinesView { baselines: seen.plan().baselines_in_order().iter().rev().map(of).collect() }
}

fn signed(baseline: &Baseline, document: &Document, today: Day) -> Vec<SignedView> {
    let mut signed = Vec::new();
    for role in [Role::Pm, Role::Em] {
        let known = signed.len();
        for (author, signature) in baseline.signatures.iter().filter(|(_, by)| by.role == Some(role)) {
            let on = signature.on.map_or_else(String::new, |day| format!(" on {}", words::day(day, today)));
            // Whoever imports a plan, or forges a change, writes in another's name; only one's own act is a signature.
            let slot = Slot {
                entity: EntityId { kind: Kind::Baseline, id: baseline.id.0 },
                field: Field::SignedAs,
                key: author.clone(),
            };
            let own = document.heads(&slot).first().is_some_and(|head| head.edit.change.author.hex() == *author);
            let copied = if own { "" } else { ", as the file says that it came from" };
            let words = format!("{} signed as {}{on}{copied}", signature.by, role.word());
            signed.push(SignedView { role, signed: true, words });
        }
        if signed.len() == known {
            let words = format!("not signed by the {} yet", role.word());
            signed.push(SignedView { role, signed: false, words });
        }
    }
    signed
}

fn since(seen: &Seen<'_>, baseline: &Baseline) -> BTreeMap<ItemId, SinceView> {
    let moved = |(item, dates): (&ItemId, &KeptDates)| {
        let then = dates.p85?;
        let now = seen.item(*item)?.outlook.as_planned.p85;
        let days = now.map(|now| now.since(then));
        let said = format!("85% by {} then", words::day(then, seen.today));
        let (short, words) = match days {
            None => ("never".to_owned(), format!("{said}, never now")),
            Some(0) => ("0 d".to_owned(), format!("{said}, and now")),
            Some(days @ ..0) => (format!("−{} d", -days), format!("{said}, {} earlier now", words::days(-days))),
            Some(days) => (format!("+{days} d"), format!("{said}, {} later now", words::days(days))),
        };
        let (times, chain) = seen.plan().items.get(item).map_or((0, String::new()), |item| slipped(seen, item));
        let (slip, words) = match times {
            0 | 1 => (String::new(), words),
            _ => {
                let nth = ordinal(times);
                (format!("{nth} slip"), format!("{words}; moved later for the {nth} time: {chain}"))
            }
        };
        Some((*item, SinceView { p85: then, days, short, slip, words }))
    };
    baseline.dates.iter().filter_map(moved).collect()
}

/// How often an item's date moved later from baseline to baseline and to now: "moved later for the second time: 12 Mar →
/// 2 Apr → 20 Apr"; empty if it never did.
pub fn slips(seen: &Seen<'_>, item: &Item) -> String {
    match slipped(seen, item) {
        (0, _) => String::new(),
        (1, chain) => format!("moved later once since its first baseline, at 85%: {chain}"),
        (times, chain) => format!("moved later for the {} time, at 85%: {chain}", ordinal(times)),
    }
}

/// How often an item's date moved later, and its dates from baseline to baseline and now: "12 Mar → 2 Apr → 20 Apr".
fn slipped(seen: &Seen<'_>, item: &Item) -> (usize, String) {
    let then = seen.plan().baselines_in_order().into_iter().filter_map(|baseline| baseline.dates.get(&item.id)?.p85);
    let now = seen.item(item.id).and_then(|figures| figures.outlook.as_planned.p85);
    let mut days: Vec<Day> = then.chain(now).collect();
    days.dedup();
    let times = days.windows(2).filter(|pair| pair[0] < pair[1]).count();
    (times, days.iter().map(|day| words::day(*day, seen.today)).collect::<Vec<_>>().join(" → "))
}

fn ordinal(count: usize) -> String {
    match count {
        1 => "first".to_owned(),
        2 => "second".to_owned(),
        3 => "third".to_owned(),
        4 => "fourth".to_owned(),
        5 => "fifth".to_owned(),
        _ => match (count % 10, count % 100) {
            (1, tens) if tens != 11 => format!("{count}st"),
            (2, tens) if tens != 12 => format!("{count}nd"),
            (3, tens) if tens != 13 => format!("{count}rd"),
            _ => format!("{count}th"),
        },
    }
}
