//! Closing dates: a bare list with one date a line, or the column of any table that says when things were closed. Knows
//! nothing of issues: a row is a closing if its cell holds a date.

use csv::{ReaderBuilder, StringRecord};
use plan::Day;

use crate::date::{Order, Written, proven_order, read};
use crate::decode::decode;
use crate::error::{ImportError, check_size};
use crate::table::records;

/// The most rows that are read: more closings than a team lives to see.
const MAX_HISTORY: usize = 500_000;

/// So many rows show which column holds dates.
const PROBED: usize = 200;

/// What columns with closing dates are called, letters and digits only, the surest first.
pub(crate) const NAMES: &[&str] = &[
    "closed",
    "closedat",
    "closedatutc",
    "closedon",
    "closeddate",
    "dateclosed",
    "closedate",
    "resolved",
    "resolvedat",
    "resolvedon",
    "resolutiondate",
    "dateresolved",
    "completed",
    "completedat",
    "completedon",
    "completeddate",
    "datecompleted",
    "done",
    "doneat",
    "doneon",
    "donedate",
    "finished",
    "finishedat",
    "finishedon",
    "enddate",
    "merged",
    "mergedat",
    "erledigt",
    "geschlossen",
    "abgeschlossen",
    "résolu",
    "resuelta",
    "risolto",
];

/// What a file says about when things were closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closings {
    /// The dates, in the order of the rows.
    pub dates: Vec<Day>,
    /// The header of the column they stand in; `None` for a list without one.
    pub column: Option<String>,
    /// How many rows hold something else where the date should be.
    pub unread: usize,
    /// A cell in which either number may be the month, where nothing in the file tells; read as month first.
    pub doubtful: Option<String>,
}

/// Reads closing dates.
///
/// # Errors
/// Refuses what is too large, no text, or has no column that holds closing dates; the sentence says what to do.
pub fn closings(bytes: &[u8]) -> Result<Closings, ImportError> {
    check_size(bytes.len() as u64)?;
    let decoded = decode(bytes)?;
    let text = match decoded.text.split_once('\n') {
        Some((first, rest)) if first.len() < 8 && first.to_lowercase().starts_with("sep=") => rest,
        _ => decoded.text.trim_start_matches('\u{feff}'),
    };
    let (delimiter, column) = column(text)?;
    let header = match &column {
        Column::Headed(_, header) => Some(header.clone()),
        Column::Bare(_) => None,
    };
    let (Column::Headed(at, _) | Column::Bare(at)) = column;
    let mut found = Found::default();
    for (record, _) in records(text, delimiter, MAX_HISTORY)?.iter().skip(usize::from(header.is_some())) {
        found.cell(record.get(at).unwrap_or_default().trim());
    }
    found.settle(header)
}

/// The column with the dates, and its header if it has one.
enum Column {
    Headed(usize, String),
    Bare(usize),
}

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The first rows, split at a delimiter.
fn probe(text: &str, delimiter: u8) -> Vec<StringRecord> {
    let reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    // Text in memory, in rows of any length, leaves nothing to go wrong.
    reader.into_records().map_while(Result::ok).take(PROBED).collect()
}

