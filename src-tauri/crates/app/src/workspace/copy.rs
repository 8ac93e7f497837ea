//! A copy of the open plan, compared with it: what it has beyond, and what taking that in would come to.
//!
//! The two must be one plan: they share a beginning. A copy that its own author went on with under the same key has other
//! changes under numbers that are taken here; those are numbered and signed anew, which only their author can do.

use std::collections::BTreeMap;

use ed25519_dalek::SigningKey;
use plan::{
    Author, Change, ChangeId, Conflict, Document, Edit, EditRef, EntityId, Field, Intent, Merged, Slot, Stamp, Tip,
    Value,
};
use store::{Entry, PlanCopy};

use super::{Workspace, author};
use crate::error::{UiError, failed, refused};
use crate::members::ask::NewMember;
use crate::who::{AuthorView, short};

/// What taking in a copy would come to.
#[derive(Debug)]
pub struct Comparison {
    /// What the copy has beyond the open plan, ready to be taken in.
    pub incoming: Vec<Change>,
    /// How many changes the open plan has beyond the copy.
    pub ahead: usize,
    /// The open plan with them.
    pub document: Document,
    /// What came of taking them in.
    pub merged: Merged,
    /// Changes that are not their author's, in words.
    pub forged: Vec<String>,
}

impl Comparison {
    /// The changes that come in and count.
    pub fn counting(&self) -> impl Iterator<Item = &Change> {
        self.merged.taken.iter().filter(|change| self.document.why_aside(change.id).is_none())
    }

    /// The changes that come in and are kept aside.
    pub fn kept_aside(&self) -> impl Iterator<Item = &Change> {
        self.merged.taken.iter().filter(|change| self.document.why_aside(change.id).is_some())
    }

    /// Conflicts that are there with the copy and not without it.
    pub fn new_conflicts(&self, before: &Document) -> Vec<Conflict> {
        let known = before.conflicts();
        self.document.conflicts().into_iter().filter(|conflict| !known.contains(conflict)).collect()
    }

    /// What did not come in, in words.
    pub fn left_out(&self) -> Vec<String> {
        let rejected = self.merged.rejected.iter().map(|(_, rejection)| rejection.to_string());
        let mut left_out: Vec<String> = self.forged.iter().cloned().chain(rejected).collect();
        match self.incoming.iter().filter(|change| self.merged.held.contains(&change.id)).count() {
            0 => {}
            1 => left_out.push("1 change builds on one that is missing, and waits for it".to_owned()),
            n => left_out.push(format!("{n} changes build on one that is missing, and wait for it")),
        }
        left_out
    }

    /// Who made a change, whether it is in the plan already or among those to come.
    pub fn entry(&self, workspace: &Workspace, id: ChangeId) -> Option<Entry> {
        let incoming = self.incoming.iter().find(|change| change.id == id).map(entry);
        incoming.or_else(|| workspace.file().entry(id).ok().flatten())
    }
}

impl Workspace {
    /// Whether the plan has the last change of every author of a copy, and so all before it.
    pub(crate) fn has_all(&self, copy: &PlanCopy) -> bool {
        let known = |(author, tip): (&Author, &Tip)| {
            let id = ChangeId { author: *author, seq: tip.seq };
            self.file().hash_of(id).is_ok_and(|hash| hash == Some(tip.hash))
        };
        copy.tips().is_ok_and(|tips| tips.iter().all(known))
    }

    /// Compares the changes of a copy with the open plan; changes nothing.
    ///
    /// # Errors
    /// If they are not of the same plan, it was made by somebody else there, or somebody else's key was used twice.
    pub fn compare(&self, name: &str, copy: Vec<Change>, founder: Option<Author>) -> Result<Comparison, UiError> {
        self.compare_in(self.document().clone(), None, name, copy, founder)
    }

    /// The same, as it would be once these are admitted.
    pub(crate) fn compare_admitting(
        &self,
        name: &str,
        copy: Vec<Change>,
        founder: Option<Author>,
        admit: &[NewMember],
        who: &AuthorView,
    ) -> Result<Comparison, UiError> {
        if admit.is_empty() {
            return self.compare(name, copy, founder);
        }
        let decision = self.admission(admit, &copy, who)?;
        let (document, admission) = self.document_after(decision, who)?;
        self.compare_in(document, Some(admission), name, copy, founder)
    }

