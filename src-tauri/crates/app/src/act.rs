//! The one way in which the open plan is changed: by whoever may, and then judged, shown and told to the others.

use plan::Role;

use crate::app::App;
use crate::error::{UiError, no_plan};
use crate::reply::{Reply, Topic};
use crate::who::AuthorView;
use crate::workspace::Workspace;

impl App {
    /// Whoever is at the keyboard, as the plan and the host of a live session let them be.
    pub(crate) fn author(&self) -> AuthorView {
        let unnamed = || AuthorView { name: "Somebody".to_owned(), role: Role::Contributor };
        let who = {
            let state = self.state();
            let who = state.at_the_keyboard().unwrap_or_else(unnamed);
            match &state.workspace {
                Some(workspace) => workspace.as_member(who),
                None => who,
            }
        };
        self.in_session(who)
    }

    /// Has the open plan judged as it stands.
    pub(crate) fn judge_anew(&self, workspace: &Workspace) {
        self.judge.judge(workspace.version(), workspace.sound(), self.today(), self.seed());
    }

    /// Lets `doing` change the open plan, judges what came of it, and says what went stale. Refused while a moment of the
    /// past is looked at.
    pub(crate) fn act(
        &self,
        doing: impl FnOnce(&mut Workspace, &AuthorView) -> Result<Option<String>, UiError>,
    ) -> Result<Reply, UiError> {
        self.state().writable()?;
        self.act_now(doing)
    }

    /// Does the same whatever is looked at.
    pub(crate) fn act_now(
        &self,
        doing: impl FnOnce(&mut Workspace, &AuthorView) -> Result<Option<String>, UiError>,
    ) -> Result<Reply, UiError> {
        let who = self.author();
        self.may_edit(&who)?;
        self.introduce(&who)?;
        let (done, left) = {
            let mut state = self.state();
            let workspace = state.workspace.as_mut().ok_or_else(no_plan)?;
            let done = doing(workspace, &who)?;
            if done.is_some() {
                self.judge_anew(workspace);
            }
            let left = done.is_some() && state.follow(&self.aside, self.today(), self.seed());
            (done, left)
        };
        if left {
            self.changed(&[Topic::Start, Topic::Answers]);
        }
        if done.is_some() {
            self.changed(&[Topic::Plan, Topic::Forecast]);
            self.together.stir();
            self.teamed.stir();
        }
        Ok(Reply::Done(done.unwrap_or_default()))
    }
}
