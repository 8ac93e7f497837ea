//! The history in words: who changed what when, and what stood there before.

use std::collections::BTreeMap;

use plan::{Author, ChangeId, Concern, Edit, EntityId, Field, Plan, Role, Stamp, Value};
use serde::{Deserialize, Serialize};
use store::{Entry, Error, PlanFile};

use super::why_aside;
use crate::outside::local_time;
use crate::past::ask::{ChangeRef, Moment};
use crate::workspace::Workspace;

/// Edits of one change that are told at most.
const TOLD: u32 = 40;

/// A part of the history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct HistoryView {
    /// Newest first.
    pub changes: Vec<PastView>,
    /// How many there are in all that are meant.
    pub total: u32,
    /// Everybody who ever changed the plan, by name.
    pub authors: Vec<HistoryAuthorView>,
}

/// Somebody who changed the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct HistoryAuthorView {
    /// Their key, in hexadecimal.
    pub author: String,
    /// What they last called themselves.
    pub by: String,
    /// In which role.
    pub role: Role,
    /// How many changes they made.
    pub changes: u32,
}

/// A change of the past with what it replaced.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct PastView {
    /// Which.
    pub change: ChangeRef,
    /// When, `2026-11-23 10:42`.
    pub at: String,
    /// Who.
    pub by: String,
    /// In which role.
    pub role: Role,
    /// What.
    pub label: String,
    /// What it wrote, in its order; not more than a few dozen.
    pub edits: Vec<PastEditView>,
    /// How many edits it has besides.
    pub more: u32,
    /// "contribution to technical, delivery": the concerns it touched that another role drives; empty if there are none.
    pub contribution: String,
    /// Why it does not count, "Ben is not a member"; empty if it does.
    pub aside: String,
}

/// An edit of the past in the user's words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct PastEditView {
    /// Its place in the change, from 0.
    pub position: u32,
    /// What it is about.
    pub entity: EntityId,
    /// "Estimate of Checkout rewrite".
    pub place: String,
    /// What stood there, "10–20–35 pd".
    pub from: String,
    /// What it wrote.
    pub to: String,
    /// The concern of the field.
    pub concern: Concern,
    /// Whether another role drives that.
    pub contributed: bool,
}

/// A change in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct ChangeView {
    /// When, `2026-11-23 10:42`.
    pub at: String,
    /// Who.
    pub by: String,
    /// In which role.
    pub role: Role,
    /// What.
    pub label: String,
}

/// The moment of the past that is looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ViewingView {
    /// "12 Mar 2026 10:42", "the baseline “Q1”".
    pub at: String,
    /// Which.
    pub moment: Moment,
}

/// These changes in words, in the order given, out of so many.
///
/// # Errors
/// If the plan file cannot be read.
pub fn history(workspace: &Workspace, entries: Vec<Entry>, total: u32) -> Result<HistoryView, Error> {
    let changes = entries.iter().map(|entry| past(workspace, entry)).collect::<Result<_, _>>()?;
    let file = workspace.file();
    let authors = authors(file, workspace.document().version())?;
    Ok(HistoryView { changes, total, authors })
}

/// What a change is called beside changes of the plan: "In Later: Delete Gift cards" for one of a scenario.
pub fn called(plan: &Plan, label: &str, edits: &[Edit]) -> String {
    let supposes = |edit: &Edit| edit.slot.field == Field::Overlay;
    let scenario = edits.first().filter(|_| edits.iter().all(supposes)).and_then(|edit| plan.title(edit.slot.entity));
    scenario.map_or_else(|| label.to_owned(), |scenario| format!("In {scenario}: {label}"))
}

/// A change in words.
pub fn change_view(stamp: Stamp, by: &str, role: Role, label: &str) -> ChangeView {
    ChangeView { at: at(stamp), by: by.to_owned(), role, label: label.to_owned() }
}

/// When, where we are: `2026-11-23 10:42`.
pub(super) fn at(stamp: Stamp) -> String {
    local_time(stamp.time).format("%Y-%m-%d %H:%M").to_string()
}

fn authors(file: &PlanFile, version: BTreeMap<Author, u32>) -> Result<Vec<HistoryAuthorView>, Error> {
    let mut authors = Vec::new();
    for (author, seq) in version {
        if let Some(last) = file.entry(ChangeId { author, seq })? {
            authors.push(HistoryAuthorView { author: author.hex(), by: last.name, role: last.role, changes: seq });
        }
    }
    authors.sort_by(|a, b| a.by.cmp(&b.by).then_with(|| a.author.cmp(&b.author)));
    Ok(authors)
}

fn past(workspace: &Workspace, entry: &Entry) -> Result<PastView, Error> {
    let (file, document) = (workspace.file(), workspace.document());
    let plan = document.plan();
    let (edits, count) = file.edits(entry.id, TOLD)?;
    let more = count.saturating_sub(TOLD);
    let label = called(plan, &entry.label, &edits);
    let edits = (0..).zip(&edits).map(|(position, edit)| edit_view(file, plan, entry.role, position, edit));
    let edits: Vec<PastEditView> = edits.collect::<Result<_, _>>()?;
    let contributed = Concern::ALL
        .into_iter()
        .filter(|concern| edits.iter().any(|edit| edit.contributed && edit.concern == *concern));
    let contributed: Vec<&str> = contributed.map(Concern::word).collect();
    let contribution = match contributed[..] {
        [] => String::new(),
        [..] => format!("contribution to {}", contributed.join(", ")),
    };
    Ok(PastView {
        change: entry.id.into(),
        at: at(entry.stamp),
        by: entry.name.clone(),
        role: entry.role,
        label,
        edits,
        more,
        contribution,
        aside: why_aside(document, entry.id, &entry.name).unwrap_or_default(),
    })
}

fn edit_view(file: &PlanFile, plan: &Plan, role: Role, position: u32, edit: &Edit) -> Result<PastEditView, Error> {
    let slot = &edit.slot;
    let before = edit.replaces.first().map(|replaced| file.value_of(*replaced)).transpose()?.flatten();
    let said = |value: &Value| match (slot.field, value) {
        (Field::Alive, value) => plan::existence(value).to_owned(),
        (_, value) => plan::said(plan, slot, value),
    };
    let place = match slot.field {
        Field::Alive => plan.title(slot.entity).unwrap_or_default().to_owned(),
        _ => plan::place(plan, slot),
    };
    let concern = plan::spec(slot.entity.kind, slot.field).map_or(Concern::Delivery, |spec| spec.concern);
    Ok(PastEditView {
        position,
        entity: slot.entity,
        place,
        from: said(&before.unwrap_or(Value::Nothing)),
        to: said(&edit.value),
        concern,
        contributed: !slot.field.is_of_members() && !plan.settings.drives(role, concern),
    })
}
