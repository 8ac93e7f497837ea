//! From text to rows of cells: the delimiter, repeated headers, cells with line breaks, rows of the wrong length, and a
//! quotation mark that nobody closed. Knows nothing of what a column means.

use csv::{ReaderBuilder, StringRecord};

use crate::error::{ImportError, MAX_COLUMNS, MAX_ROWS};

/// A table with a header.
pub(crate) struct Table {
    /// The headers as written, trimmed; they may repeat.
    pub headers: Vec<String>,
    pub rows: Vec<Row>,
    /// The delimiter as people call it.
    pub delimiter: &'static str,
}

/// One record below the header.
pub(crate) struct Row {
    /// Its number as a spreadsheet program counts, the header being 1.
    pub number: u32,
    cells: StringRecord,
    /// Whether it was cut at the end of its line, because a quotation mark in it is never closed.
    pub unclosed: bool,
}

impl Row {
    /// The cell in this column, trimmed; empty where the row is too short.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default().trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
    }

    /// How many cells it has.
    pub fn width(&self) -> usize {
        self.cells.len()
    }

    /// Whether all its cells are empty.
    pub fn is_empty(&self) -> bool {
        (0..self.width()).all(|column| self.cell(column).is_empty())
    }
}

const DELIMITERS: [(u8, &str); 4] = [(b',', "comma"), (b';', "semicolon"), (b'\t', "tab"), (b'|', "bar")];

/// How often a quotation mark that is never closed may be passed over before the rest of the file is given up.
const MOST_UNCLOSED: usize = 100;

/// Reads a table. `known` says how many of these headers it has a meaning for; the delimiter that makes most sense wins.
pub(crate) fn read(text: &str, known: impl Fn(&[String]) -> usize) -> Result<Table, ImportError> {
    // Spreadsheet programs write their delimiter in a line of its own.
    let text = match text.split_once('\n') {
        Some((first, rest)) if first.len() < 8 && first.to_lowercase().starts_with("sep=") => rest,
        _ => text,
    };
    let text = text.trim_start_matches('\u{feff}');
    let (_, delimiter, name) = DELIMITERS
        .into_iter()
        .filter_map(|(delimiter, name)| {
            let headers = headers(&first_record(text, delimiter)?);
            Some(((known(&headers), headers.len()), delimiter, name))
        })
        // The earlier delimiter wins a draw.
        .rev()
        .max_by_key(|(score, _, _)| *score)
        .ok_or(ImportError::Empty)?;
    let mut records = records(text, delimiter, MAX_ROWS)?.into_iter();
    let (header, _) = records.next().ok_or(ImportError::Empty)?;
    if header.len() > MAX_COLUMNS {
        return Err(ImportError::TooMany { most: MAX_COLUMNS, what: "columns" });
    }
    let rows: Vec<Row> = records
        .zip(2..)
        .map(|((cells, unclosed), number)| Row { number, cells, unclosed })
        .filter(|row| !row.is_empty())
        .collect();
    Ok(Table { headers: headers(&header), rows, delimiter: name })
}

