//! The document: what all known changes come to, kept in step change by change, in whatever order they arrive.
//!
//! Per slot it keeps the *heads*: the edits that no known edit replaces. The one with the highest stamp wins, the others,
//! if they say something else, are a conflict until an edit replaces them all. An edit replaces those it lists, provided
//! it is stamped later. A change waits until its author's change before it and all that it replaces are known, so
//! replicas that know the same changes agree, however these came. It knows nothing of signatures: those are verified where
//! changes come in ([`Change::verify`]).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::change::{Author, Change, ChangeId, Edit, EditRef, Intent, Rejection, Role, Slot, Stamp};
use crate::hex;
use crate::refusal::Refusal;
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

/// What came of taking changes in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// Those that now count, in the order in which they were applied; some may have waited from before.
    pub applied: Vec<Change>,
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
    plan: Plan,
}

impl Document {
    /// What these changes come to, in any order.
    pub fn fold(changes: impl IntoIterator<Item = Change>) -> Document {
        let mut document = Document::default();
        document.merge(changes);
        document
    }

    /// The document as it was saved: without its history, but with all that later changes need. Refused if a value does
    /// not fit its slot, as a hostile file may have it.
    pub fn from_heads(
        tips: BTreeMap<Author, Tip>,
        slots: impl IntoIterator<Item = (Slot, Vec<Head>)>,
        held: impl IntoIterator<Item = Change>,
    ) -> Result<Document, Refusal> {
        let held = held.into_iter().map(|change| (change.id, change)).collect();
        let mut document = Document { tips, held, ..Document::default() };
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

    /// Takes one change in; see [`Document::merge`].
    pub fn apply(&mut self, change: Change) -> Merged {
        self.merge([change])
    }

    /// Takes changes in: one's own, a colleague's, known ones again. Whatever they are, this neither fails nor panics.
    pub fn merge(&mut self, changes: impl IntoIterator<Item = Change>) -> Merged {
        let mut merged = Merged::default();
        let mut incoming: BTreeMap<ChangeId, Change> = std::mem::take(&mut self.held);
        for change in changes {
            if !self.knows(change.id) {
                incoming.entry(change.id).or_insert(change);
            }
        }
        // Those that wait for a change, by that change: each is looked at again only when what it waits for has come.
        let mut waiting: BTreeMap<ChangeId, Vec<Change>> = BTreeMap::new();
        for change in incoming.into_values() {
            let mut ready = vec![change];
            while let Some(change) = ready.pop() {
                if let Some(missing) = self.missing(&change) {
                    waiting.entry(missing).or_default().push(change);
                    continue;
                }
                let id = change.id;
                match self.append(&change, &mut merged.touched) {
                    Ok(()) => {
                        merged.applied.push(change);
                        ready.extend(waiting.remove(&id).into_iter().flatten());
                    }
                    Err(rejection) => merged.rejected.push((id, rejection)),
                }
            }
        }
        self.held = waiting.into_values().flatten().map(|change| (change.id, change)).collect();
        merged.held = self.held.keys().copied().collect();
        merged
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

    /// The changes that wait for others, to be saved with the rest.
    pub fn held(&self) -> impl Iterator<Item = &Change> {
        self.held.values()
    }

    /// Whether this change is part of the document.
    pub fn knows(&self, id: ChangeId) -> bool {
        self.tips.get(&id.author).is_some_and(|tip| tip.seq >= id.seq)
    }

    /// A change that must come before this one and is not known yet.
    fn missing(&self, change: &Change) -> Option<ChangeId> {
        let ChangeId { author, seq } = change.id;
        let before = seq.checked_sub(1).filter(|seq| *seq > 0).map(|seq| ChangeId { author, seq });
        let replaced = change.edits.iter().flat_map(|edit| edit.replaces.iter().map(|replaced| replaced.change));
        // A change that claims to replace itself waits for nothing: it is rejected.
        before.into_iter().chain(replaced).find(|id| !self.knows(*id) && *id != change.id)
    }

    fn append(&mut self, change: &Change, touched: &mut BTreeSet<Slot>) -> Result<(), Rejection> {
        change.check()?;
        let author = change.id.author;
        let tip = self.tips.get(&author).copied().unwrap_or(Tip { seq: 0, hash: [0; 32] });
        if change.id.seq != tip.seq + 1 || change.previous != tip.hash {
            return Err(Rejection::Forked { label: change.label.clone() });
        }
        self.tips.insert(author, Tip { seq: change.id.seq, hash: change.hash() });
        for (edit, index) in change.edits.iter().zip(0..) {
            let head =
                Head { edit: EditRef { change: change.id, index }, stamp: change.stamp, value: edit.value.clone() };
            let mut heads = self.slots.remove(&edit.slot).unwrap_or_default();
            heads.retain(|there| !edit.replaces.contains(&there.edit) || order(there) > order(&head));
            heads.push(head);
            sort(&mut heads);
            self.show(&edit.slot, &heads);
            self.slots.insert(edit.slot.clone(), heads);
            touched.insert(edit.slot.clone());
        }
        Ok(())
    }

    fn show(&mut self, slot: &Slot, heads: &[Head]) {
        if let Some(winner) = heads.first() {
            self.plan.set(slot, &winner.value);
        }
        if heads.len() > 1 {
            self.split.insert(slot.clone());
        } else {
            self.split.remove(slot);
        }
    }
}

/// Total, although a faulty clock may give one stamp twice.
fn order(head: &Head) -> (Stamp, EditRef) {
    (head.stamp, head.edit)
}

fn sort(heads: &mut [Head]) {
    heads.sort_by_key(|head| std::cmp::Reverse(order(head)));
}
