//! Numbers and durations as trackers and spreadsheet programs write them.

/// A number that is not negative, with either decimal mark: `3`, `3.0`, `3,5`, `1,234.5`, `1.234,5`.
pub(crate) fn number(text: &str) -> Option<f64> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && !is_mark(*c)).map(western).collect();
    if text.is_empty() || !text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) {
        return None;
    }
    let plain = match (text.rfind('.'), text.rfind(',')) {
        (Some(dot), Some(comma)) if dot > comma => text.replace(',', ""),
        (Some(_), Some(_)) => text.replace('.', "").replace(',', "."),
        (None, Some(_)) => text.replace(',', "."),
        (_, None) => text,
    };
    plain.parse::<f64>().ok().filter(|number| number.is_finite())
}

/// A duration in working hours: seconds as a bare number, as exports have it, or `1w 2d 3h 30m` with weeks of five
/// days and days of eight hours, as people type it.
pub(crate) fn hours(text: &str) -> Option<f64> {
    if let Some(seconds) = number(text) {
        return Some(seconds / 3600.0);
    }
    let mut hours = 0.0;
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_alphabetic())?;
        let amount = number(&rest[..end])?;
        let after = &rest[end..];
        let unit_end = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
        hours += amount
            * match after[..unit_end].to_lowercase().as_str() {
                "w" | "week" | "weeks" => 40.0,
                "d" | "day" | "days" => 8.0,
                "h" | "hour" | "hours" => 1.0,
                "m" | "min" | "minute" | "minutes" => 1.0 / 60.0,
                "s" | "second" | "seconds" => 1.0 / 3600.0,
                _ => return None,
            };
        rest = after[unit_end..].trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    }
    (hours.is_finite() && !text.trim().is_empty()).then_some(hours)
}

/// Marks that only steer the direction of writing.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Arabic and Persian digits as Western ones; everything else as it is.
pub(crate) fn western(c: char) -> char {
    let digit = match c {
        '\u{0660}'..='\u{0669}' => c as u32 - 0x0660,
        '\u{06f0}'..='\u{06f9}' => c as u32 - 0x06f0,
        _ => return c,
    };
    char::from_digit(digit, 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_every_common_form() {
        let cases = [
            ("3", Some(3.0)),
            (" 3.0 ", Some(3.0)),
            ("3,5", Some(3.5)),
            ("1,234.5", Some(1234.5)),
            ("1.234,5", Some(1234.5)),
            ("٨", Some(8.0)),
            ("-1", None),
            ("NaN", None),
            ("inf", None),
            ("1e9", None),
            ("1.2.3", None),
            ("?", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(number(text), expected, "{text:?}");
        }
    }

    #[test]
    fn durations_are_seconds_or_words() {
        assert_eq!(hours("28800"), Some(8.0));
        assert_eq!(hours("1w 2d 3h 30m"), Some(59.5));
        assert_eq!(hours("2 days, 4 hours"), Some(20.0));
        assert_eq!(hours("soon"), None);
        assert_eq!(hours("3h x"), None);
        assert_eq!(hours(" "), None);
    }
}
