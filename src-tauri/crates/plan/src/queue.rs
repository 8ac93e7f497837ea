//! What comes in, in an order in which each change comes after those it builds on; what builds on something unknown waits.

use std::collections::BTreeMap;

use crate::author::Author;
use crate::change::{Change, ChangeId, Rejection};
use crate::document::{Document, Tip};

/// Changes in an order in which each comes after those it builds on, and what is known once they are.
pub(crate) struct Queue {
    pub tips: BTreeMap<Author, Tip>,
    pub ready: Vec<Change>,
    pub held: BTreeMap<ChangeId, Change>,
    pub rejected: Vec<(ChangeId, Rejection)>,
}

impl Queue {
    /// Puts what comes in, and what waits, in order.
    pub fn of(document: &Document, changes: impl IntoIterator<Item = Change>) -> Queue {
        let mut queue =
            Queue { tips: document.tips().clone(), ready: Vec::new(), held: BTreeMap::new(), rejected: Vec::new() };
        let mut incoming: BTreeMap<ChangeId, Change> =
            document.held().map(|change| (change.id, change.clone())).collect();
        // In the order in which they are told of, so that of two who claim to have made a plan the first is heard.
        let mut order: Vec<ChangeId> = incoming.keys().copied().collect();
        for change in changes {
            if !document.knows(change.id) && !incoming.contains_key(&change.id) {
                order.push(change.id);
                incoming.insert(change.id, change);
            }
        }
        // Those that wait for a change, by that change: each is looked at again only when what it waits for has come.
        let mut waiting: BTreeMap<ChangeId, Vec<Change>> = BTreeMap::new();
        for id in order {
            let mut ready: Vec<Change> = incoming.remove(&id).into_iter().collect();
            while let Some(change) = ready.pop() {
                if let Some(missing) = missing(&queue.tips, &change) {
                    waiting.entry(missing).or_default().push(change);
                    continue;
                }
                let id = change.id;
                match chain(&mut queue.tips, &change) {
                    Ok(()) => {
                        queue.ready.push(change);
                        ready.extend(waiting.remove(&id).into_iter().flatten());
                    }
                    Err(rejection) => queue.rejected.push((id, rejection)),
                }
            }
        }
        queue.held = waiting.into_values().flatten().map(|change| (change.id, change)).collect();
        queue
    }
}

/// Whether a change is known by the tips of its author.
pub(crate) fn knows(tips: &BTreeMap<Author, Tip>, id: ChangeId) -> bool {
    tips.get(&id.author).is_some_and(|tip| tip.seq >= id.seq)
}

/// A change that must come before this one and is not known yet.
fn missing(tips: &BTreeMap<Author, Tip>, change: &Change) -> Option<ChangeId> {
    let ChangeId { author, seq } = change.id;
    let before = seq.checked_sub(1).filter(|seq| *seq > 0).map(|seq| ChangeId { author, seq });
    let replaced = change.edits.iter().flat_map(|edit| edit.replaces.iter().map(|replaced| replaced.change));
    // A change that claims to replace itself waits for nothing: it is rejected.
    before.into_iter().chain(replaced).find(|id| !knows(tips, *id) && *id != change.id)
}

/// Lets a change follow its author's change before.
fn chain(tips: &mut BTreeMap<Author, Tip>, change: &Change) -> Result<(), Rejection> {
    change.check()?;
    let ChangeId { author, seq } = change.id;
    let tip = tips.get(&author).copied().unwrap_or(Tip { seq: 0, hash: [0; 32] });
    if seq != tip.seq + 1 || change.previous != tip.hash {
        return Err(Rejection::Forked { label: change.label.clone() });
    }
    tips.insert(author, Tip { seq, hash: change.hash() });
    Ok(())
}
