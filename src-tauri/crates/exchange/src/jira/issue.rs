//! A row understood by itself: an issue with its dates, effort and references, before it meets the plan and the others.

use plan::{Day, ItemKind, ItemState, Range};

use super::columns::{Columns, Meaning};
use crate::dates::Dates;
use crate::report::{Report, Skipped};
use crate::table::Row;

/// An issue.
#[derive(Clone, Debug)]
pub(super) struct Issue {
    /// The row it stands in.
    pub row: u32,
    /// Its key as people know it; empty if the file has none.
    pub key: String,
    /// Its number, by which older exports name parents.
    pub number: String,
    /// How the item is found again: `jira:KEY`.
    pub source: String,
    pub title: String,
    pub kind: ItemKind,
    pub state: ItemState,
    pub done_on: Option<Day>,
    pub earliest: Option<Day>,
    pub target: Option<Day>,
    /// In person-days; what remains, if started.
    pub estimate: Option<Range>,
    /// Whether the estimate counts what its parts take too.
    pub estimate_of_all: bool,
    pub actual: Option<f64>,
    pub problem: String,
    pub project_key: String,
    /// Who does it, or the project it belongs to.
    pub team: String,
    /// Whether `team` names a team; a project is only a hint.
    pub team_is_said: bool,
    pub components: Vec<String>,
    /// Keys or numbers of what it waits for, with their columns.
    pub blocked_by: Vec<(String, String)>,
    /// Keys or numbers of what waits for it, with their columns.
    pub blocks: Vec<(String, String)>,
    /// Keys or numbers of its parent, the surest first, with their columns.
    pub parents: Vec<(String, String)>,
    /// What the parent is called, for when it is not found.
    pub parent_title: String,
}

/// What is the same for every row.
pub(super) struct Reading<'a> {
    pub columns: &'a Columns,
    pub dates: &'a Dates,
    /// `jira` or `csv`.
    pub system: &'a str,
    pub days_per_point: Range,
}

/// Ways to close an issue that leave nothing to do and nothing done.
pub(crate) const DROPPED: &[&str] = &[
    "won't do",
    "won’t do",
    "won't fix",
    "won’t fix",
    "wont fix",
    "wont do",
    "duplicate",
    "duplicated",
    "cannot reproduce",
    "declined",
    "rejected",
    "obsolete",
    "invalid",
    "incomplete",
    "abandoned",
    "cancelled",
    "canceled",
    "removed",
    "not a bug",
    "wird nicht erledigt",
    "duplikat",
];

const STARTED: &[&str] = &[
    "in progress",
    "in review",
    "in test",
    "in testing",
    "testing",
    "review",
    "code review",
    "in development",
    "development",
    "implementing",
    "doing",
    "started",
    "active",
    "qa",
    "in qa",
    "reopened",
    "indeterminate",
    "in arbeit",
    "in bearbeitung",
];
const DONE: &[&str] = &[
    "done",
    "closed",
    "resolved",
    "complete",
    "completed",
    "released",
    "shipped",
    "finished",
    "fertig",
    "erledigt",
    "geschlossen",
];
const PLANNED: &[&str] = &[
    "to do",
    "todo",
    "open",
    "new",
    "triage",
    "backlog",
    "selected for development",
    "ready",
    "ready for development",
    "planned",
    "undefined",
    "funnel",
    "idea",
    "offen",
    "zu erledigen",
    "neu",
    "",
];

