//! The open plan: its file and its document, behind one lock held by the door. One writer: `act` decides, appends in
//! one transaction, and only then lets memory follow.

mod claims;
pub(crate) mod copy;
mod deeds;
mod members;
mod merge;
pub(crate) mod moment;
mod restore;
mod scenario;
pub(crate) mod sound;
pub(crate) mod takeover;

use std::cell::Cell;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use ed25519_dalek::SigningKey;
use exchange::Memory;
use plan::{
    Author, Change, ChangeId, Decision, Document, Field, Head, Intent, Op, ScenarioId, Signed, Slot, Stamp, Value,
};
use store::PlanFile;
use uhlc::{HLC, HLCBuilder, ID, NTP64, Timestamp};

use self::deeds::Deeds;
use self::sound::{Sound, read, repaired};
use crate::error::{Code, UiError, declined, failed};
use crate::who::{AuthorView, SEAT};

/// The open plan.
pub struct Workspace {
    file: PlanFile,
    document: Document,
    sound: Arc<Sound>,
    version: u32,
    key: SigningKey,
    clock: HLC,
    own: Vec<(ChangeId, Intent)>,
    deeds: Deeds,
}

impl Workspace {
    /// Makes an empty plan at `path` and opens it.
    ///
    /// # Errors
    /// If something is there already or it cannot be written.
    pub fn create(path: &Path, key: SigningKey) -> Result<Workspace, UiError> {
        let (file, document) = PlanFile::create(path).map_err(failed)?;
        Workspace::start(file, document, key)
    }

    /// Opens the plan at `path`.
    ///
    /// # Errors
    /// If it is not a plan, not sound, or open elsewhere.
    pub fn open(path: &Path, key: SigningKey) -> Result<Workspace, UiError> {
        let (file, document) = PlanFile::open(path).map_err(failed)?;
        Workspace::start(file, document, key)
    }

    fn start(mut file: PlanFile, mut document: Document, key: SigningKey) -> Result<Workspace, UiError> {
        let author = author(&key);
        if let Some(merged) = document.belongs_to(author, || file.changes()).map_err(failed)? {
            file.append_merged(&merged, &document).map_err(failed)?;
        }
        let id = ID::try_from(&author.0[..16]).map_err(|_| UiError {
            code: Code::Failed,
            message: "your author key cannot be used: move `author.key` away to start as a new author".to_owned(),
        })?;
        // A colleague's clock may be years ahead: our stamps must still come after theirs.
        let clock = HLCBuilder::new().with_id(id).with_max_delta(Duration::from_secs(u64::from(u32::MAX))).build();
        if let Some(latest) = file.max_stamp().map_err(failed)? {
            clock.update_with_timestamp(&Timestamp::new(NTP64(latest.time), id)).map_err(|_| UiError {
                code: Code::Failed,
                message: "cannot open the plan: its last change is stamped beyond any clock".to_owned(),
            })?;
        }
        let own = acts_of(&file, author).map_err(failed)?;
        let deeds = Deeds::read(&file).map_err(failed)?;
        let sound = Arc::new(read(&document, &file, |plan| deeds.known(&document, plan)).map_err(failed)?);
        Ok(Workspace { file, document, sound, version: 0, key, clock, own, deeds })
    }

    /// Where the plan is.
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// The plan file, for reading its history and copying it.
    pub fn file(&self) -> &PlanFile {
        &self.file
    }

    /// The plan as folded.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The plan for reading.
    pub fn sound(&self) -> Arc<Sound> {
        Arc::clone(&self.sound)
    }

    /// Whoever is at the keyboard, by their key.
    pub fn me(&self) -> Author {
        author(&self.key)
    }

    pub(crate) fn key(&self) -> &SigningKey {
        &self.key
    }

    /// Gives the keyboard to whoever has this key: what is done, undone and signed is theirs from now on.
    ///
    /// # Errors
    /// If what they did before cannot be read; the keyboard stays where it was.
    pub(crate) fn hand_over(&mut self, key: SigningKey) -> Result<(), UiError> {
        let me = author(&key);
        let own = acts_of(&self.file, me).map_err(failed)?;
        if let Some(merged) = self.document.belongs_to(me, || self.file.changes()).map_err(failed)? {
            self.file.append_merged(&merged, &self.document).map_err(failed)?;
            self.version += 1;
            self.repair()?;
        }
        (self.own, self.key) = (own, key);
        Ok(())
    }

