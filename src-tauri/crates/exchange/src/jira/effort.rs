//! The effort of an issue: story points by the plan's settings, person-days as they are, working time in days of eight
//! hours. Most exports have hardly any, and the first that is there counts.

use plan::{ItemState, Range};

use super::columns::Meaning;
use super::issue::{Cells, short};
use crate::number::{hours, number};

impl Cells<'_> {
    fn amount(&mut self, meaning: Meaning, read: fn(&str) -> Option<f64>, what: &str) -> Option<f64> {
        let (text, column) = self.reading.columns.first(self.row, meaning)?;
        let amount = read(text).filter(|amount| *amount <= 1e8);
        if amount.is_none() {
            self.doubt(column, format!("`{}` is not {what}", short(text)));
        }
        amount
    }

    /// The effort in person-days, and whether it counts that of the parts too.
    pub fn estimate(&mut self, state: ItemState) -> (Option<Range>, bool) {
        if let Some(points) = self.amount(Meaning::Points, number, "a number of story points") {
            let Range { low, likely, high } = self.reading.days_per_point;
            let per_point = format!("{low}–{likely}–{high} person-days each, as the plan's settings say");
            self.report.guess("story points", per_point);
            return (Some(self.reading.days_per_point.times(points)), false);
        }
        if let Some(likely) = self.amount(Meaning::Likely, number, "a number of person-days") {
            let low = self.amount(Meaning::Low, number, "a number of person-days");
            let high = self.amount(Meaning::High, number, "a number of person-days");
            let range = Range { low: low.unwrap_or(likely), likely, high: high.unwrap_or(likely) };
            if range.low > range.likely || range.likely > range.high || (likely == 0.0 && range.high > 0.0) {
                let what = format!(
                    "low {}, likely {likely}, high {} are not in order; only likely was read",
                    range.low, range.high
                );
                self.report.doubt(self.row.number, self.key, "", what);
                return (Some(Range::exactly(likely)), false);
            }
            return (Some(range), false);
        }
        let asked = match state {
            ItemState::Done => [(Meaning::SumOriginal, true), (Meaning::Original, false)].as_slice(),
            ItemState::Planned | ItemState::Started => &[
                (Meaning::SumRemaining, true),
                (Meaning::Remaining, false),
                (Meaning::SumOriginal, true),
                (Meaning::Original, false),
            ],
        };
        let mut nothing_remains = false;
        for (meaning, of_all) in asked {
            let Some(hours) = self.amount(*meaning, hours, "a working time") else { continue };
            if hours == 0.0 {
                nothing_remains |= *meaning == Meaning::Remaining;
                continue;
            }
            if nothing_remains {
                let what = "nothing remains by its estimate, yet it is not done; its original estimate was taken";
                self.report.doubt(self.row.number, self.key, "", what);
            }
            return (Some(self.spread(hours / 8.0)), *of_all);
        }
        (None, false)
    }

    /// A working time is one number. It is as uncertain as a story point of this plan is.
    fn spread(&mut self, days: f64) -> Range {
        let Range { low, likely, high } = self.reading.days_per_point;
        if likely <= 0.0 {
            return Range::exactly(days);
        }
        let (low, high) = (low / likely, high / likely);
        let rule =
            format!("likely effort in days of 8 hours; low and high are ×{low} and ×{high}, as for story points");
        self.report.guess("estimates in working time", rule);
        Range { low: days * low, likely: days, high: days * high }
    }

    /// The effort it took, in person-days.
    pub fn spent(&mut self) -> Option<f64> {
        let all = self.amount(Meaning::SumSpent, hours, "a working time").filter(|hours| *hours > 0.0);
        let own = self.amount(Meaning::Spent, hours, "a working time").filter(|hours| *hours > 0.0);
        all.or(own).map(|hours| hours / 8.0)
    }
}

/// Scaling a range, for story points and for shares of an estimate.
pub(super) trait Times {
    /// All three numbers times `factor`.
    fn times(self, factor: f64) -> Self;
}

impl Times for Range {
    fn times(self, factor: f64) -> Range {
        Range { low: self.low * factor, likely: self.likely * factor, high: self.high * factor }
    }
}
