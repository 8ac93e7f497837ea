//! A record as its sections, read from Markdown and set as Markdown. One predicate says which line begins a section: where
//! a text of ours would begin one by accident, a backslash stands before it, and is taken away when the text is read.

use super::front::{self, Entry};

/// A record as it stands in its file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    pub front: Vec<Entry>,
    pub title: String,
    pub context: String,
    /// By name, in the order of the file.
    pub options: Vec<(String, String)>,
    pub chosen: String,
    pub consequences: String,
    pub more: String,
    /// Whether a section was known for what it is.
    pub known: bool,
}

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Head,
    Status,
    Context,
    Considered,
    Outcome,
    Consequences,
    Options,
    More,
}

/// The heading of each section, as MADR writes it.
const CONTEXT: &str = "## Context and Problem Statement";
const CONSIDERED: &str = "## Considered Options";
const OUTCOME: &str = "## Decision Outcome";
const CONSEQUENCES: &str = "### Consequences";
const OPTIONS: &str = "## Pros and Cons of the Options";
const MORE: &str = "## More Information";
/// What the template says of the parts that need not be there.
const OPTIONAL: &str = "<!-- This is an optional element.";

/// Reads a file; line ends and a byte-order mark are nobody's wish.
pub(super) fn read(text: &str) -> Page {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let (front, body) = front::split(&text);
    let lines: Vec<&str> = body.lines().collect();
    let fenced = fenced(&lines);
    let mut page = Page { front, ..Page::default() };
    let mut place = Place::Head;
    for (line, fenced) in lines.into_iter().zip(fenced) {
        if !fenced && line.starts_with(OPTIONAL) {
            continue;
        }
        match begins(place, line).filter(|_| !fenced) {
            Some(Begins::Title(title)) => page.title = title,
            Some(Begins::Section(section)) => {
                page.known = true;
                // The blank line below the heading sets it apart.
                if section == Place::More {
                    page.more_ends("\n");
                }
                place = section;
            }
            Some(Begins::Option(name)) => page.options.push((name, String::new())),
            Some(Begins::Unknown) => {
                page.more_ends("\n\n");
                place = Place::More;
                page.take(place, line);
            }
            None if fenced => page.take(place, line),
            None => page.take(place, unescaped(place, line)),
        }
    }
    page.tidy();
    page
}

enum Begins {
    Title(String),
    Section(Place),
    Option(String),
    Unknown,
}

/// What begins with this line, if something does.
fn begins(place: Place, line: &str) -> Option<Begins> {
    let depth = line.len() - line.trim_start_matches('#').len();
    let name = line[depth..].strip_prefix(' ')?.trim();
    match (depth, place) {
        (1, Place::Head) => Some(Begins::Title(name.to_owned())),
        (2, _) => Some(match (name.to_lowercase().as_str(), place) {
            ("context and problem statement" | "context", _) => Begins::Section(Place::Context),
            ("considered options", _) => Begins::Section(Place::Considered),
            ("decision outcome" | "decision", _) => Begins::Section(Place::Outcome),
            ("consequences", _) => Begins::Section(Place::Consequences),
            ("pros and cons of the options", _) => Begins::Section(Place::Options),
            ("more information", _) => Begins::Section(Place::More),
            ("status", _) => Begins::Section(Place::Status),
            // What follows the more information is a part of it.
            (_, Place::More) => return None,
            _ => Begins::Unknown,
        }),
        (3, Place::Outcome | Place::Consequences) => match name.to_lowercase().as_str() {
            "consequences" => Some(Begins::Section(Place::Consequences)),
            "confirmation" | "validation" => Some(Begins::Unknown),
            _ => None,
        },
        (3, Place::Options) => Some(Begins::Option(name.to_owned())),
        _ => None,
    }
}

impl Page {
    fn take(&mut self, place: Place, line: &str) {
        let into = match place {
            Place::Head | Place::Status if self.meta(place, line) => return,
            Place::Head | Place::Status | Place::More => &mut self.more,
            Place::Context => &mut self.context,
            Place::Considered => match line.trim_start().strip_prefix(['*', '-', '+']) {
                Some(name) if !name.trim().is_empty() => {
                    return self.options.push((name.trim().to_owned(), String::new()));
                }
                Some(_) | None => &mut self.more,
            },
            Place::Outcome => &mut self.chosen,
            Place::Consequences => &mut self.consequences,
            Place::Options => match self.options.last_mut() {
                Some((_, said)) => said,
                None => &mut self.more,
            },
        };
        if !(into.is_empty() && line.trim().is_empty()) {
            into.push_str(line);
            into.push('\n');
        }
    }

    /// What goes to the more information next stands apart from what is there.
    fn more_ends(&mut self, end: &str) {
        self.more.truncate(self.more.trim_end().len());
        if !self.more.is_empty() {
            self.more.push_str(end);
        }
    }

