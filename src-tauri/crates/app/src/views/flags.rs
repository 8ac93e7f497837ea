//! The flags, ranked, with the titles of their subjects.

use std::collections::BTreeMap;

use advice::{Flag, Silent, silent};
use serde::{Deserialize, Serialize};

use super::{AcceptedView, Seen, accepted};

/// The flags, ranked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct FlagsView {
    /// Those that stand, then those that are waived.
    pub flags: Vec<Flag>,
    /// The subjects' titles, by `kind:id`.
    pub titles: BTreeMap<String, String>,
    /// What was accepted, flags and debts.
    pub accepted: Vec<AcceptedView>,
    /// The rules that say nothing for want of data.
    pub silent: Vec<Silent>,
    /// Whether the plan, as it is or as it was, has been looked at; until then no flag is known.
    pub known: bool,
    /// Whether they are of an older version of the plan.
    pub stale: bool,
}

/// The flags of what is seen.
pub fn flags(seen: &Seen<'_>) -> FlagsView {
    let subjects = seen.flags().iter().flat_map(|flag| &flag.subjects);
    let titles = subjects.filter_map(|subject| {
        let title = seen.plan().title(*subject)?;
        Some((format!("{}:{}", subject.kind.word(), subject.id), title.to_owned()))
    });
    FlagsView {
        titles: titles.collect(),
        flags: seen.flags().to_vec(),
        accepted: accepted(seen),
        silent: silent(&seen.sound.plan, &seen.sound.known),
        known: seen.judged.is_some(),
        stale: seen.stale(),
    }
}
