//! What only the outside knows: randomness for new ids, and the day on which something is done.

use plan::{Day, Field, ItemId, ItemState, Kind, Op, Plan, Slot, Value};
use uuid::Uuid;

use crate::error::{Code, UiError};

/// A fresh random id (version 4), for what a user makes without bringing one along.
///
/// # Errors
/// If the system gives no randomness.
pub fn fresh_id() -> Result<Uuid, UiError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| UiError {
        code: Code::Failed,
        message: "the system gives no randomness for a new id: try again".to_owned(),
    })?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

/// What is marked begun or done is so today unless its day is known: only here is there a clock to read.
pub(crate) fn dated(op: Op, plan: &Plan, today: Day) -> Op {
    let Op::Set { slot, value } = &op else { return op };
    let becomes = |state: ItemState| slot.field == Field::State && *value == Value::Text(state.word().to_owned());
    let (is_begun, is_done) = (becomes(ItemState::Started), becomes(ItemState::Done));
    match plan.items.get(&ItemId(slot.entity.id)) {
        Some(item) if is_begun && slot.entity.kind == Kind::Item && item.begun_on.is_none() => {
            let day = Slot { field: Field::BegunOn, ..slot.clone() };
            let day = Op::Set { slot: day, value: Value::Day(today) };
            Op::All { label: format!("{} is begun", item.title), ops: vec![day, op] }
        }
        Some(item) if is_done && slot.entity.kind == Kind::Item && item.done_on.is_none() => {
            let day = Slot { field: Field::DoneOn, ..slot.clone() };
            let day = Op::Set { slot: day, value: Value::Day(today) };
            Op::All { label: format!("{} is done", item.title), ops: vec![day, op] }
        }
        Some(_) | None => op,
    }
}
