//! What of a scenario is asked for.

use plan::Slot;
use serde::{Deserialize, Serialize};

use crate::past::ask::ChangeRef;

/// What of a scenario is meant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Part {
    /// All of it.
    All,
    /// What one change of it said last.
    Change {
        /// Which.
        change: ChangeRef,
    },
    /// What it says in these places, whatever the plan says there by now.
    Slots {
        /// Which.
        slots: Vec<Slot>,
    },
}
