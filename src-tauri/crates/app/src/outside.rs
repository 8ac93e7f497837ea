//! What only the outside knows: randomness for new ids and keys, the time where we are, and the day on which something is done.

use chrono::{DateTime, Local};
use plan::{Day, Field, ItemId, ItemState, Kind, Op, Plan, Slot, Stamp, Value};
use uuid::Uuid;

use crate::error::{Code, UiError};

/// A fresh random id (version 4), for what a user makes without bringing one along.
///
/// # Errors
/// If the system gives no randomness.
pub fn fresh_id() -> Result<Uuid, UiError> {
    Ok(uuid::Builder::from_random_bytes(random("a new id")?).into_uuid())
}

/// Random bytes; `what` they are for stands in the refusal.
///
/// # Errors
/// If the system gives no randomness.
pub(crate) fn random<const N: usize>(what: &str) -> Result<[u8; N], UiError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| UiError {
        code: Code::Failed,
        message: format!("the system gives no randomness for {what}: try again"),
    })?;
    Ok(bytes)
}

/// The wall-clock time of a stamp, where we are: NTP64 counts seconds since 1970 in its upper half.
pub(crate) fn local_time(stamp: u64) -> DateTime<Local> {
    DateTime::from_timestamp((stamp >> 32) as i64, 0).unwrap_or_default().with_timezone(&Local)
}

/// The day on which something was stamped, where we are.
pub(crate) fn local_day(stamp: Stamp) -> Day {
    Day(local_time(stamp.time).date_naive())
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
