//! The plan itself, for the forms of the inspector.

use std::collections::BTreeSet;

use forecast::words;
use plan::{Concern, Conflict, Document, EditRef, Field, Finding, Head, ItemId, Kind, Past, Plan, Role, SPECS, Value};
use serde::{Deserialize, Serialize};
use store::Entry;

use super::Seen;
use super::history::at;
use crate::who::short;

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
    /// Who drives each concern.
    pub concerns: Vec<ConcernView>,
    /// Every field of every kind, with the concern it belongs to.
    pub fields: Vec<FieldView>,
}

/// A concern, and who drives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ConcernView {
    /// Which.
    pub concern: Concern,
    /// Who.
    pub driver: Role,
}

/// The concern that a field belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct FieldView {
    /// The kind that has the field.
    pub kind: Kind,
    /// The field.
    pub field: Field,
    /// Its concern.
    pub concern: Concern,
}

/// A field that two people changed at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct ConflictView {
    /// Where.
    pub slot: plan::Slot,
    /// What is shown.
    pub shown: ClaimView,
    /// What else was said, the latest first.
    pub others: Vec<ClaimView>,
    /// In words.
    pub sentence: String,
}

/// What somebody said of a field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct ClaimView {
    /// What.
    pub value: plan::Value,
    /// The same in words.
    pub words: String,
    /// Who.
    pub by: String,
    /// In which role; unknown if the change is not in the file any more.
    pub role: Option<Role>,
    /// When, `2026-11-23 10:42`.
    pub at: String,
}

/// The plan, its repairs and its conflicts; `who` knows the change of an edit.
pub fn whole(seen: &Seen<'_>, document: &Document, who: impl Fn(EditRef) -> Option<Entry>) -> PlanView {
    let plan = seen.plan();
    let held = plan.people.values().flat_map(|person| &person.skills);
    let needed = plan.items.values().flat_map(|item| item.skills.keys());
    let skills: BTreeSet<&String> = held.chain(needed).collect();
    let mut told = plan.clone();
    // Their dates are many, and are asked for with what became of them.
    told.baselines.values_mut().for_each(|baseline| baseline.dates.clear());
    // So is what teams did.
    told.teams.values_mut().for_each(|team| team.past = Past::default());
    // So are the edits of scenarios.
    told.scenarios.values_mut().for_each(|scenario| scenario.overlay.clear());
    PlanView {
        plan: told,
        ranked: plan.ranked().into_iter().map(|item| item.id).collect(),
        findings: seen.sound.findings.clone(),
        conflicts: document.conflicts().into_iter().map(|found| conflict(found, plan, &who)).collect(),
        skills: skills.into_iter().cloned().collect(),
        concerns: Concern::ALL.map(|concern| ConcernView { concern, driver: plan.settings.driver(concern) }).to_vec(),
        fields: SPECS
            .iter()
            .map(|spec| FieldView { kind: spec.kind, field: spec.field, concern: spec.concern })
            .collect(),
    }
}

/// A conflict in words.
pub fn conflict(conflict: Conflict, plan: &Plan, who: &impl Fn(EditRef) -> Option<Entry>) -> ConflictView {
    let claim = |head: &Head| {
        let entry = who(head.edit);
        ClaimView {
            value: head.value.clone(),
            words: plan::said(plan, &conflict.slot, &head.value),
            at: at(head.stamp),
            role: entry.as_ref().map(|entry| entry.role),
            by: entry.map_or_else(|| short(head.edit.change.author), |entry| entry.name),
        }
    };
    let shown = claim(&conflict.winner);
    let others: Vec<ClaimView> = conflict.others.iter().map(claim).collect();
    let title = plan.title(conflict.slot.entity).unwrap_or("something deleted");
    let label = plan::spec(conflict.slot.entity.kind, conflict.slot.field).map_or("a field", |spec| spec.label);
    let (place, value): (_, &dyn Fn(&Value) -> String) = match conflict.slot.field {
        Field::Overlay => (plan::place(plan, &conflict.slot), &|value| plan::said(plan, &conflict.slot, value)),
        _ => (format!("{} of {title}", capital(label)), &value),
    };
    let said = |claim: &ClaimView| format!("{} by {}", value(&claim.value), claim.by);
    let kept = others.iter().map(said).collect::<Vec<_>>().join("; ");
    let sentence = format!("{place} was changed twice at once: {} is shown, {kept} is kept", said(&shown));
    ConflictView { slot: conflict.slot, shown, others, sentence }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
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
