//! Taking changes in: what counts is written, what does not is kept aside, and where either may turn over, all is folded again.

use std::collections::{BTreeMap, BTreeSet};

use super::{Document, Head, Merged};
use crate::author::Author;
use crate::authority::{Authority, authority};
use crate::change::{Change, ChangeId, EditRef, Stamp};
use crate::document::Tip;
use crate::queue::Queue;
use crate::slot::Slot;

impl Document {
    /// Takes one change in; see [`Document::merge`].
    pub fn apply(&mut self, change: Change) -> Merged {
        self.merge([change])
    }

    /// Takes changes in, of a plan whose members they do not change unless it is empty yet; see [`Document::merge_with`].
    pub fn merge(&mut self, changes: impl IntoIterator<Item = Change>) -> Merged {
        let nothing = || Ok::<_, std::convert::Infallible>(Vec::new());
        match self.merge_with(changes, nothing) {
            Ok(merged) => merged,
            Err(never) => match never {},
        }
    }

    /// Takes changes in: one's own, a colleague's, known ones again. Whatever they are, this neither fails nor panics, except
    /// by an error of `log`, and then all is as it was. `log` gives every change known so far, in the order in which they came
    /// to be known, and is asked only where that is needed.
    pub fn merge_with<E>(
        &mut self,
        changes: impl IntoIterator<Item = Change>,
        log: impl FnOnce() -> Result<Vec<Change>, E>,
    ) -> Result<Merged, E> {
        let Queue { tips, ready, held, rejected } = Queue::of(self, changes);
        let waiting = held.keys().copied().collect();
        let merged = match self.reaches_back(&ready) {
            false => {
                let standing = Authority { founder: self.founder(), ..Authority::default() };
                let standing = Authority { limits: self.limits(&ready), void: void(&ready), ..standing };
                self.tips = tips;
                self.held = held;
                let touched = self.take(&standing, &ready);
                Merged { taken: ready, touched, ..Merged::default() }
            }
            true => {
                let mut all = log()?;
                let known = all.len();
                all.extend(ready);
                let founder =
                    self.founder().or_else(|| all.iter().find(|change| change.founds()).map(|it| it.id.author));
                let merged = self.anew(founder, all, known);
                self.held = held;
                merged
            }
        };
        Ok(Merged { held: waiting, rejected, ..merged })
    }

    /// Folds all again from the whole log, of which the first so many were known here.
    pub(super) fn anew(&mut self, founder: Option<Author>, mut log: Vec<Change>, known: usize) -> Merged {
        let mut anew = Document { me: self.me, ..Document::default() };
        for change in &log {
            anew.tips.insert(change.id.author, Tip { seq: change.id.seq, hash: change.hash() });
        }
        let mut touched = anew.take(&authority(founder, &log), &log);
        touched.extend(self.slots.keys().cloned());
        touched.retain(|slot| self.slots.get(slot) != anew.slots.get(slot));
        let taken = log.split_off(known.min(log.len()));
        let moved = log.iter().map(|change| change.id).filter(|id| self.aside.contains(id) != anew.aside.contains(id));
        let moved = moved.collect();
        anew.held = std::mem::take(&mut self.held);
        *self = anew;
        Merged { taken, moved, touched, ..Merged::default() }
    }

    /// Whether what is known already may stand otherwise once these are known too: they change who counts, or build on what
    /// is kept aside.
    fn reaches_back(&self, ready: &[Change]) -> bool {
        let members = &self.plan.members;
        let may_say = |change: &Change| match members.founder {
            None => change.founds(),
            Some(founder) => {
                let author = change.id.author;
                author == founder || members.known.get(&author).is_some_and(|member| member.owns_to > 0)
            }
        };
        let mut aside: BTreeSet<ChangeId> = BTreeSet::new();
        for change in ready {
            let ChangeId { author, seq } = change.id;
            if change.is_of_members() {
                if may_say(change) {
                    return true;
                }
                aside.insert(change.id);
            } else if seq > members.limit(author) && self.me != Some(author) {
                aside.insert(change.id);
            } else {
                let replaced = change.edits.iter().flat_map(|edit| &edit.replaces).map(|edit| edit.change);
                if replaced.into_iter().any(|id| aside.contains(&id) || self.aside.contains(&id)) {
                    return true;
                }
            }
        }
        false
    }

    /// The limits of those who made these changes.
    fn limits(&self, changes: &[Change]) -> BTreeMap<Author, u32> {
        let authors = changes.iter().map(|change| change.id.author);
        authors.map(|author| (author, self.plan.members.limit(author))).collect()
    }

    /// Lets those of these changes that count be part of the plan, and keeps the others aside. Answers what they touched.
    pub(super) fn take(&mut self, authority: &Authority, changes: &[Change]) -> BTreeSet<Slot> {
        let mut touched = BTreeSet::new();
        let mut through: BTreeMap<EditRef, &[EditRef]> = BTreeMap::new();
        for change in changes {
            let is_own = self.me == Some(change.id.author) && !change.is_of_members();
            if authority.counts(change) || is_own {
                self.write(change, &through, &mut touched);
                continue;
            }
            self.aside.insert(change.id);
            for (edit, index) in change.edits.iter().zip(0..) {
                through.insert(EditRef { change: change.id, index }, &edit.replaces);
            }
        }
        touched
    }

    /// Writes what a change says. What it built on and does not count is looked through, to what that had replaced.
    fn write(&mut self, change: &Change, through: &BTreeMap<EditRef, &[EditRef]>, touched: &mut BTreeSet<Slot>) {
        for (edit, index) in change.edits.iter().zip(0..) {
            let head =
                Head { edit: EditRef { change: change.id, index }, stamp: change.stamp, value: edit.value.clone() };
            let replaced = looked_through(&edit.replaces, through);
            let mut heads = self.slots.remove(&edit.slot).unwrap_or_default();
            heads.retain(|there| !replaced.contains(&there.edit) || order(there) > order(&head));
            heads.push(head);
            sort(&mut heads);
            self.show(&edit.slot, &heads);
            self.slots.insert(edit.slot.clone(), heads);
            touched.insert(edit.slot.clone());
        }
    }

    pub(super) fn show(&mut self, slot: &Slot, heads: &[Head]) {
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

/// What is said of members by somebody who has no say.
fn void(changes: &[Change]) -> BTreeSet<ChangeId> {
    changes.iter().filter(|change| change.is_of_members()).map(|change| change.id).collect()
}

/// What an edit replaces, and what was replaced by those of them that do not count.
fn looked_through(replaces: &[EditRef], through: &BTreeMap<EditRef, &[EditRef]>) -> BTreeSet<EditRef> {
    let mut found: BTreeSet<EditRef> = BTreeSet::new();
    let mut open: Vec<EditRef> = replaces.to_vec();
    while let Some(edit) = open.pop() {
        if found.insert(edit) {
            open.extend(through.get(&edit).into_iter().copied().flatten());
        }
    }
    found
}

/// Total, although a faulty clock may give one stamp twice.
fn order(head: &Head) -> (Stamp, EditRef) {
    (head.stamp, head.edit)
}

pub(super) fn sort(heads: &mut [Head]) {
    heads.sort_by_key(|head| std::cmp::Reverse(order(head)));
}
