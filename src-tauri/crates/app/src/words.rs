//! How dates, chances, efforts and slips are written, on the screen, in the terminal and in every export alike.

use chrono::Datelike;
use forecast::{Finish, Slip, When};
use plan::{Day, Range};

/// "14 Mar", with the year where it is not the year of `today`: "14 Mar 2028".
pub fn day(day: Day, today: Day) -> String {
    let format = if day.0.year() == today.0.year() { "%-d %b" } else { "%-d %b %Y" };
    day.0.format(format).to_string()
}

/// A day or "never".
pub fn when(when: When, today: Day) -> String {
    when.map_or_else(|| "never".to_owned(), |finish| day(finish, today))
}

/// "50% by 14 Mar · 85% by 18 Apr · 95% by 9 May".
pub fn chances(finish: &Finish, today: Day) -> String {
    let part = |percent: u32, date: When| match date {
        Some(date) => format!("{percent}% by {}", day(date, today)),
        None => format!("{percent}% never"),
    };
    [part(50, finish.p50), part(85, finish.p85), part(95, finish.p95)].join(" · ")
}

/// "38%"; "<1%" and ">99%" at the ends, because a simulation knows no certainty.
pub fn chance(share: f64) -> String {
    if share > 0.0 && share < 0.005 {
        "<1%".to_owned()
    } else if share < 1.0 && share > 0.995 {
        ">99%".to_owned()
    } else {
        format!("{:.0}%", share * 100.0)
    }
}

/// "12", "3.4", "0.25": as many digits as matter.
pub fn number(value: f64) -> String {
    let digits = if value.abs() >= 10.0 {
        0
    } else if value.abs() >= 1.0 {
        1
    } else {
        2
    };
    let text = format!("{value:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// "10–20–35 pd"; "5 pd" without spread.
pub fn range(range: Range) -> String {
    if range.low == range.high {
        format!("{} pd", number(range.likely))
    } else {
        format!("{}–{}–{} pd", number(range.low), number(range.likely), number(range.high))
    }
}

/// "28 days", "1 day", "at least 400 days"; empty where there is no slip to speak of.
pub fn slip(slip: Slip) -> String {
    let days = |days: i32| if days.abs() == 1 { format!("{days} day") } else { format!("{days} days") };
    match slip {
        Slip::None => String::new(),
        Slip::Days(count) => days(count),
        Slip::AtLeast(count) => format!("at least {}", days(count)),
    }
}

/// "Q1 2027".
pub fn quarter(day: Day) -> String {
    format!("Q{} {}", day.0.month0() / 3 + 1, day.0.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_the_digits_that_matter() {
        let written: Vec<String> = [0.0, 0.25, 0.5, 1.0, 3.42, 9.96, 12.6, 400.0].map(number).into();
        assert_eq!(written, ["0", "0.25", "0.5", "1", "3.4", "10", "13", "400"]);
    }

    #[test]
    fn no_chance_is_called_certain_that_is_not() {
        assert_eq!([0.0, 0.001, 0.38, 0.999, 1.0].map(chance), ["0%", "<1%", "38%", ">99%", "100%"]);
    }
}
