//! The values that fields hold: days, ranges, numbers, words. Typed here once for memory, file and border.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A calendar day; ISO 8601 (`2027-03-31`) wherever it is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(transparent)]
pub struct Day(pub NaiveDate);

impl Day {
    /// The day of this year, month and day of month, if there is one.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Day> {
        NaiveDate::from_ymd_opt(year, month, day).map(Day)
    }

    /// This day and `days` more; negative goes back. Stays within the calendar chrono knows.
    pub fn plus(self, days: i32) -> Day {
        let moved = self.0.checked_add_signed(chrono::Duration::days(i64::from(days)));
        Day(moved.unwrap_or(if days < 0 { NaiveDate::MIN } else { NaiveDate::MAX }))
    }

    /// Calendar days from `earlier` to this day; negative if this day is before it.
    pub fn since(self, earlier: Day) -> i32 {
        (self.0 - earlier.0).num_days() as i32
    }

    /// 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> u8 {
        self.0.weekday().num_days_from_monday() as u8
    }

    /// The Monday of this day's week.
    pub fn monday(self) -> Day {
        Day(self.0.week(Weekday::Mon).first_day())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Day {
    type Err = chrono::ParseError;

    fn from_str(text: &str) -> Result<Day, Self::Err> {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").map(Day)
    }
}

/// A quantity that is not known exactly: its P10, P50 and P90. Valid when `0 ≤ low ≤ likely ≤ high`
/// and `likely > 0` unless all are 0.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Range {
    /// P10.
    #[specta(type = specta_typescript::Number)]
    pub low: f64,
    /// P50.
    #[specta(type = specta_typescript::Number)]
    pub likely: f64,
    /// P90.
    #[specta(type = specta_typescript::Number)]
    pub high: f64,
}

impl Range {
    /// A single number: no spread.
    pub const fn exactly(value: f64) -> Range {
        Range { low: value, likely: value, high: value }
    }

    /// Nothing at all.
    pub const ZERO: Range = Range::exactly(0.0);
}

/// A date that is not known exactly: P10, P50 and P90. Valid when in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct DayRange {
    /// P10.
    pub low: Day,
    /// P50.
    pub likely: Day,
    /// P90.
    pub high: Day,
}

/// What a field holds after an edit. `Nothing` clears the field, or takes a keyed record away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
pub enum Value {
    /// The field is empty, or the keyed record is gone.
    Nothing,
    /// Yes or no; for a set, membership.
    Flag(bool),
    /// A finite number, in the unit of the field.
    Number(#[specta(type = specta_typescript::Number)] f64),
    /// Words; for a choice, one of the field's words.
    Text(String),
    /// A day.
    Day(Day),
    /// Another entity, of the kind the field names.
    Ref(Uuid),
    /// A quantity as low / likely / high.
    Range(Range),
    /// A date as low / likely / high.
    DayRange(DayRange),
}
