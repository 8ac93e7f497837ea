//! Why a file as a whole cannot be imported, as sentences for the person who brought it. What is wrong with a single
//! row is no error: it stands in the report.

use thiserror::Error;

/// The largest file that is read: 50 MB. An export of 10,000 issues with all their fields stays below it.
pub const MAX_BYTES: u64 = 50_000_000;

/// The most rows that are read, as many as Jira exports at once. More than that is a database, not a roadmap.
pub const MAX_ROWS: usize = 10_000;

/// The most columns that are read; a large export with all custom fields has a few hundred.
pub(crate) const MAX_COLUMNS: usize = 5_000;

/// Why nothing was imported. The plan stays as it was.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ImportError {
    /// The file is larger than [`MAX_BYTES`].
    #[error("the file has {megabytes} MB, and at most {} MB are read; export fewer issues or fewer columns", MAX_BYTES / 1_000_000)]
    TooLarge {
        /// Its size, rounded up.
        megabytes: u64,
    },
    /// There is nothing in it.
    #[error("the file is empty; export it again")]
    Empty,
    /// It is a file of another sort.
    #[error("the file is {what}, not a table of issues; {instead}")]
    NotATable {
        /// What it was recognised as.
        what: &'static str,
        /// What to do.
        instead: &'static str,
    },
    /// Its bytes are no text in any encoding that was tried.
    #[error("the file cannot be read as text; save it as CSV in UTF-8 and try again")]
    NotText,
    /// No column holds titles.
    #[error("no column with titles: expected `Summary` or `Title`, saw {seen}; is the first row the header?")]
    NoTitle {
        /// The headers that stand in the first row, quoted, at most a dozen.
        seen: String,
    },
    /// No column holds closing dates, or several might.
    #[error(
        "no column with closing dates: expected `Closed`, `Resolved`, `Completed` or `Done`, or one date a line; saw {seen}; name the column so and try again"
    )]
    NoClosings {
        /// The headers that stand in the first row, quoted, at most a dozen.
        seen: String,
    },
    /// The column that should hold closing dates holds something else.
    #[error("no cell under `{column}` is a date, such as `{cell}`; write dates like 2027-03-31")]
    NoDates {
        /// The header of the column.
        column: String,
        /// What stands in it instead.
        cell: String,
    },
    /// Nothing says when work was closed, or since when it had been there.
    #[error(
        "no delivery history: expected a column with when work was {missing}, such as {such}; saw {seen}; name the column so and try again"
    )]
    NoHistory {
        /// What is not said.
        missing: &'static str,
        /// Headers that would say it.
        such: &'static str,
        /// The headers that stand in the first row, quoted, at most a dozen.
        seen: String,
    },
    /// It should be JSON of pull requests or issues, and is not.
    #[error(
        "the file is not a list of pull requests or issues: {cause}; make one with `gh pr list --state merged --json number,title,createdAt,mergedAt,reviews`"
    )]
    NotAList {
        /// What the reader stumbled over.
        cause: String,
    },
    /// There is a header and nothing below it.
    #[error("the file has a header but no rows; export it again with its issues")]
    NoRows,
    /// The table is larger than any roadmap.
    #[error("the file has more than {most} {what}; export fewer")]
    TooMany {
        /// The limit.
        most: usize,
        /// Rows or columns.
        what: &'static str,
    },
    /// It should be JSON, and is not.
    #[error("the file is not the JSON of a plan: {cause}; export the plan again with `--format json`")]
    NotPlanJson {
        /// What the reader stumbled over, and where.
        cause: String,
    },
    /// It is JSON, of another program.
    #[error("the file is JSON, but not that of a plan; of other programs a CSV of their issues is read: export one")]
    ForeignJson,
    /// The plan was exported by a newer version.
    #[error(
        "the file was exported by a newer version (its schema is {found}, this version reads up to {known}); update Plimsoll"
    )]
    NewerSchema {
        /// The schema of the file.
        found: u64,
        /// The newest this version reads.
        known: u64,
    },
}

/// Refuses a file that is too large, before it is read into memory.
pub fn check_size(len: u64) -> Result<(), ImportError> {
    if len > MAX_BYTES { Err(ImportError::TooLarge { megabytes: len.div_ceil(1_000_000) }) } else { Ok(()) }
}
