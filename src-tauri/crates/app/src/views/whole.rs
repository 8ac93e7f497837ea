//! The plan itself, for the forms of the inspector.

use std::collections::BTreeSet;

use plan::{Document, Finding, ItemId, Plan, Value};
use serde::{Deserialize, Serialize};

use super::Seen;
use forecast::words;

/// The plan itself: only what exists, repaired for display.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct PlanView {
    /// The plan.
    pub plan: Plan,
    /// The items in rank order.
    pub ranked: Vec<ItemId>,
    /// What had to be repaired.
    pub findings: Vec<Finding>,
    /// Fields that two people changed at once.
    pub conflicts: Vec<ConflictView>,
    /// All skills that people have or items need, in order.
    pub skills: Vec<String>,
}

/// A field that two people changed at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct ConflictView {
    /// Where.
    pub slot: plan::Slot,
    /// The value that is shown.
    pub shown: plan::Value,
    /// The others, with who wrote them.
    pub others: Vec<(String, plan::Value)>,
    /// In words.
    pub sentence: String,
}

/// The plan, its repairs and its conflicts.
pub fn whole(seen: &Seen<'_>, document: &Document) -> PlanView {
    let plan = seen.plan();
    let held = plan.people.values().flat_map(|person| &person.skills);
    let needed = plan.items.values().flat_map(|item| item.skills.keys());
    let skills: BTreeSet<&String> = held.chain(needed).collect();
    PlanView {
        plan: plan.clone(),
        ranked: plan.ranked().into_iter().map(|item| item.id).collect(),
        findings: seen.sound.findings.clone(),
        conflicts: document.conflicts().into_iter().map(|conflict| describe(conflict, plan)).collect(),
        skills: skills.into_iter().cloned().collect(),
    }
}

fn describe(conflict: plan::Conflict, plan: &Plan) -> ConflictView {
    let title = plan.title(conflict.slot.entity).unwrap_or("something deleted").to_owned();
    let label = plan::spec(conflict.slot.entity.kind, conflict.slot.field).map_or("a field", |spec| spec.label);
    let shown = value(&conflict.winner.value);
    let others: Vec<(String, Value)> = conflict
        .others
        .iter()
        .map(|head| (head.edit.change.author.hex()[..8].to_owned(), head.value.clone()))
        .collect();
    let kept = conflict.others.iter().map(|head| value(&head.value)).collect::<Vec<_>>().join("; ");
    let sentence = format!(
        "{label} of {title} was changed by two people at once: {shown} is shown, {kept} is kept; set it again to settle"
    );
    ConflictView { slot: conflict.slot, shown: conflict.winner.value, others, sentence }
}

fn value(value: &Value) -> String {
    match value {
        Value::Nothing => "nothing".to_owned(),
        Value::Flag(true) => "yes".to_owned(),
        Value::Flag(false) => "no".to_owned(),
        Value::Number(number) => words::number(*number),
        Value::Text(text) => format!("“{text}”"),
        Value::Day(day) => day.to_string(),
        Value::Ref(_) => "another entity".to_owned(),
        Value::Range(range) => words::range(*range),
        Value::DayRange(range) => format!("{} – {} – {}", range.low, range.likely, range.high),
    }
}
