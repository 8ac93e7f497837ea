//! What is looked at: the plan now, a moment of its past, or a scenario; looking elsewhere, and answering from it.

use std::sync::Arc;

use plan::{ChangeId, Day, Document, EntityId, ItemId};

use crate::app::{Access, App};
use crate::error::{UiError, refused};
use crate::judge::{Judge, Judged};
use crate::outside::local_time;
use crate::reply::{Reply, Topic};
use crate::state::{Look, State};
use crate::views::{self, Seen, StatusView};
use crate::workspace::sound::Sound;
use crate::workspace::{Workspace, plain};

/// What goes stale when something else is looked at.
pub(crate) const LOOK: [Topic; 4] = [Topic::Start, Topic::Plan, Topic::Forecast, Topic::Answers];

/// What is looked at: the plan now, as it was, or as a scenario has it.
pub(crate) struct Looked<'a> {
    pub workspace: &'a Workspace,
    pub document: &'a Document,
    pub sound: Arc<Sound>,
    pub version: u32,
    pub today: Day,
    pub judge: &'a Arc<Judge>,
}

impl App {
    /// The plan now, unless a moment of its past or a scenario is looked at.
    pub(crate) fn looked<'a>(&'a self, state: &'a State) -> Result<Looked<'a>, UiError> {
        let workspace = state.open()?;
        Ok(match &state.look {
            Look::Past(past) => Looked {
                workspace,
                document: &past.document,
                sound: Arc::clone(&past.sound),
                version: past.version,
                today: past.day,
                judge: &self.aside,
            },
            Look::Within(within) => Looked {
                workspace,
                document: workspace.document(),
                sound: Arc::clone(&within.sound),
                version: within.version,
                today: self.today(),
                judge: &self.aside,
            },
            Look::Now => Looked {
                workspace,
                document: workspace.document(),
                sound: workspace.sound(),
                version: workspace.version(),
                today: self.today(),
                judge: &self.judge,
            },
        })
    }

    /// Looks at the plan as it is again, if what is looked at is meant; answers whether it was.
    pub(crate) fn look_up_from(&self, meant: impl FnOnce(&Look) -> bool) -> bool {
        let mut state = self.state();
        let was = meant(&state.look);
        if was {
            state.look = Look::Now;
            self.aside.forget();
        }
        was
    }

    /// Tells everybody that something else is looked at.
    pub(crate) fn looked_elsewhere(&self, access: Access) -> Result<Reply, UiError> {
        self.changed(&LOOK);
        Ok(Reply::Start(self.start_view(access)))
    }

    /// The full judgement of the open plan as it is looked at; waits for it.
    ///
    /// # Errors
    /// If no plan is open.
    pub fn judged(&self) -> Result<Arc<Judged>, UiError> {
        let (version, judge) = {
            let state = self.state();
            let looked = self.looked(&state)?;
            (looked.version, Arc::clone(looked.judge))
        };
        judge.wait(version).ok_or_else(|| refused("the forecast was given up: the plan was closed"))
    }

    /// Answers from the plan as it is looked at and the latest judgement of it.
    pub(crate) fn see(&self, view: impl FnOnce(Seen<'_>, &Looked<'_>) -> Reply) -> Result<Reply, UiError> {
        let state = self.state();
        let looked = self.looked(&state)?;
        let judged = looked.judge.latest();
        // Past midnight every date moves on by itself.
        looked.judge.judge(looked.version, Arc::clone(&looked.sound), looked.today, self.seed());
        let seen =
            Seen { sound: &looked.sound, version: looked.version, judged: judged.as_deref(), today: looked.today };
        Ok(view(seen, &looked))
    }

    pub(crate) fn item(&self, id: EntityId) -> Result<Reply, UiError> {
        let mut found = None;
        self.see(|seen, _| {
            found = seen.plan().items.get(&ItemId(id.id)).map(|item| views::item(&seen, item));
            Reply::Done(String::new())
        })?;
        found.map(|item| Reply::Item(Box::new(item))).ok_or_else(|| refused("the item is not in the plan any more"))
    }

    pub(crate) fn status(&self) -> Result<Reply, UiError> {
        self.see(|seen, Looked { workspace, .. }| {
            let label = |id: Option<ChangeId>| {
                let change = workspace.file().change(id?).ok().flatten()?;
                Some(views::called(workspace.document().plan(), plain(&change.label), &change.edits))
            };
            let saved = workspace.file().max_stamp().ok().flatten();
            Reply::Status(StatusView {
                title: seen.plan().settings.title.clone(),
                saved: saved.map(|stamp| local_time(stamp.time).format("%H:%M").to_string()),
                forecast: views::forecast_state(&seen),
                flags: views::standing_flags(&seen),
                accepted: views::accepted_count(&seen),
                undo: label(workspace.next_undo()),
                redo: label(workspace.next_redo()),
                waiting: views::waiting(workspace),
                aside: workspace.document().aside().count() as u32,
            })
        })
    }
}
