//! What two sides say to each other, one frame each.

use plan::{Author, Change, Role};
use serde::{Deserialize, Serialize};

use crate::error::{Parting, Refusal};
use crate::log::{Tips, Version};
use crate::people::Person;
use crate::ticket::{PlanKey, Secret};

/// The longest name, in characters.
const LONGEST_NAME: usize = 100;
/// The longest presence, in bytes.
pub(crate) const LONGEST_PRESENCE: usize = 1_000;
/// More authors than ever worked on one plan.
pub(crate) const MOST_AUTHORS: usize = 10_000;

/// One frame. Tagged from outside, so that it is read as it comes and never held twice.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Message {
    /// A guest's first: who it is, and its ticket.
    Hello(Hello),
    /// The host's answer: what it has, so that the guest knows when it has caught up.
    Welcome(Version),
    /// Or why not.
    Refused(Refusal),
    /// "I have this: send what I lack."
    Ask(Tips),
    /// What the other lacks.
    Changes(Vec<Change>),
    /// "I have this, on disk."
    Have(Version),
    /// From the host: who is here.
    People(Vec<Person>),
    /// From a guest: where it looks; not kept.
    Presence(Option<String>),
    /// "I am still here."
    Beat,
    /// The last one.
    Bye(Parting),
}

/// Who a guest is. That it has the key of its author, the connection has proved.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Hello {
    pub plan: PlanKey,
    pub secret: Secret,
    pub name: String,
    pub role: Role,
    /// Who made the plan, as the guest's copy has it.
    #[serde(default)]
    pub founder: Option<Author>,
}

impl Hello {
    /// Whether the name can stand among others.
    pub(crate) fn is_decent(&self) -> bool {
        let n_characters = self.name.chars().count();
        !self.name.trim().is_empty() && n_characters <= LONGEST_NAME && !self.name.chars().any(char::is_control)
    }
}
