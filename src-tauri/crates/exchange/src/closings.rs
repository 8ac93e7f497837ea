//! Closing dates: a bare list with one date a line, or the column of any table that says when things were closed. Knows
//! nothing of issues: a row is a closing if its cell holds a date.

use csv::{ReaderBuilder, StringRecord};
use plan::Day;

use crate::date::{Order, Written, proven_order, read};
use crate::decode::decode;
use crate::error::{ImportError, check_size};

/// The most rows that are read: more closings than a team lives to see.
const MAX_HISTORY: usize = 2_000_000;

/// Where there is no header that is known, so many rows show which column holds dates.
const PROBED: usize = 200;

/// What columns with closing dates are called, letters and digits only, the surest first.
const NAMES: &[&str] = &[
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
    for (row, record) in records(text, delimiter).skip(usize::from(header.is_some())).enumerate() {
        if row >= MAX_HISTORY {
            return Err(ImportError::TooMany { most: MAX_HISTORY, what: "rows" });
        }
        found.cell(record.get(at).unwrap_or_default().trim());
    }
    let closings = found.settle(header);
    if closings.dates.is_empty() {
        return Err(ImportError::NoRows);
    }
    Ok(closings)
}

/// The column with the dates, and its header if it has one.
enum Column {
    Headed(usize, String),
    Bare(usize),
}

fn records(text: &str, delimiter: u8) -> impl Iterator<Item = StringRecord> {
    let reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    // Text in memory, in rows of any length, leaves nothing to go wrong.
    reader.into_records().map_while(Result::ok)
}

/// Finds the column: by a header that is known, else as the only one that holds dates.
fn column(text: &str) -> Result<(u8, Column), ImportError> {
    let mut seen: Vec<String> = Vec::new();
    for delimiter in [b',', b';', b'\t', b'|'] {
        let headers: Vec<String> =
            records(text, delimiter).next().ok_or(ImportError::Empty)?.iter().map(tidy).collect();
        let known = |name: &&str| headers.iter().position(|header| bare(header) == **name);
        if let Some(at) = NAMES.iter().find_map(|name| known(&name)) {
            let header = headers[at].clone();
            return Ok((delimiter, Column::Headed(at, header)));
        }
        if headers.len() > seen.len() {
            seen = headers;
        }
    }
    for delimiter in [b',', b';', b'\t', b'|'] {
        let rows: Vec<StringRecord> = records(text, delimiter).take(PROBED).collect();
        let width = rows.iter().map(StringRecord::len).max().unwrap_or(0);
        let holds_dates = |at: &usize| {
            let filled = || rows.iter().skip(1).filter_map(|row| row.get(*at)).filter(|cell| !cell.trim().is_empty());
            let dates = filled().filter(|cell| read(cell).is_some()).count();
            dates > 0 && dates * 2 > filled().count()
        };
        let first_is_date = |at: usize| rows[0].get(at).is_some_and(|cell| read(cell).is_some());
        let columns: Vec<usize> = (0..width).filter(|at| holds_dates(at) || first_is_date(*at)).collect();
        if let [at] = columns[..] {
            let header = rows[0].get(at).map(tidy).filter(|_| !first_is_date(at));
            return Ok((delimiter, header.map_or(Column::Bare(at), |header| Column::Headed(at, header))));
        }
    }
    Err(ImportError::NoClosings { seen: quoted(&seen) })
}

fn tidy(header: &str) -> String {
    header.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn bare(header: &str) -> String {
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
            None => self.unread += 1,
        }
    }

    fn settle(self, column: Option<String>) -> Closings {
        let proven = proven_order(self.telling.iter().map(String::as_str));
        let doubtful = match proven {
            Some(_) => None,
            None => self.telling.into_iter().find(|cell| matches!(read(cell), Some(Written::Either { .. }))),
        };
        let order = proven.unwrap_or(Order::MonthFirst);
        let dates = self.written.into_iter().map(|written| written.day(order)).collect();
        Closings { dates, column, unread: self.unread, doubtful }
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
        check("2026-03-31\n2026-04-01\n\n2026-04-01\n", expect![[]]);
        check("\u{feff}closed\r\n2026-03-31T23:59:59Z\r\n", expect![[]]);
        check("Issue key,Created,Resolved\nA-1,25/Oct/25 12:55 PM,26/Oct/25 9:00 AM\nA-2,26/Oct/25,\n", expect![[]]);
        check("id;created_at;closed_at\n1;2026-01-01;2026-02-01\n2;2026-01-01;open\n", expect![[]]);
        check("7.6.2025 14:59:28\n8.6.2025 01:00:00\n", expect![[]]);
        check("Title\tWhen\nOne\t2026-03-31\nTwo\t2026-04-01\n", expect![[]]);
    }

    #[test]
    fn the_order_of_day_and_month_is_proven_or_doubted() {
        check("closed\n3/4/26\n25/4/26\n", expect![[]]);
        check("closed\n3/4/26\n5/4/26\n", expect![[]]);
    }

    #[test]
    fn what_holds_no_closings_is_refused_with_a_sentence() {
        check("", expect![[]]);
        check("Summary,Story Points\nOne,3\nTwo,5\n", expect![[]]);
        check("Created,Updated\n2026-01-01,2026-01-02\n2026-01-03,2026-01-04\n", expect![[]]);
        check("closed\n", expect![[]]);
        check("closed\nsoon\n", expect![[]]);
        check("<html><body>Sign in</body></html>", expect![[]]);
        check("\u{89}PNG not really, but no dates either", expect![[]]);
        let image = [b"\x89PNG\r\n\x1a\n".as_slice(), &[0; 64]].concat();
        expect![[]].assert_eq(&closings(&image).unwrap_err().to_string());
        expect![[]].assert_eq(&closings(&vec![b'1'; 100_000_000]).unwrap_err().to_string());
    }

    #[test]
    fn absurd_days_are_dates_all_the_same_and_nonsense_is_counted() {
        check("closed\n9999-12-31\n0001-01-01\n2026-02-30\n99999-01-01\n-5\n\"never closed\n2026-01-01\n", expect![[]]);
    }
}