/// Finds the column: by a header that is known, best one with dates below it; else as the only one that holds dates.
fn column(text: &str) -> Result<(u8, Column), ImportError> {
    let mut probes: Vec<(u8, Vec<StringRecord>)> =
        DELIMITERS.into_iter().map(|delimiter| (delimiter, probe(text, delimiter))).collect();
    if probes[0].1.is_empty() {
        return Err(ImportError::Empty);
    }
    // Of two ways to split, the one into more columns is what was meant; the sort keeps the order of equals.
    probes.sort_by_key(|(_, rows)| std::cmp::Reverse(rows[0].len()));
    let is_date = |cell: Option<&str>| cell.is_some_and(|cell| read(cell).is_some());
    let dates_below = |rows: &[StringRecord], at: usize| rows.iter().skip(1).filter(|row| is_date(row.get(at))).count();
    for (delimiter, rows) in &probes {
        let headers: Vec<String> = rows[0].iter().map(bare).collect();
        let known = || NAMES.iter().filter_map(|name| headers.iter().position(|header| header == name));
        if let Some(at) = known().find(|at| dates_below(rows, *at) > 0).or_else(|| known().next()) {
            return Ok((*delimiter, Column::Headed(at, tidy(&rows[0][at]))));
        }
    }
    for (delimiter, rows) in &probes {
        let width = rows.iter().map(StringRecord::len).max().unwrap_or(0);
        let mostly_dates = |at: &usize| {
            let filled =
                rows.iter().skip(1).filter_map(|row| row.get(*at)).filter(|cell| !cell.trim().is_empty()).count();
            is_date(rows[0].get(*at)) || dates_below(rows, *at) * 2 > filled
        };
        match (0..width).filter(mostly_dates).collect::<Vec<usize>>()[..] {
            [] => {}
            [at] if is_date(rows[0].get(at)) => return Ok((*delimiter, Column::Bare(at))),
            [at] => return Ok((*delimiter, Column::Headed(at, rows[0].get(at).map(tidy).unwrap_or_default()))),
            // Which of them is the one, only a person can tell.
            [..] => break,
        }
    }
    let headers: Vec<String> = probes[0].1[0].iter().map(tidy).collect();
    Err(ImportError::NoClosings { seen: quoted(&headers) })
}

