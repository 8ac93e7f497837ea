//! Who changes a plan: a key, and what they are to it.

use serde::{Deserialize, Serialize};

use crate::hex;

/// The ed25519 public key of an installation. Serialises as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Author(#[serde(with = "hex")] pub [u8; 32]);

/// What somebody is to the plan. Stored with every change; it says who drove what, it does not guard anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
pub enum Role {
    /// Product manager: drives the problem, the priorities, what is promised outside.
    #[serde(rename = "PM")]
    Pm,
    /// Engineering manager: drives delivery, technical decisions, people.
    #[serde(rename = "EM")]
    Em,
    /// Works on the plan without driving it.
    Contributor,
    /// Reads along.
    Viewer,
}

impl Author {
    /// 64 lower-case hexadecimal digits.
    pub fn hex(&self) -> String {
        hex::encode(&self.0)
    }

    /// The author these digits name.
    pub fn from_hex(digits: &str) -> Option<Author> {
        hex::decode(digits).map(Author)
    }
}

impl std::fmt::Debug for Author {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.hex()[..8])
    }
}

impl Role {
    /// Every role, the driving ones first.
    pub const ALL: [Role; 4] = [Role::Pm, Role::Em, Role::Contributor, Role::Viewer];

    /// The word that is stored and shown.
    pub fn word(self) -> &'static str {
        match self {
            Role::Pm => "PM",
            Role::Em => "EM",
            Role::Contributor => "Contributor",
            Role::Viewer => "Viewer",
        }
    }

    /// The role this word names.
    pub fn from_word(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.word() == word)
    }
}
