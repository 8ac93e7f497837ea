//! The plan file: one SQLite database, its log and its winners, checked before it is trusted.
//!
//! The log (`change`, `edit`) is the document. `value` holds what is shown of it, so that opening costs the plan's size
//! and not its history's. Both are written in one transaction and agree at every moment, also after a crash.
//!
//! On opening, SQLite checks every page, and every value that is shown is parsed and checked as an edit is. The edits of
//! the log are checked so when they are read, for undo, history or sharing.
//!
//! Absent on purpose: nothing here decides, folds or merges, reads the clock, or knows what a field means. A file that
//! fails a check is never written to. One program has a plan open at a time; SQLite's exclusive lock sees to it.

mod append;
mod check;
mod colleague;
mod connect;
mod copy;
mod error;
mod file;
mod format;
mod guard;
mod history;
mod read;
mod rows;

pub use colleague::PlanCopy;
pub use error::Error;
pub use file::PlanFile;
pub use history::{Entry, Filter};
