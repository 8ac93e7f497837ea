//! The front matter of a record: the little of YAML that decision records use. A key has one value, a list of values in
//! brackets, or one value a line behind dashes. What is written otherwise is handed back as it stands.

/// A key with its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub key: String,
    pub values: Vec<String>,
    /// The lines it was read from.
    pub lines: String,
}

/// The entries between the two lines of dashes at the head of a text, and what comes after them. A text without has none.
pub(super) fn split(text: &str) -> (Vec<Entry>, &str) {
    let none = (Vec::new(), text);
    let Some(rest) = text.strip_prefix("---\n") else { return none };
    let Some(end) = rest.find("\n---\n").or_else(|| rest.strip_suffix("\n---").map(str::len)) else { return none };
    (entries(&rest[..end]), rest.get(end + 5..).unwrap_or_default())
}

fn entries(text: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for line in text.lines() {
        let said = line.trim();
        if said.is_empty() || said.starts_with('#') {
            continue;
        }
        let item = said.strip_prefix("- ").or((said == "-").then_some(""));
        match (item, entries.last_mut(), line.split_once(':')) {
            (Some(item), Some(entry), _) => {
                entry.values.extend(value(item));
                entry.lines.push('\n');
                entry.lines.push_str(line);
            }
            (None, _, Some((key, rest))) if !key.starts_with(char::is_whitespace) => {
                entries.push(Entry { key: key.trim().to_lowercase(), values: values(rest), lines: line.to_owned() });
            }
            (_, Some(entry), _) => {
                entry.values.extend(value(said));
                entry.lines.push('\n');
                entry.lines.push_str(line);
            }
            (_, None, _) => {
                entries.push(Entry {
                    key: String::new(),
                    values: value(said).into_iter().collect(),
                    lines: line.to_owned(),
                });
            }
        }
    }
    entries
}

/// The values behind a key: those of a list in brackets, or the one.
fn values(text: &str) -> Vec<String> {
    let text = text.trim();
    match text.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
        Some(list) if !list.contains(['[', ']', '"', '\'']) => list.split(',').filter_map(value).collect(),
        Some(_) | None => value(text).into_iter().collect(),
    }
}

/// A value without its quotes; none if there is nothing.
fn value(text: &str) -> Option<String> {
    let text = text.trim();
    let inner = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote);
    let said = match (inner('"'), inner('\'')) {
        (Some(quoted), _) => unescaped(quoted),
        (None, Some(quoted)) => quoted.replace("''", "'"),
        (None, None) => text.split(" #").next().unwrap_or_default().trim_end().to_owned(),
    };
    (!said.is_empty()).then_some(said)
}

fn unescaped(text: &str) -> String {
    let mut said = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match (letter, letter == '\\') {
            (_, true) => match letters.next() {
                Some('n') => said.push('\n'),
                Some('t') => said.push('\t'),
                Some(other) => said.push(other),
                None => said.push('\\'),
            },
            (letter, false) => said.push(letter),
        }
    }
    said
}

/// A value in quotes, so that no character of it means anything.
pub(super) fn quoted(text: &str) -> String {
    let mut said = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => said.extend(['\\', letter]),
            '\n' => said.push_str("\\n"),
            '\t' => said.push_str("\\t"),
            letter => said.push(letter),
        }
    }
    said.push('"');
    said
}
