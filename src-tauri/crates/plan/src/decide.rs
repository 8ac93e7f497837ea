//! An operation becomes edits, or is refused. Nothing here touches the plan, and a single edit costs no more than the one
//! entity it is about, apart from the walks that a new dependency, parent or place in the order needs.

use std::collections::HashMap;

use crate::field::{Field, KeyType, spec};
use crate::id::{EntityId, ItemId, Kind};
use crate::label;
use crate::op::{Assign, Op};
use crate::rank;
use crate::refusal::Refusal;
use crate::rules::{allowed, closes_no_circle, not_there};
use crate::slot::Slot;
use crate::untangle::has_circle;
use crate::validate::check;
use crate::value::Value;
use crate::whole::Plan;

/// What an operation comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// What people call it, in the history and on the undo button.
    pub label: String,
    /// What changes, each slot once; none if all is as asked already, and then there is nothing to append.
    pub edits: Vec<(Slot, Value)>,
}

/// Turns what the user asked for into edits, or says why not. Touches nothing.
pub fn decide(plan: &Plan, op: &Op) -> Result<Decision, Refusal> {
    Ok(Decision { label: label::of(plan, op), edits: one(plan, op, Circles::Now)? })
}

/// When circles are looked for: with each link, or once for many.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Circles {
    Now,
    Later,
}

fn one(plan: &Plan, op: &Op, circles: Circles) -> Result<Vec<(Slot, Value)>, Refusal> {
    match op {
        Op::Create { entity, values } => create(plan, *entity, values, circles),
        Op::Set { slot, value } => set(plan, slot, value, circles),
        Op::Delete { entity } => delete(plan, *entity),
        Op::Move { item, before } => place(plan, *item, *before),
        Op::All { ops, .. } => match circles {
            Circles::Now => all(plan, ops),
            Circles::Later => one_by_one(plan, ops, Circles::Later).map(|(edits, _)| edits),
        },
    }
}

/// Thousands of links at once would each walk what thousands before them tied together, so all are looked at together,
/// and one by one only if there is a circle: to name it, or to find that it was there before.
fn all(plan: &Plan, ops: &[Op]) -> Result<Vec<(Slot, Value)>, Refusal> {
    let (edits, after) = one_by_one(plan, ops, Circles::Later)?;
    if !has_circle(&after) {
        return Ok(edits);
    }
    one_by_one(plan, ops, Circles::Now).map(|(edits, _)| edits)
}

/// Each operation sees what those before it did. What they come to, and the plan they leave.
fn one_by_one(plan: &Plan, ops: &[Op], circles: Circles) -> Result<(Vec<(Slot, Value)>, Plan), Refusal> {
    let mut draft = plan.clone();
    let mut edits: Vec<(Slot, Value)> = Vec::new();
    let mut places: HashMap<Slot, usize> = HashMap::new();
    for op in ops {
        for (slot, value) in one(&draft, op, circles)? {
            draft.set(&slot, &value);
            match places.get(&slot) {
                Some(place) => edits[*place].1 = value,
                None => {
                    places.insert(slot.clone(), edits.len());
                    edits.push((slot, value));
                }
            }
        }
    }
    // What one operation changed another may have changed back.
    edits.retain(|(slot, value)| !plan.already(slot, value));
    Ok((edits, draft))
}

/// Makes an entity, or brings one back that was deleted: with what it had, except for what is given.
fn create(plan: &Plan, entity: EntityId, values: &[Assign], circles: Circles) -> Result<Vec<(Slot, Value)>, Refusal> {
    if entity.kind == Kind::Plan {
        return Err(Refusal::ThePlanItself);
    }
    if plan.is_alive(entity) {
        let title = plan.title(entity).unwrap_or_default().to_owned();
        return Err(Refusal::Exists { kind: entity.kind.word(), title });
    }
    let slot = |field, key: &str| Slot { entity, field, key: key.to_owned() };
    let mut edits = vec![(slot(Field::Alive, ""), Value::Flag(true))];
    for Assign { field, key, value } in values {
        let (slot, value) = tidy(slot(*field, key), value.clone());
        match edits.iter_mut().find(|(there, _)| *there == slot) {
            Some((_, there)) => *there = value,
            None => edits.push((slot, value)),
        }
    }
    let given = |field| edits.iter().any(|(slot, _)| slot.field == field);
    let named = spec(entity.kind, Field::Title).is_some();
    if named && !given(Field::Title) {
        return Err(Refusal::Empty { what: "title".to_owned() });
    }
    let ranked = spec(entity.kind, Field::Rank).is_some();
    if ranked && !given(Field::Rank) {
        edits.extend(last(plan, entity));
    }
    try_out(plan, entity, edits, circles)
}

fn set(plan: &Plan, slot: &Slot, value: &Value, circles: Circles) -> Result<Vec<(Slot, Value)>, Refusal> {
    let (slot, value) = tidy(slot.clone(), value.clone());
    let entity = slot.entity;
    // Only coming to life can happen to what is not alive.
    if !plan.is_alive(entity) && (slot.field != Field::Alive || plan.title(entity).is_none()) {
        return Err(not_there(plan, entity));
    }
    try_out(plan, entity, vec![(slot, value)], circles)
}

fn delete(plan: &Plan, entity: EntityId) -> Result<Vec<(Slot, Value)>, Refusal> {
    if entity.kind == Kind::Plan {
        return Err(Refusal::ThePlanItself);
    }
    if !plan.is_alive(entity) {
        return Err(not_there(plan, entity));
    }
    Ok(vec![(Slot::of(entity, Field::Alive), Value::Flag(false))])
}