    fn compare_in(
        &self,
        mut document: Document,
        admission: Option<Change>,
        name: &str,
        copy: Vec<Change>,
        founder: Option<Author>,
    ) -> Result<Comparison, UiError> {
        let ours = self.file().changes().map_err(failed)?;
        let hashes: BTreeMap<ChangeId, [u8; 32]> = ours.iter().map(|change| (change.id, change.hash())).collect();
        let (known, mut beyond): (Vec<Change>, Vec<Change>) =
            copy.into_iter().partition(|change| hashes.get(&change.id) == Some(&change.hash()));
        if known.is_empty() {
            return Err(refused(&format!(
                "`{name}` is another plan: it has no change in common with this one; export it as JSON to import it here"
            )));
        }
        if let (Some(here), Some(there)) = (document.founder(), founder)
            && here != there
        {
            return Err(refused(&format!(
                "`{name}` cannot be merged: {} decided here who may edit, and somebody else ({}) decided it there; go on in one of the two, and import the other as JSON",
                self.known_as(here),
                short(there)
            )));
        }
        let me = author(self.key());
        let twice = |change: &&Change| change.id.author != me && hashes.contains_key(&change.id);
        if let Some(change) = beyond.iter().find(twice) {
            return Err(refused(&format!(
                "`{name}` cannot be merged: {} has changed both copies under one key; have the two merged there first",
                change.name
            )));
        }
        let mut forged = Vec::new();
        beyond.retain(|change| match change.verify() {
            Ok(()) => true,
            Err(rejection) => {
                forged.push(rejection.to_string());
                false
            }
        });
        let ahead = ours.len() - known.len();
        let own = ours.iter().filter(|change| change.id.author == me).map(|change| (change.stamp, change.id)).collect();
        let incoming = renumbered(beyond, self.document(), &own, self.key());
        let log = || Ok::<_, UiError>(ours.into_iter().chain(admission).collect());
        let merged = document.merge_with(incoming.iter().cloned(), log)?;
        Ok(Comparison { incoming, ahead, document, merged, forged })
    }
}

/// Who made the plan of a copy, as it says.
pub(crate) fn founder_of(copy: &PlanCopy) -> Result<Option<Author>, UiError> {
    let slot = Slot::of(EntityId::PLAN, Field::Founder);
    Ok(match copy.value(&slot).map_err(failed)? {
        Some(Value::Text(key)) => Author::from_hex(&key),
        Some(_) | None => None,
    })
}

/// The author's own changes that fork off are put after those that are here; whatever refers to them follows. A change
/// that came in so before is known by its stamp, which no author gives twice.
fn renumbered(
    mut changes: Vec<Change>,
    document: &Document,
    own: &BTreeMap<Stamp, ChangeId>,
    key: &SigningKey,
) -> Vec<Change> {
    let me = author(key);
    let Some(tip) = document.tips().get(&me).copied() else { return changes };
    changes.sort_by_key(|change| change.id);
    let forks = |change: &Change| change.id.author == me && change.id.seq <= tip.seq;
    if !changes.iter().any(forks) {
        return changes;
    }
    let mut moved: BTreeMap<ChangeId, ChangeId> =
        changes.iter().filter_map(|change| Some((change.id, *own.get(&change.stamp)?))).collect();
    changes.retain(|change| !moved.contains_key(&change.id));
    let (mut seq, mut previous) = (tip.seq, tip.hash);
    for change in changes.iter_mut().filter(|change| change.id.author == me) {
        seq += 1;
        let id = ChangeId { author: me, seq };
        moved.insert(change.id, id);
        let now = |id: ChangeId| moved.get(&id).copied().unwrap_or(id);
        change.id = id;
        change.previous = previous;
        change.intent = match change.intent {
            Intent::Act => Intent::Act,
            Intent::Undo(of) => Intent::Undo(now(of)),
            Intent::Redo(of) => Intent::Redo(now(of)),
        };
        for edit in change.edits.iter_mut().flat_map(|Edit { replaces, .. }| replaces) {
            *edit = EditRef { change: now(edit.change), ..*edit };
        }
        change.sign(key);
        previous = change.hash();
    }
    changes
}

fn entry(change: &Change) -> Entry {
    Entry {
        id: change.id,
        stamp: change.stamp,
        name: change.name.clone(),
        role: change.role,
        label: change.label.clone(),
        intent: change.intent,
    }
}
