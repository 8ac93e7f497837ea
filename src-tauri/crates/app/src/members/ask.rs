//! What can be decided about members.

use plan::Role;
use serde::{Deserialize, Serialize};

/// A decision about members. Keys are 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum MembersAsk {
    /// From now on the plan has members: whoever asks owns it, and whoever changed it so far is one.
    Found,
    /// Somebody becomes a member, or is something else from now on.
    Admit {
        /// Who.
        member: NewMember,
    },
    /// A member owns the plan too, or no longer.
    Own {
        /// Their key.
        key: String,
        /// Whether they do.
        owner: bool,
    },
    /// Somebody is a member no longer; what is known of their changes stays.
    Remove {
        /// Their key.
        key: String,
    },
    /// A member who lost their key goes on under another.
    Replace {
        /// The key they lost.
        lost: String,
        /// The key they have.
        key: String,
    },
}

/// Somebody to be admitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct NewMember {
    /// Their author key, 64 hexadecimal digits.
    pub key: String,
    /// What they are called; what they call themselves, if empty.
    #[serde(default)]
    pub name: String,
    /// What they may be.
    pub role: Role,
}