impl Table {
    /// A table of what came in another form, each row as wide as the header.
    pub fn of<const N: usize>(headers: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> Table {
        let rows = rows.into_iter().zip(1..);
        let rows =
            rows.map(|(cells, number)| Row { number, cells: StringRecord::from(cells.to_vec()), unclosed: false });
        Table { headers: headers.map(str::to_owned).to_vec(), rows: rows.collect(), delimiter: "" }
    }
}

fn headers(record: &StringRecord) -> Vec<String> {
    record.iter().map(|header| header.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn reader(text: &str, delimiter: u8, quoting: bool) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .quoting(quoting)
        .from_reader(text.as_bytes())
}

fn first_record(text: &str, delimiter: u8) -> Option<StringRecord> {
    reader(text, delimiter, true).into_records().next()?.ok()
}

/// Every record, and whether it was cut short. A quotation mark that is opened and never closed would swallow the rest
/// of the file as one cell: its line is then read without quotation, and reading goes on with the next line.
pub(crate) fn records(text: &str, delimiter: u8, most: usize) -> Result<Vec<(StringRecord, bool)>, ImportError> {
    let mut records: Vec<(StringRecord, bool)> = Vec::new();
    let mut rest = text;
    for _ in 0..MOST_UNCLOSED {
        let mut last = 0;
        for record in reader(rest, delimiter, true).into_records() {
            // Reading from memory, as text and with rows of any length, leaves nothing to go wrong.
            let record = record.map_err(|_| ImportError::NotText)?;
            last = record.position().map_or(0, |position| position.byte() as usize);
            records.push((record, false));
            if records.len() > most + 1 {
                return Err(ImportError::TooMany { most, what: "rows" });
            }
        }
        let tail = rest.get(last..).unwrap_or_default().trim_start_matches(['\r', '\n']);
        let Some((line, below)) = tail.split_once('\n') else { break };
        let swallowed = tail.matches('"').count() % 2 == 1
            && records.last().is_some_and(|(record, _)| record.iter().any(|cell| cell.contains('\n')));
        if !swallowed {
            break;
        }
        records.pop();
        let line = reader(line, delimiter, false).into_records().next();
        if let Some(Ok(record)) = line {
            records.push((record, true));
        }
        rest = below;
    }
    Ok(records)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(text: &str, expect: Expect) {
        let table = read(text, |headers| headers.iter().filter(|header| *header == "Summary").count());
        let shown = match table {
            Ok(table) => {
                let rows = table.rows.iter().map(|row| {
                    let cells: Vec<&str> = (0..row.width()).map(|column| row.cell(column)).collect();
                    format!("\n{}{} {cells:?}", row.number, if row.unclosed { " unclosed" } else { "" })
                });
                format!("{} {:?}{}", table.delimiter, table.headers, rows.collect::<String>())
            }
            Err(error) => error.to_string(),
        };
        expect.assert_eq(&shown);
    }

    #[test]
    fn the_delimiter_that_makes_sense_wins() {
        check(
            "Summary;Note, if any\na;b, c",
            expect![[r#"
            semicolon ["Summary", "Note, if any"]
            2 ["a", "b, c"]"#]],
        );
        check(
            "sep=;\nSummary;Key\na;b",
            expect![[r#"
            semicolon ["Summary", "Key"]
            2 ["a", "b"]"#]],
        );
        check(
            "Summary\tKey\r\na\tb\r\n",
            expect![[r#"
            tab ["Summary", "Key"]
            2 ["a", "b"]"#]],
        );
        check(
            "Summary\na, b",
            expect![[r#"
            comma ["Summary"]
            2 ["a", "b"]"#]],
        );
    }

    #[test]
    fn line_breaks_ragged_and_empty_rows_keep_their_place() {
        check(
            "Summary,Note\n\"a\",\"one\n\ntwo, \"\"three\"\"\"\n,\nshort\nlong,1,2,3\n",
            expect![[r#"
            comma ["Summary", "Note"]
            2 ["a", "one\n\ntwo, \"three\""]
            4 ["short"]
            5 ["long", "1", "2", "3"]"#]],
        );
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_costs_one_row() {
        check(
            "Summary,Note\nfirst,\"oh dear\nsecond,fine\nthird,\"also\nfine\"\n",
            expect![[r#"
            comma ["Summary", "Note"]
            2 ["first", "oh dear\nsecond,fine\nthird,also"]
            3 ["fine\""]"#]],
        );
    }

    #[test]
    fn a_table_of_a_million_rows_is_refused() {
        let text = format!("Summary\n{}", "a\n".repeat(MAX_ROWS + 1));
        check(&text, expect!["the file has more than 10000 rows; export fewer"]);
        check(&",".repeat(MAX_COLUMNS), expect!["the file has more than 5000 columns; export fewer"]);
    }
}
