//! Folders that go away, authors with counted clocks, and the question whether a file is sound.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use plan::{Author, Change, Document, EntityId, Field, Intent, Kind, Role, Signed, Slot, Stamp, Value};
use rusqlite::Connection;
use store::PlanFile;
use tempfile::TempDir;
use uuid::Uuid;

/// A folder of its own for each test.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Every file with its bytes.
    pub fn contents(&self) -> BTreeMap<String, Option<Vec<u8>>> {
        let entry = |entry: fs::DirEntry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).ok());
        fs::read_dir(self.0.path()).unwrap().map(|found| entry(found.unwrap())).collect()
    }

    pub fn names(&self) -> Vec<String> {
        self.contents().into_keys().collect()
    }

    /// The text without the name of this folder.
    pub fn anonymous(&self, text: &str) -> String {
        text.replace(self.0.path().to_str().unwrap(), "…")
    }
}

pub const PM: Author = Author([1; 32]);
pub const EM: Author = Author([2; 32]);

pub fn slot(item: u128, field: Field) -> Slot {
    Slot::of(EntityId { kind: Kind::Item, id: Uuid::from_u128(item) }, field)
}

pub fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

/// A change of this author, stamped after all that the document knows of them.
pub fn draft(document: &Document, author: Author, label: &str, edits: Vec<(Slot, Value)>) -> Change {
    let seq = u64::from(document.tips().get(&author).map_or(0, |tip| tip.seq));
    let stamp = Stamp { time: (1_800_000_000 + seq) << 32 | 7, author };
    let (name, role) = if author == PM { ("Ada", Role::Pm) } else { ("Emmy", Role::Em) };
    let by = Signed { stamp, name: name.to_owned(), role, label: label.to_owned(), intent: Intent::Act };
    document.draft(by, edits)
}

/// Applies a change and writes it down.
pub fn act(file: &mut PlanFile, document: &mut Document, change: Change) {
    let merged = document.merge_with([change], || file.changes()).unwrap();
    assert!(merged.rejected.is_empty(), "{merged:?}");
    file.append_merged(&merged, document).unwrap();
}

pub fn add_item(file: &mut PlanFile, document: &mut Document, item: u128, title: &str) -> Change {
    let edits = vec![(slot(item, Field::Alive), Value::Flag(true)), (slot(item, Field::Title), text(title))];
    let change = draft(document, PM, "Add an item", edits);
    act(file, document, change.clone());
    change
}

/// What two documents must agree in to be the same.
pub fn assert_same(left: &Document, right: &Document) {
    assert_eq!(left.plan(), right.plan());
    assert_eq!(left.tips(), right.tips());
    assert!(left.slots().eq(right.slots()), "the heads differ");
    assert!(left.held().eq(right.held()), "the held changes differ");
    assert!(left.aside().eq(right.aside()), "other changes are kept aside");
}

/// Opens the file at `path` and sees that its pages are sound and its values are the fold of its log.
pub fn sound(path: &Path) -> Document {
    let (file, document) = PlanFile::open(path).unwrap();
    let mut fold = Document::fold(file.changes().unwrap());
    fold.merge(document.held().cloned());
    assert_same(&document, &fold);
    file.close().unwrap();
    let connection = Connection::open(path).unwrap();
    let verdict: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(verdict, "ok");
    assert!(!connection.prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap());
    document
}
