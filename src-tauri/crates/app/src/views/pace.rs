//! Answers from closing dates in words: when so many are done, how many by a day, what that rests on, and how such answers
//! did in the past. The command line says them as the window does.

use forecast::throughput::{Backtest, Basis, Counts, Dates, HorizonScore, TYPICAL_DRIFT, WEEKS};
use forecast::words;
use plan::Day;
use serde::{Deserialize, Serialize};

/// An answer from closing dates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct PaceView {
    /// "12 more, from 23 Nov: 50% by … · 85% by … · 95% by …", "by 31 Mar: 50% 9 or more · …", "all 12 by 31 Mar: 38%".
    pub answers: Vec<String>,
    /// What they rest on.
    pub basis: String,
    /// How often such dates came true in the past; empty while that cannot be looked at.
    pub record: String,
    /// What of the list was not understood.
    pub notes: Vec<String>,
}

/// "50% by 14 Mar · 85% by 18 Apr · 95% not within ten years".
pub fn pace_dates(dates: &Dates, from: Day) -> String {
    let part = |percent: u32, date| match date {
        Some(date) => format!("{percent}% by {}", words::day(date, from)),
        None => format!("{percent}% not within ten years"),
    };
    [part(50, dates.p50), part(85, dates.p85), part(95, dates.p95)].join(" · ")
}

/// "50% 9 or more · 85% 6 or more · 95% 4 or more".
pub fn pace_counts(counts: &Counts) -> String {
    let part = |percent: u32, count: u32| format!("{percent}% {count} or more");
    [part(50, counts.p50), part(85, counts.p85), part(95, counts.p95)].join(" · ")
}

/// "pace: 52 closed in the last 26 weeks, 2 a week; drift 0.38, 60% learned from 22 past forecasts, the rest typical (0.45)".
pub fn pace_basis(basis: &Basis) -> String {
    let usual = "as wide as is usual: there is no history to tell";
    match basis {
        Basis::Weeks { weeks, closed, drift } => {
            let pace = words::number(f64::from(*closed) / f64::from(*weeks));
            let learned = match drift.forecasts {
                0 => format!("what is typical, until {} weeks are behind you", WEEKS + 6),
                n => format!(
                    "{} learned from {n} past forecasts, the rest typical ({TYPICAL_DRIFT})",
                    words::percent(drift.own)
                ),
            };
            format!(
                "pace: {closed} closed in the last {weeks} weeks, {pace} a week; drift {:.2}, {learned}",
                drift.sigma
            )
        }
        Basis::Short { per_week } => {
            format!("pace: {} a week, too short a history to replay; {usual}", words::number(*per_week))
        }
        Basis::Given { per_week } => format!("pace: {} a week, as given; {usual}", words::number(*per_week)),
    }
}

/// How past forecasts did that looked about as far ahead as this answer; none where none can be judged yet. What never
/// comes is as far as can be judged.
pub fn pace_record(record: &Backtest, from: Day, asked: Option<Day>) -> Option<String> {
    let span = asked.map_or(i32::MAX / 2, |day| day.since(from));
    let judged = record.horizons.iter().filter(|score| score.cases > 0);
    judged.min_by_key(|score| (7 * score.weeks as i32 - span).abs()).map(scored)
}

fn scored(score: &HorizonScore) -> String {
    let kept = [score.ours.p50, score.ours.p85, score.ours.p95].map(words::percent);
    format!(
        "record: of {} past forecasts {} weeks ahead, the 50% date came true {} of the time, the 85% date {}, the 95% date {}",
        score.cases, score.weeks, kept[0], kept[1], kept[2]
    )
}
