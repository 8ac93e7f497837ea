//! A scenario: edits that lie over the plan and are not made. Each is a keyed record of its own, so that scenarios are
//! saved, undone and merged as all else is. An edit remembers what stood beneath it; where the plan says something else
//! since, the two are in conflict, and nothing is decided silently.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::field::Field;
use crate::id::{EntityId, Kind, ScenarioId};
use crate::refusal::Refusal;
use crate::slot::{Slot, slot_of, slot_text};
use crate::validate::check;
use crate::value::{Day, Value};
use crate::whole::Plan;

/// A named overlay of edits on the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Scenario {
    /// Its id.
    pub id: ScenarioId,
    /// Whether it exists.
    pub alive: bool,
    /// Its name.
    pub title: String,
    /// The day it was made.
    pub made_on: Option<Day>,
    /// Its edits, by the text of their slot.
    pub overlay: BTreeMap<String, Supposed>,
}

/// What a scenario says in one slot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Supposed {
    /// Where.
    pub slot: Slot,
    /// What the scenario says.
    pub value: Value,
    /// What the plan said when the scenario was edited.
    pub beneath: Value,
}

impl Scenario {
    /// The scenario before anything is known of it.
    pub fn new(id: ScenarioId) -> Scenario {
        Scenario { id, alive: false, title: String::new(), made_on: None, overlay: BTreeMap::new() }
    }

    /// The plan as it would be with the scenario's edits.
    pub fn over(&self, plan: &Plan) -> Plan {
        let mut supposed = plan.clone();
        for Supposed { slot, value, .. } in self.overlay.values() {
            supposed.set(slot, value);
        }
        supposed
    }

    /// The edits of the scenario that make it say `edits` besides; `stands` tells what the plan beneath says in a slot.
    /// What the plan says anyway is no longer supposed.
    ///
    /// # Errors
    /// If one of them is about what no scenario holds: a scenario, or a baseline.
    pub fn suppose(
        &self,
        edits: Vec<(Slot, Value)>,
        stands: impl Fn(&Slot) -> Value,
    ) -> Result<Vec<(Slot, Value)>, Refusal> {
        let mut own = Vec::new();
        for (slot, value) in edits {
            supposable(&slot)?;
            let place = self.slot_of(&slot);
            let beneath = stands(&slot);
            let record = match value == beneath {
                true => Value::Nothing,
                false => Value::Text(Supposed { slot, value, beneath }.text()),
            };
            own.push((place, record));
        }
        Ok(own)
    }

    /// The edits by which the plan comes to say what the scenario says in these slots, and the scenario no more than the
    /// plan. Slots in which it supposes nothing are passed over.
    pub fn take_over<'a>(&self, slots: impl IntoIterator<Item = &'a Slot>) -> Vec<(Slot, Value)> {
        let taken = slots.into_iter().filter_map(|slot| self.overlay.get(&slot_text(slot)));
        let edits =
            taken.flat_map(|it| [(it.slot.clone(), it.value.clone()), (self.slot_of(&it.slot), Value::Nothing)]);
        edits.collect()
    }

    /// The edits by which the scenario says nothing of its own in these slots.
    pub fn let_go<'a>(&self, slots: impl IntoIterator<Item = &'a Slot>) -> Vec<(Slot, Value)> {
        let held = slots.into_iter().filter(|slot| self.overlay.contains_key(&slot_text(slot)));
        held.map(|slot| (self.slot_of(slot), Value::Nothing)).collect()
    }

    /// The edits by which what the scenario says in these slots is held against what the plan says there by now.
    pub fn hold<'a>(
        &self,
        slots: impl IntoIterator<Item = &'a Slot>,
        stands: impl Fn(&Slot) -> Value,
    ) -> Vec<(Slot, Value)> {
        let held = slots.into_iter().filter_map(|slot| self.overlay.get(&slot_text(slot)));
        let anew = held.map(|it| Supposed { beneath: stands(&it.slot), ..it.clone() });
        anew.map(|it| (self.slot_of(&it.slot), Value::Text(it.text()))).collect()
    }

    /// The edits beneath which the plan says something else by now than it did, and something else than they do.
    pub fn undercut<'a>(&'a self, plan: &'a Plan) -> impl Iterator<Item = &'a Supposed> {
        let says = |slot: &Slot, value: &Value| match plan.title(slot.entity) {
            Some(_) => plan.already(slot, value),
            None => *value == Value::Nothing,
        };
        self.overlay.values().filter(move |it| !says(&it.slot, &it.beneath) && !says(&it.slot, &it.value))
    }

    /// Where the scenario keeps what it says in a slot of the plan.
    pub fn slot_of(&self, slot: &Slot) -> Slot {
        Slot { entity: self.id.into(), field: Field::Overlay, key: slot_text(slot) }
    }

    /// What it calls an entity, if it names it otherwise than the plan.
    pub(crate) fn title(&self, entity: EntityId) -> Option<&str> {
        let slot = Slot::of(entity, Field::Title);
        match &self.overlay.get(&slot_text(&slot))?.value {
            Value::Text(title) => Some(title),
            Value::Nothing
            | Value::Flag(_)
            | Value::Number(_)
            | Value::Day(_)
            | Value::Ref(_)
            | Value::Range(_)
            | Value::DayRange(_) => None,
        }
    }
}

impl Supposed {
    /// As it stands in the change log: JSON of the value and of what lay beneath it.
    pub(crate) fn text(&self) -> String {
        serde_json::to_string(&(&self.value, &self.beneath)).expect("values are plain data")
    }

    /// What a record says, if it is sound: a slot that a scenario may hold, and values that fit it.
    pub(crate) fn read(key: &str, text: &str) -> Result<Supposed, Refusal> {
        let unreadable = || Refusal::WrongType {
            what: "edit of a scenario".to_owned(),
            expected: "a place in the plan with two values that fit it".to_owned(),
        };
        let slot = slot_of(key).ok_or_else(unreadable)?;
        supposable(&slot)?;
        let (value, beneath) = serde_json::from_str(text).map_err(|_| unreadable())?;
        check(&slot, &value)?;
        check(&slot, &beneath)?;
        Ok(Supposed { slot, value, beneath })
    }
}

/// Versions, other scenarios and who may change the plan are outside of what may be supposed.
fn supposable(slot: &Slot) -> Result<(), Refusal> {
    if slot.field.is_of_members() {
        return Err(Refusal::OfMembers);
    }
    let kind = slot.entity.kind;
    match kind {
        Kind::Scenario | Kind::Baseline => Err(Refusal::NotSupposable { kind: kind.with_article() }),
        Kind::Plan
        | Kind::Item
        | Kind::Debt
        | Kind::Component
        | Kind::Team
        | Kind::Person
        | Kind::Waiver
        | Kind::Decision
        | Kind::Question
        | Kind::Step => Ok(()),
    }
}
