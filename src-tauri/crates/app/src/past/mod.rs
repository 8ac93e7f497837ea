//! Looking back: which changes there were, and the plan as it was at an earlier moment. A moment is looked at, never
//! changed; what is restored from it is a new change of the plan as it is now.

pub(crate) mod restore;

use std::sync::Arc;

use plan::{Author, BaselineId, Change, ChangeId, Concern, Day, Document, EntityId};
use serde::{Deserialize, Serialize};
use store::Filter;

use crate::app::{Access, App, State, open};
use crate::error::{UiError, failed, refused};
use crate::members::claims::by_right;
use crate::reply::{Reply, Topic};
use crate::views::{self, ViewingView};
use crate::workspace::{Sound, Workspace, repaired};

/// The most changes one answer lists.
const LONGEST_PAGE: u32 = 500;
/// The versions of moments and scenarios lie above all that a workspace counts.
const ASIDE: u32 = 1 << 31;

/// Names a change across the border.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ChangeRef {
    /// Who made it, in hexadecimal.
    pub author: String,
    /// The how-manieth of that author.
    pub seq: u32,
}

/// A moment of the plan's past.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Moment {
    /// Right after a change.
    Change {
        /// Which.
        change: ChangeRef,
    },
    /// As a baseline froze it.
    Baseline {
        /// Which.
        id: BaselineId,
    },
}

/// Which changes of the history are meant; all that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct HistoryFilter {
    /// Made by this author, in hexadecimal.
    pub author: Option<String>,
    /// Touching this.
    pub entity: Option<EntityId>,
    /// Touching a field of this concern.
    pub concern: Option<Concern>,
    /// With these words in the label.
    pub words: String,
}

/// A moment that is being looked at.
pub(crate) struct Past {
    view: ViewingView,
    pub(crate) day: Day,
    pub(crate) document: Document,
    pub(crate) sound: Arc<Sound>,
    pub(crate) version: u32,
}

impl App {
    /// Shows the plan as it was; a scenario is left.
    pub(crate) fn step_back(&self, access: Access, moment: &Moment) -> Result<Reply, UiError> {
        {
            let mut state = self.state();
            let at = moment_of(open(&state.workspace)?, moment, self.today())?;
            // What the log told the rules at that moment is not worked out: those that read it say nothing of the past.
            let (plan, claimed) = by_right(&at.document, open(&state.workspace)?.file()).map_err(failed)?;
            let mut sound = repaired(&plan, Arc::default());
            sound.findings.extend(claimed);
            let sound = Arc::new(sound);
            let version = version_aside(&mut state.asides);
            state.within = None;
            self.asking.stop();
            self.aside.forget();
            self.aside.judge(version, Arc::clone(&sound), at.day, self.seed());
            state.past = Some(Past { view: at.view, day: at.day, document: at.document, sound, version });
        }
        self.changed(&[Topic::Start, Topic::Plan, Topic::Forecast, Topic::Answers]);
        Ok(Reply::Start(self.start_view(access)))
    }

    /// Shows the plan as it is again.
    pub(crate) fn return_to_now(&self, access: Access) -> Result<Reply, UiError> {
        if self.state().past.take().is_some() {
            self.aside.forget();
        }
        self.changed(&[Topic::Start, Topic::Plan, Topic::Forecast, Topic::Answers]);
        Ok(Reply::Start(self.start_view(access)))
    }

    pub(crate) fn history(&self, filter: &HistoryFilter, skip: u32, limit: u32) -> Result<Reply, UiError> {
        let state = self.state();
        let workspace = open(&state.workspace)?;
        let author = filter.author.as_deref().map(author).transpose()?;
        let HistoryFilter { entity, concern, words, .. } = filter.clone();
        let filter = Filter { author, entity, concern, words };
        let file = workspace.file();
        let entries = file.history(&filter, skip, limit.min(LONGEST_PAGE)).map_err(failed)?;
        let total = file.count(&filter).map_err(failed)?;
        Ok(Reply::History(views::history(workspace, entries, total).map_err(failed)?))
    }
}

impl State {
    /// What is looked at, if it is not the plan now.
    pub(crate) fn viewing(&self) -> Option<&ViewingView> {
        self.past.as_ref().map(|past| &past.view)
    }

