//! Somebody with a copy of the plan, as the app keeps one: a key, a document, a log, and a clock that only counts.

use ed25519_dalek::SigningKey;
use plan::{
    Author, Change, ChangeId, Decision, Document, EditRef, Intent, Merged, Op, Plan, Refusal, Role, Signed, Slot,
    Stamp, Value, decide, next_redo, next_undo, take_back,
};

pub struct Replica {
    pub key: SigningKey,
    pub document: Document,
    /// Every change known here, in the order in which it came to count.
    pub log: Vec<Change>,
    pub clock: u64,
}

impl Replica {
    pub fn new(number: u8) -> Replica {
        let key = SigningKey::from_bytes(&[number + 1; 32]);
        Replica { key, document: Document::default(), log: Vec::new(), clock: 0 }
    }

    /// Somebody whose clock is so far ahead of the others'.
    pub fn ahead(number: u8, clock: u64) -> Replica {
        Replica { clock, ..Replica::new(number) }
    }

    pub fn author(&self) -> Author {
        Author(self.key.verifying_key().to_bytes())
    }

    pub fn plan(&self) -> &Plan {
        self.document.plan()
    }

    pub fn act(&mut self, op: &Op) -> Result<Decision, Refusal> {
        let decision = decide(self.plan(), op)?;
        if !decision.edits.is_empty() {
            self.write(&decision.label, Intent::Act, decision.edits.clone());
        }
        Ok(decision)
    }

    /// Appends these edits, whether or not `decide` would have made them. Nobody signs: that is slow, and asked at the door.
    pub fn write(&mut self, label: &str, intent: Intent, edits: Vec<(Slot, Value)>) -> Change {
        self.clock += 1;
        let by = Signed {
            stamp: Stamp { time: self.clock, author: self.author() },
            name: "Ana".to_owned(),
            role: Role::Em,
            label: label.to_owned(),
            intent,
        };
        let change = self.document.draft(by, edits);
        let merged = self.take([change.clone()]);
        assert_eq!(merged.taken.len(), 1, "one's own change is always known: {merged:?}");
        change
    }

    pub fn take(&mut self, changes: impl IntoIterator<Item = Change>) -> Merged {
        let log = || Ok::<_, std::convert::Infallible>(self.log.clone());
        let Ok(merged) = self.document.merge_with(changes, log);
        for change in &merged.taken {
            self.clock = self.clock.max(change.stamp.time);
            self.log.push(change.clone());
        }
        merged
    }

    pub fn undo(&mut self) -> bool {
        next_undo(self.own()).is_some_and(|id| self.take_back(id, Intent::Undo(id)))
    }

    pub fn redo(&mut self) -> bool {
        next_redo(self.own()).is_some_and(|id| self.take_back(id, Intent::Redo(id)))
    }

    fn own(&self) -> Vec<(ChangeId, Intent)> {
        let author = self.author();
        self.log.iter().filter(|change| change.id.author == author).map(|change| (change.id, change.intent)).collect()
    }

    fn take_back(&mut self, id: ChangeId, intent: Intent) -> bool {
        let change = self.log.iter().find(|change| change.id == id).unwrap();
        let edits = take_back(&self.document, change, |edit| self.value_of(edit));
        self.write("taken back", intent, edits);
        true
    }

    fn value_of(&self, edit: EditRef) -> Option<Value> {
        let change = self.log.iter().find(|change| change.id == edit.change)?;
        change.edits.get(edit.index as usize).map(|edit| edit.value.clone())
    }
}
