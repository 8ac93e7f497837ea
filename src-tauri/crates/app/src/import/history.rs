//! What a team did, taken in from a file: first what that would write down, then in one step that undo takes back.

use plan::{EntityId, TeamId};

use crate::app::App;
use crate::error::{UiError, refused};
use crate::import::read;
use crate::reply::Reply;
use crate::request::Source;
use crate::workspace::Workspace;

impl App {
    /// Reads a delivery history into the past of a team.
    pub(crate) fn import_history(&self, source: Source, team: TeamId, apply: bool) -> Result<Reply, UiError> {
        let (name, bytes) = read(source)?;
        let import = {
            let state = self.state();
            if apply {
                state.on_the_plan("what a team did is imported into the plan")?;
            }
            let looked = self.looked(&state)?;
            let plan = &looked.sound.plan;
            if !plan.is_alive(EntityId::from(team)) {
                return Err(refused("the team is not in the plan any more: choose another"));
            }
            exchange::delivery(&bytes, plan, team, looked.today)
                .map_err(|error| refused(&format!("cannot import `{name}`: {error}")))?
        };
        let report = import.report.clone();
        if let Some(op) = import.into_op().filter(|_| apply) {
            self.act(|workspace: &mut Workspace, who| workspace.act(&op, who))?;
        }
        Ok(Reply::Import(report))
    }
}
