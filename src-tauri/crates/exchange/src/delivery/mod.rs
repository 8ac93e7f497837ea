//! Delivery history: when work was created, begun and closed, and when reviews were asked for, looked at and merged. Any table
//! with such columns, Jira's among them, and the JSON lists of `gh`.
//!
//! A row becomes one record of a team's past, found again by its key, so that the same file changes nothing the second time.
//! What a row says badly costs that row alone.

mod apply;
mod columns;
mod list;
mod piece;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use plan::{Day, EntityId, Plan, TeamId};

use self::columns::{Columns, Meaning};
use self::piece::{Piece, Reading};
use crate::dates::Dates;
use crate::decode::decode;
use crate::error::{ImportError, check_size};
use crate::jira::seen;
use crate::report::{Import, Report, Skipped};
use crate::table::{self, Table};

/// What taking this file into the past of a team would do; `today` tells what is still to come.
///
/// # Errors
/// Refuses a file as a whole only if nothing in it says when work was closed and since when it had been there; the sentence
/// says what to do.
pub fn delivery(bytes: &[u8], plan: &Plan, team: TeamId, today: Day) -> Result<Import, ImportError> {
    let (table, recognised) = tabled(bytes)?;
    let columns = Columns::of(&table)?;
    if table.rows.is_empty() {
        return Err(ImportError::NoRows);
    }
    let what = if columns.has(Meaning::FirstReview) { "Pull requests" } else { "Delivery history" };
    let mut report =
        Report { recognised: format!("{what}, {recognised}"), rows: table.rows.len() as u32, ..Report::default() };
    columns.describe(&table, &mut report);
    let dates = Dates::of(&table, columns.dated(), &mut report);
    let reading = Reading { columns: &columns, dates: &dates, today };
    let pieces = pieces(&table, &reading, &mut report);
    let ops = apply::apply(pieces, plan, team, &mut report);
    report.not_understood.sort_by_key(|doubt| doubt.row);
    report.skipped.sort_by_key(|skipped| skipped.row);
    let title = plan.title(EntityId::from(team)).unwrap_or_default();
    let label = format!("Delivery history of {title}: {}", report.summary());
    Ok(Import { label, ops, report })
}

/// Whether the file is more likely a delivery history than a list of what is planned: it says when things were closed, and
/// has nothing that a roadmap is made of.
pub fn is_delivery(bytes: &[u8]) -> bool {
    tabled(bytes).and_then(|(table, _)| Columns::of(&table)).is_ok()
}

/// The rows of a file, and what it is in words.
fn tabled(bytes: &[u8]) -> Result<(Table, String), ImportError> {
    check_size(bytes.len() as u64)?;
    let decoded = decode(bytes)?;
    if decoded.text.trim_start_matches('\u{feff}').trim_start().starts_with(['[', '{']) {
        return Ok((list::table(&decoded.text)?, "JSON".to_owned()));
    }
    let table = table::read(&decoded.text, columns::known)?;
    let recognised = format!("{}, separated by {}", decoded.encoding, table.delimiter);
    Ok((table, recognised))
}

/// Every row understood by itself; a key that stands a second time is said and left.
fn pieces(table: &Table, reading: &Reading<'_>, report: &mut Report) -> Vec<Piece> {
    let mut rows: BTreeMap<String, u32> = BTreeMap::new();
    let mut pieces: Vec<Piece> = Vec::new();
    for row in &table.rows {
        let left = match piece::read(row, reading, report) {
            Ok(piece) => match rows.get(&piece.key) {
                None => {
                    rows.insert(piece.key.clone(), piece.row);
                    pieces.push(piece);
                    continue;
                }
                Some(first) => {
                    let reason = format!("row {first} has the same key");
                    Skipped { row: piece.row, key: piece.key, title: String::new(), reason }
                }
            },
            Err(skipped) => skipped,
        };
        report.skipped.push(left);
    }
    pieces
}