    /// Counts the changes since opening.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Does what was asked, durably. Answers what was done, in words; `None` if it changes nothing.
    ///
    /// # Errors
    /// If the plan's rules refuse it, or it cannot be written; the plan stays as it was.
    pub fn act(&mut self, op: &Op, who: &AuthorView) -> Result<Option<String>, UiError> {
        let decision = plan::decide(self.document.plan(), op).map_err(declined)?;
        self.append(decision, Intent::Act, who)
    }

    /// The plan, or a scenario of it, as it would be after `op`, repaired.
    ///
    /// # Errors
    /// If the plan's rules refuse it.
    pub fn supposing(&self, within: Option<ScenarioId>, op: &Op) -> Result<Sound, UiError> {
        let plan = self.raw(within);
        let decision = plan::decide(&plan, op).map_err(declined)?;
        let mut supposed = plan.into_owned();
        for (slot, value) in &decision.edits {
            supposed.set(slot, value);
        }
        Ok(repaired(&supposed, Arc::clone(&self.sound.known)))
    }

    /// Settles conflicts: of each place one of the values that were said there. Answers what was done, in words.
    ///
    /// # Errors
    /// If one is settled already, or it cannot be written; then all stays as it was.
    pub fn settle(&mut self, choices: Vec<(Slot, Value)>, who: &AuthorView) -> Result<Option<String>, UiError> {
        let conflicts = self.document.conflicts();
        for (slot, value) in &choices {
            let open = conflicts.iter().find(|conflict| conflict.slot == *slot);
            let said = |head: &Head| head.value == *value;
            if !open.is_some_and(|conflict| said(&conflict.winner) || conflict.others.iter().any(said)) {
                return Err(UiError {
                    code: Code::Refused,
                    message: "this is settled already, or somebody has said something new: look again".to_owned(),
                });
            }
        }
        let label = match choices.as_slice() {
            [] => return Ok(None),
            [(slot, _)] => {
                let title = self.document.plan().title(slot.entity).unwrap_or("something deleted");
                let field = plan::spec(slot.entity.kind, slot.field).map_or("a field", |spec| spec.label);
                format!("settle {field} of {title}")
            }
            many => format!("settle {} conflicts", many.len()),
        };
        self.append(Decision { label, edits: choices }, Intent::Act, who)
    }

    /// What earlier imports wrote.
    ///
    /// # Errors
    /// If the history cannot be read.
    pub fn imported(&self) -> Result<Memory, UiError> {
        let mut changes = self.file.changes_that_count().map_err(failed)?;
        changes.sort_by_key(|change| change.stamp);
        let mut memory = Memory::default();
        for change in &changes {
            memory.learn(&change.label, change.edits.iter().map(|edit| (&edit.slot, &edit.value)));
        }
        Ok(memory)
    }

    /// What undo would take back.
    pub fn next_undo(&self) -> Option<ChangeId> {
        plan::next_undo(self.own.iter().copied())
    }

    /// What redo would do again.
    pub fn next_redo(&self) -> Option<ChangeId> {
        plan::next_redo(self.own.iter().copied())
    }

    /// Takes the author's latest change back. `None` if there is none.
    ///
    /// # Errors
    /// If it cannot be read or written.
    pub fn undo(&mut self, who: &AuthorView) -> Result<Option<String>, UiError> {
        self.next_undo().map_or(Ok(None), |id| self.take_back(id, "Undo", Intent::Undo(id), who))
    }

    /// Does the author's latest undone change again. `None` if there is none.
    ///
    /// # Errors
    /// If it cannot be read or written.
    pub fn redo(&mut self, who: &AuthorView) -> Result<Option<String>, UiError> {
        self.next_redo().map_or(Ok(None), |id| self.take_back(id, "Redo", Intent::Redo(id), who))
    }

