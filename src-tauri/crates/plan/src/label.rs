//! What people call an operation: in the history, on the undo button, in the record of who decided what.

use uuid::Uuid;

use crate::author::Author;
use crate::field::{Field, KeyType, Spec, ValueType, spec};
use crate::id::{EntityId, Kind, ScenarioId};
use crate::member::EVERY;
use crate::op::Op;
use crate::refusal::percent;
use crate::scenario::Supposed;
use crate::slot::{Slot, slot_of};
use crate::value::{Range, Value};
use crate::whole::Plan;

/// The longest piece of a user's text that a label quotes, in characters.
const QUOTED: usize = 60;

/// A line such as `Estimate of Checkout rewrite: 10–20–35 pd`.
pub(crate) fn of(plan: &Plan, op: &Op) -> String {
    match op {
        Op::Create { entity, values } => {
            let title = values.iter().find_map(|assign| match (assign.field, &assign.value) {
                (Field::Title | Field::Rule, Value::Text(title)) => Some(short(title)),
                _ => None,
            });
            let title = title.unwrap_or_default();
            match entity.kind {
                Kind::Waiver => format!("Accept {title}"),
                Kind::Baseline => format!("Baseline {title}"),
                Kind::Question => format!("Ask “{title}”"),
                kind => format!("New {} {title}", kind.word()).trim_end().to_owned(),
            }
        }
        Op::Set { slot, value } => set(plan, slot, value),
        Op::Delete { entity } if entity.kind == Kind::Waiver => format!("No longer accept {}", title(plan, *entity)),
        Op::Delete { entity } => format!("Delete {}", title(plan, *entity)),
        Op::Move { item, before: Some(before) } => {
            format!("Move {} before {}", title(plan, *item), title(plan, *before))
        }
        Op::Move { item, before: None } => format!("Move {} to the end", title(plan, *item)),
        Op::All { label, .. } if label.trim().is_empty() => "Several changes".to_owned(),
        Op::All { label, .. } => short(label),
    }
}

/// What people call a place in the plan: `Estimate of Checkout rewrite`, for a record also which one. `plan` is the
/// document as folded, so that what is deleted still has its name.
pub fn place(plan: &Plan, slot: &Slot) -> String {
    if let Some(place) = supposed(plan, slot) {
        return place;
    }
    if let (true, Some(author)) = (slot.field.is_of_members(), Author::from_hex(&slot.key)) {
        let label = spec(slot.entity.kind, slot.field).map_or("", |spec| spec.label);
        return format!("{}: {}", capital(label), plan.members.called(author));
    }
    named_place(slot, |entity| title(plan, entity))
}

fn named_place(slot: &Slot, named: impl Fn(EntityId) -> String) -> String {
    let name = named(slot.entity);
    let Some(spec) = spec(slot.entity.kind, slot.field) else { return name };
    let key = match spec.key {
        KeyType::None => return format!("{} of {name}", capital(spec.label)),
        KeyType::Entity(kind) => Uuid::try_parse(&slot.key).map(|id| named(EntityId { kind, id })).ok(),
        KeyType::Day | KeyType::Name | KeyType::Slot => Some(short(&slot.key)),
        KeyType::Author => Some(slot.key.chars().take(8).collect()),
    };
    format!("{} of {name}: {}", capital(spec.label), key.unwrap_or_default())
}

/// What a value says in this place, with its unit: `10–20–35 pd`, `none`.
pub fn said(plan: &Plan, slot: &Slot, value: &Value) -> String {
    if let (Field::Overlay, Value::Text(record)) = (slot.field, value)
        && let Ok(supposed) = Supposed::read(&slot.key, record)
    {
        return match supposed.slot.field {
            Field::Alive => existence(&supposed.value).to_owned(),
            _ => said(plan, &supposed.slot, &supposed.value),
        };
    }
    if let (Field::CountsTo | Field::OwnsTo, Value::Number(number)) = (slot.field, value) {
        return match *number >= f64::from(EVERY) {
            true => "all".to_owned(),
            false => format!("the first {number}"),
        };
    }
    if let (Field::Founder, Value::Text(key)) = (slot.field, value) {
        return Author::from_hex(key).map_or_else(|| short(key), |author| plan.members.called(author));
    }
    match spec(slot.entity.kind, slot.field) {
        Some(Spec { value: ValueType::Supposed, .. }) => "as in the plan".to_owned(),
        Some(Spec { value: ValueType::Rank, .. }) if *value != Value::Nothing => "a place in the order".to_owned(),
        Some(spec) => shown_in(plan, slot.field, spec.value, value),
        None => String::new(),
    }
}

/// Whether something is there, in words.
pub fn existence(alive: &Value) -> &'static str {
    match *alive == Value::Flag(true) {
        true => "in the plan",
        false => "not in the plan",
    }
}

