//! Who acts: the name and the role that stand on every change, and what is shown of a key where no name is known.

use plan::{Author, Role};
use serde::{Deserialize, Serialize};

/// Who is at the keyboard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct AuthorView {
    /// Display name.
    pub name: String,
    /// The role in which they act.
    pub role: Role,
}

/// How the label of a change ends that made somebody a member because they work on this machine too. The owner whose key signed
/// it did not do it by an act of their own, so that it is none of what they undo.
pub(crate) const SEAT: &str = "a seat at this machine";

/// The first digits of a key, to tell two of one name apart.
pub fn short(author: Author) -> String {
    author.hex()[..8].to_owned()
}