/// Checks the edits of one entity, each by itself and then as they stand together, and drops those that change nothing.
fn try_out(
    plan: &Plan,
    entity: EntityId,
    edits: Vec<(Slot, Value)>,
    circles: Circles,
) -> Result<Vec<(Slot, Value)>, Refusal> {
    let before = plan.only(entity);
    let mut after = before.clone();
    for (slot, value) in &edits {
        let title = after.title(entity).unwrap_or_default();
        check(slot, value).map_err(|refusal| refusal.of(title))?;
        after.set(slot, value);
    }
    for (slot, value) in &edits {
        allowed(plan, &after, slot, value)?;
        if circles == Circles::Now {
            closes_no_circle(plan, &after, slot, value)?;
        }
    }
    Ok(edits.into_iter().filter(|(slot, value)| !plan.already(slot, value)).collect())
}

/// Blanks around titles and names, and the control characters that come along when text is pasted, are nobody's wish.
fn tidy(slot: Slot, value: Value) -> (Slot, Value) {
    let named = spec(slot.entity.kind, slot.field).is_some_and(|spec| spec.key == KeyType::Name);
    let key = if named { slot.key.trim().to_owned() } else { slot.key };
    let value = match value {
        Value::Text(text) if slot.field == Field::Title => {
            let line: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
            Value::Text(line.trim().to_owned())
        }
        Value::Text(text) => Value::Text(clean(text)),
        value => value,
    };
    (Slot { key, ..slot }, value)
}

fn clean(text: String) -> String {
    let unwanted = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t');
    match text.contains(unwanted) {
        true => text.replace("\r\n", "\n").replace(unwanted, ""),
        false => text,
    }
}

/// The rank after all that exist.
fn last(plan: &Plan, entity: EntityId) -> Vec<(Slot, Value)> {
    let highest = match entity.kind {
        Kind::Item => plan.items.values().filter(|item| item.alive).map(|item| item.rank.as_str()).max(),
        Kind::Team => plan.teams.values().filter(|team| team.alive).map(|team| team.rank.as_str()).max(),
        Kind::Plan
        | Kind::Debt
        | Kind::Component
        | Kind::Person
        | Kind::Waiver
        | Kind::Baseline
        | Kind::Scenario
        | Kind::Decision
        | Kind::Question
        | Kind::Step => None,
    };
    // What a peer left without a rank sorts first, so it never hides the highest.
    let rank = highest
        .filter(|rank| rank::is_valid(rank))
        .map_or_else(|| rank::between(None, None), |highest| rank::between(Some(highest), None));
    rank.map(|rank| ranked(entity, rank)).into_iter().collect()
}

/// Puts an item just before another. Where merged ranks are equal, or a peer sent none, those in between are ranked anew.
fn place(plan: &Plan, item: ItemId, before: Option<ItemId>) -> Result<Vec<(Slot, Value)>, Refusal> {
    for id in std::iter::once(item).chain(before) {
        if !plan.is_alive(id.into()) {
            return Err(not_there(plan, id.into()));
        }
    }
    if before == Some(item) {
        return Err(Refusal::BeforeItself { title: plan.items[&item].title.clone() });
    }
    let all = plan.ranked();
    let here = all.iter().position(|other| other.id == item);
    let there = match before {
        Some(before) => all.iter().position(|other| other.id == before),
        None => Some(all.len()),
    };
    if let (Some(here), Some(there)) = (here, there)
        && here + 1 == there
    {
        return Ok(Vec::new());
    }
    let others: Vec<_> = all.into_iter().filter(|other| other.id != item).collect();
    let at = before.and_then(|before| others.iter().position(|other| other.id == before)).unwrap_or(others.len());
    // The nearest sound rank below, and above it the nearest that is higher; all between them move along.
    let low = (0..at).rev().find(|index| rank::is_valid(&others[*index].rank));
    let floor = low.map(|index| others[index].rank.as_str());
    let high = (at..others.len()).find(|index| {
        let rank = others[*index].rank.as_str();
        rank::is_valid(rank) && floor.is_none_or(|floor| floor < rank)
    });
    let ceiling = high.map(|index| others[index].rank.as_str());
    let first = low.map_or(0, |low| low + 1);
    let past = high.unwrap_or(others.len());
    let moved: Vec<ItemId> = others[first..at]
        .iter()
        .map(|other| other.id)
        .chain(std::iter::once(item))
        .chain(others[at..past].iter().map(|other| other.id))
        .collect();
    let (moved, ranks) = match rank::spread(floor, ceiling, moved.len()) {
        Some(ranks) => (moved, ranks),
        // Ranks have grown too long after very many moves to one place.
        None => {
            let order = others[..at].iter().map(|other| other.id).chain([item]);
            let order: Vec<ItemId> = order.chain(others[at..].iter().map(|other| other.id)).collect();
            let ranks = rank::spread(None, None, order.len()).unwrap_or_default();
            (order, ranks)
        }
    };
    let edits = moved.into_iter().zip(ranks).map(|(id, rank)| ranked(id.into(), rank));
    Ok(edits.filter(|(slot, value)| !plan.already(slot, value)).collect())
}

fn ranked(entity: EntityId, rank: String) -> (Slot, Value) {
    (Slot::of(entity, Field::Rank), Value::Text(rank))
}
