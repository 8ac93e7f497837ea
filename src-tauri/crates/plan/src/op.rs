//! What a user can ask for.

use serde::{Deserialize, Serialize};

use crate::field::Field;
use crate::id::{EntityId, ItemId};
use crate::slot::Slot;
use crate::value::Value;

/// A value for a field of an entity that is being made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Assign {
    /// The field.
    pub field: Field,
    /// The record, as in [`Slot::key`].
    #[serde(default)]
    pub key: String,
    /// The value.
    pub value: Value,
}

impl Assign {
    /// Gives a field of one value that value.
    pub fn of(field: Field, value: Value) -> Assign {
        Assign { field, key: String::new(), value }
    }
}

/// One user action, before it is decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Op {
    /// Make an entity. An item without a rank goes last.
    Create {
        /// Its kind and its new id.
        entity: EntityId,
        /// What is known of it.
        values: Vec<Assign>,
    },
    /// Give a slot a value; `Nothing` clears it.
    Set {
        /// Where.
        slot: Slot,
        /// What.
        value: Value,
    },
    /// Take an entity away. What points at it lets go; undo brings both back.
    Delete {
        /// Which.
        entity: EntityId,
    },
    /// Give an item the rank just before another, or last.
    Move {
        /// The item that moves.
        item: ItemId,
        /// The one it goes before; `None` for last.
        before: Option<ItemId>,
    },
    /// Several at once, as one change: a bulk edit, an import, a remedy. All or none.
    All {
        /// What people call it.
        label: String,
        /// In this order; each sees what those before it did.
        ops: Vec<Op>,
    },
}

impl Op {
    /// Gives a field of one value that value.
    pub fn set(entity: impl Into<EntityId>, field: Field, value: Value) -> Op {
        Op::Set { slot: Slot::of(entity, field), value }
    }
}
