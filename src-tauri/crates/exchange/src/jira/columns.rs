//! What a column means, found by its header. The same meaning may stand in several columns, and a header several times.

use crate::report::Report;
use crate::table::{Row, Table};

/// What a column is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Title,
    Key,
    Id,
    Type,
    Status,
    StatusCategory,
    StatusChanged,
    Resolution,
    Resolved,
    Updated,
    ProjectKey,
    Project,
    Team,
    Description,
    Due,
    TargetEnd,
    TargetStart,
    Points,
    Original,
    Remaining,
    Spent,
    SumOriginal,
    SumRemaining,
    SumSpent,
    Low,
    Likely,
    High,
    Component,
    BlockedBy,
    Blocks,
    Parent,
    ParentTitle,
}

use Meaning::*;

/// Headers in lower case, without `Custom field (…)` around them, and what they mean. Where several mean the same, the
/// earlier one is asked first.
const HEADERS: &[(&str, Meaning)] = &[
    ("summary", Title),
    ("title", Title),
    ("zusammenfassung", Title),
    ("name", Title),
    ("issue key", Key),
    ("key", Key),
    ("vorgangsschlüssel", Key),
    ("schlüssel", Key),
    ("issue id", Id),
    ("vorgangs-id", Id),
    ("issue type", Type),
    ("type", Type),
    ("work type", Type),
    ("vorgangstyp", Type),
    ("status", Status),
    ("state", Status),
    ("status category", StatusCategory),
    ("statuskategorie", StatusCategory),
    ("status category changed", StatusChanged),
    ("resolution", Resolution),
    ("lösung", Resolution),
    ("resolved", Resolved),
    ("resolution date", Resolved),
    ("completed", Resolved),
    ("erledigt", Resolved),
    ("updated", Updated),
    ("aktualisiert", Updated),
    ("project key", ProjectKey),
    ("projektschlüssel", ProjectKey),
    ("project name", Project),
    ("projektname", Project),
    ("project", Project),
    ("team", Team),
    ("description", Description),
    ("beschreibung", Description),
    ("due date", Due),
    ("due", Due),
    ("fälligkeitsdatum", Due),
    ("target", Due),
    ("target end", TargetEnd),
    ("target start", TargetStart),
    ("earliest start", TargetStart),
    ("earliest", TargetStart),
    ("story points", Points),
    ("story point estimate", Points),
    ("points", Points),
    ("original estimate", Original),
    ("remaining estimate", Remaining),
    ("time spent", Spent),
    ("σ original estimate", SumOriginal),
    ("σ remaining estimate", SumRemaining),
    ("σ time spent", SumSpent),
    ("low", Low),
    ("estimate low", Low),
    ("likely", Likely),
    ("estimate likely", Likely),
    ("estimate", Likely),
    ("effort", Likely),
    ("person-days", Likely),
    ("high", High),
    ("estimate high", High),
    ("components", Component),
    ("component", Component),
    ("component/s", Component),
    ("komponenten", Component),
    ("inward issue link (blocks)", BlockedBy),
    ("inward issue link (blocker)", BlockedBy),
    ("blocked by", BlockedBy),
    ("after", BlockedBy),
    ("outward issue link (blocks)", Blocks),
    ("outward issue link (blocker)", Blocks),
    ("parent key", Parent),
    ("epic link", Parent),
    ("parent link", Parent),
    ("parent issue", Parent),
    ("parent id", Parent),
    ("parent", Parent),
    ("parent summary", ParentTitle),
];

/// Columns that are left on purpose, and why.
const LEFT: &[(&str, &str)] = &[
    ("assignee", "work is dealt to teams, not to people"),
    ("labels", "a plan has no labels"),
    ("fix versions", "a version is no promised date"),
    ("fix version/s", "a version is no promised date"),
    ("sprint", "the forecast finds the dates itself"),
    ("priority", "the order of the rows ranks the items"),
    ("epic name", "an epic is called by its summary"),
    ("comment", "a plan keeps no comments"),
];

/// The columns of a file that mean something.
pub(super) struct Columns {
    found: Vec<(Meaning, usize)>,
    headers: Vec<String>,
}

/// How many headers mean something; a title counts most.
pub(super) fn known(headers: &[String]) -> usize {
    headers.iter().filter_map(|header| meaning(header)).map(|meaning| if meaning == Title { 100 } else { 1 }).sum()
}

