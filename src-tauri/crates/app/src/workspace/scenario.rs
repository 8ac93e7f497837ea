//! The scenarios of the plan: made from it, and edited as it is. What is done within one is one change of the scenario; the plan
//! beneath stays as it is.

use std::borrow::Cow;

use plan::{Assign, Day, Decision, Field, Intent, Op, Plan, Scenario, ScenarioId, Slot, Value};

use super::Workspace;
use crate::error::{UiError, declined, refused};
use crate::outside::fresh_id;
use crate::who::AuthorView;

impl Workspace {
    /// A scenario that exists.
    pub(crate) fn scenario(&self, id: ScenarioId) -> Result<&Scenario, UiError> {
        let scenario = self.document().plan().scenarios.get(&id).filter(|scenario| scenario.alive);
        scenario.ok_or_else(|| refused("there is no such scenario in the plan"))
    }

    /// Makes a scenario of the plan as it stands.
    ///
    /// # Errors
    /// If another bears its name, or it cannot be written.
    pub(crate) fn make_scenario(&mut self, name: &str, today: Day, who: &AuthorView) -> Result<ScenarioId, UiError> {
        let name = free_name(self.document().plan(), name, None)?;
        let id = ScenarioId(fresh_id()?);
        let values = vec![Assign::of(Field::Title, Value::Text(name)), Assign::of(Field::MadeOn, Value::Day(today))];
        self.act(&Op::Create { entity: id.into(), values }, who)?;
        Ok(id)
    }

    /// Gives a scenario another name.
    ///
    /// # Errors
    /// If another bears it, or it cannot be written.
    pub(crate) fn rename_scenario(
        &mut self,
        id: ScenarioId,
        name: &str,
        who: &AuthorView,
    ) -> Result<Option<String>, UiError> {
        self.scenario(id)?;
        let value = Value::Text(free_name(self.document().plan(), name, Some(id))?);
        self.act(&Op::set(id, Field::Title, value), who)
    }

    /// What is edited: the plan as folded, or as a scenario has it.
    pub(crate) fn raw(&self, within: Option<ScenarioId>) -> Cow<'_, Plan> {
        let plan = self.document().plan();
        match within.and_then(|id| self.scenario(id).ok()) {
            Some(scenario) => Cow::Owned(scenario.over(plan)),
            None => Cow::Borrowed(plan),
        }
    }

    /// What the plan beneath a scenario says where the scenario would say `value`: the same, if that changes nothing.
    pub(crate) fn beneath(&self, slot: &Slot, value: Value) -> Value {
        match self.document().plan().already(slot, &value) {
            true => self.document().value(slot),
            false => value,
        }
    }

    /// Does what was asked within a scenario, durably: one change of the scenario. Answers what was done, in words.
    ///
    /// # Errors
    /// If the plan's rules refuse it for the plan as the scenario has it, or it cannot be written.
    pub(crate) fn suppose(&mut self, id: ScenarioId, op: &Op, who: &AuthorView) -> Result<Option<String>, UiError> {
        let scenario = self.scenario(id)?;
        let Decision { label, edits } = plan::decide(&self.raw(Some(id)), op).map_err(declined)?;
        let edits = edits.into_iter().map(|(slot, value)| {
            let value = self.beneath(&slot, value);
            (slot, value)
        });
        let edits = scenario.suppose(edits.collect(), |slot| self.document().value(slot)).map_err(declined)?;
        self.append(Decision { label, edits }, Intent::Act, who)
    }
}

/// The name without blanks around it, if no other scenario bears it.
fn free_name(plan: &Plan, name: &str, of: Option<ScenarioId>) -> Result<String, UiError> {
    let name = name.trim();
    let taken =
        |other: &&Scenario| other.alive && Some(other.id) != of && other.title.to_lowercase() == name.to_lowercase();
    match plan.scenarios.values().find(taken) {
        Some(other) => Err(refused(&format!("there is a scenario “{}” already: choose another name", other.title))),
        None => Ok(name.to_owned()),
    }
}
