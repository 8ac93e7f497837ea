//! Who signed what of a plan: said in every export, and never read back, because an export holds no signatures.

use plan::Role;
use serde::{Deserialize, Serialize};

/// Who signed the changes that a plan is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Signed {
    /// SHA-256 of the last change of each author, in hexadecimal: the same for whoever has exactly these changes.
    pub digest: String,
    /// Everybody whose changes are known, who did most first.
    pub signers: Vec<Signer>,
    /// Changes that are known and kept aside, because their authors may not make them.
    pub kept_aside: u32,
}

/// Somebody who signed changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    /// What they are called.
    pub name: String,
    /// What they are to the plan; `None` for who is not a member, or no longer.
    pub role: Option<Role>,
    /// "made the plan", "may edit"; empty where everybody may.
    pub standing: String,
    /// Their author key, 64 hexadecimal digits.
    pub key: String,
    /// How many of their changes count.
    pub changes: u32,
    /// The day of the first, `2026-11-23`.
    pub first: String,
    /// The day of the last.
    pub last: String,
}

impl Signer {
    /// The first digits of the key.
    pub(crate) fn short(&self) -> &str {
        self.key.get(..8).unwrap_or(&self.key)
    }
}
