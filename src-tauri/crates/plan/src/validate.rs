//! Whether an edit parses: its key, its type and its bounds against the table of fields. Needs no plan, so the same check
//! stands before a user's edit, an imported one, one read from a file and one that a colleague sends.

use std::str::FromStr;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::author::Author;
use crate::field::{Concern, Field, KeyType, LARGE, Spec, ValueType, WEEKDAYS, spec};
use crate::id::{EntityId, Kind};
use crate::rank;
use crate::refusal::{Refusal, percent};
use crate::scenario::Supposed;
use crate::slot::Slot;
use crate::value::{Day, Range, Value};

/// The most characters one text may have.
pub const TEXT_LIMIT: usize = 100_000;
/// The most characters a title or a name may have.
pub const NAME_LIMIT: usize = 500;
/// The first day a plan may name.
pub const FIRST_DAY: Day = Day(NaiveDate::from_ymd_opt(1970, 1, 1).expect("a day of the calendar"));
/// The least that a range with a spread may be likely to hold: from less, draws could reach beyond every number.
const TINY: f64 = 1e-6;
/// The last day a plan may name.
pub const LAST_DAY: Day = Day(NaiveDate::from_ymd_opt(2199, 12, 31).expect("a day of the calendar"));

/// Whether this value may stand in this slot, whatever else the plan holds.
pub fn check(slot: &Slot, value: &Value) -> Result<(), Refusal> {
    let kind = slot.entity.kind;
    if kind == Kind::Plan && slot.entity != EntityId::PLAN {
        return Err(Refusal::Unknown { kind: kind.word() });
    }
    let Some(spec) = spec(kind, slot.field) else {
        return Err(Refusal::NoSuchField { kind: kind.with_article(), field: slot.field.word() });
    };
    check_key(spec, &slot.key)?;
    check_value(spec, value)?;
    if let (Field::Founder, Value::Text(text)) = (slot.field, value)
        && Author::from_hex(text).is_none()
    {
        let expected = "an author key of 64 hexadecimal digits".to_owned();
        return Err(Refusal::WrongType { what: spec.label.to_owned(), expected });
    }
    if let (ValueType::Supposed, Value::Text(text)) = (spec.value, value) {
        Supposed::read(&slot.key, text)?;
    }
    if let (Field::Leave, Value::Day(last)) = (slot.field, value)
        && let Ok(first) = Day::from_str(&slot.key)
        && first > *last
    {
        return Err(Refusal::DatesOutOfOrder { what: spec.label.to_owned(), earlier: first, later: *last });
    }
    Ok(())
}

fn check_key(spec: &Spec, key: &str) -> Result<(), Refusal> {
    let wrong = |expected| {
        let key = key.chars().take(80).collect();
        Err(Refusal::WrongKey { what: spec.label.to_owned(), key, expected })
    };
    match spec.key {
        KeyType::None if key.is_empty() => Ok(()),
        KeyType::None => wrong("empty, although the field holds one value only"),
        KeyType::Entity(_) => match Uuid::try_parse(key) {
            Ok(id) if id.to_string() == key => Ok(()),
            Ok(_) | Err(_) => wrong("an id"),
        },
        KeyType::Day => match Day::from_str(key) {
            Ok(day) if day.to_string() == key => check_day(spec, day),
            Ok(_) | Err(_) => wrong("a date such as 2027-03-31"),
        },
        KeyType::Author => match Author::from_hex(key) {
            Some(_) => Ok(()),
            None => wrong("an author key of 64 hexadecimal digits"),
        },
        KeyType::Name if spec.field == Field::Weekday => match WEEKDAYS.contains(&key) {
            true => Ok(()),
            false => wrong("one of mon, tue, wed, thu, fri, sat, sun"),
        },
        KeyType::Name if spec.field == Field::Driver => match Concern::from_word(key) {
            Some(_) => Ok(()),
            None => wrong("one of product, delivery, technical, people"),
        },
        // What it says is checked with its value.
        KeyType::Slot => check_text(spec, key, TEXT_LIMIT),
        KeyType::Name if key.is_empty() => Err(Refusal::Empty { what: spec.label.to_owned() }),
        KeyType::Name if key != key.trim() => wrong("a name without blanks around it"),
        KeyType::Name => check_text(spec, key, NAME_LIMIT),
    }
}

