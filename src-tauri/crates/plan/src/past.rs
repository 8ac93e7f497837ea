//! What a team did, piece by piece, as its tracker and its repository have it. Kept for looking back: how long things take,
//! how many are finished in a week, how long a review waits. The dates of a forecast hang on it only through how far the
//! team's pace is known to drift.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::field::Field;
use crate::value::DayRange;

/// The most records of one sort that a team keeps: years of work.
pub const PAST_LIMIT: usize = 5_000;

/// What a team did, by the key that each piece has where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Past {
    /// Work that was planned or asked for: created, begun, closed. What is not known of the beginning is the day of creation.
    #[serde(default)]
    pub finished: BTreeMap<String, DayRange>,
    /// Bugs, support, chores: the same.
    #[serde(default)]
    pub upkeep: BTreeMap<String, DayRange>,
    /// Reviews: asked for, first looked at, merged.
    #[serde(default)]
    pub review: BTreeMap<String, DayRange>,
}

impl Past {
    /// The fields of a team that hold its past.
    pub const FIELDS: [Field; 3] = [Field::Finished, Field::Upkeep, Field::Review];

    /// The records of one of these fields; `None` for any other field.
    pub fn record(&self, field: Field) -> Option<&BTreeMap<String, DayRange>> {
        match field {
            Field::Finished => Some(&self.finished),
            Field::Upkeep => Some(&self.upkeep),
            Field::Review => Some(&self.review),
            _ => None,
        }
    }

    /// The same, to be written to.
    pub(crate) fn record_mut(&mut self, field: Field) -> Option<&mut BTreeMap<String, DayRange>> {
        match field {
            Field::Finished => Some(&mut self.finished),
            Field::Upkeep => Some(&mut self.upkeep),
            Field::Review => Some(&mut self.review),
            _ => None,
        }
    }

    /// Whether nothing is known of it.
    pub fn is_empty(&self) -> bool {
        self.finished.is_empty() && self.upkeep.is_empty() && self.review.is_empty()
    }
}
