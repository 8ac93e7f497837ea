//! Dates as trackers and spreadsheet programs write them. Which of `3/4/26` is the month is settled by the other dates
//! of the file, and said where nothing settles it. The time of day and its zone are left: a day is what was written.

use plan::Day;

use crate::number::{is_mark, western};

/// What is written, before the order of day and month is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// There is no other way to read it.
    Plainly(Day),
    /// Two small numbers and a year: either may be the month.
    Either { day_first: Day, month_first: Day },
}

/// Which number of a date comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    DayFirst,
    MonthFirst,
}

/// Reads a date, or says that it is none.
pub(crate) fn read(text: &str) -> Option<Written> {
    let tokens = tokens(text)?;
    let mut parts = tokens.iter();
    let first = parts.next()?;
    if is_weekday(&first.text) {
        return read_parts(parts.next()?, parts.next()?, parts.next());
    }
    read_parts(first, parts.next()?, parts.next())
}

impl Written {
    /// The day, once the order is known.
    pub fn day(self, order: Order) -> Day {
        match (self, order) {
            (Written::Plainly(day), _) => day,
            (Written::Either { day_first, .. }, Order::DayFirst) => day_first,
            (Written::Either { month_first, .. }, Order::MonthFirst) => month_first,
        }
    }
}

/// The order that these cells of one column prove, if they prove one and no other.
pub(crate) fn proven_order<'a>(cells: impl Iterator<Item = &'a str>) -> Option<Order> {
    let (mut day_first, mut month_first) = (false, false);
    for cell in cells {
        let Some(tokens) = tokens(cell) else { continue };
        let numbers: Vec<u32> = tokens.iter().take(3).filter_map(|token| token.text.parse().ok()).collect();
        // A dot between day and month is only written where the day comes first.
        let dotted = tokens.first().is_some_and(|token| token.then == '.');
        match numbers[..] {
            [first, second, _] if first <= 31 && second <= 12 && (first > 12 || dotted) => day_first = true,
            [first, second, _] if first <= 12 && second > 12 && second <= 31 => month_first = true,
            _ => {}
        }
    }
    match (day_first, month_first) {
        (true, false) => Some(Order::DayFirst),
        (false, true) => Some(Order::MonthFirst),
        (true, true) | (false, false) => None,
    }
}

/// A run of digits or of letters, and the character after it.
struct Token {
    text: String,
    then: char,
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut inside = false;
    for c in text.chars().filter(|c| !is_mark(*c)).map(western) {
        if c.is_alphanumeric() {
            let joins = |token: &Token| token.text.ends_with(|last: char| last.is_numeric() == c.is_numeric());
            match tokens.last_mut() {
                Some(token) if inside && joins(token) => token.text.extend(c.to_lowercase()),
                _ => tokens.push(Token { text: c.to_lowercase().collect(), then: ' ' }),
            }
            inside = true;
        } else if c.is_whitespace()
            || matches!(c, '/' | '.' | '-' | ',' | ':' | '+' | '(' | ')' | '\u{300}'..='\u{36f}')
        {
            if let Some(token) = tokens.last_mut().filter(|_| inside) {
                token.then = c;
            }
            inside = false;
        } else {
            return None;
        }
        // A date and a time with its zone have fewer parts than this; a sentence has more.
        if tokens.len() > 14 {
            return None;
        }
    }
    Some(tokens)
}

fn read_parts(first: &Token, second: &Token, third: Option<&Token>) -> Option<Written> {
    let third = third?;
    let number = |token: &Token| if token.text.len() <= 4 { token.text.parse::<u32>().ok() } else { None };
    match (number(first), number(second), number(third)) {
        (Some(year), Some(month), Some(day)) if first.text.len() == 4 => {
            Day::new(year as i32, month, day).map(Written::Plainly)
        }
        (Some(day), None, Some(year)) => Day::new(full(year, third)?, month(&second.text)?, day).map(Written::Plainly),
        (None, Some(day), Some(year)) => Day::new(full(year, third)?, month(&first.text)?, day).map(Written::Plainly),
        (Some(one), Some(two), Some(year)) => {
            let year = full(year, third)?;
            match (Day::new(year, two, one), Day::new(year, one, two)) {
                (Some(day_first), Some(_)) if first.then == '.' || one == two => Some(Written::Plainly(day_first)),
                (Some(day_first), Some(month_first)) => Some(Written::Either { day_first, month_first }),
                (Some(day), None) | (None, Some(day)) => Some(Written::Plainly(day)),
                (None, None) => None,
            }
        }
        _ => None,
    }
}