fn check_value(spec: &Spec, value: &Value) -> Result<(), Refusal> {
    let what = || spec.label.to_owned();
    match (spec.value, value) {
        (_, Value::Nothing) => Ok(()),
        (ValueType::Flag, Value::Flag(_)) => Ok(()),
        (ValueType::Ref(_), Value::Ref(_)) => Ok(()),
        (ValueType::Number(low, high) | ValueType::Share(low, high), Value::Number(number)) => {
            check_number(spec, *number, low, high)
        }
        (ValueType::Whole(low, high), Value::Number(number)) => {
            check_number(spec, *number, f64::from(low), f64::from(high))?;
            match number.fract() == 0.0 {
                true => Ok(()),
                false => Err(Refusal::WrongType { what: what(), expected: format!("a whole number, not {number}") }),
            }
        }
        (ValueType::Text, Value::Text(text)) if spec.field == Field::Title => check_text(spec, text, NAME_LIMIT),
        (ValueType::Text, Value::Text(text)) => check_text(spec, text, TEXT_LIMIT),
        // Two values and what JSON escapes in them.
        (ValueType::Supposed, Value::Text(text)) => check_text(spec, text, 5 * TEXT_LIMIT),
        (ValueType::Rank, Value::Text(text)) => match rank::is_valid(text) {
            true => Ok(()),
            false => Err(Refusal::NotARank { what: what(), given: text.chars().take(80).collect() }),
        },
        (ValueType::Choice(words), Value::Text(text)) => match words.contains(&text.as_str()) {
            true => Ok(()),
            false => Err(Refusal::NotAChoice { what: what(), given: text.chars().take(80).collect(), words }),
        },
        (ValueType::Day, Value::Day(day)) => check_day(spec, *day),
        (ValueType::Range | ValueType::ShareRange, Value::Range(range)) => check_range(spec, *range),
        (ValueType::DayRange, Value::DayRange(range)) => {
            for day in [range.low, range.likely, range.high] {
                check_day(spec, day)?;
            }
            for (earlier, later) in [(range.low, range.likely), (range.likely, range.high)] {
                if earlier > later {
                    return Err(Refusal::DatesOutOfOrder { what: what(), earlier, later });
                }
            }
            Ok(())
        }
        (expected, _) => Err(Refusal::WrongType { what: what(), expected: noun(expected).to_owned() }),
    }
}

fn check_number(spec: &Spec, given: f64, low: f64, high: f64) -> Result<(), Refusal> {
    let what = spec.label.to_owned();
    if !given.is_finite() {
        return Err(Refusal::NotFinite { what });
    }
    if given < low || given > high {
        let [low, high, given] = [low, high, given].map(|number| shown(spec, number));
        return Err(Refusal::OutOfBounds { what, low, high, given, unit: unit(spec) });
    }
    Ok(())
}

fn check_range(spec: &Spec, range: Range) -> Result<(), Refusal> {
    let Range { low, likely, high } = range;
    for part in [low, likely, high] {
        check_number(spec, part, 0.0, LARGE)?;
    }
    let (what, unit) = (spec.label.to_owned(), unit(spec));
    let is_ordered = low <= likely && likely <= high;
    let has_likely = likely > 0.0 || high == 0.0;
    let has_bounds = likely >= TINY || high == likely;
    let [low, likely, high] = [low, likely, high].map(|number| shown(spec, number));
    match (is_ordered, has_likely, has_bounds) {
        (false, _, _) => Err(Refusal::RangeOutOfOrder { what, low, likely, high, unit }),
        (true, false, _) => Err(Refusal::LikelyZero { what, high, unit }),
        (true, true, false) => Err(Refusal::LikelyTiny { what, high, unit }),
        (true, true, true) => Ok(()),
    }
}

/// What people write behind a number of this field, where that is not the plain number.
fn unit(spec: &Spec) -> &'static str {
    match is_share(spec.value) {
        true => "%",
        false => "",
    }
}

/// A number of this field as people write it.
fn shown(spec: &Spec, number: f64) -> f64 {
    match is_share(spec.value) {
        true => percent(number),
        false => number,
    }
}

fn is_share(value: ValueType) -> bool {
    matches!(value, ValueType::Share(..) | ValueType::ShareRange)
}

fn check_day(spec: &Spec, given: Day) -> Result<(), Refusal> {
    match (FIRST_DAY..=LAST_DAY).contains(&given) {
        true => Ok(()),
        false => Err(Refusal::DayOutOfBounds { what: spec.label.to_owned(), given }),
    }
}

fn check_text(spec: &Spec, text: &str, limit: usize) -> Result<(), Refusal> {
    let what = spec.label.to_owned();
    // The length in bytes is at hand and bounds the characters from above.
    if text.len() > limit && text.chars().count() > limit {
        return Err(Refusal::TooLong { what, length: text.chars().count(), limit });
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(Refusal::ControlCharacter { what });
    }
    Ok(())
}

fn noun(value: ValueType) -> &'static str {
    match value {
        ValueType::Flag => "yes or no",
        ValueType::Number(..) => "a number",
        ValueType::Share(..) => "a percentage",
        ValueType::Whole(..) => "a whole number",
        ValueType::Text => "text",
        ValueType::Rank => "a place in an order",
        ValueType::Day => "a date such as 2027-03-31",
        ValueType::Ref(kind) => kind.with_article(),
        ValueType::Range => "a range low / likely / high",
        ValueType::ShareRange => "a range of percentages, low / likely / high",
        ValueType::DayRange => "three dates, earliest / likely / latest",
        ValueType::Choice(_) => "one of its words",
        ValueType::Supposed => "an edit",
    }
}