/// The place of an edit of a scenario: `Estimate of Checkout rewrite, in Later`. What only the scenario has goes by its name
/// there.
fn supposed(plan: &Plan, slot: &Slot) -> Option<String> {
    let edited = (slot.field == Field::Overlay).then(|| slot_of(&slot.key)).flatten()?;
    let scenario = plan.scenarios.get(&ScenarioId(slot.entity.id))?;
    let named = |entity| scenario.title(entity).map_or_else(|| title(plan, entity), short);
    let place = match edited.field {
        Field::Alive => named(edited.entity),
        _ => named_place(&edited, named),
    };
    Some(format!("{place}, in {}", short(&scenario.title)))
}

fn set(plan: &Plan, slot: &Slot, value: &Value) -> String {
    let name = title(plan, slot.entity);
    let Some(spec) = spec(slot.entity.kind, slot.field) else { return format!("Change {name}") };
    let gone = matches!(value, Value::Nothing | Value::Flag(false));
    let key = match spec.key {
        KeyType::Entity(kind) => Uuid::try_parse(&slot.key).map(|id| title(plan, EntityId { kind, id })).ok(),
        KeyType::Day | KeyType::Name | KeyType::Slot | KeyType::Author => Some(slot.key.trim().to_owned()),
        KeyType::None => None,
    };
    match (slot.field, key) {
        (Field::Title, _) if slot.entity.kind == Kind::Plan => {
            format!("Name the plan {}", shown(plan, spec.value, value))
        }
        (Field::Title, _) => format!("Rename {name} to {}", shown(plan, spec.value, value)),
        (Field::Alive, _) => format!("{} {name}", if gone { "Delete" } else { "Bring back" }),
        (Field::After, Some(key)) if gone => format!("{name} no longer after {key}"),
        (Field::After, Some(key)) => match value {
            Value::Number(1.0) => format!("{name} after {key}, 1 working day later"),
            Value::Number(lag) if *lag > 0.0 => format!("{name} after {key}, {lag} working days later"),
            _ => format!("{name} after {key}"),
        },
        (_, Some(key)) if gone => format!("{} of {name}: no {key}", capital(spec.label)),
        (_, Some(key)) => match value {
            Value::Flag(_) => format!("{} of {name}: {key}", capital(spec.label)),
            _ => format!("{} of {name}: {key} {}", capital(spec.label), shown(plan, spec.value, value)),
        },
        (_, None) => format!("{} of {name}: {}", capital(spec.label), shown_in(plan, slot.field, spec.value, value)),
    }
}

fn shown_in(plan: &Plan, field: Field, kind: ValueType, value: &Value) -> String {
    let unit = match field {
        Field::Estimate | Field::Principal | Field::Actual | Field::IncidentLoss => " pd",
        Field::Toil => " h a week",
        Field::Support | Field::Reserve => " pd a week",
        _ => "",
    };
    match value {
        Value::Range(_) | Value::Number(_) => shown(plan, kind, value) + unit,
        Value::Nothing | Value::Flag(_) | Value::Text(_) | Value::Day(_) | Value::Ref(_) | Value::DayRange(_) => {
            shown(plan, kind, value)
        }
    }
}

fn shown(plan: &Plan, kind: ValueType, value: &Value) -> String {
    match value {
        Value::Nothing => "none".to_owned(),
        Value::Flag(true) => "yes".to_owned(),
        Value::Flag(false) => "no".to_owned(),
        Value::Number(number) => match kind {
            ValueType::Share(..) => format!("{}%", percent(*number)),
            _ => number.to_string(),
        },
        Value::Text(text) => short(text),
        Value::Day(day) => day.to_string(),
        Value::Ref(id) => match kind {
            ValueType::Ref(kind) => title(plan, EntityId { kind, id: *id }),
            _ => id.to_string(),
        },
        Value::Range(Range { low, likely, high }) => match kind {
            ValueType::ShareRange => format!("{}%", range([*low, *likely, *high].map(percent))),
            _ => range([*low, *likely, *high]),
        },
        Value::DayRange(range) => format!("{} / {} / {}", range.low, range.likely, range.high),
    }
}

fn range([low, likely, high]: [f64; 3]) -> String {
    match low == high {
        true => likely.to_string(),
        false => format!("{low}–{likely}–{high}"),
    }
}

fn title(plan: &Plan, entity: impl Into<EntityId>) -> String {
    let entity = entity.into();
    match (entity.kind, plan.title(entity)) {
        (Kind::Plan, _) => "the plan".to_owned(),
        (_, Some(title)) if !title.is_empty() => short(title),
        (kind, _) => format!("a nameless {}", kind.word()),
    }
}

fn short(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    match line.chars().count() > QUOTED || line.len() < text.trim().len() {
        true => line.chars().take(QUOTED).chain(['…']).collect(),
        false => line.to_owned(),
    }
}

fn capital(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
