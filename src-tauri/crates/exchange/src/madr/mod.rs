//! Decision records as Markdown files of the MADR form, version 4: one file a decision, out of a plan and into one.
//!
//! What MADR has no place for (what the decision shapes, creates and retires, its dates of that day) stands in the front
//! matter, by title. A file that we wrote comes back byte for byte. Of files by others nothing is lost: what no field of a
//! decision holds goes to its more information, and links that lead nowhere are said and kept there as text.

mod apply;
mod front;
mod link;
mod page;
mod write;

pub use apply::decisions;
pub use write::decision_files;

/// A file of text: its name without folders, and what stands in it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
pub struct TextFile {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
}

#[cfg(test)]
mod tests;
