//! How long reviews wait, in words.

use forecast::delivery::{Times, Waits};
use forecast::words;

/// "Half of the reviews wait longer than 2.3 days for a first look: longer than all the rest of the work takes."
pub(super) fn wait_sentence(waits: Waits, times: Option<Times>) -> String {
    if is_same_day(waits.median) {
        return "Half of the reviews get their first look on the day they are asked for.".to_owned();
    }
    let said = format!("Half of the reviews wait longer than {} for a first look", in_days(waits.median));
    match times {
        Some(times) if waits.median >= f64::from(times.p50) / 2.0 => {
            format!("{said}: longer than all the rest of the work takes.")
        }
        Some(_) | None => format!("{said}."),
    }
}

/// The review step beside the whole: "1.9 days pass before anybody looks at a review, of the 8 that half of the work takes in all."
pub(super) fn review_step(waits: Waits, times: Option<Times>) -> String {
    let looked_at = match is_same_day(waits.median) {
        true => "Reviews get their first look on the day they are asked for".to_owned(),
        false => format!("{} pass before anybody looks at a review", in_days(waits.median)),
    };
    match times {
        Some(times) => format!("{looked_at}; half of the work takes {} in all.", words::days(times.p50 as i32)),
        None => format!("{looked_at}."),
    }
}

/// Of what is counted in days, less than half a day is none.
fn is_same_day(wait: f64) -> bool {
    wait < 0.5
}

/// "2.3 days", "1 day", "the same day".
pub(super) fn in_days(days: f64) -> String {
    match words::number(days).as_str() {
        _ if is_same_day(days) => "the same day".to_owned(),
        "1" => "1 day".to_owned(),
        number => format!("{number} days"),
    }
}
