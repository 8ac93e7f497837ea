//! What only the review pack says in its own way.

use forecast::{Slip, words};
use plan::Day;

/// "23 November 2026".
pub(crate) fn long_day(day: Day) -> String {
    day.0.format("%-d %B %Y").to_string()
}

/// "28 days later", "at least 400 days later", "3 days earlier", "none"; empty where neither ever comes.
pub(crate) fn slip(slip: Slip) -> String {
    let way = |count: i32| format!("{} {}", words::days(count.abs()), if count < 0 { "earlier" } else { "later" });
    match slip {
        Slip::None => String::new(),
        Slip::Days(0) => "none".to_owned(),
        Slip::Days(count) => way(count),
        Slip::AtLeast(count) => format!("at least {}", way(count)),
    }
}
