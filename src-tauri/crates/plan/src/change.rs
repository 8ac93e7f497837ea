//! The change log: one user action is one `Change`, an authored, stamped, signed set of small `Edit`s.

use serde::{Deserialize, Serialize};

use crate::field::Field;
use crate::id::EntityId;
use crate::value::Value;

/// The ed25519 public key of an installation. Serialises as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Author(pub [u8; 32]);

/// Names a change: the author's n-th, counted from 1 without gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ChangeId {
    /// Who made it.
    pub author: Author,
    /// The how-manieth of that author.
    pub seq: u32,
}

/// Names an edit: the index-th of a change, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EditRef {
    /// The change it is in.
    pub change: ChangeId,
    /// Its place there.
    pub index: u32,
}

/// A hybrid logical time (NTP64, as `uhlc` counts it), then the author: a total order over all changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stamp {
    /// NTP64: seconds since 1970 in the upper 32 bits, fraction and counter in the lower.
    pub time: u64,
    /// Breaks ties.
    pub author: Author,
}

/// The place an edit writes to: a field of an entity, and for a keyed field the record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
pub struct Slot {
    /// The entity.
    pub entity: EntityId,
    /// The field.
    pub field: Field,
    /// The record: an id, an ISO date or a name as the field's row says; empty for a field of one value.
    #[serde(default)]
    pub key: String,
}

/// One slot gets one value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edit {
    /// Where.
    pub slot: Slot,
    /// What.
    pub value: Value,
    /// The edits whose values stood there when it was made; more than one settles a conflict.
    pub replaces: Vec<EditRef>,
}

/// What a change is to the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    /// Something was done.
    Act,
    /// This change of the same author was taken back.
    Undo(ChangeId),
    /// This undo of the same author was taken back.
    Redo(ChangeId),
}

impl Author {
    /// 64 lower-case hexadecimal digits.
    pub fn hex(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl std::fmt::Debug for Author {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.hex()[..8])
    }
}

impl Serialize for Author {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.hex())
    }
}

impl<'de> Deserialize<'de> for Author {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return Err(serde::de::Error::custom("an author is 64 hexadecimal digits"));
        }
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * index..2 * index + 2], 16).map_err(serde::de::Error::custom)?;
        }
        Ok(Author(bytes))
    }
}
