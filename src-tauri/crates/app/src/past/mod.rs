//! Looking back: which changes there were, and the plan as it was at an earlier moment. A moment is looked at, never
//! changed; what is restored from it is a new change of the plan as it is now.

pub(crate) mod ask;

use std::sync::Arc;

use advice::Known;
use store::Filter;

use crate::app::{Access, App};
use crate::error::{UiError, failed};
use crate::look::LOOK;
use crate::past::ask::{HistoryFilter, Moment, Restored, author};
use crate::reply::Reply;
use crate::state::{Look, Past};
use crate::views::{self, ViewingView};
use crate::workspace::moment::{At, moment_of};
use crate::workspace::sound::read;

/// The most changes one answer lists.
const LONGEST_PAGE: u32 = 500;
impl App {
    /// Shows the plan as it was; a scenario is left.
    pub(crate) fn step_back(&self, access: Access, moment: &Moment) -> Result<Reply, UiError> {
        {
            let mut state = self.state();
            let workspace = state.open()?;
            let At { document, day, called } = moment_of(workspace, moment, self.today())?;
            // What the log told the rules at that moment is not worked out: those that read it say nothing of the past.
            let sound = read(&document, workspace.file(), |_| Known::default()).map_err(failed)?;
            let (sound, version) = (Arc::new(sound), state.next_aside());
            self.asking.stop();
            self.aside.forget();
            self.aside.judge(version, Arc::clone(&sound), day, self.seed());
            let view = ViewingView { at: called, moment: moment.clone() };
            state.look = Look::Past(Box::new(Past { view, day, document, sound, version }));
        }
        self.looked_elsewhere(access)
    }

    /// Shows the plan as it is again.
    pub(crate) fn return_to_now(&self, access: Access) -> Result<Reply, UiError> {
        self.look_up_from(|look| matches!(look, Look::Past(_)));
        self.looked_elsewhere(access)
    }

    /// Puts back what once stood, and shows the plan as it is then.
    pub(crate) fn restore(&self, what: &Restored) -> Result<Reply, UiError> {
        let today = self.today();
        self.state().on_the_plan("what stood earlier is put back into the plan")?;
        let reply = self.act_now(|workspace, who| workspace.restore(what, today, who))?;
        if self.look_up_from(|look| matches!(look, Look::Past(_))) {
            self.changed(&LOOK);
        }
        Ok(reply)
    }

    pub(crate) fn history(&self, filter: &HistoryFilter, skip: u32, limit: u32) -> Result<Reply, UiError> {
        let state = self.state();
        let workspace = state.open()?;
        let author = filter.author.as_deref().map(author).transpose()?;
        let HistoryFilter { entity, concern, words, .. } = filter.clone();
        let filter = Filter { author, entity, concern, words };
        let file = workspace.file();
        let entries = file.history(&filter, skip, limit.min(LONGEST_PAGE)).map_err(failed)?;
        let total = file.count(&filter).map_err(failed)?;
        Ok(Reply::History(views::history(workspace, entries, total).map_err(failed)?))
    }
}
