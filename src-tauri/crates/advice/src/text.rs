//! How flags put figures into sentences, beyond the words that the whole program shares.

use forecast::Slip;
use plan::Day;

pub(crate) use forecast::words::{by, day, days, effort, number, percent, shift, thousands, when};

use crate::flag::Figure;

/// A factor on effort: "×1.4".
pub(crate) fn factor(m: f64) -> String {
    format!("×{m:.2}")
}

/// The same in a sentence: "1.4 times", as long or as much.
pub(crate) fn times(m: f64) -> String {
    format!("{m:.2} times")
}

/// So many of something: "1 item", "3 items".
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
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

/// "A", "A or B", "A, B or C".
pub(crate) fn alternatives(words: &[String]) -> String {
    match words {
        [start @ .., last] if !start.is_empty() => format!("{} or {last}", start.join(", ")),
        words => list(words),
    }
}

/// The first few of a list, and how many more there are: "A, B and 4 more".
pub(crate) fn first(words: &[String], most: usize) -> String {
    if words.len() <= most + 1 {
        return list(words);
    }
    format!("{} and {} more", words[..most].join(", "), words.len() - most)
}

/// The months that a stretch of time lies in: "in March", "from December to January", with the year where that is far.
pub(crate) fn months(from: Day, to: Day, today: Day) -> String {
    let month = |day: Day| {
        let is_far = day.since(today).abs() >= 300;
        day.0.format(if is_far { "%B %Y" } else { "%B" }).to_string()
    };
    let (from, to) = (month(from), month(to));
    if from == to { format!("in {from}") } else { format!("from {from} to {to}") }
}

/// A figure, with its written form.
pub(crate) fn figure(label: impl Into<String>, text: impl Into<String>, value: f64) -> Figure {
    Figure { label: label.into(), text: text.into(), value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_named_once_and_far_ones_with_their_year() {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        let told = |from, to| months(day(from), day(to), day("2026-11-23"));
        assert_eq!(told("2027-03-01", "2027-03-12"), "in March");
        assert_eq!(told("2026-12-21", "2027-01-08"), "from December to January");
        assert_eq!(told("2027-11-01", "2027-11-30"), "in November 2027", "not the November that is");
    }

    #[test]
    fn lists_read_as_people_write_them() {
        let names: Vec<String> = ["A", "B", "C", "D"].map(String::from).into();
        assert_eq!(list(&names[..2]), "A and B");
        assert_eq!(alternatives(&names[..3]), "A, B or C");
        assert_eq!(first(&names, 3), "A, B, C and D");
        assert_eq!(first(&names, 2), "A, B and 2 more");
    }
}
