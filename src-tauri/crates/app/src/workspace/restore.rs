//! Restoring: what once stood is put back by a new change of the plan as it is now, which can be undone like any other.
//! Nothing is lost by it: what it replaces stays in the history.

use std::collections::BTreeSet;
use std::sync::Arc;

use plan::{BaselineId, Change, Decision, Document, Edit, EntityId, Field, Intent, Kind, Slot, Value};

use super::moment::{moment_of, no_change};
use super::sound::repaired;
use super::{Workspace, plain};
use crate::error::{UiError, failed, refused};
use crate::past::ask::{ChangeRef, Restored};
use crate::who::AuthorView;

impl Workspace {
    /// Puts back what once stood, durably. Answers what was done, in words.
    ///
    /// # Errors
    /// If there is no such change or moment, it cannot be put back by itself, or it cannot be written.
    pub(crate) fn restore(
        &mut self,
        what: &Restored,
        today: plan::Day,
        who: &AuthorView,
    ) -> Result<Option<String>, UiError> {
        let decision = match what {
            Restored::Edit { change, position } => {
                let change = self.past_change(change)?;
                let edit = change.edits.get(*position as usize).ok_or_else(no_change)?;
                self.of_edit(edit)?
            }
            Restored::Change { change } => {
                let change = self.past_change(change)?;
                self.of_change(&change)?
            }
            Restored::Version { moment } => {
                let at = moment_of(self, moment, today)?;
                let label = format!("Restore the plan of {}", at.called);
                Decision { label, edits: differing(self.document(), &at.document) }
            }
        };
        self.append(decision, Intent::Act, who)
    }

    fn past_change(&self, change: &ChangeRef) -> Result<Change, UiError> {
        self.file().change(change.id()?).map_err(failed)?.ok_or_else(no_change)
    }

    /// What stood where this edit wrote; nothing if it was the first to write there.
    fn replaced(&self, edit: &Edit) -> Result<Value, UiError> {
        let before = edit.replaces.first().map(|replaced| self.file().value_of(*replaced));
        Ok(before.transpose().map_err(failed)?.flatten().unwrap_or(Value::Nothing))
    }

    /// One field. What it belongs to is brought back with it, if it was deleted.
    fn of_edit(&self, edit: &Edit) -> Result<Decision, UiError> {
        let plan = self.document().plan();
        let (slot, value) = (&edit.slot, self.replaced(edit)?);
        let gone = !plan.is_alive(slot.entity);
        let title = plan.title(slot.entity).unwrap_or_default();
        let op = match (slot.field, &value) {
            (Field::Alive, Value::Flag(true)) => plan::Op::Set { slot: slot.clone(), value },
            (Field::Alive, _) => plan::Op::Delete { entity: slot.entity },
            (_, Value::Nothing) if gone => {
                return Err(refused(&format!(
                    "“{title}” was deleted, and there is nothing to put back: bring it back first"
                )));
            }
            _ => plan::Op::Set { slot: slot.clone(), value },
        };
        let label = match &op {
            plan::Op::Set { slot, .. } if slot.field == Field::Alive => format!("Restore {title}"),
            plan::Op::Set { slot, value } => {
                format!("Restore {}: {}", plan::place(plan, slot), plan::said(plan, slot, value))
            }
            _ => format!("Restore the plan without {title}"),
        };
        let back =
            (gone && slot.field != Field::Alive).then(|| plan::Op::set(slot.entity, Field::Alive, Value::Flag(true)));
        let ops = back.into_iter().chain([op]).collect();
        plan::decide(plan, &plan::Op::All { label: label.clone(), ops })
            .map(|decision| Decision { label, ..decision })
            .map_err(|refusal| refused(&format!("it cannot be restored: {refusal}")))
    }

    /// All that a change replaced, as undo would put it back whatever was done since.
    fn of_change(&self, change: &Change) -> Result<Decision, UiError> {
        let plan = self.document().plan();
        let mut edits = Vec::new();
        let mut gone: BTreeSet<EntityId> = BTreeSet::new();
        // Who made the plan made it.
        let kept = |edit: &&Edit| !(change.founds() && edit.slot.field.is_of_members());
        for edit in change.edits.iter().filter(kept) {
            let value = self.replaced(edit)?;
            if edit.slot.field == Field::Alive && value != Value::Flag(true) {
                gone.insert(edit.slot.entity);
            }
            edits.push((edit.slot.clone(), value));
        }
        // What is taken away as a whole keeps what is known of it, so that it can be brought back.
        edits.retain(|(slot, _)| slot.field == Field::Alive || !gone.contains(&slot.entity));
        let frozen = edits.iter().find(|(slot, _)| slot.entity.kind == Kind::Baseline && slot.field != Field::Alive);
        if let Some((slot, _)) = frozen {
            let title = plan.baselines.get(&BaselineId(slot.entity.id)).map_or("", |baseline| baseline.title.as_str());
            return Err(refused(&format!(
                "the baseline “{title}” is frozen: only who signed it can undo the signature"
            )));
        }
        let lacking: BTreeSet<EntityId> = edits.iter().map(|(slot, _)| slot.entity).collect();
        let back = lacking.into_iter().filter(|entity| {
            let decided = edits.iter().any(|(slot, _)| *slot == Slot::of(*entity, Field::Alive));
            !decided && !plan.is_alive(*entity)
        });
        let back: Vec<_> = back.map(|entity| (Slot::of(entity, Field::Alive), Value::Flag(true))).collect();
        edits.extend(back);
        edits.retain(|(slot, value)| {
            self.document().heads(slot).first().map_or(&Value::Nothing, |head| &head.value) != value
        });
        let mut after = plan.clone();
        for (slot, value) in &edits {
            after.set(slot, value);
        }
        let known = &self.sound().findings;
        if let Some(broken) =
            repaired(&after, Arc::default()).findings.into_iter().find(|finding| !known.contains(finding))
        {
            return Err(refused(&format!(
                "it cannot be restored by itself: {}; restore the whole plan of that moment instead",
                broken.sentence
            )));
        }
        Ok(Decision { label: format!("Restore what “{}” replaced", plain(&change.label)), edits })
    }
}

/// What must be written for `now` to say what `then` says. Baselines, scenarios and members are left as they are, and so is what is known of
/// things that did not exist then: they are only taken away.
fn differing(now: &Document, then: &Document) -> Vec<(Slot, Value)> {
    let slots: BTreeSet<&Slot> = now.slots().chain(then.slots()).map(|(slot, _)| slot).collect();
    let value = |document: &Document, slot: &Slot| {
        document.heads(slot).first().map_or(Value::Nothing, |head| head.value.clone())
    };
    let exists = |slot: &Slot| slot.field == Field::Alive || then.plan().is_alive(slot.entity);
    let beside =
        |slot: &Slot| matches!(slot.entity.kind, Kind::Baseline | Kind::Scenario) || slot.field.is_of_members();
    let meant = slots.into_iter().filter(|slot| !beside(slot) && exists(slot));
    let edits = meant.map(|slot| (slot, value(then, slot))).filter(|(slot, then)| value(now, slot) != *then);
    edits.map(|(slot, value)| (slot.clone(), value)).collect()
}
