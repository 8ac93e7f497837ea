//! The document: what all known changes come to, kept in step change by change, in whatever order they arrive.
//!
//! Per slot it keeps the *heads*: the edits that no known edit replaces. The one with the highest stamp wins, the others,
//! if they say something else, are a conflict until an edit replaces them all. An edit replaces those it lists, provided
//! it is stamped later. A change waits until its author's change before it and all that it replaces are known, so
//! replicas that know the same changes agree, however these came. It knows nothing of signatures: those are verified where
//! changes come in ([`Change::verify`]).
//!
//! Whose changes count, [`crate::Authority`] says. The others are *kept aside*: known, so that nobody sends them again and
//! what builds on them need not wait, but none of their edits stands. Where members are changed, or something builds on what
//! is kept aside, all is folded again from the whole log: that is rare, and then nothing needs to be remembered for it.
//! The one exception is whoever is at the keyboard: in their own copy what they did shows, also while it waits to be admitted.

mod merge;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use self::merge::sort;
use crate::author::{Author, Role};
use crate::authority::authority;
use crate::change::{Change, ChangeId, Edit, EditRef, Intent, Rejection, Stamp};
use crate::hex;
use crate::queue::{self, Queue};
use crate::refusal::Refusal;
use crate::slot::Slot;
use crate::validate::check;
use crate::value::Value;
use crate::whole::Plan;

/// An edit that nothing replaces.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// Which edit.
    pub edit: EditRef,
    /// When it was made.
    pub stamp: Stamp,
    /// What it says.
    pub value: Value,
}

/// The last known change of an author.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tip {
    /// Its number.
    pub seq: u32,
    /// Its [`Change::hash`], which the next one names.
    #[serde(with = "hex")]
    pub hash: [u8; 32],
}

/// Two or more said different things about one slot without knowing of each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// Where.
    pub slot: Slot,
    /// What is shown.
    pub winner: Head,
    /// What else was said, the latest first.
    pub others: Vec<Head>,
}

/// Who makes a change, when, and what for: all of a change but its edits.
#[derive(Clone, Debug)]
pub struct Signed {
    /// When.
    pub stamp: Stamp,
    /// What the author is called.
    pub name: String,
    /// What the author is to the plan.
    pub role: Role,
    /// What people call the action.
    pub label: String,
    /// What it is to other changes.
    pub intent: Intent,
}

/// Why a change is kept aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aside {
    /// Its author is not a member.
    Stranger,
    /// Its author may only look.
    Viewer,
    /// Its author was removed, and it is not among what was known of them then.
    Removed,
    /// It decides about members what its author may not decide.
    NoRight,
}

/// What came of taking changes in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// Those that are known now, in the order in which they came to be; some may have waited from before. Those of them that
    /// are kept aside do not count.
    pub taken: Vec<Change>,
    /// Those known before that now count and did not, or no longer do.
    pub moved: Vec<ChangeId>,
    /// The slots whose heads are new.
    pub touched: BTreeSet<Slot>,
    /// Those that wait for others that are not known yet.
    pub held: Vec<ChangeId>,
    /// Those that are left out, and why.
    pub rejected: Vec<(ChangeId, Rejection)>,
}

/// The fold of all known changes, with its typed plan.
#[derive(Clone, Debug, Default)]
pub struct Document {
    tips: BTreeMap<Author, Tip>,
    slots: BTreeMap<Slot, Vec<Head>>,
    split: BTreeSet<Slot>,
    held: BTreeMap<ChangeId, Change>,
    aside: BTreeSet<ChangeId>,
    me: Option<Author>,
    plan: Plan,
}

impl Document {
    /// What these changes come to, in any order; who founded the plan is whoever of them says so first.
    pub fn fold(changes: impl IntoIterator<Item = Change>) -> Document {
        let mut document = Document::default();
        document.merge(changes);
        document
    }

    /// What these changes come to in the copy of `me`, given who founded the plan: nobody yet, if that is `None`.
    pub fn fold_under(
        founder: Option<Author>,
        me: Option<Author>,
        changes: impl IntoIterator<Item = Change>,
    ) -> Document {
        let mut document = Document { me, ..Document::default() };
        let queue = Queue::of(&document, changes);
        document.tips = queue.tips;
        document.held = queue.held;
        document.take(&authority(founder, &queue.ready), &queue.ready);
        document
    }

    /// The document as it was saved: without its history, but with all that later changes need. Refused if a value does
    /// not fit its slot, as a hostile file may have it.
    pub fn from_heads(
        tips: BTreeMap<Author, Tip>,
        slots: impl IntoIterator<Item = (Slot, Vec<Head>)>,
        held: impl IntoIterator<Item = Change>,
        aside: impl IntoIterator<Item = ChangeId>,
    ) -> Result<Document, Refusal> {
        let held = held.into_iter().map(|change| (change.id, change)).collect();
        let aside = aside.into_iter().collect();
        let mut document = Document { tips, held, aside, ..Document::default() };
        for (slot, mut heads) in slots {
            for head in &heads {
                check(&slot, &head.value)?;
            }
            sort(&mut heads);
            document.show(&slot, &heads);
            document.slots.insert(slot, heads);
        }
        Ok(document)
    }

