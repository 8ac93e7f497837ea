//! The dates of a file: which number is the month is settled per column, then per file, then guessed aloud.

use std::collections::BTreeMap;

use plan::Day;

use crate::date::{Order, Written, proven_order, read};
use crate::report::Report;
use crate::table::Table;

/// How the dates of each column are to be read.
pub(crate) struct Dates(BTreeMap<usize, Order>);

impl Dates {
    /// Looks through these columns of the whole file before the first date is read.
    pub fn of(table: &Table, indices: Vec<usize>, report: &mut Report) -> Dates {
        let cells = |column: usize| table.rows.iter().map(move |row| row.cell(column));
        let by_file = proven_order(indices.iter().flat_map(|column| cells(*column)));
        let mut orders = BTreeMap::new();
        for column in indices {
            let order = proven_order(cells(column)).or(by_file).unwrap_or_else(|| {
                let doubtful = cells(column).find(|cell| matches!(read(cell), Some(Written::Either { .. })));
                if let Some(cell) = doubtful {
                    let header = table.headers.get(column).map_or("", String::as_str);
                    report.guess(
                        format!("dates such as `{cell}` in `{header}`"),
                        "month first, then day; nothing in the file tells",
                    );
                }
                Order::MonthFirst
            });
            orders.insert(column, order);
        }
        Dates(orders)
    }

    /// The day that stands in a cell of this column.
    pub fn read(&self, cell: &str, column: usize) -> Option<Day> {
        let order = self.0.get(&column).copied().unwrap_or(Order::MonthFirst);
        read(cell).map(|written| written.day(order))
    }
}
