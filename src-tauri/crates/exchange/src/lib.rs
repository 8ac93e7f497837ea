//! Files in and out: Jira CSV, plan JSON, delivery history and closing dates in; JSON, Markdown and HTML out; decision records in and out; and
//! projects of PSPLIB, to measure the search.
//!
//! Pure functions from bytes to operations and from a plan to text: the caller reads and writes the files. An import
//! touches nothing; it hands back the operations it would have the plan do, and a report of all it saw. A dry run is
//! the report without the operations.

mod assigns;
mod closings;
mod date;
mod dates;
mod decode;
mod delivery;
mod draft;
mod error;
mod html;
mod jira;
mod json;
mod madr;
mod markdown;
mod memory;
mod number;
mod pack;
mod psplib;
mod report;
mod signed;
mod table;

pub use closings::{Closings, closings};
pub use delivery::{delivery, is_delivery};
pub use error::{ImportError, MAX_BYTES, MAX_ROWS, check_size};
pub use html::html;
pub use jira::jira;
pub use json::{from_json, signed_json, to_json};
pub use madr::{TextFile, decision_files, decisions};
pub use markdown::markdown;
pub use memory::{IMPORT_LABEL, Memory};
pub use pack::{Pack, PackedEffect, PackedScenario};
pub use psplib::{PsplibError, best_known, psplib};
pub use report::{Changed, Column, Created, Guess, Import, Kept, NotUnderstood, Report, Skipped};
pub use signed::{Signed, Signer};
