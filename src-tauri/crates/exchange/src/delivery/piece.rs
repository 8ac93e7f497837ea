//! A row understood by itself: a piece of work or a review, with its days.

use plan::{Day, DayRange, FIRST_DAY, Field, NAME_LIMIT};

use super::columns::{Columns, Meaning};
use crate::dates::Dates;
use crate::jira::DROPPED;
use crate::report::{Report, Skipped};
use crate::table::Row;

/// A record of a team's past.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The row it stands in.
    pub row: u32,
    /// How it is found again.
    pub key: String,
    /// The field of the team that it belongs to.
    pub field: Field,
    /// Created, begun, closed; of a review asked for, looked at, merged.
    pub days: DayRange,
}

/// What is the same for every row.
pub(super) struct Reading<'a> {
    pub columns: &'a Columns,
    pub dates: &'a Dates,
    pub today: Day,
}

/// Words in a type or a label that make a piece of work upkeep.
const UPKEEP: &[&str] = &[
    "bug",
    "defect",
    "fehler",
    "incident",
    "problem",
    "support",
    "service request",
    "chore",
    "maintenance",
    "hotfix",
    "ops",
    "operation",
    "toil",
    "wartung",
    "störung",
    "task of ops",
];

/// Reads one row, or says why it becomes nothing.
pub(super) fn read(row: &Row, reading: &Reading<'_>, report: &mut Report) -> Result<Piece, Skipped> {
    let Reading { columns, today, .. } = *reading;
    let title = columns.text(row, Meaning::Title);
    let key = columns.text(row, Meaning::Key);
    let skipped = |reason: String| Skipped { row: row.number, key: key.to_owned(), title: title.to_owned(), reason };
    let resolution = columns.text(row, Meaning::Resolution).to_lowercase();
    if DROPPED.contains(&resolution.as_str()) || resolution == "not_planned" {
        return Err(skipped("closed without being done".to_owned()));
    }
    let mut day = |meaning| day(row, meaning, key, reading, report);
    let is_review = columns.has(Meaning::FirstReview);
    let closed = match day(Meaning::Merged) {
        Some(merged) => Some(merged),
        None if is_review && columns.has(Meaning::Merged) => None,
        None => day(Meaning::Closed),
    };
    let middle = day(if is_review { Meaning::FirstReview } else { Meaning::Begun });
    let created = day(Meaning::Created);
    let Some(high) = closed else {
        return Err(skipped(if is_review { "not merged" } else { "not closed" }.to_owned()));
    };
    let (low, likely) = match (created, middle, is_review) {
        // Work is at times begun before somebody writes it down.
        (Some(created), Some(begun), false) => (created.min(begun), begun),
        (None, Some(begun), false) => (begun, begun),
        (Some(created), None, false) => (created, created),
        (Some(asked), Some(looked_at), true) => (asked, looked_at),
        (_, None, true) => return Err(skipped("nobody looked at it before it was merged".to_owned())),
        (None, _, _) => return Err(skipped("it does not say since when it had been there".to_owned())),
    };
    let begun = if is_review { "looked at" } else { "begun" };
    if likely > high {
        return Err(skipped(format!("{begun} on {likely}, after it was closed on {high}")));
    }
    if low > likely {
        return Err(skipped(format!("{begun} on {likely}, before it was asked for on {low}")));
    }
    if high > today {
        return Err(skipped(format!("closed on {high}, which is still to come")));
    }
    if low < FIRST_DAY {
        return Err(skipped(format!("{low} is too long ago to be meant")));
    }
    let field = match (is_review, is_upkeep(columns.text(row, Meaning::Type))) {
        (true, _) => Field::Review,
        (false, true) => Field::Upkeep,
        (false, false) => Field::Finished,
    };
    let key = match (key, title) {
        ("", "") => format!("{low} {likely} {high}"),
        ("", title) => shortened(title),
        (key, _) => shortened(key),
    };
    Ok(Piece { row: row.number, key, field, days: DayRange { low, likely, high } })
}

/// The day in the cell that means this. What is no day is said.
fn day(row: &Row, meaning: Meaning, key: &str, reading: &Reading<'_>, report: &mut Report) -> Option<Day> {
    let column = reading.columns.column(meaning)?;
    let cell = row.cell(column);
    if cell.is_empty() {
        return None;
    }
    let day = reading.dates.read(cell, column);
    if day.is_none() {
        let cell: String = cell.chars().take(40).collect();
        report.doubt(row.number, key, reading.columns.header(column), format!("`{cell}` is not a date"));
    }
    day
}

/// Whether a type, or one of several labels, is a word for upkeep.
fn is_upkeep(of: &str) -> bool {
    let of = of.to_lowercase();
    of.split([',', ';', '|']).map(str::trim).any(|word| {
        UPKEEP.iter().any(|upkeep| word == *upkeep || word.split([' ', '-', '_', '/', ':']).any(|part| part == *upkeep))
    })
}

/// A name as a plan keeps it.
fn shortened(name: &str) -> String {
    let line: String = name.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    line.trim().chars().take(NAME_LIMIT).collect::<String>().trim().to_owned()
}