impl Columns {
    /// Finds what each column means.
    pub fn of(table: &Table) -> Columns {
        let mut found: Vec<(usize, Meaning, usize)> = Vec::new();
        for (column, header) in table.headers.iter().enumerate() {
            if let Some(place) = place(header) {
                found.push((place, HEADERS[place].1, column));
            }
        }
        // Linear heads its keys so; elsewhere a bare number stands there, by which nothing should be found again.
        if !found.iter().any(|(_, meaning, _)| *meaning == Key) {
            let ids = table.headers.iter().enumerate().filter(|(_, header)| bare(header) == "id");
            found.extend(
                ids.filter(|(column, _)| holds_keys(table, *column)).map(|(column, _)| (HEADERS.len(), Key, column)),
            );
        }
        found.sort_by_key(|(place, _, column)| (*place, *column));
        // One title, and the surest header for it; a second would be lost in silence.
        let title = found.iter().find(|(_, meaning, _)| *meaning == Title).map(|(place, _, _)| *place);
        found.retain(|(place, meaning, _)| *meaning != Title || Some(*place) == title);
        let found = found.into_iter().map(|(_, meaning, column)| (meaning, column)).collect();
        Columns { found, headers: table.headers.clone() }
    }

    /// Whether any column means this.
    pub fn has(&self, meaning: Meaning) -> bool {
        self.found.iter().any(|(there, _)| *there == meaning)
    }

    /// The first filled cell that means this, with its column.
    pub fn first<'a>(&self, row: &'a Row, meaning: Meaning) -> Option<(&'a str, usize)> {
        self.all(row, meaning).next()
    }

    /// The first filled cell that means this; empty if there is none.
    pub fn text<'a>(&self, row: &'a Row, meaning: Meaning) -> &'a str {
        self.first(row, meaning).map_or("", |(text, _)| text)
    }

    /// Every filled cell that means this, with its column.
    pub fn all<'a>(&self, row: &'a Row, meaning: Meaning) -> impl Iterator<Item = (&'a str, usize)> {
        let columns = self.found.iter().filter(move |(there, _)| *there == meaning);
        columns.map(|(_, column)| (row.cell(*column), *column)).filter(|(text, _)| !text.is_empty())
    }

    /// The columns that hold dates.
    pub fn dated(&self) -> impl Iterator<Item = usize> {
        const DATED: [Meaning; 6] = [Resolved, StatusChanged, Updated, Due, TargetEnd, TargetStart];
        DATED.into_iter().flat_map(|meaning| self.indices(meaning))
    }

    /// The columns that mean this.
    pub fn indices(&self, meaning: Meaning) -> impl Iterator<Item = usize> {
        self.found.iter().filter(move |(there, _)| *there == meaning).map(|(_, column)| *column)
    }

    /// How many columns the header has.
    pub fn width(&self) -> usize {
        self.headers.len()
    }

    /// The header of a column, as written.
    pub fn header(&self, column: usize) -> &str {
        self.headers.get(column).map_or("", String::as_str)
    }

    /// Writes every column into the report.
    pub fn describe(&self, table: &Table, report: &mut Report) {
        report.describe(table, |column, header| {
            let meaning = self.found.iter().find(|(_, there)| *there == column);
            let left = LEFT.iter().find(|(left, _)| *left == bare(header));
            (meaning.map(|(meaning, _)| words(*meaning)), left.map_or("", |(_, why)| why))
        });
    }
}

/// Whether every filled cell of a column is a key, such as `ENG-12`.
fn holds_keys(table: &Table, column: usize) -> bool {
    let mut cells = table.rows.iter().map(|row| row.cell(column)).filter(|cell| !cell.is_empty()).peekable();
    let is_key = |cell: &str| {
        cell.rsplit_once('-').is_some_and(|(project, number)| {
            project.starts_with(|c: char| c.is_alphabetic())
                && !number.is_empty()
                && number.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    cells.peek().is_some() && cells.all(is_key)
}

fn meaning(header: &str) -> Option<Meaning> {
    place(header).map(|place| HEADERS[place].1)
}

fn place(header: &str) -> Option<usize> {
    let bare = bare(header);
    HEADERS.iter().position(|(known, _)| *known == bare)
}

/// The header in lower case, and a custom field by its own name.
fn bare(header: &str) -> String {
    let header = header.to_lowercase();
    let inside = header.strip_prefix("custom field (").and_then(|rest| rest.strip_suffix(')'));
    inside.unwrap_or(&header).trim().to_owned()
}

/// What a column was taken for, in the words of the plan.
fn words(meaning: Meaning) -> &'static str {
    match meaning {
        Title => "title",
        Key => "key, by which the item is found again",
        Id => "number, by which parents are found",
        Type => "kind",
        Status | StatusCategory => "state",
        Resolution => "state, and what needs no work any more",
        Resolved | StatusChanged | Updated => "done on",
        ProjectKey => "project of the issue",
        Project | Team => "team",
        Description => "problem, in the brief",
        Due | TargetEnd => "target",
        TargetStart => "earliest start",
        Points => "estimate, in story points",
        Original | Remaining | SumOriginal | SumRemaining => "estimate, in working time",
        Spent | SumSpent => "actual effort of done items",
        Low | Likely | High => "estimate, in person-days",
        Component => "components, in equal shares",
        BlockedBy => "dependencies",
        Blocks => "dependencies of the others",
        Parent => "parent",
        ParentTitle => "name of a parent that is not found",
    }
}
