//! Why a date moved, ready to draw: a bar for each cause, with what differs behind it.

use advice::{Bar, Cause, Waterfall};
use forecast::{Slip, Slips, words};
use plan::{Day, ItemId, Plan};
use serde::{Deserialize, Serialize};

use super::signed;

/// The move of a date between two versions of the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct WaterfallView {
    /// "“Checkout” moved 12 days later at 85% since 2 Nov: first of all by Estimates (+9 days)".
    pub sentence: String,
    /// Where the old version said it would be: "50% by 14 Mar · 85% by 18 Apr · 95% by 9 May".
    pub before: String,
    /// Where the plan says it is now.
    pub after: String,
    /// The causes in the order in which they were applied; they sum to the whole move.
    pub bars: Vec<BarView>,
    /// The whole move at P50, "+12 days".
    pub p50: String,
    /// The whole move at P85.
    pub p85: String,
    /// The same as data.
    pub waterfall: Waterfall,
}

/// What one cause does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct BarView {
    /// The cause.
    pub cause: Cause,
    /// What people call it.
    pub title: String,
    /// Its effect at P50, "+12 days".
    pub p50: String,
    /// Its effect at P85.
    pub p85: String,
    /// Days at P85; later is positive.
    pub days: i32,
    /// Where its bar begins, as a share of the width all bars take.
    #[specta(type = specta_typescript::Number)]
    pub left: f64,
    /// How long its bar is, as a share of the same.
    #[specta(type = specta_typescript::Number)]
    pub width: f64,
    /// What differs, one thing each.
    pub differences: Vec<String>,
}

/// The view of a move since a day; `item` is none for the whole plan.
pub fn waterfall(plan: &Plan, item: Option<ItemId>, then: Day, today: Day, waterfall: Waterfall) -> WaterfallView {
    let subject = item.map_or_else(
        || "the plan".to_owned(),
        |item| format!("“{}”", plan.title(item.into()).unwrap_or_default().trim()),
    );
    WaterfallView {
        sentence: sentence(&subject, then, today, &waterfall),
        before: words::chances(&waterfall.before, today),
        after: words::chances(&waterfall.after, today),
        bars: bars(&waterfall.bars),
        p50: signed(waterfall.days.p50),
        p85: signed(waterfall.days.p85),
        waterfall,
    }
}

fn sentence(subject: &str, then: Day, today: Day, waterfall: &Waterfall) -> String {
    let since = words::day(then, today);
    let (at, of): (&str, fn(&Slips) -> Slip) =
        if days(waterfall.days.p85) == 0 { ("50%", |days| days.p50) } else { ("85%", |days| days.p85) };
    let moved = of(&waterfall.days);
    let main = waterfall.bars.iter().max_by_key(|bar| days(of(&bar.days)).abs());
    let main = main.filter(|bar| days(of(&bar.days)) != 0);
    let most = main.map_or_else(String::new, |bar| {
        format!(": most of all {} ({})", bar.cause.title().to_lowercase(), signed(of(&bar.days)))
    });
    match days(moved) {
        0 if main.is_none() => format!("{subject} has not moved since {since}"),
        0 => format!("{subject} is where it was on {since}: what moved it cancels out"),
        by => {
            let way = if by > 0 { "later" } else { "earlier" };
            let least = if matches!(moved, Slip::AtLeast(_)) { "at least " } else { "" };
            format!("{subject} moved {least}{} {way} at {at} since {since}{most}", words::days(by.abs()))
        }
    }
}

/// The bars side by side: each begins where the one before it ends.
fn bars(bars: &[Bar]) -> Vec<BarView> {
    let mut at = 0;
    let spans: Vec<(i32, i32)> = bars
        .iter()
        .map(|bar| {
            let from = at;
            at += days(bar.days.p85);
            (from.min(at), from.max(at))
        })
        .collect();
    let lowest = spans.iter().map(|span| span.0).min().unwrap_or(0).min(0);
    let highest = spans.iter().map(|span| span.1).max().unwrap_or(0).max(0);
    let share = |days: i32| f64::from(days) / f64::from((highest - lowest).max(1));
    let views = bars.iter().zip(spans).map(|(bar, (low, high))| BarView {
        cause: bar.cause,
        title: bar.cause.title().to_owned(),
        p50: signed(bar.days.p50),
        p85: signed(bar.days.p85),
        days: days(bar.days.p85),
        left: share(low - lowest),
        width: share(high - low),
        differences: bar.differences.clone(),
    });
    views.collect()
}

fn days(slip: Slip) -> i32 {
    slip.days().unwrap_or(0)
}
