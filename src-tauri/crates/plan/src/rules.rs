//! What an edit may not do to the plan around it: point at what is not there, close a circle, add up to more than the whole,
//! put dates out of order. Each edit is held to the rules of its own field only, so that a fault which a merge brought in
//! never stands in the way of another edit.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::choice::{DecisionState, ItemKind, ItemState};
use crate::field::{Field, KeyType, ValueType, spec};
use crate::id::{
    BaselineId, ComponentId, DecisionId, EntityId, ItemId, Kind, PersonId, QuestionId, StepId, TeamId, WaiverId,
};
use crate::past::PAST_LIMIT;
use crate::refusal::Refusal;
use crate::slot::Slot;
use crate::value::{DayRange, Value};
use crate::waits::{cycle_of_components, cycle_of_decisions, cycle_of_dependency, cycle_of_parent};
use crate::whole::{ITEM_LIMIT, Plan};

/// Shares are typed with few digits; sums may miss 1 by this much.
pub(crate) const SUM_SLACK: f64 = 1e-9;

/// Whether `plan` allows this edit of an entity that looks like `after` (a plan of that entity alone) once it is done.
pub(crate) fn allowed(plan: &Plan, after: &Plan, slot: &Slot, value: &Value) -> Result<(), Refusal> {
    if slot.field.is_of_members() {
        return Err(Refusal::OfMembers);
    }
    refers_to_the_living(plan, slot, value)?;
    let id = slot.entity.id;
    let title = || after.title(slot.entity).unwrap_or_default().to_owned();
    match slot.entity.kind {
        Kind::Plan | Kind::Debt | Kind::Component | Kind::Scenario => not_empty(slot, value),
        Kind::Item => {
            not_empty(slot, value)?;
            item(plan, after, slot, value)
        }
        Kind::Team => {
            not_empty(slot, value)?;
            let idle = after.teams.get(&TeamId(id)).is_some_and(|team| team.weekdays == [false; 7]);
            if slot.field == Field::Weekday && idle {
                return Err(Refusal::NoWorkingDay { title: title() });
            }
            // As it stands in the plan: what is tried out comes without its past.
            let record = plan.teams.get(&TeamId(id)).and_then(|team| team.past.record(slot.field));
            let is_full = |record: &BTreeMap<String, DayRange>| {
                record.len() >= PAST_LIMIT && !record.contains_key(&slot.key) && *value != Value::Nothing
            };
            match (record.is_some_and(is_full), spec(Kind::Team, slot.field)) {
                (true, Some(spec)) => Err(Refusal::FullPast { title: title(), what: spec.label, limit: PAST_LIMIT }),
                (true | false, _) => Ok(()),
            }
        }
        Kind::Person => {
            not_empty(slot, value)?;
            let Some(person) = after.people.get(&PersonId(id)) else { return Ok(()) };
            match (slot.field, person.start, person.end) {
                (Field::Start | Field::End, Some(start), Some(end)) if start > end => {
                    let what = format!("first and last day of “{}”", person.title);
                    Err(Refusal::DatesOutOfOrder { what, earlier: start, later: end })
                }
                _ => Ok(()),
            }
        }
        Kind::Waiver => {
            let Some(waiver) = after.waivers.get(&WaiverId(id)) else { return Ok(()) };
            let missing = [
                (waiver.rule.is_empty(), "the rule it belongs to"),
                (waiver.reason.trim().is_empty(), "a reason"),
                (waiver.until.is_none(), "a day until which it holds"),
            ];
            match missing.into_iter().find(|(missing, _)| *missing) {
                Some((_, missing)) => Err(Refusal::IncompleteWaiver { missing }),
                None => Ok(()),
            }
        }
        Kind::Baseline => {
            not_empty(slot, value)?;
            let (before, after) = (plan.baselines.get(&BaselineId(id)), after.baselines.get(&BaselineId(id)));
            match before.zip(after) {
                Some((before, after)) if before.thaws(after, slot.field) => Err(Refusal::Frozen { title: title() }),
                Some(_) | None => Ok(()),
            }
        }
        Kind::Decision => {
            not_empty(slot, value)?;
            let Some(decision) = after.decisions.get(&DecisionId(id)) else { return Ok(()) };
            let missing = [
                (decision.decided_on.is_none(), "the day on which it was decided"),
                (decision.accountable.trim().is_empty(), "the name of who answers for it"),
            ];
            if let (Field::Supersedes, Value::Flag(true), Ok(other)) = (slot.field, value, Uuid::try_parse(&slot.key))
                && let Some(path) = cycle_of_decisions(plan, DecisionId(id), DecisionId(other))
            {
                let path = path.into_iter().map(|id| called(plan, after, id.into())).collect();
                return Err(Refusal::SupersedesItself { path });
            }
            match missing.into_iter().find(|(missing, _)| *missing) {
                Some((_, missing)) if slot.field == Field::State && decision.state == DecisionState::Accepted => {
                    Err(Refusal::IncompleteDecision { title: title(), missing })
                }
                Some(_) | None => Ok(()),
            }
        }
        Kind::Question => {
            not_empty(slot, value)?;
            about_an_item(slot, after.questions.get(&QuestionId(id)).and_then(|question| question.item))
        }
        Kind::Step => {
            not_empty(slot, value)?;
            about_an_item(slot, after.steps.get(&StepId(id)).and_then(|step| step.item))
        }
    }
}

fn about_an_item(slot: &Slot, item: Option<ItemId>) -> Result<(), Refusal> {
    match (slot.field, item) {
        (Field::Alive | Field::Item, None) => Err(Refusal::WithoutItem { kind: slot.entity.kind.with_article() }),
        (_, None | Some(_)) => Ok(()),
    }
}

