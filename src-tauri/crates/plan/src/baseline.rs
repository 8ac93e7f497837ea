//! A baseline: a named, frozen version of the plan with the dates it promised, signed by the PM and the EM. Its parts are
//! keyed records, so that two people who sign at once both have signed, and nobody can sign in two roles.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::author::Role;
use crate::field::Field;
use crate::id::{BaselineId, ItemId};
use crate::value::Day;

/// A named, frozen version of the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Baseline {
    /// Its id.
    pub id: BaselineId,
    /// Whether it exists.
    pub alive: bool,
    /// Its name.
    pub title: String,
    /// The day it was made, which is the today of its dates.
    pub made_on: Option<Day>,
    /// The version: of each author (hexadecimal) the first so many changes.
    pub version: BTreeMap<String, u32>,
    /// The dates of its items as they were forecast that day. What would never be finished has none.
    pub dates: BTreeMap<ItemId, KeptDates>,
    /// Who signed it, by author (hexadecimal).
    pub signatures: BTreeMap<String, Signature>,
}

/// The dates that were forecast for an item on the day of a baseline or a decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct KeptDates {
    /// At 50%.
    pub p50: Option<Day>,
    /// At 85%.
    pub p85: Option<Day>,
}

/// Somebody's signature; whole once all three are there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Signature {
    /// The role in which they signed: PM or EM.
    pub role: Option<Role>,
    /// What they were called.
    pub by: String,
    /// The day on which they signed.
    pub on: Option<Day>,
}

impl Baseline {
    /// The baseline before anything is known of it.
    pub fn new(id: BaselineId) -> Baseline {
        Baseline {
            id,
            alive: false,
            title: String::new(),
            made_on: None,
            version: BTreeMap::new(),
            dates: BTreeMap::new(),
            signatures: BTreeMap::new(),
        }
    }

    /// Who signed in this role; one unless two did so without knowing of each other.
    pub fn signed_as(&self, role: Role) -> impl Iterator<Item = &Signature> {
        self.signatures.values().filter(move |signature| signature.role == Some(role))
    }

    /// Whether `after` says otherwise where this already says something, in the field given. A baseline is frozen: it may
    /// gain what it lacks, but nothing in it changes.
    pub(crate) fn thaws(&self, after: &Baseline, field: Field) -> bool {
        fn kept<K: Ord, V: PartialEq>(before: &BTreeMap<K, V>, after: &BTreeMap<K, V>) -> bool {
            before.iter().all(|(key, value)| after.get(key) == Some(value))
        }
        let same_day = |before: Option<Day>, after: Option<Day>| before.is_none() || before == after;
        let dates = |day: fn(&KeptDates) -> Option<Day>| {
            self.dates.iter().all(|(item, dates)| same_day(day(dates), after.dates.get(item).and_then(day)))
        };
        let signatures = |same: fn(&Signature, &Signature) -> bool| {
            let unsigned = Signature::default();
            self.signatures
                .iter()
                .all(|(author, signature)| same(signature, after.signatures.get(author).unwrap_or(&unsigned)))
        };
        let frozen = match field {
            Field::MadeOn => same_day(self.made_on, after.made_on),
            Field::Version => kept(&self.version, &after.version),
            Field::P50 => dates(|dates| dates.p50),
            Field::P85 => dates(|dates| dates.p85),
            Field::SignedAs => signatures(|before, after| before.role.is_none() || before.role == after.role),
            Field::SignedBy => signatures(|before, after| before.by.is_empty() || before.by == after.by),
            Field::SignedOn => signatures(|before, after| before.on.is_none() || before.on == after.on),
            _ => true,
        };
        !frozen
    }
}
