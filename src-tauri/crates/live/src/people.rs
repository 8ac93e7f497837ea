//! Who takes part, and how far the two sides are: what a session shows.

use plan::{Author, Role};
use serde::{Deserialize, Serialize};

/// Who takes part from here.
#[derive(Clone, Debug)]
pub struct Me {
    /// What they are called.
    pub name: String,
    /// What they are to the plan, by their own word.
    pub role: Role,
}

/// Somebody in the session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their key, which signs their changes.
    pub author: Author,
    /// What they are called.
    pub name: String,
    /// What the host lets them be.
    pub role: Role,
    /// Whether they share the plan.
    pub host: bool,
    /// Whether they are connected now.
    pub here: bool,
    /// Whether the host removed them; only the host sees them then.
    pub removed: bool,
    /// Where they look, as their own program wrote it.
    pub presence: Option<String>,
}

/// A change that was brought and not taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// Whose it is.
    pub name: String,
    /// As what they made it.
    pub role: Role,
    /// What people call it.
    pub label: String,
    /// Why it is kept aside, in words.
    pub why: String,
}

/// A ticket that lets people in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The text to hand over.
    pub ticket: String,
    /// How many more it lets in.
    pub uses_left: u32,
    /// The second since 1970 at which it expires.
    pub expires: u64,
}

/// How far what is on disk here is on disk there. Changes are counted that the other side has not acknowledged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sync {
    /// Nobody else has come yet.
    Alone,
    /// Nobody is connected.
    Offline {
        /// How many changes wait.
        waiting: u32,
    },
    /// On the way, in one direction or the other.
    Syncing {
        /// How many changes of ours wait.
        waiting: u32,
    },
    /// Everybody who is connected has acknowledged all that is here.
    Same,
}

/// A session as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Whether the plan is shared from here.
    pub hosting: bool,
    /// How far the two sides are.
    pub sync: Sync,
    /// Everybody, the host first, then as they came.
    pub people: Vec<Person>,
    /// The ticket that holds, at the host.
    pub invitation: Option<Invitation>,
    /// What was brought and not taken in, at the host.
    pub aside: Vec<Aside>,
    /// What last went wrong, in words.
    pub trouble: Option<String>,
    /// Why the session is over, in words.
    pub ended: Option<String>,
}
