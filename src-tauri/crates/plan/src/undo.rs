//! Undo and redo: more changes, never fewer. One's own changes only, across restarts, for as long as there is history.
//! Undo of an undo is redo; whoever does something new can no longer redo.

use crate::change::{Change, ChangeId, EditRef, Intent};
use crate::document::Document;
use crate::slot::Slot;
use crate::value::Value;

/// The change to take back next, given all changes of one author in their order.
pub fn next_undo(own: impl IntoIterator<Item = (ChangeId, Intent)>) -> Option<ChangeId> {
    stacks(own).0.last().copied()
}

/// The undo to take back next, given all changes of one author in their order.
pub fn next_redo(own: impl IntoIterator<Item = (ChangeId, Intent)>) -> Option<ChangeId> {
    stacks(own).1.last().copied()
}

/// The edits that take a change back: each slot gets what the change replaced there, unless something else stands in it by
/// now. Where somebody said something else at the same time, that comes to show instead, and is not lost with the conflict.
/// `value_of` looks an edit up in the history.
pub fn take_back(
    document: &Document,
    change: &Change,
    value_of: impl Fn(EditRef) -> Option<Value>,
) -> Vec<(Slot, Value)> {
    let mut edits = Vec::new();
    let founds = change.founds();
    for edit in change.edits.iter().rev() {
        // Who made the plan made it.
        if founds && edit.slot.field.is_of_members() {
            continue;
        }
        let heads = document.heads(&edit.slot);
        if heads.first().is_none_or(|winner| winner.value != edit.value) {
            continue;
        }
        let said_beside = heads.iter().find(|head| head.value != edit.value).map(|head| head.value.clone());
        let replaced = || edit.replaces.first().and_then(|replaced| value_of(*replaced));
        let value = said_beside.or_else(replaced).unwrap_or(Value::Nothing);
        if value != edit.value {
            edits.push((edit.slot.clone(), value));
        }
    }
    edits
}

/// What can be undone and what can be redone, the next of each last.
fn stacks(own: impl IntoIterator<Item = (ChangeId, Intent)>) -> (Vec<ChangeId>, Vec<ChangeId>) {
    let (mut done, mut undone) = (Vec::new(), Vec::new());
    for (id, intent) in own {
        match intent {
            Intent::Act => {
                done.push(id);
                undone.clear();
            }
            Intent::Undo(target) => {
                done.retain(|change| *change != target);
                undone.push(id);
            }
            Intent::Redo(target) => {
                undone.retain(|change| *change != target);
                done.push(id);
            }
        }
    }
    (done, undone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::author::Author;

    fn change(seq: u32) -> ChangeId {
        ChangeId { author: Author([7; 32]), seq }
    }

    #[track_caller]
    fn check(intents: &[Intent], undo: Option<u32>, redo: Option<u32>) {
        let own: Vec<(ChangeId, Intent)> = (1..).map(change).zip(intents.iter().copied()).collect();
        assert_eq!((next_undo(own.clone()), next_redo(own)), (undo.map(change), redo.map(change)));
    }

    #[test]
    fn undo_goes_back_and_redo_comes_again() {
        use Intent::{Act, Redo, Undo};
        check(&[], None, None);
        check(&[Act, Act], Some(2), None);
        check(&[Act, Act, Undo(change(2))], Some(1), Some(3));
        check(&[Act, Act, Undo(change(2)), Undo(change(1))], None, Some(4));
        check(&[Act, Act, Undo(change(2)), Undo(change(1)), Redo(change(4))], Some(5), Some(3));
        check(&[Act, Undo(change(1)), Redo(change(2)), Undo(change(3))], None, Some(4));
        check(&[Act, Undo(change(1)), Act], Some(3), None);
    }
}
