//! What differs between two plans, or between a plan and a baseline of it, in the words of the history.

use std::collections::BTreeMap;
use std::fmt::Write;

use app::{App, Reply, Request, UiError};
use plan::{EntityId, Field, Plan, Slot, Value, assigns};
use serde::Serialize;

use crate::meant;

/// Everything that differs.
#[derive(Serialize)]
pub struct Diff {
    /// What only the second has, `item Checkout`.
    added: Vec<String>,
    /// What only the first has.
    removed: Vec<String>,
    /// What differs in what both have.
    changed: Vec<Changed>,
}

/// A field that differs.
#[derive(Serialize)]
struct Changed {
    /// `Estimate of Checkout`.
    place: String,
    /// What the first says.
    from: String,
    /// What the second says.
    to: String,
}

/// Compares two plans, each a file, or `FILE@NAME` for the plan as that baseline froze it, or as that scenario has it.
pub fn diff(app: &App, first: &str, second: &str, as_json: bool) -> Result<String, UiError> {
    let diff = compare(&read(app, first)?, &read(app, second)?);
    if as_json {
        let text = serde_json::to_string_pretty(&diff).expect("texts always serialise");
        return Ok(format!("{text}\n"));
    }
    Ok(text(&diff))
}

fn text(diff: &Diff) -> String {
    if diff.added.is_empty() && diff.removed.is_empty() && diff.changed.is_empty() {
        return "the two plans say the same\n".to_owned();
    }
    let mut text = String::new();
    for added in &diff.added {
        let _ = writeln!(text, "new: {added}");
    }
    for removed in &diff.removed {
        let _ = writeln!(text, "gone: {removed}");
    }
    for Changed { place, from, to } in &diff.changed {
        let _ = writeln!(text, "{place}: {from} → {to}");
    }
    text
}

/// The plan that is meant.
fn read(app: &App, meant: &str) -> Result<Plan, UiError> {
    meant::open(app, meant)?;
    let Reply::Plan(view) = app.call(Request::Plan)? else {
        unreachable!("the door answers a question about the plan with the plan")
    };
    // The other may be the same file.
    app.call(Request::ReturnToNow)?;
    app.call(Request::LeaveScenario)?;
    Ok(view.plan)
}

fn compare(first: &Plan, second: &Plan) -> Diff {
    let mut diff = Diff { added: Vec::new(), removed: Vec::new(), changed: Vec::new() };
    let named = |plan: &Plan, entity: EntityId| {
        format!("{} {}", entity.kind.word(), plan.title(entity).unwrap_or_default()).trim().to_owned()
    };
    for entity in entities(first, second) {
        match (first.is_alive(entity), second.is_alive(entity)) {
            (false, false) => {}
            (false, true) => diff.added.push(named(second, entity)),
            (true, false) => diff.removed.push(named(first, entity)),
            (true, true) => {
                let (before, after) = (slots(first, entity), slots(second, entity));
                let mut places: Vec<&Slot> = before.keys().chain(after.keys()).collect();
                places.sort();
                places.dedup();
                for slot in places {
                    let value = |values: &BTreeMap<Slot, Value>| values.get(slot).cloned().unwrap_or(Value::Nothing);
                    let (from, to) = (value(&before), value(&after));
                    if from != to {
                        diff.changed.push(changed(first, second, slot, &from, &to));
                    }
                }
            }
        }
    }
    diff
}

fn changed(first: &Plan, second: &Plan, slot: &Slot, from: &Value, to: &Value) -> Changed {
    let place = plan::place(if *to == Value::Nothing { first } else { second }, slot);
    match slot.field {
        Field::Rank => Changed { place, from: "its place".to_owned(), to: "another place".to_owned() },
        _ => Changed { place, from: plan::said(first, slot, from), to: plan::said(second, slot, to) },
    }
}

fn slots(plan: &Plan, entity: EntityId) -> BTreeMap<Slot, Value> {
    let slot = |field, key| Slot { entity, field, key };
    assigns(plan, entity).into_iter().map(|assign| (slot(assign.field, assign.key), assign.value)).collect()
}

/// All that either plan knows, kind by kind; baselines are compared by their own command.
fn entities(first: &Plan, second: &Plan) -> Vec<EntityId> {
    let mut found = vec![EntityId::PLAN];
    for plan in [first, second] {
        found.extend(plan.items.keys().map(|id| EntityId::from(*id)));
        found.extend(plan.debts.keys().map(|id| EntityId::from(*id)));
        found.extend(plan.components.keys().map(|id| EntityId::from(*id)));
        found.extend(plan.teams.keys().map(|id| EntityId::from(*id)));
        found.extend(plan.people.keys().map(|id| EntityId::from(*id)));
        found.extend(plan.waivers.keys().map(|id| EntityId::from(*id)));
    }
    found.sort();
    found.dedup();
    found
}