fn tidy(header: &str) -> String {
    header.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A header in letters and digits only.
pub(crate) fn bare(header: &str) -> String {
    header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A dozen headers, as they stand in the file but short.
fn quoted(headers: &[String]) -> String {
    let short = |header: &String| header.chars().take(40).collect::<String>();
    let shown: Vec<String> = headers.iter().take(12).map(|header| format!("`{}`", short(header))).collect();
    shown.join(", ") + if headers.len() > 12 { ", …" } else { "" }
}

/// The dates found so far, before the order of day and month is known.
#[derive(Default)]
struct Found {
    written: Vec<Written>,
    /// Cells in which either number may be the month, or which tell which it is.
    telling: Vec<String>,
    unread: usize,
    /// The first cell that is no date.
    strange: Option<String>,
}

impl Found {
    fn cell(&mut self, cell: &str) {
        if cell.is_empty() {
            return;
        }
        if let Some(day) = iso(cell) {
            self.written.push(Written::Plainly(day));
            return;
        }
        match read(cell) {
            Some(written) => {
                self.written.push(written);
                self.telling.push(cell.to_owned());
            }
            None => {
                self.unread += 1;
                self.strange.get_or_insert_with(|| cell.chars().take(40).collect());
            }
        }
    }

    fn settle(self, column: Option<String>) -> Result<Closings, ImportError> {
        if self.written.is_empty() {
            return Err(match self.strange {
                Some(cell) => ImportError::NoDates { column: column.unwrap_or_default(), cell },
                None => ImportError::NoRows,
            });
        }
        let proven = proven_order(self.telling.iter().map(String::as_str));
        let doubtful = match proven {
            Some(_) => None,
            None => self.telling.into_iter().find(|cell| matches!(read(cell), Some(Written::Either { .. }))),
        };
        let order = proven.unwrap_or(Order::MonthFirst);
        let dates = self.written.into_iter().map(|written| written.day(order)).collect();
        Ok(Closings { dates, column, unread: self.unread, doubtful })
    }
}

/// `2027-03-31`, alone or before a time: by far the most common, and read without looking at the rest.
fn iso(cell: &str) -> Option<Day> {
    let rest = cell.get(10..)?;
    if rest.starts_with(|c: char| !matches!(c, 'T' | ' ')) {
        return None;
    }
    cell[..10].parse().ok()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(text: &str, expect: Expect) {
        let shown = match closings(text.as_bytes()) {
            Ok(Closings { dates, column, unread, doubtful }) => {
                format!("{} {dates:?}, {unread} unread, in doubt {doubtful:?}", column.unwrap_or("bare".to_owned()))
            }
            Err(error) => error.to_string(),
        };
        expect.assert_eq(&shown);
    }

    #[test]
    fn a_bare_list_and_any_table_with_a_known_column() {
        check(
            "2026-03-31\n2026-04-01\n\n2026-04-01\n",
            expect!["bare [2026-03-31, 2026-04-01, 2026-04-01], 0 unread, in doubt None"],
        );
        check("\u{feff}closed\r\n2026-03-31T23:59:59Z\r\n", expect!["closed [2026-03-31], 0 unread, in doubt None"]);
        check(
            "Issue key,Created,Resolved\nA-1,25/Oct/25 12:55 PM,26/Oct/25 9:00 AM\nA-2,26/Oct/25,\n",
            expect!["Resolved [2025-10-26], 0 unread, in doubt None"],
        );
        check("id,closed,closedAt\n1,true,2026-02-01\n", expect!["closedAt [2026-02-01], 0 unread, in doubt None"]);
        check("Oct 25, 2025\nOct 26, 2025\n", expect!["bare [2025-10-25, 2025-10-26], 0 unread, in doubt None"]);
        check(
            "id;created_at;closed_at\n1;2026-01-01;2026-02-01\n2;2026-01-01;open\n",
            expect!["closed_at [2026-02-01], 1 unread, in doubt None"],
        );
        check(
            "7.6.2025 14:59:28\n8.6.2025 01:00:00\n",
            expect!["bare [2025-06-07, 2025-06-08], 0 unread, in doubt None"],
        );
        check(
            "Title\tWhen\nOne\t2026-03-31\nTwo\t2026-04-01\n",
            expect!["When [2026-03-31, 2026-04-01], 0 unread, in doubt None"],
        );
    }

    #[test]
    fn the_order_of_day_and_month_is_proven_or_doubted() {
        check("closed\n3/4/26\n25/4/26\n", expect!["closed [2026-04-03, 2026-04-25], 0 unread, in doubt None"]);
        check(
            "closed\n3/4/26\n5/4/26\n",
            expect![[r#"closed [2026-03-04, 2026-05-04], 0 unread, in doubt Some("3/4/26")"#]],
        );
    }

    #[test]
    fn what_holds_no_closings_is_refused_with_a_sentence() {
        check("", expect!["the file is empty; export it again"]);
        check(
            "Summary,Story Points\nOne,3\nTwo,5\n",
            expect![
                "no column with closing dates: expected `Closed`, `Resolved`, `Completed` or `Done`, or one date a line; saw `Summary`, `Story Points`; name the column so and try again"
            ],
        );
        check(
            "Created,Updated\n2026-01-01,2026-01-02\n2026-01-03,2026-01-04\n",
            expect![
                "no column with closing dates: expected `Closed`, `Resolved`, `Completed` or `Done`, or one date a line; saw `Created`, `Updated`; name the column so and try again"
            ],
        );
        check(
            "id,closed\n1,true\n2,false\n",
            expect!["no cell under `closed` is a date, such as `true`; write dates like 2027-03-31"],
        );
        check("closed\n", expect!["the file has a header but no rows; export it again with its issues"]);
        check(
            "closed\nsoon\n",
            expect!["no cell under `closed` is a date, such as `soon`; write dates like 2027-03-31"],
        );
        check(
            "<html><body>Sign in</body></html>",
            expect![
                "the file is a web page or XML, not a table of issues; if it came from Jira, sign in there and export it again as CSV"
            ],
        );
        check(
            "\u{89}PNG not really, but no dates either",
            expect![
                "no column with closing dates: expected `Closed`, `Resolved`, `Completed` or `Done`, or one date a line; saw `PNG not really`, `but no dates either`; name the column so and try again"
            ],
        );
        let image = [b"\x89PNG\r\n\x1a\n".as_slice(), &[0; 64]].concat();
        expect!["the file is an image, not a table of issues; in Jira choose Export, then CSV (all fields)"]
            .assert_eq(&closings(&image).unwrap_err().to_string());
        expect!["the file has 100 MB, and at most 50 MB are read; export fewer issues or fewer columns"]
            .assert_eq(&closings(&vec![b'1'; 100_000_000]).unwrap_err().to_string());
    }

    #[test]
    fn absurd_days_are_dates_all_the_same_and_nonsense_is_counted() {
        check(
            "closed\n9999-12-31\n0001-01-01\n2026-02-30\n99999-01-01\n-5\n\"never closed\n2026-01-01\n",
            expect!["closed [9999-12-31, 0001-01-01, 2026-01-01], 4 unread, in doubt None"],
        );
    }
}
