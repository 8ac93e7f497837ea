//! Members at the door: who may change the plan, shown and decided.

pub(crate) mod ask;

use crate::app::App;
use crate::error::{UiError, failed};
use crate::members::ask::MembersAsk;
use crate::reply::Reply;
use crate::views;

impl App {
    pub(crate) fn members(&self) -> Result<Reply, UiError> {
        let state = self.state();
        let at_the_keyboard = state.at_the_keyboard();
        Ok(Reply::Members(views::members(state.open()?, at_the_keyboard.as_ref()).map_err(failed)?))
    }

    /// Decides about members.
    pub(crate) fn set_members(&self, ask: &MembersAsk) -> Result<Reply, UiError> {
        self.state().on_the_plan("who may edit is decided for the plan")?;
        self.act(|workspace, who| workspace.set_members(ask, who))
    }
}
