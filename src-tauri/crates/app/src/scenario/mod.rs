//! Scenarios at the door: made from the plan in one step, entered and left, edited as the plan is. A scenario is made from the
//! plan, never from another.

pub(crate) mod ask;
pub(crate) mod compare;

use plan::{Op, ScenarioId};

use crate::app::{Access, App};
use crate::error::{UiError, failed};
use crate::outside::dated;
use crate::reply::{Reply, Topic};
use crate::state::Look;
use crate::views;

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
            state.open()?.scenario(id)?;
            self.asking.stop();
            self.aside.forget();
            state.look_within(id, &self.aside, self.today(), self.seed());
        }
        self.looked_elsewhere(access)
    }

    /// Shows the plan itself again.
    pub(crate) fn leave_scenario(&self, access: Access) -> Result<Reply, UiError> {
        self.look_up_from(|look| matches!(look, Look::Within(_)));
        self.looked_elsewhere(access)
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
        let reply = self.act(|workspace, who| workspace.rename_scenario(id, name, who))?;
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

    /// What a scenario says. What it comes to is asked by [`crate::Question::Scenario`].
    pub(crate) fn compare_scenario(&self, id: ScenarioId) -> Result<Reply, UiError> {
        let state = self.state();
        let workspace = state.open()?;
        let scenario = workspace.scenario(id)?;
        let view = views::scenario(workspace, scenario, state.scenario(), self.today());
        Ok(Reply::CompareScenario(view.map_err(failed)?))
    }
}
