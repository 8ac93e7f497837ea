//! What can be asked about the past: which change, which moment or earlier version, what of it is to be put back.

use plan::{Author, BaselineId, ChangeId, Concern, Day, EntityId};
use serde::{Deserialize, Serialize};

use crate::error::{UiError, refused};

/// Names a change across the border.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ChangeRef {
    /// Who made it, in hexadecimal.
    pub author: String,
    /// The how-manieth of that author.
    pub seq: u32,
}

impl ChangeRef {
    /// The change that is named.
    ///
    /// # Errors
    /// If that is no author.
    pub(crate) fn id(&self) -> Result<ChangeId, UiError> {
        Ok(ChangeId { author: author(&self.author)?, seq: self.seq })
    }
}

impl From<ChangeId> for ChangeRef {
    fn from(ChangeId { author, seq }: ChangeId) -> ChangeRef {
        ChangeRef { author: author.hex(), seq }
    }
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

/// An earlier version of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Since {
    /// As it stood when this day began.
    Day {
        /// The day.
        day: Day,
    },
    /// As a baseline froze it.
    Baseline {
        /// Which.
        id: BaselineId,
    },
    /// As it stood before its latest changes.
    Back {
        /// How many.
        changes: u32,
    },
    /// Another plan file; not for guests.
    File {
        /// Where it is.
        path: String,
        /// The day on which it is looked at; today unless given.
        then: Option<Day>,
    },
}

/// What is to be put back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Restored {
    /// What one edit of a change replaced.
    Edit {
        /// The change.
        change: ChangeRef,
        /// The edit's place in it, from 0.
        position: u32,
    },
    /// All that a change replaced.
    Change {
        /// Which.
        change: ChangeRef,
    },
    /// The whole plan as it was; baselines made since stay, and so do scenarios and members.
    Version {
        /// When.
        moment: Moment,
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

/// Whom these digits name.
///
/// # Errors
/// If they name nobody.
pub(crate) fn author(hex: &str) -> Result<Author, UiError> {
    Author::from_hex(hex).ok_or_else(|| refused("there is no such author in the plan's history"))
}
