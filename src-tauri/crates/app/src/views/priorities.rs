//! The items in rank order, with the lines up to which they fit into a quarter.

use chrono::Datelike;
use plan::{Day, ItemState};
use serde::{Deserialize, Serialize};

use super::Seen;
use super::row::{Place, RowView, parents, row};

/// The items in rank order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct PrioritiesView {
    /// In rank order.
    pub rows: Vec<RowView>,
    /// Where a quarter's end cuts the list: after how many rows, and in words ("the work above fits in Q1 2027 at 85%").
    pub cuts: Vec<(u32, String)>,
    /// Whether the figures are of an older version.
    pub stale: bool,
}

/// The open items in rank order.
pub fn priorities(seen: &Seen<'_>) -> PrioritiesView {
    let ranked = seen.plan().ranked();
    let open = ranked.into_iter().filter(|item| item.state != ItemState::Done);
    let parents = parents(seen.plan());
    let place = |id| Place { depth: 0, parent: parents.contains(&id) };
    let rows: Vec<RowView> = open.map(|item| row(seen, item, place(item.id))).collect();
    let cuts = if seen.judged.is_some() { cuts(&rows, seen.today) } else { Vec::new() };
    PrioritiesView { rows, cuts, stale: seen.stale() }
}

/// For each quarter from this one on: how many rows from the top are through by its end at 85 %, as long as it is
/// more than for the quarter before and not yet all.
fn cuts(rows: &[RowView], today: Day) -> Vec<(u32, String)> {
    let mut cuts = Vec::new();
    let mut fitted = 0;
    let mut end = quarter_end(today);
    for _ in 0..8 {
        // A parent has no effort of its own: it fits where its children do.
        let late = |row: &RowView| !row.parent && row.p85.is_none_or(|finish| finish > end);
        let Some(reach) = rows.iter().position(late) else { break };
        let fits = rows[..reach].iter().rposition(|row| !row.parent).map_or(0, |last| last + 1);
        if fits > fitted {
            fitted = fits;
            cuts.push((
                u32::try_from(fits).unwrap_or(u32::MAX),
                format!("the work above fits in {} at 85%", quarter(end)),
            ));
        }
        end = quarter_end(end.plus(1));
    }
    cuts
}

/// "Q1 2027".
fn quarter(day: Day) -> String {
    format!("Q{} {}", day.0.month0() / 3 + 1, day.0.year())
}

fn quarter_end(day: Day) -> Day {
    let next = day.0.month0() / 3 * 3 + 4;
    let (year, month) = if next > 12 { (day.0.year() + 1, 1) } else { (day.0.year(), next) };
    Day::new(year, month, 1).map_or(day, |first| first.plus(-1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_end_on_their_last_day() {
        let end = |text: &str| quarter_end(text.parse().unwrap()).to_string();
        assert_eq!(end("2026-11-23"), "2026-12-31");
        assert_eq!(end("2027-01-01"), "2027-03-31");
        assert_eq!(end("2027-06-30"), "2027-06-30");
    }
}
