//! Scenarios in words: which there are, what each says change by change, and where the plan was edited beneath it.

use std::collections::BTreeMap;

use forecast::words;
use plan::{ChangeId, Day, Document, EntityId, Field, Plan, Role, Scenario, ScenarioId, Slot, Supposed, Value};
use serde::{Deserialize, Serialize};
use store::{Entry, Error};

use super::change_view;
use crate::past::ask::ChangeRef;
use crate::workspace::takeover::Told;
use crate::workspace::{Workspace, plain};

/// Edits of one change that are told at most.
const TOLD: usize = 40;
/// Changes of which it is said beforehand whether they can be taken over alone; of the others it is said when they are.
const LOOKED: usize = 40;

/// The scenarios of the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct ScenariosView {
    /// The first made first.
    pub scenarios: Vec<ScenarioRow>,
}

/// A scenario in the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct ScenarioRow {
    /// Its id.
    pub id: ScenarioId,
    /// Its name.
    pub name: String,
    /// The day it was made, in words.
    pub made: String,
    /// Who made it, with their role; empty if that is not in the file any more.
    pub by: String,
    /// How many changes of it stand.
    pub changes: u32,
    /// On how many places the plan was edited beneath it.
    pub conflicts: u32,
    /// Whether it is the one that is looked at.
    pub within: bool,
}

/// What a scenario says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct ScenarioView {
    /// As in the list.
    pub row: ScenarioRow,
    /// The earliest first.
    pub changes: Vec<SupposedView>,
    /// Where the plan was edited beneath it.
    pub conflicts: Vec<UndercutView>,
}

/// What one change of a scenario said last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct SupposedView {
    /// The change, which names it.
    pub change: ChangeRef,
    /// When, `2026-11-23 10:42`.
    pub at: String,
    /// Who.
    pub by: String,
    /// In which role; unknown if the change is not in the file any more.
    pub role: Option<Role>,
    /// What.
    pub label: String,
    /// What it does to the plan.
    pub mark: Mark,
    /// Place by place; not more than a few dozen.
    pub edits: Vec<SupposedEditView>,
    /// How many there are besides.
    pub more: u32,
    /// Why it cannot be taken over by itself; empty if it can.
    pub obstacle: String,
}

/// Whether something is added, removed or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// It is only in the scenario.
    Added,
    /// It is only in the plan.
    Removed,
    /// It is in both.
    Changed,
}

/// An edit of a scenario in the user's words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct SupposedEditView {
    /// "Estimate of Checkout rewrite".
    pub place: String,
    /// What the plan says.
    pub from: String,
    /// What the scenario says.
    pub to: String,
}

/// A place where the plan was edited beneath a scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct UndercutView {
    /// Where; several of one thing that was deleted.
    pub slots: Vec<Slot>,
    /// What was deleted from the plan, so that what the scenario says of it has no effect.
    pub gone: bool,
    /// "Estimate of Checkout rewrite".
    pub place: String,
    /// What the plan said when the scenario was edited.
    pub was: String,
    /// What the plan says now.
    pub now: String,
    /// What the scenario says.
    pub says: String,
    /// All of it in a sentence.
    pub sentence: String,
}

/// The scenarios that exist; `within` is the one that is looked at.
///
/// # Errors
/// If the plan file cannot be read.
pub(crate) fn scenarios(
    workspace: &Workspace,
    document: &Document,
    within: Option<ScenarioId>,
    today: Day,
) -> Result<ScenariosView, Error> {
    let mut known: Vec<&Scenario> = document.plan().scenarios.values().filter(|scenario| scenario.alive).collect();
    known.sort_by_key(|scenario| (scenario.made_on, made(document, scenario), scenario.id));
    let rows = known.into_iter().map(|scenario| row(workspace, scenario, within, today));
    Ok(ScenariosView { scenarios: rows.collect::<Result<_, _>>()? })
}

/// What a scenario says.
///
/// # Errors
/// If the plan file cannot be read.
pub(crate) fn scenario(
    workspace: &Workspace,
    scenario: &Scenario,
    within: Option<ScenarioId>,
    today: Day,
) -> Result<ScenarioView, Error> {
    let over = scenario.over(workspace.document().plan());
    let told = workspace.told(scenario);
    let change = |(at, told): (usize, &Told<'_>)| {
        let slots = workspace.with_what_it_makes(scenario, told);
        let obstacle = (at < LOOKED).then(|| workspace.taking(scenario, &slots).err()).flatten();
        supposed(workspace, &over, told, obstacle.map_or_else(String::new, |error| error.message))
    };
    let changes = told.iter().enumerate().map(change).collect::<Result<_, _>>()?;
    let conflicts = undercut(workspace.document(), scenario, &over);
    Ok(ScenarioView { row: row(workspace, scenario, within, today)?, changes, conflicts })
}

fn row(
    workspace: &Workspace,
    scenario: &Scenario,
    within: Option<ScenarioId>,
    today: Day,
) -> Result<ScenarioRow, Error> {
    let document = workspace.document();
    let entry = made(document, scenario).map(|(_, change)| workspace.file().entry(change)).transpose()?.flatten();
    let over = scenario.over(document.plan());
    Ok(ScenarioRow {
        id: scenario.id,
        name: scenario.title.clone(),
        made: scenario.made_on.map_or_else(String::new, |day| words::day(day, today)),
        by: entry.map_or_else(String::new, |Entry { name, role, .. }| format!("{name}, {}", role.word())),
        changes: workspace.told(scenario).len() as u32,
        conflicts: undercut(document, scenario, &over).len() as u32,
        within: within == Some(scenario.id),
    })
}