/// Years of two digits are those around us.
fn full(year: u32, token: &Token) -> Option<i32> {
    match (token.text.len(), year) {
        (2, 70..) => Some(1900 + year as i32),
        (2, _) => Some(2000 + year as i32),
        (4, _) => Some(year as i32),
        _ => None,
    }
}

/// Beginnings of the months' names in the languages that exports are often written in: English, German, French,
/// Spanish, Italian, Portuguese, Dutch. Longer beginnings come first where a shorter one would hide them.
const MONTHS: &[(&str, u32)] = &[
    ("jan", 1),
    ("ene", 1),
    ("gen", 1),
    ("jän", 1),
    ("feb", 2),
    ("fév", 2),
    ("fev", 2),
    ("mar", 3),
    ("mär", 3),
    ("mrz", 3),
    ("maa", 3),
    ("mrt", 3),
    ("apr", 4),
    ("avr", 4),
    ("abr", 4),
    ("may", 5),
    ("mai", 5),
    ("mei", 5),
    ("mag", 5),
    ("juin", 6),
    ("jun", 6),
    ("giu", 6),
    ("juil", 7),
    ("jul", 7),
    ("lug", 7),
    ("aug", 8),
    ("août", 8),
    ("aoû", 8),
    ("ago", 8),
    ("sep", 9),
    ("set", 9),
    ("oct", 10),
    ("okt", 10),
    ("ott", 10),
    ("out", 10),
    ("nov", 11),
    ("dec", 12),
    ("dez", 12),
    ("déc", 12),
    ("dic", 12),
];

fn month(word: &str) -> Option<u32> {
    MONTHS.iter().find(|(name, _)| word.starts_with(name)).map(|(_, month)| *month)
}

fn is_weekday(word: &str) -> bool {
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().any(|name| word.starts_with(name)) && month(word).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match read(text) {
            Some(Written::Plainly(day)) => day.to_string(),
            Some(Written::Either { day_first, month_first }) => format!("{day_first} or {month_first}"),
            None => "not a date".to_owned(),
        }
    }

    #[test]
    fn dates_in_every_form_that_was_met() {
        let cases = [
            ("25/Oct/25 12:55 PM", "2025-10-25"),
            ("25/Jun/20 12:44", "2020-06-25"),
            ("4/Mär/26 09:00", "2026-03-04"),
            ("25. Okt. 2025", "2025-10-25"),
            ("2026-03-31", "2026-03-31"),
            ("2026-03-31T23:59:59.000+0200", "2026-03-31"),
            ("2026/03/31 10:00", "2026-03-31"),
            ("7.6.2025 14:59:28", "2025-06-07"),
            ("31.12.26", "2026-12-31"),
            ("3/31/26", "2026-03-31"),
            ("31/3/2026 1:00 AM", "2026-03-31"),
            ("3/4/26", "2026-04-03 or 2026-03-04"),
            ("4/4/26", "2026-04-04"),
            ("Oct 25, 2025", "2025-10-25"),
            ("Sat Feb 11 2023 01:51:47 GMT+0000 (GMT)", "2023-02-11"),
            ("\u{200f}25/Oct/25", "2025-10-25"),
            ("٢٠٢٦-٠٣-٣١", "2026-03-31"),
            ("31/Feb/26", "not a date"),
            ("13/13/26", "not a date"),
            ("next week", "not a date"),
            ("Q3 2026", "not a date"),
            ("45000", "not a date"),
            ("", "not a date"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_column_proves_its_order_by_its_unmistakable_dates() {
        assert_eq!(proven_order(["3/4/26", "25/4/26"].into_iter()), Some(Order::DayFirst));
        assert_eq!(proven_order(["3/4/26", "4/25/26"].into_iter()), Some(Order::MonthFirst));
        assert_eq!(proven_order(["3/4/26", "", "soon"].into_iter()), None);
        assert_eq!(
            proven_order(["25/4/26", "4/25/26"].into_iter()),
            None,
            "a column at odds with itself proves nothing"
        );
    }
}
