//! What earlier imports wrote, read from the history: with it, an import can tell a value that changed in the file from
//! one that somebody changed in the plan, and neither overwrites the other unseen.

use std::collections::BTreeMap;

use plan::{Slot, Value};

/// How the label of every import from a tracker begins; by it the history tells such imports from other changes, and
/// from the import of a whole plan, whose values are somebody's own.
pub const IMPORT_LABEL: &str = "Import from";

/// The value that the last import wrote into each slot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory(BTreeMap<Slot, Value>);

impl Memory {
    /// Takes in a change; those that are no imports are passed over. Changes come in the order of their stamps.
    pub fn learn<'a>(&mut self, label: &str, edits: impl IntoIterator<Item = (&'a Slot, &'a Value)>) {
        if label.starts_with(IMPORT_LABEL) {
            self.0.extend(edits.into_iter().map(|(slot, value)| (slot.clone(), value.clone())));
        }
    }

    /// What the last import wrote there, if one did.
    pub(crate) fn recall(&self, slot: &Slot) -> Option<&Value> {
        self.0.get(slot)
    }
}