/// When it was made, or brought back, and by which change.
fn made(document: &Document, scenario: &Scenario) -> Option<(plan::Stamp, ChangeId)> {
    let slot = Slot::of(scenario.id, Field::MadeOn);
    document.heads(&slot).first().map(|head| (head.stamp, head.edit.change))
}

fn supposed(workspace: &Workspace, over: &Plan, told: &Told<'_>, obstacle: String) -> Result<SupposedView, Error> {
    let (document, plan) = (workspace.document(), workspace.document().plan());
    let entry = workspace.file().entry(told.change)?;
    let existence = |it: &&&Supposed| it.slot.field == Field::Alive;
    let mark = match told.edits.iter().find(existence) {
        Some(it) if it.value == Value::Flag(true) => Mark::Added,
        Some(_) => Mark::Removed,
        None => Mark::Changed,
    };
    // A place in the order says nothing of what is new.
    let telling = |it: &&&Supposed| mark != Mark::Added || !matches!(it.slot.field, Field::Alive | Field::Rank);
    let edits: Vec<SupposedEditView> = told
        .edits
        .iter()
        .filter(telling)
        .map(|it| match it.slot.field {
            Field::Rank => SupposedEditView {
                place: place(over, &it.slot),
                from: "its place in the plan".to_owned(),
                to: "another place".to_owned(),
            },
            _ => SupposedEditView {
                place: place(over, &it.slot),
                from: said(plan, &it.slot, &document.value(&it.slot)),
                to: said(over, &it.slot, &it.value),
            },
        })
        .collect();
    let who = entry.map(|entry| (change_view(entry.stamp, &entry.name, entry.role, plain(&entry.label)), entry.role));
    let (view, role) = who.unzip();
    Ok(SupposedView {
        change: told.change.into(),
        at: view.as_ref().map_or_else(String::new, |view| view.at.clone()),
        by: view.as_ref().map_or_else(String::new, |view| view.by.clone()),
        role,
        label: view.map_or_else(|| "a change that is not in the file any more".to_owned(), |view| view.label),
        mark,
        more: edits.len().saturating_sub(TOLD) as u32,
        edits: edits.into_iter().take(TOLD).collect(),
        obstacle,
    })
}

/// Where the plan was edited beneath, place by place; what was deleted beneath as a whole.
fn undercut(document: &Document, scenario: &Scenario, over: &Plan) -> Vec<UndercutView> {
    let plan = document.plan();
    let decides = |entity: EntityId| {
        scenario.overlay.values().any(|it| it.slot.entity == entity && it.slot.field == Field::Alive)
    };
    let mut gone: BTreeMap<EntityId, Vec<Slot>> = BTreeMap::new();
    for it in scenario.overlay.values() {
        let entity = it.slot.entity;
        if !over.is_alive(entity) && !decides(entity) {
            gone.entry(entity).or_default().push(it.slot.clone());
        }
    }
    let mut views: Vec<UndercutView> = scenario
        .undercut(plan)
        .filter(|it| !gone.contains_key(&it.slot.entity))
        .map(|it| {
            let (place, was) = (place(over, &it.slot), said(plan, &it.slot, &it.beneath));
            if it.slot.field == Field::Rank {
                return moved(over, it, place, was);
            }
            let (now, says) = (said(plan, &it.slot, &document.value(&it.slot)), said(over, &it.slot, &it.value));
            let sentence = format!("{place}: the scenario says {says}; the plan said {was} then, and says {now} now");
            UndercutView { slots: vec![it.slot.clone()], gone: false, place, was, now, says, sentence }
        })
        .collect();
    views.extend(gone.into_iter().map(|(entity, slots)| {
        let place = plan.title(entity).unwrap_or_default().to_owned();
        let sentence = format!("“{place}” was deleted from the plan: what the scenario says of it has no effect");
        let (was, now, says) = ("in the plan".to_owned(), "not in the plan".to_owned(), "in the plan".to_owned());
        UndercutView { slots, gone: true, place, was, now, says, sentence }
    }));
    views
}

/// A place in the order has no words of its own.
fn moved(over: &Plan, it: &Supposed, place: String, was: String) -> UndercutView {
    let title = over.title(it.slot.entity).unwrap_or_default();
    UndercutView {
        slots: vec![it.slot.clone()],
        gone: false,
        sentence: format!("“{title}” was moved in the plan since the scenario moved it"),
        now: "where it is".to_owned(),
        says: "where it puts it".to_owned(),
        place,
        was,
    }
}

fn place(plan: &Plan, slot: &Slot) -> String {
    match slot.field {
        Field::Alive => plan.title(slot.entity).unwrap_or_default().to_owned(),
        _ => plan::place(plan, slot),
    }
}

fn said(plan: &Plan, slot: &Slot, value: &Value) -> String {
    match slot.field {
        Field::Alive => plan::existence(value).to_owned(),
        _ => plan::said(plan, slot, value),
    }
}
