//! The place an edit writes to.

use serde::{Deserialize, Serialize};

use crate::field::Field;
use crate::id::{EntityId, Kind};

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

impl Slot {
    /// The slot of a field of one value.
    pub fn of(entity: impl Into<EntityId>, field: Field) -> Slot {
        Slot { entity: entity.into(), field, key: String::new() }
    }
}

/// A slot as one line of text, which keys the edits of a scenario: `item/ID/estimate/`.
pub(crate) fn slot_text(slot: &Slot) -> String {
    let Slot { entity, field, key } = slot;
    format!("{}/{}/{}/{key}", entity.kind.word(), entity.id, field.word())
}

/// The slot of such a line, if it is written as [`slot_text`] writes it.
pub(crate) fn slot_of(text: &str) -> Option<Slot> {
    let mut words = text.splitn(4, '/');
    let (kind, id, field, key) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let entity = EntityId { kind: Kind::from_word(kind)?, id: uuid::Uuid::try_parse(id).ok()? };
    let slot = Slot { entity, field: Field::from_word(field)?, key: key.to_owned() };
    (slot_text(&slot) == text).then_some(slot)
}
