//! Scenarios at the door: made from the plan in one step, entered and left, edited as the plan is. What is done within one is
//! one change of the scenario; the plan beneath stays as it is. A scenario is made from the plan, never from another.

pub(crate) mod compare;
pub(crate) mod takeover;

use std::borrow::Cow;
use std::sync::Arc;

use plan::{Assign, Day, Decision, Field, Intent, Op, Plan, Scenario, ScenarioId, Slot, Value};

use crate::app::{Access, App, State, open};
use crate::error::{UiError, declined, failed, refused};
use crate::judge::Judge;
use crate::outside::{dated, fresh_id};
use crate::past::version_aside;
use crate::reply::{Reply, Topic};
use crate::views::{self, AuthorView, WithinView};
use crate::workspace::{Sound, Workspace, repaired};

/// The scenario that is looked at and edited instead of the plan.
pub(crate) struct Within {
    id: ScenarioId,
    title: String,
    pub(crate) sound: Arc<Sound>,
    pub(crate) version: u32,
}

impl App {
    /// Makes a scenario of the plan as it stands, and enters it.
    pub(crate) fn make_scenario(&self, access: Access, name: &str) -> Result<Reply, UiError> {
        self.state().on_the_plan("a scenario is made from the plan, not from another")?;
        let today = self.today();
        let mut made = None;
        self.act(|workspace, who| {
            let id = workspace.make_scenario(name, today, who)?;
            made = Some(id);
            Ok(Some(name.to_owned()))
        })?;
        match made {
            Some(id) => self.enter_scenario(access, id),
            None => Ok(Reply::Start(self.start_view(access))),
        }
    }

    /// Shows the plan as a scenario has it; what is edited from now on is the scenario.
    pub(crate) fn enter_scenario(&self, access: Access, id: ScenarioId) -> Result<Reply, UiError> {
        {
            let mut state = self.state();
            open(&state.workspace)?.scenario(id)?;
            state.past = None;
            self.asking.stop();
            self.aside.forget();
            state.look_within(Some(id));
            state.judge_aside(&self.aside, self.today(), self.seed());
        }
        self.changed(&[Topic::Start, Topic::Plan, Topic::Forecast, Topic::Answers]);
        Ok(Reply::Start(self.start_view(access)))
    }

    /// Shows the plan itself again.
    pub(crate) fn leave_scenario(&self, access: Access) -> Result<Reply, UiError> {
        if self.state().within.take().is_some() {
            self.aside.forget();
        }
        self.changed(&[Topic::Start, Topic::Plan, Topic::Forecast, Topic::Answers]);
        Ok(Reply::Start(self.start_view(access)))
    }

    /// Does what was asked to what is looked at: the plan, or a scenario of it.
    pub(crate) fn edit(&self, op: Op) -> Result<Reply, UiError> {
        let today = self.today();
        let within = self.state().scenario();
        self.act(|workspace, who| match within {
            None => workspace.act(&dated(op, &workspace.sound().plan, today), who),
            Some(id) => {
                let op = dated(op, &workspace.raw(within), today);
                workspace.suppose(id, &op, who)
            }
        })
    }

    pub(crate) fn scenarios(&self) -> Result<Reply, UiError> {
        let state = self.state();
        let looked = self.looked(&state)?;
        let view = views::scenarios(looked.workspace, looked.document, state.scenario(), looked.today);
        Ok(Reply::Scenarios(view.map_err(failed)?))
    }

    /// Gives a scenario another name.
    pub(crate) fn rename_scenario(&self, id: ScenarioId, name: &str) -> Result<Reply, UiError> {
        let reply = self.act(|workspace, who| {
            workspace.scenario(id)?;
            let value = Value::Text(free_name(workspace.document().plan(), name, Some(id))?);
            let slot = Slot::of(id, Field::Title);
            workspace.act(&Op::Set { slot, value }, who)
        })?;
        self.changed(&[Topic::Start]);
        Ok(reply)
    }

    /// Takes a scenario away; undo brings it back with all its edits.
    pub(crate) fn delete_scenario(&self, id: ScenarioId) -> Result<Reply, UiError> {
        self.act(|workspace, who| {
            workspace.scenario(id)?;
            workspace.act(&Op::Delete { entity: id.into() }, who)
        })
    }
}

impl State {
    /// The scenario that is looked at, if it is not the plan.
    pub(crate) fn scenario(&self) -> Option<ScenarioId> {
        self.within.as_ref().map(|within| within.id)
    }

    /// The same, for people.
    pub(crate) fn within_view(&self) -> Option<WithinView> {
        self.within.as_ref().map(|within| WithinView { id: within.id, name: within.title.clone() })
    }

    /// Lets what is looked at be this scenario as it stands now; the plan itself if there is none, or it is gone.
    pub(crate) fn look_within(&mut self, id: Option<ScenarioId>) {
        let version = version_aside(&mut self.asides);
        self.within = id.zip(self.workspace.as_ref()).and_then(|(id, workspace)| {
            let scenario = workspace.scenario(id).ok()?;
            let plan = scenario.over(workspace.document().plan());
            let sound = Arc::new(repaired(&plan, Arc::clone(&workspace.sound().known)));
            Some(Within { id, title: scenario.title.clone(), sound, version })
        });
    }

    /// The plan has changed, and so has the scenario that is looked at: it is judged anew. Answers whether it is gone.
    pub(crate) fn follow(&mut self, aside: &Judge, today: Day, seed: u32) -> bool {
        let Some(id) = self.scenario() else { return false };
        self.look_within(Some(id));
        self.judge_aside(aside, today, seed);
        self.within.is_none()
    }

    /// Has the scenario that is looked at judged; nothing is judged if there is none.
    fn judge_aside(&self, aside: &Judge, today: Day, seed: u32) {
        match &self.within {
            Some(within) => aside.judge(within.version, Arc::clone(&within.sound), today, seed),
            None => aside.forget(),
        }
    }

    /// Refused while a scenario is looked at: `why` says what belongs to the plan alone.
    pub(crate) fn on_the_plan(&self, why: &str) -> Result<(), UiError> {
        match &self.within {
            Some(within) => {
                Err(refused(&format!("you are in the scenario “{}”: {why}; return to the plan first", within.title)))
            }
            None => Ok(()),
        }
    }
}

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