/// Understands a row, or says why it becomes nothing.
pub(super) fn read(row: &Row, reading: &Reading<'_>, report: &mut Report) -> Result<Issue, Skipped> {
    let columns = reading.columns;
    let text = |meaning| columns.text(row, meaning);
    let key = text(Meaning::Key).to_owned();
    let whole_title = text(Meaning::Title).split_whitespace().collect::<Vec<_>>().join(" ");
    let whole_title = without_control(&whole_title);
    let skip = |title: &str, reason: String| {
        Err(Skipped { row: row.number, key: key.clone(), title: title.to_owned(), reason })
    };
    if whole_title.is_empty() {
        return skip("", "it has no title".to_owned());
    }
    let mut read = Cells { row, key: &key, reading, report };
    read.complain_about_shape();
    let title = read.fitting("title", &whole_title, plan::NAME_LIMIT);
    let resolution = text(Meaning::Resolution);
    if DROPPED.contains(&resolution.to_lowercase().as_str()) {
        return skip(&title, format!("it was closed as {resolution}: there is nothing to do or done"));
    }
    let state = read.state();
    if state == Some(ItemState::Done) && DROPPED.contains(&text(Meaning::Status).to_lowercase().as_str()) {
        return skip(&title, format!("its status is {}: there is nothing to do or done", text(Meaning::Status)));
    }
    let state = state.unwrap_or_default();
    let done_on = if state == ItemState::Done { read.done_on() } else { None };
    if state == ItemState::Done && done_on.is_none() {
        return skip(&title, "it is done, and no column says when; export it with `Resolved` or `Updated`".to_owned());
    }
    let due = read.day(Meaning::Due);
    let target = due.or_else(|| read.day(Meaning::TargetEnd));
    let earliest = read.day(Meaning::TargetStart);
    let (estimate, estimate_of_all) = read.estimate(state);
    let actual = if state == ItemState::Done { read.spent() } else { None };
    let problem = read.fitting("problem", &without_control(text(Meaning::Description)), plan::TEXT_LIMIT);
    let kind = read.kind();
    let named =
        |meaning| columns.all(row, meaning).map(|(text, column)| (text.to_owned(), columns.header(column).to_owned()));
    let mut components: Vec<String> = Vec::new();
    for (name, _) in columns.all(row, Meaning::Component) {
        if !components.iter().any(|there| there.to_lowercase() == name.to_lowercase()) {
            components.push(read.fitting("component", &without_control(name), plan::NAME_LIMIT));
        }
    }
    let number = text(Meaning::Id).to_owned();
    let system = reading.system;
    let source = match (key.as_str(), number.as_str()) {
        ("", "") => format!("{system}:{title}"),
        ("", number) => format!("{system}:#{number}"),
        (key, _) => format!("{system}:{key}"),
    };
    let said = Some(text(Meaning::Team)).filter(|name| !name.is_empty() && !is_id(name));
    let issue = Issue {
        row: row.number,
        source: without_control(&source),
        title,
        kind,
        state,
        done_on,
        earliest,
        target,
        estimate,
        estimate_of_all,
        actual,
        problem,
        project_key: text(Meaning::ProjectKey).to_owned(),
        team: without_control(said.unwrap_or(text(Meaning::Project))),
        team_is_said: said.is_some(),
        components: components.into_iter().filter(|name| !name.is_empty()).collect(),
        blocked_by: named(Meaning::BlockedBy).collect(),
        blocks: named(Meaning::Blocks).collect(),
        parents: named(Meaning::Parent).collect(),
        parent_title: text(Meaning::ParentTitle).to_owned(),
        number,
        key: key.clone(),
    };
    Ok(issue)
}

/// The cells of one row, and where to say what was not understood.
pub(super) struct Cells<'a> {
    pub row: &'a Row,
    pub key: &'a str,
    pub reading: &'a Reading<'a>,
    pub report: &'a mut Report,
}

