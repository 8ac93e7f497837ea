//! What the window needs before any plan is open.

use std::collections::BTreeMap;

use plan::{Day, ScenarioId};
use serde::{Deserialize, Serialize};

use super::ViewingView;
use crate::who::AuthorView;

/// What the window needs first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct StartView {
    /// Who is at the keyboard; `None` until they have said so.
    pub author: Option<AuthorView>,
    /// Everybody who works on this machine, each with a key of their own: the first author, then the others by name.
    pub authors: Vec<AuthorView>,
    /// Recently opened plans, the latest first.
    pub recent: Vec<RecentView>,
    /// Remembered settings of the user interface.
    pub preferences: BTreeMap<String, String>,
    /// The open plan's path; `None` if none is open.
    pub open: Option<String>,
    /// The moment of its past that is looked at, read only; `None` if it is the plan as it is now.
    pub viewing: Option<ViewingView>,
    /// The scenario that is looked at and edited; `None` if it is the plan itself.
    pub within: Option<WithinView>,
    /// Where a new plan is proposed, ending in a file name.
    pub new_path: String,
    /// Whether paths of this machine may be used; not for guests.
    pub files: bool,
    /// Today, as the forecast sees it: the day of the moment that is looked at.
    pub today: Day,
    /// The program's version.
    pub version: String,
}

/// A scenario, to say that one is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct WithinView {
    /// Which.
    pub id: ScenarioId,
    /// Its name.
    pub name: String,
}

/// A plan opened before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct RecentView {
    /// Its path.
    pub path: String,
    /// Its name.
    pub title: String,
}
