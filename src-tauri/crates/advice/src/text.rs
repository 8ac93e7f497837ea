//! How figures are written in sentences: one place, so that every flag speaks alike. No chance without its percent,
//! no day without its month.

use forecast::{Slip, When};
use plan::Day;

use crate::flag::Figure;

/// A share or chance as percent: "38 %". A chance drawn from trials is never told as certain.
pub(crate) fn percent(share: f64) -> String {
    let rounded = (share * 100.0).round();
    if share > 0.0 && rounded == 0.0 {
        "under 1 %".into()
    } else if share < 1.0 && rounded == 100.0 {
        "over 99 %".into()
    } else {
        format!("{rounded:.0} %")
    }
}

/// Person-days: "12 pd", below ten with one decimal.
pub(crate) fn effort(days: f64) -> String {
    format!("{} pd", number(days))
}

/// A number as people write it: whole from ten on, else with one decimal where it says something.
pub(crate) fn number(value: f64) -> String {
    // Adding nothing makes a negative nothing a plain one.
    let value = value + 0.0;
    let text = if value.abs() >= 9.95 { format!("{value:.0}") } else { format!("{value:.1}") };
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

/// A factor on effort: "×1.4".
pub(crate) fn factor(m: f64) -> String {
    format!("×{m:.2}")
}

/// So many of something: "1 item", "3 items".
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// Calendar days: "1 day", "17 days".
pub(crate) fn days(n: i32) -> String {
    if n.abs() == 1 { format!("{n} day") } else { format!("{n} days") }
}

/// A day without ceremony: "31 Mar", with its year once that could be taken for another.
pub(crate) fn day(day: Day, today: Day) -> String {
    if day.since(today).abs() < 300 {
        day.0.format("%-d %b").to_string()
    } else {
        day.0.format("%-d %b %Y").to_string()
    }
}

/// A finish: "31 Mar", or "never".
pub(crate) fn when(finish: When, today: Day) -> String {
    finish.map_or_else(|| "never".into(), |finish| day(finish, today))
}

/// The calendar days of a slip, counted to the cap where one side never comes; none where both never do.
pub(crate) fn slip_days(slip: Slip) -> Option<i32> {
    match slip {
        Slip::None => None,
        Slip::Days(days) | Slip::AtLeast(days) => Some(days),
    }
}

/// A slip in words: "17 days", "at least 400 days".
pub(crate) fn slip(slip: Slip) -> String {
    match slip {
        Slip::None => "no days".into(),
        Slip::Days(n) => days(n),
        Slip::AtLeast(n) => format!("at least {}", days(n)),
    }
}

/// "A", "A and B", "A, B and C".
pub(crate) fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [start @ .., last] => format!("{} and {last}", start.join(", ")),
    }
}

/// The first few of a list, and how many more there are: "A, B and 4 more".
pub(crate) fn first(words: &[String], most: usize) -> String {
    if words.len() <= most + 1 {
        return list(words);
    }
    format!("{} and {} more", words[..most].join(", "), words.len() - most)
}

/// A figure, with its written form.
pub(crate) fn figure(label: impl Into<String>, text: impl Into<String>, value: f64) -> Figure {
    Figure { label: label.into(), text: text.into(), value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_as_people_write_them() {
        assert_eq!(percent(0.384), "38 %");
        assert_eq!(percent(0.0), "0 %");
        assert_eq!(percent(0.0004), "under 1 %");
        assert_eq!(percent(0.9996), "over 99 %");
        assert_eq!(percent(1.0), "100 %");
        assert_eq!(effort(12.4), "12 pd");
        assert_eq!(effort(3.0), "3 pd");
        assert_eq!(effort(2.46), "2.5 pd");
        let names: Vec<String> = ["A", "B", "C", "D"].map(String::from).into();
        assert_eq!(list(&names[..2]), "A and B");
        assert_eq!(first(&names, 3), "A, B, C and D");
        assert_eq!(first(&names, 2), "A, B and 2 more");
    }

    #[test]
    fn a_far_day_carries_its_year() {
        let today = Day::new(2027, 1, 4).expect("a day");
        assert_eq!(day(Day::new(2027, 3, 31).expect("a day"), today), "31 Mar");
        assert_eq!(day(Day::new(2028, 3, 31).expect("a day"), today), "31 Mar 2028");
    }
}