impl Cells<'_> {
    pub fn doubt(&mut self, column: usize, what: String) {
        let header = self.reading.columns.header(column);
        self.report.doubt(self.row.number, self.key, header, what);
    }

    fn complain_about_shape(&mut self) {
        if self.row.unclosed {
            let what = "a quotation mark is opened and never closed; only the first line of the row was read";
            self.report.doubt(self.row.number, self.key, "", what);
        }
        let n_more = (self.reading.columns.width()..self.row.width())
            .filter(|column| !self.row.cell(*column).is_empty())
            .count();
        if n_more > 0 {
            let cells = if n_more == 1 { "a cell" } else { &format!("{n_more} cells") };
            let what = format!("the row has {cells} more than the header, with something in it; that was left");
            self.report.doubt(self.row.number, self.key, "", what);
        }
    }

    /// The text, cut where the plan takes no more.
    fn fitting(&mut self, what: &str, text: &str, limit: usize) -> String {
        if text.len() <= limit || text.chars().count() <= limit {
            return text.to_owned();
        }
        let what = format!("the {what} has more than {limit} characters; it was cut there");
        self.report.doubt(self.row.number, self.key, "", what);
        text.chars().take(limit - 1).chain(['…']).collect()
    }

    /// How far it is: by the category of its status if the file has one, else by the status, else by its resolution.
    fn state(&mut self) -> Option<ItemState> {
        let columns = self.reading.columns;
        let status = columns.first(self.row, Meaning::Status);
        let category = columns.text(self.row, Meaning::StatusCategory);
        let resolved =
            !matches!(columns.text(self.row, Meaning::Resolution).to_lowercase().as_str(), "" | "unresolved" | "none");
        let by_category = (!category.is_empty()).then(|| by_word(category)).flatten();
        if let Some(state) = by_category {
            if let Some((status, _)) = status {
                self.report.guess(format!("status `{status}`"), format!("{}, by its category", state.word()));
            }
            return Some(state);
        }
        let (status, column) = status?;
        match by_word(status) {
            Some(state) => {
                self.report.guess(format!("status `{status}`"), state.word());
                Some(state)
            }
            None if resolved => {
                self.report.guess(format!("status `{status}`"), "done where the issue is resolved");
                Some(ItemState::Done)
            }
            None if DROPPED.contains(&status.to_lowercase().as_str()) => Some(ItemState::Done),
            None => {
                self.doubt(column, format!("`{status}` is no status that is known; taken for planned"));
                None
            }
        }
    }

    fn done_on(&mut self) -> Option<Day> {
        if let Some(day) = self.day(Meaning::Resolved) {
            return Some(day);
        }
        for meaning in [Meaning::StatusChanged, Meaning::Updated] {
            if let Some(day) = self.day(meaning) {
                let column = self.reading.columns.first(self.row, meaning).map_or(0, |(_, column)| column);
                let header = self.reading.columns.header(column);
                self.report.guess("done issues without a day of resolution", format!("done on the day in `{header}`"));
                return Some(day);
            }
        }
        None
    }

    fn day(&mut self, meaning: Meaning) -> Option<Day> {
        let (text, column) = self.reading.columns.first(self.row, meaning)?;
        let day = self.reading.dates.read(text, column);
        match day {
            Some(day) if (plan::FIRST_DAY..=plan::LAST_DAY).contains(&day) => Some(day),
            Some(_) | None => {
                self.doubt(column, format!("`{}` is not a date", short(text)));
                None
            }
        }
    }

    fn kind(&mut self) -> ItemKind {
        let word = self.reading.columns.text(self.row, Meaning::Type);
        match word.to_lowercase().as_str() {
            "enabler" | "spike" | "technical task" | "technical story" | "enabler story" => {
                self.report.guess(format!("issue type `{word}`"), "enabler");
                ItemKind::Enabler
            }
            _ => ItemKind::Feature,
        }
    }
}

fn by_word(word: &str) -> Option<ItemState> {
    let word = word.to_lowercase();
    let lists = [(DONE, ItemState::Done), (STARTED, ItemState::Started), (PLANNED, ItemState::Planned)];
    lists.into_iter().find(|(words, _)| words.contains(&word.as_str())).map(|(_, state)| state)
}

/// Some exports name a team by its id, which says nothing to anybody.
fn is_id(name: &str) -> bool {
    name.len() >= 32 && name.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
}

fn without_control(text: &str) -> String {
    // Old exports end their lines with a carriage return; a plan does with the line feed.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

pub(super) fn short(text: &str) -> String {
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(40).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if letters.next().is_some() { format!("{start}…") } else { start }
}