    /// Older records say status, date and who decided in lines below the title, or the status in a section of its own.
    fn meta(&mut self, place: Place, line: &str) -> bool {
        let said = line.trim().trim_start_matches(['*', '-', ' ']).replace("**", "");
        let (key, value) = match (place, said.split_once(':')) {
            (Place::Status, _) if !said.is_empty() => ("status", said.as_str()),
            (_, Some((key, value))) => (key.trim(), value.trim()),
            (_, None) => return line.trim().is_empty(),
        };
        let key = key.to_lowercase();
        let known = ["status", "date", "deciders", "decision-makers", "consulted", "informed"].contains(&key.as_str());
        if known && !self.front.iter().any(|entry| entry.key == key) {
            let entry = Entry { key, values: vec![value.to_owned()], lines: line.trim().to_owned() };
            self.front.push(entry);
            return true;
        }
        false
    }

    /// An option that is listed and then weighed is one; blank lines around a text are no part of it.
    fn tidy(&mut self) {
        for text in [&mut self.context, &mut self.chosen, &mut self.consequences, &mut self.more] {
            *text = text.trim_end().trim_start_matches('\n').to_owned();
        }
        let mut options: Vec<(String, String)> = Vec::new();
        for (name, said) in std::mem::take(&mut self.options) {
            let said = said.trim_end().to_owned();
            match options.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) if known.is_empty() => *known = said,
                Some((_, known)) if !said.is_empty() => *known = format!("{known}\n\n{said}"),
                Some(_) => {}
                None => options.push((name, said)),
            }
        }
        self.options = options;
    }
}

/// Sets a record as Markdown. Of the front matter only keys and values are looked at.
pub(super) fn write(page: &Page) -> String {
    let mut text = String::from("---\n");
    for Entry { key, values, .. } in &page.front {
        match values.as_slice() {
            [one] if !is_list(key) => text.push_str(&format!("{key}: {one}\n")),
            many => {
                text.push_str(&format!("{key}:\n"));
                many.iter().for_each(|value| text.push_str(&format!("  - {value}\n")));
            }
        }
    }
    text.push_str(&format!("---\n\n# {}\n", page.title));
    let mut section = |heading: &str, place: Place, said: &str| {
        if !said.is_empty() {
            text.push_str(&format!("\n{heading}\n\n{}\n", escaped(place, said)));
        }
    };
    section(CONTEXT, Place::Context, &page.context);
    let names: Vec<String> = page.options.iter().map(|(name, _)| format!("* {name}")).collect();
    section(CONSIDERED, Place::Considered, &names.join("\n"));
    section(OUTCOME, Place::Outcome, &page.chosen);
    section(CONSEQUENCES, Place::Consequences, &page.consequences);
    let weighed = page.options.iter().filter(|(_, said)| !said.is_empty());
    let weighed: Vec<String> =
        weighed.map(|(name, said)| format!("### {name}\n\n{}", escaped(Place::Options, said))).collect();
    if !weighed.is_empty() {
        text.push_str(&format!("\n{OPTIONS}\n\n{}\n", weighed.join("\n\n")));
    }
    if !page.more.is_empty() {
        text.push_str(&format!("\n{MORE}\n\n{}\n", escaped(Place::More, &page.more)));
    }
    text
}

/// The keys of which a record may have several values.
fn is_list(key: &str) -> bool {
    ["supersedes", "shapes", "creates", "retires", "forecast"].contains(&key)
}

/// The text with a backslash before each line that would begin something, or open a fence that nothing closes.
fn escaped(place: Place, text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let safe = fenced(&lines);
    let escape = |(line, fenced): (&str, bool)| match !fenced && means_something(place, line.trim_start_matches('\\')) {
        true => format!("\\{line}"),
        false => line.to_owned(),
    };
    lines.iter().copied().zip(safe).map(escape).collect::<Vec<_>>().join("\n")
}

fn unescaped(place: Place, line: &str) -> &str {
    match line.strip_prefix('\\') {
        Some(rest) if means_something(place, rest.trim_start_matches('\\')) => rest,
        Some(_) | None => line,
    }
}

fn means_something(place: Place, line: &str) -> bool {
    // No text of ours stands at the head, so a title is none of them.
    begins(place, line).is_some() || is_fence(line) || line.starts_with(OPTIONAL)
}

fn is_fence(line: &str) -> bool {
    line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~")
}

/// Which lines stand in a block of code, its fences included; a fence that nothing closes opens none.
fn fenced(lines: &[&str]) -> Vec<bool> {
    let mut fenced = vec![false; lines.len()];
    let mut open: Option<usize> = None;
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| is_fence(line)) {
        match open {
            Some(first) if line.trim_start()[..3] == lines[first].trim_start()[..3] => {
                fenced[first..=at].fill(true);
                open = None;
            }
            Some(_) => {}
            None => open = Some(at),
        }
    }
    fenced
}