/// Why nothing can be done with an entity that is not alive.
pub(crate) fn not_there(plan: &Plan, entity: EntityId) -> Refusal {
    match plan.title(entity) {
        Some(title) if !title.is_empty() => Refusal::Deleted { title: title.to_owned() },
        Some(_) | None => Refusal::Unknown { kind: entity.kind.word() },
    }
}

/// Whether the plan has no room for this item, which is not in it.
fn is_full(plan: &Plan, id: ItemId) -> bool {
    plan.items.len() >= ITEM_LIMIT
        && !plan.is_alive(id.into())
        && plan.items.values().filter(|item| item.alive).count() >= ITEM_LIMIT
}

fn item(plan: &Plan, after: &Plan, slot: &Slot, value: &Value) -> Result<(), Refusal> {
    let id = ItemId(slot.entity.id);
    let Some(item) = after.items.get(&id) else { return Ok(()) };
    let title = || item.title.clone();
    let shares = |what, shares: &dyn Fn(&crate::Item) -> f64| {
        let (before, sum) = (plan.items.get(&id).map_or(0.0, shares), shares(item));
        match sum > 1.0 + SUM_SLACK && sum > before {
            true => Err(Refusal::SharesOverOne { what, title: title(), sum }),
            false => Ok(()),
        }
    };
    match (slot.field, value) {
        (Field::Alive, Value::Flag(true)) if is_full(plan, id) => Err(Refusal::Full { limit: ITEM_LIMIT }),
        (Field::Component, Value::Number(_)) => shares("shares in components", &|item| item.components.values().sum()),
        (Field::Skill, Value::Number(_)) => shares("shares of skills", &|item| item.skills.values().sum()),
        (Field::Delivery, Value::DayRange(_)) if item.kind != ItemKind::External => {
            Err(Refusal::DeliveryOfOurs { title: title() })
        }
        (Field::Pays, Value::Number(_)) if item.kind != ItemKind::Paydown => {
            Err(Refusal::NotAPaydown { title: title() })
        }
        (Field::State | Field::DoneOn, _) if item.state == ItemState::Done && item.done_on.is_none() => {
            Err(Refusal::DoneWithoutDay { title: title() })
        }
        _ => Ok(()),
    }
}

/// Whether this edit leaves everything free of waiting for, or being a part of, itself.
pub(crate) fn closes_no_circle(plan: &Plan, after: &Plan, slot: &Slot, value: &Value) -> Result<(), Refusal> {
    let id = slot.entity.id;
    let (relation, path): (_, Option<Vec<EntityId>>) = match (slot.entity.kind, slot.field, value) {
        (Kind::Component, Field::Parent, Value::Ref(parent)) => {
            ("this parent", cycle_of_components(plan, ComponentId(id), ComponentId(*parent)).map(entities))
        }
        (Kind::Item, Field::Parent, Value::Ref(parent)) => {
            ("this parent", cycle_of_parent(plan, ItemId(id), ItemId(*parent)).map(entities))
        }
        (Kind::Item, Field::After, Value::Number(_)) => {
            let Ok(on) = Uuid::try_parse(&slot.key) else { return Ok(()) };
            ("this dependency", cycle_of_dependency(plan, ItemId(id), ItemId(on)).map(entities))
        }
        _ => return Ok(()),
    };
    match path {
        Some(path) => {
            let path = path.into_iter().map(|id| called(plan, after, id)).collect();
            Err(Refusal::WouldCycle { relation, path })
        }
        None => Ok(()),
    }
}

fn entities(path: Vec<impl Into<EntityId>>) -> Vec<EntityId> {
    path.into_iter().map(Into::into).collect()
}

fn called(plan: &Plan, after: &Plan, id: EntityId) -> String {
    after.title(id).or_else(|| plan.title(id)).unwrap_or("?").to_owned()
}

fn not_empty(slot: &Slot, value: &Value) -> Result<(), Refusal> {
    let empty = match value {
        Value::Nothing => true,
        Value::Text(text) => text.trim().is_empty(),
        Value::Flag(_) | Value::Number(_) | Value::Day(_) | Value::Ref(_) | Value::Range(_) | Value::DayRange(_) => {
            false
        }
    };
    match slot.field == Field::Title && empty {
        true => Err(Refusal::Empty { what: "title".to_owned() }),
        false => Ok(()),
    }
}

/// What a value or a key names must exist, unless it is being taken away.
fn refers_to_the_living(plan: &Plan, slot: &Slot, value: &Value) -> Result<(), Refusal> {
    // Dates are kept of what is deleted since.
    if matches!(slot.field, Field::P50 | Field::P85) {
        return Ok(());
    }
    let Some(spec) = spec(slot.entity.kind, slot.field) else { return Ok(()) };
    let mut named: Vec<EntityId> = Vec::new();
    if let (ValueType::Ref(kind), Value::Ref(id)) = (spec.value, value) {
        named.push(EntityId { kind, id: *id });
    }
    let taken_away = matches!(value, Value::Nothing | Value::Flag(false));
    if let (KeyType::Entity(kind), Ok(id), false) = (spec.key, Uuid::try_parse(&slot.key), taken_away) {
        named.push(EntityId { kind, id });
    }
    match named.into_iter().find(|entity| *entity != slot.entity && !plan.is_alive(*entity)) {
        Some(dead) => Err(not_there(plan, dead)),
        None => Ok(()),
    }
}
