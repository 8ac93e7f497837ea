//! What a column of a delivery history means, found by its header.

use super::seen;
use crate::closings::{NAMES as CLOSED, bare};
use crate::error::ImportError;
use crate::report::Report;
use crate::table::{Row, Table};

/// What a column is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Key,
    Title,
    Type,
    Resolution,
    Created,
    Begun,
    Closed,
    FirstReview,
    Merged,
}

const ALL: [Meaning; 9] = [
    Meaning::Key,
    Meaning::Title,
    Meaning::Type,
    Meaning::Resolution,
    Meaning::Created,
    Meaning::Begun,
    Meaning::Closed,
    Meaning::FirstReview,
    Meaning::Merged,
];

impl Meaning {
    /// What such columns are called, letters and digits only, the surest first.
    fn names(self) -> &'static [&'static str] {
        match self {
            Meaning::Key => &[
                "issuekey",
                "key",
                "vorgangsschlüssel",
                "schlüssel",
                "id",
                "number",
                "iid",
                "issueid",
                "pullrequest",
                "pr",
            ],
            Meaning::Title => &["summary", "title", "zusammenfassung", "name"],
            Meaning::Type => {
                &["issuetype", "workitemtype", "type", "worktype", "vorgangstyp", "kind", "labels", "category"]
            }
            Meaning::Resolution => &["resolution", "lösung", "statereason"],
            Meaning::Created => &[
                "created",
                "createdat",
                "createdatutc",
                "createdon",
                "createddate",
                "datecreated",
                "creationdate",
                "opened",
                "openedat",
                "erstellt",
                "angelegt",
                "askedat",
                "asked",
                "reviewrequestedat",
                "readyforreviewat",
            ],
            Meaning::Begun => &[
                "started",
                "startedat",
                "startedon",
                "starteddate",
                "datestarted",
                "startdate",
                "inprogress",
                "inprogressat",
                "begun",
                "begunat",
                "begunon",
                "activateddate",
                "firstcommitat",
                "workstarted",
                "begonnen",
                "inarbeit",
            ],
            Meaning::Closed => CLOSED,
            Meaning::FirstReview => &[
                "firstreview",
                "firstreviewat",
                "firstreviewedat",
                "firstreviewon",
                "reviewedat",
                "firstreviewdate",
                "firstresponseat",
                "firstresponse",
                "firstcommentat",
                "firstapprovalat",
                "approvedat",
            ],
            Meaning::Merged => &["merged", "mergedat", "mergedon", "mergedate", "datemerged"],
        }
    }

    /// What such a column was taken for, in the words of the plan.
    fn words(self) -> &'static str {
        match self {
            Meaning::Key => "key, by which the record is found again",
            Meaning::Title => "title, in this report alone",
            Meaning::Type => "whether it was upkeep",
            Meaning::Resolution => "whether it was done at all",
            Meaning::Created => "created; of a review, asked for",
            Meaning::Begun => "begun",
            Meaning::Closed => "closed",
            Meaning::FirstReview => "first look at a review",
            Meaning::Merged => "merged",
        }
    }
}

/// How many headers mean something; when work was closed counts most.
pub(super) fn known(headers: &[String]) -> usize {
    let bare: Vec<String> = headers.iter().map(|header| self::bare(header)).collect();
    let stands = |meaning: Meaning| meaning.names().iter().any(|name| bare.iter().any(|header| header == name));
    ALL.into_iter()
        .filter(|meaning| stands(*meaning))
        .map(|meaning| if meaning == Meaning::Closed { 100 } else { 1 })
        .sum()
}

/// The columns of a file that mean something, at most one of each.
pub(super) struct Columns {
    found: Vec<(Meaning, usize)>,
    headers: Vec<String>,
}

impl Columns {
    /// Finds what each column means.
    ///
    /// # Errors
    /// Refuses a table that does not say when work was closed, or since when it had been there.
    pub fn of(table: &Table) -> Result<Columns, ImportError> {
        let headers: Vec<String> = table.headers.iter().map(|header| bare(header)).collect();
        let at = |meaning: Meaning| {
            let found = meaning.names().iter().find_map(|name| headers.iter().position(|header| header == name));
            found.map(|column| (meaning, column))
        };
        let mut found: Vec<(Meaning, usize)> = ALL.into_iter().filter_map(at).collect();
        let has = |found: &[(Meaning, usize)], meaning| found.iter().any(|(there, _)| *there == meaning);
        // What is merged is closed; only where reviews are told does it mean more.
        if !has(&found, Meaning::FirstReview) {
            found.retain(|(meaning, _)| *meaning != Meaning::Merged);
        }
        let lacks = |missing, such| ImportError::NoHistory { missing, such, seen: seen(table) };
        if !has(&found, Meaning::Closed) {
            return Err(lacks("closed", "`Closed`, `Resolved` or `Merged`"));
        }
        if !has(&found, Meaning::Created) && !has(&found, Meaning::Begun) {
            return Err(lacks("created or begun", "`Created` or `Started`"));
        }
        Ok(Columns { found, headers: table.headers.clone() })
    }

    /// Whether some column means this.
    pub fn has(&self, meaning: Meaning) -> bool {
        self.column(meaning).is_some()
    }

    /// The column that means this.
    pub fn column(&self, meaning: Meaning) -> Option<usize> {
        self.found.iter().find(|(there, _)| *there == meaning).map(|(_, column)| *column)
    }

    /// The header of a column, as written.
    pub fn header(&self, column: usize) -> &str {
        self.headers.get(column).map_or("", String::as_str)
    }

    /// The cell of a row that means this; empty if there is none.
    pub fn text<'a>(&self, row: &'a Row, meaning: Meaning) -> &'a str {
        self.column(meaning).map_or("", |column| row.cell(column))
    }

    /// The columns that hold dates.
    pub fn dated(&self) -> Vec<usize> {
        const DATED: [Meaning; 5] =
            [Meaning::Created, Meaning::Begun, Meaning::Closed, Meaning::FirstReview, Meaning::Merged];
        DATED.into_iter().filter_map(|meaning| self.column(meaning)).collect()
    }

    /// Writes every column into the report, and what was guessed where one is missing.
    pub fn describe(&self, table: &Table, report: &mut Report) {
        report.describe(table, |column, _| {
            let meaning = self.found.iter().rev().find(|(_, there)| *there == column);
            (meaning.map(|(meaning, _)| meaning.words()), "")
        });
        if self.has(Meaning::FirstReview) {
            return;
        }
        if !self.has(Meaning::Begun) {
            report.guess("no column says when work was begun", "begun when it was created");
        }
        if !self.has(Meaning::Type) {
            report.guess("no column says of which type work was", "none of it is upkeep");
        }
        if !self.has(Meaning::Key) {
            report.guess("no column has keys", "rows are told apart by their title, or by their dates");
        }
    }
}
