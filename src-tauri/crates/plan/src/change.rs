//! The change log: one user action is one `Change`, an authored, stamped, signed set of small `Edit`s.
//!
//! What is signed is [`Change::content`], a byte form of its own, because JSON can say the same thing in many ways.

use std::collections::BTreeSet;

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::field::Field;
use crate::hex;
use crate::id::EntityId;
use crate::refusal::Refusal;
use crate::validate::{NAME_LIMIT, check};
use crate::value::{Day, Range, Value};

/// The ed25519 public key of an installation. Serialises as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Author(#[serde(with = "hex")] pub [u8; 32]);

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

/// The place an edit writes to: a field of an entity, and for a keyed field the record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
pub struct Slot {
    /// The entity.
    pub entity: EntityId,
    /// The field.
    pub field: Field,
    /// The record: an id, an ISO date or a name as the field's row says; empty for a field of one value.
    #[serde(default)]
    pub key: String,
}

impl Slot {
    /// The slot of a field of one value.
    pub fn of(entity: impl Into<EntityId>, field: Field) -> Slot {
        Slot { entity: entity.into(), field, key: String::new() }
    }
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

impl Change {
    /// What is signed and hashed: everything but the signature, in this order. Numbers are little-endian, a number is
    /// its IEEE 754 bits, words and lists have their length as a `u32` before them, a day is its ISO text, and a choice
    /// of forms (intent, value) starts with a byte that counts the forms from 0 in the order of their definition.
    pub fn content(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(256 + 160 * self.edits.len());
        bytes.extend(b"plimsoll change 1\n");
        put_id(&mut bytes, self.id);
        bytes.extend(self.stamp.time.to_le_bytes());
        bytes.extend(self.stamp.author.0);
        put_text(&mut bytes, &self.name);
        put_text(&mut bytes, self.role.word());
        put_text(&mut bytes, &self.label);
        match self.intent {
            Intent::Act => bytes.push(0),
            Intent::Undo(change) => {
                bytes.push(1);
                put_id(&mut bytes, change);
            }
            Intent::Redo(change) => {
                bytes.push(2);
                put_id(&mut bytes, change);
            }
        }
        bytes.extend(self.previous);
        put_count(&mut bytes, self.edits.len());
        for Edit { slot, value, replaces } in &self.edits {
            put_text(&mut bytes, slot.entity.kind.word());
            bytes.extend(slot.entity.id.as_bytes());
            put_text(&mut bytes, slot.field.word());
            put_text(&mut bytes, &slot.key);
            put_value(&mut bytes, value);
            put_count(&mut bytes, replaces.len());
            for edit in replaces {
                put_id(&mut bytes, edit.change);
                bytes.extend(edit.index.to_le_bytes());
            }
        }
        bytes
    }

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

fn put_id(bytes: &mut Vec<u8>, id: ChangeId) {
    bytes.extend(id.author.0);
    bytes.extend(id.seq.to_le_bytes());
}

fn put_count(bytes: &mut Vec<u8>, count: usize) {
    bytes.extend((count as u32).to_le_bytes());
}

fn put_text(bytes: &mut Vec<u8>, text: &str) {
    put_count(bytes, text.len());
    bytes.extend(text.as_bytes());
}

fn put_day(bytes: &mut Vec<u8>, day: Day) {
    put_text(bytes, &day.to_string());
}

fn put_value(bytes: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Nothing => bytes.push(0),
        Value::Flag(flag) => bytes.extend([1, u8::from(*flag)]),
        Value::Number(number) => {
            bytes.push(2);
            bytes.extend(number.to_le_bytes());
        }
        Value::Text(text) => {
            bytes.push(3);
            put_text(bytes, text);
        }
        Value::Day(day) => {
            bytes.push(4);
            put_day(bytes, *day);
        }
        Value::Ref(id) => {
            bytes.push(5);
            bytes.extend(id.as_bytes());
        }
        Value::Range(Range { low, likely, high }) => {
            bytes.push(6);
            for part in [low, likely, high] {
                bytes.extend(part.to_le_bytes());
            }
        }
        Value::DayRange(range) => {
            bytes.push(7);
            for day in [range.low, range.likely, range.high] {
                put_day(bytes, day);
            }
        }
    }
}