    /// From now on it is the copy of `me`. What was saved for somebody else is folded again from the whole log, if it shows
    /// what only they saw, or lacks what only `me` sees; what came of that is to be saved.
    pub fn belongs_to<E>(
        &mut self,
        me: Author,
        log: impl FnOnce() -> Result<Vec<Change>, E>,
    ) -> Result<Option<Merged>, E> {
        self.me = Some(me);
        let beyond = |author: &Author, tip: &Tip| tip.seq.saturating_sub(self.plan.members.limit(*author));
        let aside = |author: &Author| {
            let limit = self.plan.members.limit(*author);
            self.aside.iter().filter(|id| id.author == *author && id.seq > limit).count() as u32
        };
        let is_mine = self.tips.iter().all(|(author, tip)| match *author == me {
            true => aside(author) == 0,
            false => aside(author) >= beyond(author, tip),
        });
        match is_mine {
            true => Ok(None),
            false => {
                let (founder, log) = (self.founder(), log()?);
                let known = log.len();
                Ok(Some(self.anew(founder, log, known)))
            }
        }
    }

    /// The change that makes these edits here: numbered, chained and knowing what it replaces. It is to be signed.
    pub fn draft(&self, by: Signed, edits: impl IntoIterator<Item = (Slot, Value)>) -> Change {
        let author = by.stamp.author;
        let tip = self.tips.get(&author).copied().unwrap_or(Tip { seq: 0, hash: [0; 32] });
        let edits = edits.into_iter().map(|(slot, value)| Edit { replaces: self.replaces(&slot), slot, value });
        Change {
            id: ChangeId { author, seq: tip.seq + 1 },
            stamp: by.stamp,
            name: by.name,
            role: by.role,
            label: by.label,
            intent: by.intent,
            edits: edits.collect(),
            previous: tip.hash,
            signature: [0; 64],
        }
    }

    /// The plan: every winner in its place.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The edits that stand in a slot, the winner first; none if nobody ever wrote there.
    pub fn heads(&self, slot: &Slot) -> &[Head] {
        self.slots.get(slot).map_or(&[], Vec::as_slice)
    }

    /// What is said in a slot; nothing if nobody ever wrote there.
    pub fn value(&self, slot: &Slot) -> Value {
        self.heads(slot).first().map_or(Value::Nothing, |head| head.value.clone())
    }

    /// Every slot that somebody wrote to, with its heads.
    pub fn slots(&self) -> impl Iterator<Item = (&Slot, &[Head])> {
        self.slots.iter().map(|(slot, heads)| (slot, heads.as_slice()))
    }

    /// What a new edit of this slot replaces, the winner first: all that stands there, so that it settles a conflict.
    pub fn replaces(&self, slot: &Slot) -> Vec<EditRef> {
        self.heads(slot).iter().map(|head| head.edit).collect()
    }

    /// What was said at once and differs, by slot.
    pub fn conflicts(&self) -> Vec<Conflict> {
        let conflict = |slot: &Slot| {
            let (winner, others) = self.heads(slot).split_first()?;
            let others: Vec<Head> = others.iter().filter(|head| head.value != winner.value).cloned().collect();
            (!others.is_empty()).then(|| Conflict { slot: slot.clone(), winner: winner.clone(), others })
        };
        self.split.iter().filter_map(conflict).collect()
    }

    /// How many changes of each author are in here. What a colleague's version has beyond it is what to ask for.
    pub fn version(&self) -> BTreeMap<Author, u32> {
        self.tips.iter().map(|(author, tip)| (*author, tip.seq)).collect()
    }

    /// The last known change of each author.
    pub fn tips(&self) -> &BTreeMap<Author, Tip> {
        &self.tips
    }

    /// Names exactly the changes that are known here: SHA-256 of each author's key and the hash of their last change, in
    /// hexadecimal.
    pub fn digest(&self) -> String {
        let mut sum = Sha256::new();
        for (author, tip) in &self.tips {
            sum.update(author.0);
            sum.update(tip.hash);
        }
        hex::encode(&<[u8; 32]>::from(sum.finalize()))
    }

    /// The changes that wait for others, to be saved with the rest.
    pub fn held(&self) -> impl Iterator<Item = &Change> {
        self.held.values()
    }

    /// Whether this change is part of the document.
    pub fn knows(&self, id: ChangeId) -> bool {
        queue::knows(&self.tips, id)
    }

    /// Who made the plan; nobody is said to have while it is open to everybody.
    pub fn founder(&self) -> Option<Author> {
        self.plan.members.founder
    }

    /// The changes that are known and do not count here.
    pub fn aside(&self) -> impl Iterator<Item = (ChangeId, Aside)> {
        self.aside.iter().map(|id| (*id, self.reason(*id)))
    }

    /// Why a change is kept aside; `None` if it counts here, or is not known.
    pub fn why_aside(&self, id: ChangeId) -> Option<Aside> {
        self.aside.contains(&id).then(|| self.reason(id))
    }

    /// How many changes of whoever is at the keyboard count in this copy alone, until they are admitted.
    pub fn waiting(&self) -> u32 {
        let Some((me, tip)) = self.me.and_then(|me| Some((me, self.tips.get(&me)?))) else { return 0 };
        let limit = self.plan.members.limit(me);
        let aside = self.aside.iter().filter(|id| id.author == me && id.seq > limit).count() as u32;
        tip.seq.saturating_sub(limit).saturating_sub(aside)
    }

    fn reason(&self, id: ChangeId) -> Aside {
        let members = &self.plan.members;
        if id.seq <= members.limit(id.author) {
            return Aside::NoRight;
        }
        match members.known.get(&id.author).map(|member| member.role) {
            None => Aside::Stranger,
            Some(Some(Role::Viewer)) => Aside::Viewer,
            Some(None | Some(Role::Pm | Role::Em | Role::Contributor)) => Aside::Removed,
        }
    }
}
