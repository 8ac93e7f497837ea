//! Whose changes count. A pure function of who founded the plan and of all that is known to have been said of members, so that
//! replicas that know the same agree, however it came and whatever their clocks say.
//!
//! Three levels, each read off the one above, so that nothing goes in a circle. The founder's changes always count. Who owns
//! the plan besides, and up to which change of theirs, the founder alone says. Who else may change it, and up to which
//! change, the founder and the owners say, each about others than owners. A place in an author's chain is signed and cannot be
//! given twice; a stamp can be, so no stamp decides whether a change counts.

use std::collections::{BTreeMap, BTreeSet};

use crate::author::Author;
use crate::change::{Change, ChangeId, Edit, EditRef, Stamp};
use crate::field::Field;
use crate::member::EVERY;
use crate::slot::Slot;
use crate::value::Value;

/// Whose changes count, and up to which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Authority {
    /// Who made the plan; while nobody is said to have, every change counts.
    pub founder: Option<Author>,
    /// What somebody said of members counts up to this change of theirs.
    pub owners: BTreeMap<Author, u32>,
    /// The changes of somebody count up to this one.
    pub limits: BTreeMap<Author, u32>,
    /// What was said of members without the right to say it.
    pub void: BTreeSet<ChangeId>,
}

/// Whose changes count, given who founded the plan and the known changes; only those that say something of members matter.
pub fn authority<'a>(founder: Option<Author>, changes: impl IntoIterator<Item = &'a Change>) -> Authority {
    let said: Vec<&Change> = changes.into_iter().filter(|change| change.is_of_members()).collect();
    let Some(founder) = founder else {
        return Authority { void: said.iter().map(|change| change.id).collect(), ..Authority::default() };
    };
    let by_founder = said.iter().copied().filter(|change| change.id.author == founder && keeps_founder(change));
    let owners = latest(by_founder.clone(), Field::OwnsTo);
    let vouched = vouched(by_founder, &said);
    let rightful = |change: &Change| {
        let ChangeId { author, seq } = change.id;
        if author == founder {
            return keeps_founder(change);
        }
        let may_say = |(edit, index): (&Edit, u32)| {
            let about = Author::from_hex(&edit.slot.key);
            let is_owners = about == Some(founder) || about.is_some_and(|about| owners.get(&about) == Some(&EVERY));
            let replaced = || vouched.contains(&EditRef { change: change.id, index });
            match edit.slot.field {
                Field::Founder | Field::OwnsTo => false,
                Field::MemberName | Field::MemberRole | Field::CountsTo => !is_owners || replaced(),
                _ => true,
            }
        };
        owners.get(&author).is_some_and(|last| seq <= *last) && change.edits.iter().zip(0..).all(may_say)
    };
    let (counting, void): (Vec<&Change>, Vec<&Change>) = said.iter().partition(|change| rightful(change));
    let limits = latest(counting.into_iter(), Field::CountsTo);
    Authority { founder: Some(founder), owners, limits, void: void.into_iter().map(|change| change.id).collect() }
}

impl Authority {
    /// Whether this change, one of those the authority was read off, counts.
    pub fn counts(&self, change: &Change) -> bool {
        if change.is_of_members() {
            return !self.void.contains(&change.id);
        }
        let ChangeId { author, seq } = change.id;
        self.founder.is_none_or(|founder| founder == author)
            || self.limits.get(&author).is_some_and(|last| seq <= *last)
    }
}

/// The founder stays the founder, whatever they say.
fn keeps_founder(change: &Change) -> bool {
    change.founds() || change.edits.iter().all(|edit| edit.slot.field != Field::Founder)
}

/// What these changes last said in a keyed field, by the author it is about.
fn latest<'a>(changes: impl Iterator<Item = &'a Change>, field: Field) -> BTreeMap<Author, u32> {
    let mut last: BTreeMap<&Slot, ((Stamp, ChangeId), &Value)> = BTreeMap::new();
    for change in changes {
        let order = (change.stamp, change.id);
        for Edit { slot, value, .. } in change.edits.iter().filter(|edit| edit.slot.field == field) {
            let said = last.entry(slot).or_insert((order, value));
            if said.0 < order {
                *said = (order, value);
            }
        }
    }
    let number = |(slot, (_, value)): (&Slot, ((Stamp, ChangeId), &Value))| match value {
        Value::Number(number) => Some((Author::from_hex(&slot.key)?, *number as u32)),
        _ => None,
    };
    last.into_iter().filter_map(number).collect()
}

/// The edits about members that the founder knew of and replaced: what was said of somebody before the founder named them an
/// owner was said by right.
fn vouched<'a>(by_founder: impl Iterator<Item = &'a Change>, said: &[&'a Change]) -> BTreeSet<EditRef> {
    let known: BTreeMap<ChangeId, &Change> = said.iter().map(|change| (change.id, *change)).collect();
    let of_members = |change: &'a Change| change.edits.iter().filter(|edit| edit.slot.field.is_of_members());
    let mut open: Vec<EditRef> = by_founder.flat_map(of_members).flat_map(|edit| edit.replaces.clone()).collect();
    let mut vouched = BTreeSet::new();
    while let Some(edit) = open.pop() {
        if vouched.insert(edit)
            && let Some(edit) = known.get(&edit.change).and_then(|change| change.edits.get(edit.index as usize))
        {
            open.extend(&edit.replaces);
        }
    }
    vouched
}
