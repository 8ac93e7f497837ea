//! A small plan of every format that was ever released is kept in `tests/fixtures`, and opens for ever.

use std::fs;
use std::path::PathBuf;

use expect_test::{Expect, expect};
use plan::{Author, ChangeId, Document, EntityId, Field, Intent, Slot, Value};
use store::{Filter, PlanFile};

use crate::support::{EM, Folder, PM, act, add_item, draft, slot, sound, text};

/// The format that this program writes.
const CURRENT: &str = "v2.plimsoll";

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures").join(name)
}

/// Opens a copy of the sample, and tells what is in it.
fn check(name: &str, expected: Expect) {
    let folder = Folder::new();
    let path = folder.path("old.plimsoll");
    fs::copy(fixture(name), &path).unwrap();
    let document = sound(&path);
    let (file, _) = PlanFile::open(&path).unwrap();
    let mut lines = Vec::new();
    for entry in file.history(&Filter::default(), 0, 100).unwrap().into_iter().rev() {
        let intent = match entry.intent {
            Intent::Act => String::new(),
            Intent::Undo(ChangeId { seq, .. }) => format!(", takes back {seq}"),
            Intent::Redo(ChangeId { seq, .. }) => format!(", brings back {seq}"),
        };
        lines.push(format!("{} {}: {}{intent}", entry.name, entry.id.seq, entry.label));
    }
    for item in document.plan().items.values() {
        lines.push(format!("“{}” {:?}", item.title, item.estimate.map(|range| (range.low, range.likely, range.high))));
    }
    for conflict in document.conflicts() {
        lines.push(format!("{:?} or {:?}", conflict.winner.value, conflict.others[0].value));
    }
    lines.push(format!("{} waits", document.held().count()));
    lines.extend(document.aside().map(|(id, why)| format!("{} of {:?} is kept aside: {why:?}", id.seq, id.author)));
    lines.push(format!("plan {}", file.meta("plan").unwrap().unwrap()));
    expected.assert_eq(&lines.join("\n"));
}

#[test]
fn format_1_opens() {
    check(
        "v1.plimsoll",
        expect![[r#"
        Ada 1: Add an item
        Emmy 1: Estimate
        Ada 2: Add an item
        Emmy 2: Rename
        Ada 3: Take back: add an item, takes back 1
        Ada 4: Rename
        “Anmeldung über SSO ✓” None
        “Refunds in a day” Some((2.5, 4.1, 9.7))
        Text("Refunds in a day") or Text("Refunds by card")
        1 waits
        plan 6f1c0a52-0000-7000-8000-000000000001"#]],
    );
}

#[test]
fn format_2_opens() {
    check(
        "v2.plimsoll",
        expect![[r#"
        Ada 1: New plan
        Emmy 1: Estimate
        Emmy 1: Rename
        Ada 2: Add an item
        Emmy 2: Rename
        Ada 3: Add an item
        Ada 4: Take back: add an item, takes back 2
        Ada 5: Rename
        “Anmeldung über SSO ✓” None
        “Refunds in a day” Some((2.5, 4.1, 9.7))
        Text("Refunds in a day") or Text("Refunds by card")
        1 waits
        1 of 04040404 is kept aside: Stranger
        plan 6f1c0a52-0000-7000-8000-000000000001"#]],
    );
}

/// To be run once for a format, before it is released.
#[test]
#[ignore = "writes the sample of the current format"]
fn write_the_sample() {
    let path = fixture(CURRENT);
    let _ = fs::remove_file(&path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let (mut file, mut document) = PlanFile::create(&path).unwrap();
    file.set_meta("plan", "6f1c0a52-0000-7000-8000-000000000001").unwrap();
    let mut found = plan::founding(PM, "Ada", plan::Role::Pm);
    let emmy = |field| Slot { entity: EntityId::PLAN, field, key: EM.hex() };
    found.push((emmy(Field::CountsTo), plan::Value::Number(f64::from(plan::EVERY))));
    found.push((emmy(Field::MemberRole), text("EM")));
    let found = draft(&document, PM, "New plan", found);
    act(&mut file, &mut document, found);
    add_item(&mut file, &mut document, 1, "Anmeldung über SSO ✓");
    add_item(&mut file, &mut document, 2, "Refunds");
    let range = plan::Range { low: 2.5, likely: 4.1, high: 9.7 };
    let estimate = draft(&document, EM, "Estimate", vec![(slot(2, Field::Estimate), Value::Range(range))]);
    act(&mut file, &mut document, estimate);
    let mut undo = draft(&document, PM, "Take back: add an item", vec![(slot(1, Field::Alive), Value::Nothing)]);
    undo.intent = Intent::Undo(ChangeId { author: PM, seq: 2 });
    act(&mut file, &mut document, undo);
    let one = draft(&document, PM, "Rename", vec![(slot(2, Field::Title), text("Refunds in a day"))]);
    let other = draft(&document, EM, "Rename", vec![(slot(2, Field::Title), text("Refunds by card"))]);
    act(&mut file, &mut document, one);
    act(&mut file, &mut document, other);
    let mut theirs = Document::default();
    let guest = Author([3; 32]);
    theirs.apply(draft(&theirs, guest, "Never arrived", vec![(slot(3, Field::Title), text("Search"))]));
    let early = draft(&theirs, guest, "Rename", vec![(slot(3, Field::Title), text("Find"))]);
    act(&mut file, &mut document, early);
    let stranger = draft(&document, Author([4; 32]), "Rename", vec![(slot(2, Field::Title), text("Sunk"))]);
    act(&mut file, &mut document, stranger);
    file.close().unwrap();
}
