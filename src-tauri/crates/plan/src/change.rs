//! The change log: one user action is one `Change`, an authored, stamped, signed set of small `Edit`s.
//!
//! What is signed is [`Change::content`].

use std::collections::BTreeSet;

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::author::{Author, Role};
use crate::field::Field;
use crate::hex;
use crate::refusal::Refusal;
use crate::slot::Slot;
use crate::validate::{NAME_LIMIT, check};
use crate::value::Value;

/// Names a change: the author's n-th, counted from 1 without gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ChangeId {
    /// Who made it.
    pub author: Author,
    /// The how-manieth of that author.
    pub seq: u32,
}

/// Names an edit: the index-th of a change, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EditRef {
    /// The change it is in.
    pub change: ChangeId,
    /// Its place there.
    pub index: u32,
}

/// A hybrid logical time (NTP64, as `uhlc` counts it), then the author: a total order over all changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stamp {
    /// NTP64: seconds since 1970 in the upper 32 bits, fraction and counter in the lower.
    pub time: u64,
    /// Breaks ties.
    pub author: Author,
}

/// One slot gets one value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edit {
    /// Where.
    pub slot: Slot,
    /// What.
    pub value: Value,
    /// The edits whose values stood there when it was made; more than one settles a conflict.
    pub replaces: Vec<EditRef>,
}

/// What a change is to the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    /// Something was done.
    Act,
    /// This change of the same author was taken back.
    Undo(ChangeId),
    /// This undo of the same author was taken back.
    Redo(ChangeId),
}

/// One user action: labelled, atomic, authored, signed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Its name.
    pub id: ChangeId,
    /// When, in the order of all changes; its author is that of the id.
    pub stamp: Stamp,
    /// What the author was called.
    pub name: String,
    /// What the author was to the plan.
    pub role: Role,
    /// What people call the action.
    pub label: String,
    /// What it is to other changes.
    pub intent: Intent,
    /// What it does, each slot once.
    pub edits: Vec<Edit>,
    /// The [`Change::hash`] of the author's change before this; zeros for the first.
    #[serde(with = "hex")]
    pub previous: [u8; 32],
    /// The author's signature of [`Change::content`]; zeros while not signed.
    #[serde(with = "hex")]
    pub signature: [u8; 64],
}

/// Why a change is not taken in. The change is left out as a whole, and its author's later ones wait for it.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Rejection {
    /// The signature is not the author's, or the change was altered after signing.
    #[error("the change “{label}” was altered or is not signed by its author; ask for it again")]
    Signature {
        /// What people call the change.
        label: String,
    },
    /// It does not follow that author's change before it: two installations use one key, or something was left out.
    #[error(
        "the change “{label}” does not follow its author's change before; two copies of the program may use one key"
    )]
    Forked {
        /// What people call the change.
        label: String,
    },
    /// Its parts contradict one another.
    #[error("the change “{label}” is not well formed: {problem}")]
    Malformed {
        /// What people call the change.
        label: String,
        /// What is wrong.
        problem: &'static str,
    },
    /// One of its edits does not parse.
    #[error("the change “{label}” does not fit a plan: {refusal}")]
    Edit {
        /// What people call the change.
        label: String,
        /// Why not.
        refusal: Refusal,
    },
}

impl Change {
    /// SHA-256 of the content: what the author's next change names as its `previous`.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.content()).into()
    }

    /// Signs the content. The key is the author's.
    pub fn sign(&mut self, key: &SigningKey) {
        self.signature = key.sign(&self.content()).to_bytes();
    }

    /// Whether it says anything of who may change the plan.
    pub fn is_of_members(&self) -> bool {
        self.edits.iter().any(|edit| edit.slot.field.is_of_members())
    }

    /// Whether its author says with it that they made the plan.
    pub fn founds(&self) -> bool {
        let says = |value: &Value| matches!(value, Value::Text(key) if *key == self.id.author.hex());
        self.edits.iter().any(|edit| edit.slot.field == Field::Founder && says(&edit.value))
    }

    /// Whether the author signed exactly this. Asked where changes come in, not on every opening.
    pub fn verify(&self) -> Result<(), Rejection> {
        VerifyingKey::from_bytes(&self.id.author.0)
            .and_then(|key| key.verify_strict(&self.content(), &Signature::from_bytes(&self.signature)))
            .map_err(|_| Rejection::Signature { label: self.label.clone() })
    }

    /// Whether it is whole in itself: every edit parses, each slot is there once, and nobody speaks for another.
    pub fn check(&self) -> Result<(), Rejection> {
        let label = || self.label.chars().take(80).collect();
        let malformed = |problem| Err(Rejection::Malformed { label: label(), problem });
        if self.id.seq == 0 {
            return malformed("changes are counted from 1");
        }
        if self.stamp.author != self.id.author {
            return malformed("it is stamped by another author");
        }
        if self.name.len() > 4 * NAME_LIMIT || self.label.len() > 4 * NAME_LIMIT {
            return malformed("its label or its author's name is too long");
        }
        if let Intent::Undo(change) | Intent::Redo(change) = self.intent
            && (change.author != self.id.author || change.seq >= self.id.seq)
        {
            return malformed("it takes back what is not an earlier change of its author");
        }
        let slots: BTreeSet<&Slot> = self.edits.iter().map(|edit| &edit.slot).collect();
        if slots.len() < self.edits.len() {
            return malformed("it writes to one place twice");
        }
        for edit in &self.edits {
            if edit.replaces.iter().any(|replaced| replaced.change == self.id) {
                return malformed("it replaces itself");
            }
            check(&edit.slot, &edit.value).map_err(|refusal| Rejection::Edit { label: label(), refusal })?;
        }
        Ok(())
    }
}
