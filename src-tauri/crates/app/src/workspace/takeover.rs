//! From a scenario into the plan: change by change or whole, as one change of the plan that takes the edits out of the scenario
//! with it. Where the plan was edited beneath, somebody decides first: the plan's, the scenario's, or over into the plan.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use plan::{ChangeId, Decision, EntityId, Field, Intent, Plan, Scenario, ScenarioId, Slot, Supposed, Value};

use super::moment::no_change;
use super::sound::repaired;
use super::{Workspace, plain};
use crate::error::{UiError, declined, failed, refused};
use crate::scenario::ask::Part;
use crate::who::AuthorView;

/// What one change of a scenario said last.
pub(crate) struct Told<'a> {
    pub change: ChangeId,
    pub edits: Vec<&'a Supposed>,
}

impl Workspace {
    /// Takes a part of a scenario over into the plan, durably. Answers what was done, in words.
    ///
    /// # Errors
    /// If the plan was edited beneath and nobody has decided, what it builds on is not in the plan, or it cannot be written.
    pub(crate) fn take_over(
        &mut self,
        id: ScenarioId,
        what: &Part,
        who: &AuthorView,
    ) -> Result<Option<String>, UiError> {
        let scenario = self.scenario(id)?;
        let slots = self.slots_of(scenario, what)?;
        let decided = matches!(what, Part::Slots { .. });
        let undercut: Vec<&Supposed> =
            scenario.undercut(self.document().plan()).filter(|it| slots.contains(&it.slot)).collect();
        if let (false, Some(first)) = (decided, undercut.first()) {
            let others = match undercut.len() - 1 {
                0 => String::new(),
                1 => " and 1 other place".to_owned(),
                n => format!(" and {n} other places"),
            };
            let place = plan::place(&scenario.over(self.document().plan()), &first.slot);
            return Err(refused(&format!(
                "{place}{others} was changed in the plan since: decide there first whether the plan's or the scenario's is to stand"
            )));
        }
        let edits = self.taking(scenario, &slots)?;
        let label = match what {
            Part::All => format!("Take over {}", scenario.title),
            Part::Change { .. } | Part::Slots { .. } => {
                format!("Take over {} from {}", self.called(scenario, what)?, scenario.title)
            }
        };
        self.append(Decision { label, edits }, Intent::Act, who)
    }

    /// Drops a part of a scenario, durably: there it says what the plan says.
    ///
    /// # Errors
    /// If there is no such part, or it cannot be written.
    pub(crate) fn drop_from_scenario(
        &mut self,
        id: ScenarioId,
        what: &Part,
        who: &AuthorView,
    ) -> Result<Option<String>, UiError> {
        let scenario = self.scenario(id)?;
        let edits = scenario.let_go(&self.slots_of(scenario, what)?);
        let label = format!("Drop {} from the scenario", self.called(scenario, what)?);
        self.append(Decision { label, edits }, Intent::Act, who)
    }

    /// Keeps a part of a scenario as it has it, durably, whatever the plan says there by now.
    ///
    /// # Errors
    /// If there is no such part, or it cannot be written.
    pub(crate) fn keep_in_scenario(
        &mut self,
        id: ScenarioId,
        what: &Part,
        who: &AuthorView,
    ) -> Result<Option<String>, UiError> {
        let scenario = self.scenario(id)?;
        let slots = self.slots_of(scenario, what)?;
        let stands = |slot: &Slot| self.document().value(slot);
        let mut edits = scenario.hold(&slots, stands);
        // What was deleted beneath comes back in the scenario.
        let over = scenario.over(self.document().plan());
        let gone: BTreeSet<EntityId> =
            slots.iter().map(|slot| slot.entity).filter(|entity| !over.is_alive(*entity)).collect();
        let back = gone.into_iter().map(|entity| (Slot::of(entity, Field::Alive), Value::Flag(true))).collect();
        edits.extend(scenario.suppose(back, stands).map_err(declined)?);
        let label = format!("Keep {} as the scenario has it", self.called(scenario, what)?);
        self.append(Decision { label, edits }, Intent::Act, who)
    }