    /// The day of the moment that is looked at, if it is not now.
    pub(crate) fn day(&self) -> Option<Day> {
        self.past.as_ref().map(|past| past.day)
    }

    /// Nothing is changed while a moment of the past is looked at.
    pub(crate) fn writable(&self) -> Result<(), UiError> {
        match self.viewing() {
            Some(ViewingView { at, .. }) => {
                Err(refused(&format!("you are viewing the plan of {at}, read only: return to now to change it")))
            }
            None => Ok(()),
        }
    }
}

/// The next version of what is looked at beside the plan as it is now.
pub(crate) fn version_aside(asides: &mut u32) -> u32 {
    *asides += 1;
    ASIDE + *asides
}

/// The plan at a moment, and what people call that.
pub(crate) struct At {
    pub document: Document,
    pub day: Day,
    pub view: ViewingView,
}

/// Works out the plan at a moment. Its day is never after today: a clock may have been set back.
pub(crate) fn moment_of(workspace: &Workspace, moment: &Moment, today: Day) -> Result<At, UiError> {
    let mut changes = sorted(workspace)?;
    let (day, view) = match moment {
        Moment::Change { change } => {
            let id = change_id(change)?;
            let entry = workspace.file().entry(id).map_err(failed)?.ok_or_else(no_change)?;
            changes.retain(|change| change.stamp <= entry.stamp);
            let at = views::local_time(entry.stamp.time);
            let view = ViewingView { at: at.format("%-d %b %Y %H:%M").to_string(), moment: moment.clone() };
            (Day(at.date_naive()), view)
        }
        Moment::Baseline { id } => {
            let baseline = workspace.document().plan().baselines.get(id).filter(|baseline| baseline.alive);
            let baseline = baseline.ok_or_else(|| refused("there is no such baseline in the plan"))?;
            let known = workspace.document().version();
            let there = |(author, seq): (&String, &u32)| {
                Author::from_hex(author).is_some_and(|author| known.get(&author).is_some_and(|last| last >= seq))
            };
            if baseline.version.is_empty() || !baseline.version.iter().all(there) {
                return Err(refused(&format!(
                    "the plan does not hold the history of the baseline “{}”, only its dates: look at it in the plan in which it was made",
                    baseline.title
                )));
            }
            changes.retain(|change| {
                baseline.version.get(&change.id.author.hex()).is_some_and(|last| change.id.seq <= *last)
            });
            let view = ViewingView { at: format!("the baseline “{}”", baseline.title), moment: moment.clone() };
            (baseline.made_on.unwrap_or(today), view)
        }
    };
    Ok(At { document: folded(workspace, changes)?, day: day.min(today), view })
}

/// What these changes came to: whose counted is read off them, once the plan has members.
pub(crate) fn folded(workspace: &Workspace, changes: Vec<Change>) -> Result<Document, UiError> {
    let founder = workspace.document().founder();
    // Who founded a plan with its first change founded all of it, whatever is stamped before.
    let founded = |change: &Change| Some(change.id.author) == founder && change.founds();
    let from_the_start = || -> Result<bool, UiError> {
        let Some(author) = founder else { return Ok(false) };
        let first = workspace.file().change(ChangeId { author, seq: 1 }).map_err(failed)?;
        Ok(first.is_some_and(|change| change.founds()))
    };
    let has_members = changes.iter().any(founded) || from_the_start()?;
    Ok(Document::fold_under(founder.filter(|_| has_members), Some(workspace.me()), changes))
}

/// Every change, the earliest first.
pub(crate) fn sorted(workspace: &Workspace) -> Result<Vec<Change>, UiError> {
    let mut changes = workspace.file().changes().map_err(failed)?;
    changes.sort_by_key(|change| change.stamp);
    Ok(changes)
}

pub(crate) fn change_id(change: &ChangeRef) -> Result<ChangeId, UiError> {
    Ok(ChangeId { author: author(&change.author)?, seq: change.seq })
}

pub(crate) fn no_change() -> UiError {
    refused("there is no such change in the plan's history")
}

fn author(hex: &str) -> Result<Author, UiError> {
    Author::from_hex(hex).ok_or_else(|| refused("there is no such author in the plan's history"))
}