    fn take_back(
        &mut self,
        id: ChangeId,
        verb: &str,
        intent: Intent,
        who: &AuthorView,
    ) -> Result<Option<String>, UiError> {
        let change = self.file.change(id).map_err(failed)?.ok_or_else(|| UiError {
            code: Code::Failed,
            message: format!("cannot {}: the change is not in the plan file", verb.to_lowercase()),
        })?;
        let unread = Cell::new(None);
        let edits = plan::take_back(&self.document, &change, |edit| {
            self.file.value_of(edit).unwrap_or_else(|error| {
                unread.set(Some(error));
                None
            })
        });
        if let Some(error) = unread.take() {
            return Err(failed(error));
        }
        let label = format!("{verb}: {}", plain(&change.label));
        self.append(Decision { label, edits }, intent, who)
    }

    pub(crate) fn append(
        &mut self,
        decision: Decision,
        intent: Intent,
        who: &AuthorView,
    ) -> Result<Option<String>, UiError> {
        if decision.edits.is_empty() && intent == Intent::Act {
            return Ok(None);
        }
        let me = author(&self.key);
        self.may_edit(me)?;
        let mut edits = decision.edits;
        // Whoever makes a plan is its founder by its first change.
        let says_so = edits.iter().any(|(slot, _)| slot.field == Field::Founder);
        if self.document.tips().is_empty() && !says_so {
            edits.extend(plan::founding(me, &who.name, who.role));
        }
        let by = Signed {
            stamp: Stamp { time: self.clock.new_timestamp().get_time().as_u64(), author: me },
            name: who.name.clone(),
            role: who.role,
            label: decision.label,
            intent,
        };
        let mut change = self.document.draft(by, edits);
        change.sign(&self.key);
        let (id, label) = (change.id, change.label.clone());
        let before = change.is_of_members().then(|| self.document.clone());
        let merged = self.document.merge_with([change], || self.file.changes()).map_err(failed)?;
        if merged.taken.is_empty() {
            return Err(UiError {
                code: Code::Failed,
                message: format!("cannot save “{label}”: the plan did not take its own change; open the plan again"),
            });
        }
        if let Some(before) = before.filter(|_| self.document.why_aside(id).is_some()) {
            self.document = before;
            return Err(declined(self.not_an_owner()));
        }
        if let Err(error) = self.file.append_merged(&merged, &self.document) {
            // Memory may show only what is on disk.
            self.document = self.file.document().map_err(failed)?;
            self.document.belongs_to(me, || self.file.changes()).map_err(failed)?;
            return Err(failed(error));
        }
        self.own.push((id, intent));
        self.version += 1;
        self.follow(&merged)?;
        self.repair()?;
        Ok(Some(label))
    }

    /// The document as it would be after this, and the change that does it, which is neither signed nor saved.
    pub(crate) fn document_after(&self, decision: Decision, who: &AuthorView) -> Result<(Document, Change), UiError> {
        let stamp = Stamp { time: self.clock.new_timestamp().get_time().as_u64(), author: self.me() };
        let (name, role) = (who.name.clone(), who.role);
        let by = Signed { stamp, name, role, label: decision.label, intent: Intent::Act };
        let mut document = self.document.clone();
        let change = document.draft(by, decision.edits);
        document.merge_with([change.clone()], || self.file.changes()).map_err(failed)?;
        Ok((document, change))
    }

    /// Lets what is read follow the document.
    fn repair(&mut self) -> Result<(), UiError> {
        let sound = read(&self.document, &self.file, |plan| self.deeds.known(&self.document, plan)).map_err(failed)?;
        self.sound = Arc::new(sound);
        Ok(())
    }
}

/// What somebody did by an act of their own, the oldest first: what undo goes back through.
fn acts_of(file: &PlanFile, author: Author) -> Result<Vec<(ChangeId, Intent)>, store::Error> {
    let own = file.changes_of(author)?.into_iter().filter(|change| !change.label.ends_with(SEAT));
    Ok(own.map(|change| (change.id, change.intent)).collect())
}

/// The label of an undo or redo without its verb.
pub fn plain(label: &str) -> &str {
    label.strip_prefix("Undo: ").or_else(|| label.strip_prefix("Redo: ")).unwrap_or(label)
}

/// The public half of the key.
pub fn author(key: &SigningKey) -> Author {
    Author(key.verifying_key().to_bytes())
}