    /// The changes of a scenario, the earliest first, each with what it said last.
    pub(crate) fn told<'a>(&self, scenario: &'a Scenario) -> Vec<Told<'a>> {
        let mut told: BTreeMap<_, Vec<&Supposed>> = BTreeMap::new();
        for supposed in scenario.overlay.values() {
            if let Some(head) = self.document().heads(&scenario.slot_of(&supposed.slot)).first() {
                told.entry((head.stamp, head.edit.change)).or_default().push(supposed);
            }
        }
        told.into_iter().map(|((_, change), edits)| Told { change, edits }).collect()
    }

    /// The places of a scenario that are meant. With what makes something comes all that the scenario says of it.
    fn slots_of(&self, scenario: &Scenario, what: &Part) -> Result<Vec<Slot>, UiError> {
        match what {
            Part::All => Ok(scenario.overlay.values().map(|it| it.slot.clone()).collect()),
            Part::Change { change } => {
                let change = change.id()?;
                let told = self.told(scenario).into_iter().find(|told| told.change == change).ok_or_else(no_change)?;
                Ok(self.with_what_it_makes(scenario, &told))
            }
            Part::Slots { slots } => Ok(slots.clone()),
        }
    }

    pub(crate) fn with_what_it_makes(&self, scenario: &Scenario, told: &Told<'_>) -> Vec<Slot> {
        let makes = |it: &&&Supposed| it.slot.field == Field::Alive && it.value == Value::Flag(true);
        let made: BTreeSet<EntityId> = told.edits.iter().filter(makes).map(|it| it.slot.entity).collect();
        let own: BTreeSet<&Slot> = told.edits.iter().map(|it| &it.slot).collect();
        let meant = scenario.overlay.values().map(|it| &it.slot);
        meant.filter(|slot| own.contains(slot) || made.contains(&slot.entity)).cloned().collect()
    }

    /// The edits that take these places of a scenario over; refused where what they build on is not in the plan.
    pub(crate) fn taking(&self, scenario: &Scenario, slots: &[Slot]) -> Result<Vec<(Slot, Value)>, UiError> {
        let plan = self.document().plan();
        let edits: Vec<(Slot, Value)> = scenario.take_over(slots);
        let mut after: Plan = plan.clone();
        edits.iter().for_each(|(slot, value)| after.set(slot, value));
        let groundless = |slot: &&Slot| {
            let entity = slot.entity;
            !slots.contains(&Slot::of(entity, Field::Alive)) && !after.is_alive(entity) && !plan.is_alive(entity)
        };
        if let Some(slot) = slots.iter().find(groundless) {
            let over = scenario.over(plan);
            let title = over.title(slot.entity).unwrap_or_default();
            return Err(refused(&match over.is_alive(slot.entity) {
                true => format!("“{title}” is only in the scenario: take over first what makes it"),
                false => format!("“{title}” is not in the plan any more: drop it from the scenario, or bring it back"),
            }));
        }
        let known = &self.sound().findings;
        let broken = repaired(&after, Arc::default()).findings.into_iter().find(|finding| !known.contains(finding));
        match broken {
            Some(broken) => Err(refused(&format!("it cannot be taken over by itself: {}", broken.sentence))),
            None => Ok(edits),
        }
    }

    /// What people call a part of a scenario.
    fn called(&self, scenario: &Scenario, what: &Part) -> Result<String, UiError> {
        Ok(match what {
            Part::All => "everything".to_owned(),
            Part::Change { change } => {
                let entry = self.file().entry(change.id()?).map_err(failed)?.ok_or_else(no_change)?;
                format!("“{}”", plain(&entry.label))
            }
            Part::Slots { slots } => match slots.as_slice() {
                [slot] => plan::place(&scenario.over(self.document().plan()), slot),
                many => format!("{} places", many.len()),
            },
        })
    }
}
