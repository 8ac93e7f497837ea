//! Jira's CSV, of the cloud and of a server, with all fields or with a few; and any table that has a column of titles.
//!
//! Columns are taken by what they mean, whatever their order and language of dates. A row that cannot be read is said,
//! and sinks nothing else. Items are found again by their key, so that the same file changes nothing the second time.

mod apply;
mod columns;
mod effort;
mod issue;
mod relate;
#[cfg(test)]
mod tests;

pub(crate) use self::issue::DROPPED;

use std::collections::{BTreeMap, BTreeSet};

use plan::Plan;

use self::apply::Applying;
use self::columns::{Columns, Meaning};
use self::issue::{Issue, Reading};
use crate::dates::Dates;
use crate::decode::decode;
use crate::draft::Draft;
use crate::error::{ImportError, check_size};
use crate::memory::{IMPORT_LABEL, Memory};
use crate::report::{Import, Report, Skipped};
use crate::table::{self, Table};

/// What importing this file into this plan would do. `memory` says what earlier imports wrote; without it, whatever the
/// plan says already is taken for somebody's own and kept.
///
/// # Errors
/// Refuses a file as a whole only if there is no table of titled rows in it; the sentence says what to do.
pub fn jira(bytes: &[u8], plan: &Plan, memory: &Memory) -> Result<Import, ImportError> {
    check_size(bytes.len() as u64)?;
    let decoded = decode(bytes)?;
    let table = table::read(&decoded.text, columns::known)?;
    let columns = Columns::of(&table);
    if !columns.has(Meaning::Title) {
        return Err(ImportError::NoTitle { seen: seen(&table) });
    }
    if table.rows.is_empty() {
        return Err(ImportError::NoRows);
    }
    // Nobody but Jira calls a column so, in English or German.
    let is_jira = table
        .headers
        .iter()
        .map(|header| header.to_lowercase())
        .any(|header| ["issue key", "issue type", "vorgangs"].iter().any(|start| header.starts_with(start)));
    let (system, called) = if is_jira { ("jira", "Jira CSV") } else { ("csv", "CSV") };
    let mut report = Report {
        recognised: format!("{called}, {}, separated by {}", decoded.encoding, table.delimiter),
        rows: table.rows.len() as u32,
        ..Report::default()
    };
    if decoded.n_lost > 0 {
        let what =
            format!("{} characters could not be read and stand as �; export in UTF-8 to have them", decoded.n_lost);
        report.doubt(0, "", "", what);
    }
    columns.describe(&table, &mut report);
    let dates = Dates::of(&table, columns.dated().collect(), &mut report);
    let days_per_point = plan.settings.days_per_point;
    let reading = Reading { columns: &columns, dates: &dates, system, days_per_point };
    let issues = issues(&table, &reading, &mut report);
    let related = relate::relate(issues, plan, system, &mut report);
    let mut applying = Applying {
        draft: Draft::of(plan),
        memory,
        report: &mut report,
        system,
        touched: BTreeSet::new(),
        made: BTreeSet::new(),
        deleted: plan
            .items
            .values()
            .filter(|item| !item.alive && !item.source.is_empty())
            .map(|item| item.source.clone())
            .collect(),
        teams: BTreeMap::new(),
    };
    let unchanged = applying.run(&related);
    let ops = applying.draft.into_ops();
    report.unchanged = unchanged;
    for skipped in &mut report.skipped {
        let source = format!("{system}:{}", skipped.key);
        if plan.items.values().any(|item| item.alive && item.source == source) {
            skipped.reason.push_str("; its item stays in the plan as it is");
        }
    }
    report.not_understood.sort_by_key(|doubt| doubt.row);
    let label = format!("{IMPORT_LABEL} {}: {}", if system == "jira" { "Jira" } else { "CSV" }, report.summary());
    Ok(Import { label, ops, report })
}

/// Every row understood by itself; a key that stands a second time is said and left.
fn issues(table: &Table, reading: &Reading<'_>, report: &mut Report) -> Vec<Issue> {
    let mut rows: BTreeMap<String, u32> = BTreeMap::new();
    let mut issues = Vec::new();
    for row in &table.rows {
        match issue::read(row, reading, report) {
            Ok(issue) => match rows.get(&issue.source) {
                Some(first) => {
                    let reason =
                        format!("row {first} has the same {}", if issue.key.is_empty() { "title" } else { "key" });
                    report.skipped.push(Skipped { row: issue.row, key: issue.key, title: issue.title, reason });
                }
                None => {
                    rows.insert(issue.source.clone(), issue.row);
                    issues.push(issue);
                }
            },
            Err(skipped) => report.skipped.push(skipped),
        }
    }
    issues
}

/// The headers there are, for somebody who looks for the right one.
pub(crate) fn seen(table: &Table) -> String {
    let short = |header: &String| header.chars().take(40).filter(|c| !c.is_control()).collect::<String>();
    let mut names: Vec<String> = table.headers.iter().take(12).map(|header| format!("`{}`", short(header))).collect();
    if table.headers.len() > names.len() {
        names.push(format!("{} more", table.headers.len() - names.len()));
    }
    names.join(", ")
}
