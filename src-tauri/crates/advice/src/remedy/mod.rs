//! The moves that remedies are made of. Each is an ordinary set of edits, applied as one undoable step; the ids it needs
//! are derived from the flag and from how much the plan already holds, so that the preview and the applied one are the same.

mod cut;
mod limit;
mod order;
mod pay;
mod people;
mod promise;
mod reserve;
mod shortcut;

pub(crate) use cut::*;
pub(crate) use limit::*;
pub(crate) use order::*;
pub(crate) use pay::*;
pub(crate) use people::*;
pub(crate) use promise::*;
pub(crate) use reserve::*;
pub(crate) use shortcut::*;

use plan::{DebtId, EntityId, Field, ItemId, Kind, Op, PersonId, Slot, Value};
use uuid::Uuid;

use crate::case::Case;
use crate::flag::{Remedy, RemedyAction};

/// Under which the ids of what remedies create are derived.
const NAMESPACE: Uuid = Uuid::from_u128(0x9d0c_6a4e_51c7_4b52_8f1e_2f0b_7a3d_c961);

/// A remedy that edits the plan.
pub(crate) fn apply(label: String, why: String, ops: Vec<Op>) -> Remedy {
    let op = Op::All { label: label.clone(), ops };
    Remedy { label, why, action: RemedyAction::Apply { op } }
}

/// A remedy that only a human can give.
pub(crate) fn open(label: String, why: String, entity: impl Into<EntityId>, field: Field) -> Remedy {
    Remedy { label, why, action: RemedyAction::Open { entity: entity.into(), field } }
}

/// Gives one record of a keyed field its value.
pub(crate) fn set_record(entity: impl Into<EntityId>, field: Field, key: String, value: Value) -> Op {
    Op::Set { slot: Slot { entity: entity.into(), field, key }, value }
}

/// An id that no entity of the plan has, the same each time for the same plan and name.
pub(crate) fn fresh(case: &Case<'_>, kind: Kind, name: &str) -> EntityId {
    let (items, people, debts) = (&case.plan.items, &case.plan.people, &case.plan.debts);
    let taken = |id: Uuid| {
        items.contains_key(&ItemId(id)) || people.contains_key(&PersonId(id)) || debts.contains_key(&DebtId(id))
    };
    (items.len() + people.len()..)
        .map(|n| Uuid::new_v5(&NAMESPACE, format!("{}/{name}/{n}", kind.word()).as_bytes()))
        .find(|id| !taken(*id))
        .map(|id| EntityId { kind, id })
        .expect("a plan holds fewer entities than there are numbers")
}
