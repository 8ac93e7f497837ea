//! How flags put figures into sentences, beyond the words that the whole program shares.

use forecast::Slip;
pub(crate) use forecast::words::{day, days, effort, number, percent, when};

use crate::flag::Figure;

/// A factor on effort: "×1.4".
pub(crate) fn factor(m: f64) -> String {
    format!("×{m:.2}")
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
    fn lists_read_as_people_write_them() {
        let names: Vec<String> = ["A", "B", "C", "D"].map(String::from).into();
        assert_eq!(list(&names[..2]), "A and B");
        assert_eq!(first(&names, 3), "A, B, C and D");
        assert_eq!(first(&names, 2), "A, B and 2 more");
    }
}
