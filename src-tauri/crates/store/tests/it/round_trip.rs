//! What was written is what is read, now and after every reopening.

use std::fs;

use expect_test::expect;
use plan::{Concern, Document, EditRef, Field, Intent, Kind, Role, Value};
use proptest::prelude::*;
use rusqlite::Connection;
use store::{Filter, PlanFile};

use crate::support::{EM, Folder, PM, act, add_item, assert_same, draft, slot, sound, text};

#[test]
fn a_plan_is_one_file_after_closing_and_comes_back_whole() {
    let folder = Folder::new();
    let path = folder.path("q3 – draft #1?.plimsoll");
    let (mut file, mut document) = PlanFile::create(&path).unwrap();
    add_item(&mut file, &mut document, 1, "Sign in");
    file.set_meta("plan", "6f1c").unwrap();
    file.close().unwrap();
    assert_eq!(folder.names(), ["q3 – draft #1?.plimsoll"]);

    let (file, reopened) = PlanFile::open(&path).unwrap();
    assert_same(&reopened, &document);
    assert_eq!(file.meta("plan").unwrap().as_deref(), Some("6f1c"));
    assert_eq!(file.meta("colour").unwrap(), None);
    drop(file);
    assert_eq!(folder.names(), ["q3 – draft #1?.plimsoll"], "dropping leaves one file, too");
}

#[test]
fn a_committed_change_outlives_a_process_that_never_closes() {
    let folder = Folder::new();
    let path = folder.path("q3.plimsoll");
    let (mut file, mut document) = PlanFile::create(&path).unwrap();
    add_item(&mut file, &mut document, 1, "Sign in");
    let (crash, crash_log) = (folder.path("crash.plimsoll"), folder.path("crash.plimsoll-wal"));
    fs::copy(&path, &crash).unwrap();
    fs::copy(folder.path("q3.plimsoll-wal"), crash_log).unwrap();
    assert_same(&sound(&crash), &document);
}

/// Whoever is killed then leaves a file that is broken without its log.
#[test]
fn a_crash_while_the_log_is_moved_into_the_file_loses_nothing() {
    let folder = Folder::new();
    let path = folder.path("q3.plimsoll");
    PlanFile::create(&path).unwrap().0.close().unwrap();
    let before = fs::read(&path).unwrap();
    let (mut file, mut document) = PlanFile::open(&path).unwrap();
    for item in 0..100 {
        add_item(&mut file, &mut document, item, "One of many");
    }
    fs::copy(folder.path("q3.plimsoll-wal"), folder.path("crash.plimsoll-wal")).unwrap();
    file.close().unwrap();
    let after = fs::read(&path).unwrap();
    assert!(after.len() > before.len());
    let crash = folder.path("crash.plimsoll");
    fs::write(&crash, [&after[..4096], &before[4096..]].concat()).unwrap();
    assert_same(&sound(&crash), &document);
}

#[test]
fn the_log_tells_who_did_what() {
    let folder = Folder::new();
    let (mut file, mut document) = PlanFile::create(&folder.path("q3.plimsoll")).unwrap();
    let first = add_item(&mut file, &mut document, 1, "Sign in");
    let second = draft(&document, EM, "Rename the item", vec![(slot(1, Field::Title), text("Log in"))]);
    act(&mut file, &mut document, second.clone());
    let mut third = draft(&document, PM, "Take back", vec![(slot(1, Field::Alive), Value::Nothing)]);
    third.intent = Intent::Undo(first.id);
    act(&mut file, &mut document, third.clone());

    assert_eq!(file.changes().unwrap(), [first.clone(), second.clone(), third.clone()]);
    assert_eq!(file.change(second.id).unwrap(), Some(second.clone()));
    assert_eq!(file.change(plan::ChangeId { author: EM, seq: 2 }).unwrap(), None);
    let own: Vec<_> = file.changes_of(PM).unwrap().into_iter().map(|entry| (entry.id, entry.intent)).collect();
    assert_eq!(own, [(first.id, Intent::Act), (third.id, Intent::Undo(first.id))]);
    assert_eq!(file.value_of(EditRef { change: first.id, index: 1 }).unwrap(), Some(text("Sign in")));
    assert_eq!(file.value_of(EditRef { change: first.id, index: 2 }).unwrap(), None);
    assert_eq!(file.max_stamp().unwrap(), Some(third.stamp));

    let history = file.history(&Filter::default(), 0, 2).unwrap();
    let labels: Vec<&str> = history.iter().map(|entry| entry.label.as_str()).collect();
    assert_eq!(labels, ["Take back", "Rename the item"], "newest first");
    assert_eq!((history[1].name.as_str(), history[1].role), ("Emmy", Role::Em));
    assert_eq!(file.history(&Filter::default(), 2, 2).unwrap().len(), 1);
}

#[test]
fn the_log_is_searched_by_author_thing_concern_and_words() {
    let folder = Folder::new();
    let (mut file, mut document) = PlanFile::create(&folder.path("q3.plimsoll")).unwrap();
    add_item(&mut file, &mut document, 1, "Sign in");
    add_item(&mut file, &mut document, 2, "Sign out");
    let third = draft(&document, EM, "Estimate of Sign in", vec![(slot(1, Field::Actual), Value::Number(3.0))]);
    act(&mut file, &mut document, third);
    let tie = plan::Slot { key: slot(1, Field::After).entity.id.to_string(), ..slot(2, Field::After) };
    let fourth = draft(&document, EM, "Sign out after Sign in", vec![(tie, Value::Number(0.0))]);
    act(&mut file, &mut document, fourth);

    let check = |filter: Filter, expected: &[&str]| {
        let mut labels: Vec<_> = file.history(&filter, 0, 9).unwrap().into_iter().map(|entry| entry.label).collect();
        labels.sort();
        assert_eq!(labels, expected, "{filter:?}");
        assert_eq!(file.count(&filter).unwrap() as usize, expected.len());
    };
    let any = Filter::default;
    let (add, estimate, tie) = ("Add an item", "Estimate of Sign in", "Sign out after Sign in");
    check(any(), &[add, add, estimate, tie]);
    check(Filter { author: Some(EM), ..any() }, &[estimate, tie]);
    check(Filter { entity: Some(slot(1, Field::Title).entity), ..any() }, &[add, estimate, tie]);
    check(Filter { concern: Some(Concern::Delivery), ..any() }, &[estimate]);
    check(Filter { concern: Some(Concern::People), ..any() }, &[]);
    check(Filter { words: " OUT after".to_owned(), ..any() }, &[tie]);
    let (edits, count) = file.edits(plan::ChangeId { author: PM, seq: 1 }, 1).unwrap();
    assert_eq!((edits.len(), count), (1, 2), "a large change is told in part, with its size");
}

#[test]
fn both_sides_of_a_conflict_are_kept() {
    let folder = Folder::new();
    let path = folder.path("q3.plimsoll");
    let (mut file, mut document) = PlanFile::create(&path).unwrap();
    add_item(&mut file, &mut document, 1, "Sign in");
    let one = draft(&document, PM, "Rename", vec![(slot(1, Field::Title), text("Log in"))]);
    let other = draft(&document, EM, "Rename", vec![(slot(1, Field::Title), text("Authenticate"))]);
    act(&mut file, &mut document, one);
    act(&mut file, &mut document, other);
    assert_eq!(document.conflicts().len(), 1);
    let settle = draft(&document, EM, "Settle", vec![(slot(1, Field::Title), text("Sign on"))]);
    file.close().unwrap();
    assert_same(&sound(&path), &document);

    let (mut file, mut document) = PlanFile::open(&path).unwrap();
    act(&mut file, &mut document, settle);
    assert!(document.conflicts().is_empty());
    file.close().unwrap();
    assert_same(&sound(&path), &document);
}

#[test]
fn changes_that_wait_for_others_are_kept_until_these_come() {
    let folder = Folder::new();
    let path = folder.path("q3.plimsoll");
    let mut theirs = Document::default();
    let first = draft(&theirs, EM, "Add", vec![(slot(1, Field::Title), text("Sign in"))]);
    theirs.apply(first.clone());
    let second = draft(&theirs, EM, "Rename", vec![(slot(1, Field::Title), text("Log in"))]);
    theirs.apply(second.clone());

    let (mut file, mut document) = PlanFile::create(&path).unwrap();
    act(&mut file, &mut document, second);
    file.close().unwrap();
    let (mut file, mut document) = PlanFile::open(&path).unwrap();
    assert_eq!(document.held().count(), 1);
    act(&mut file, &mut document, first);
    file.close().unwrap();
    assert_same(&sound(&path), &theirs);
}

#[test]
fn what_is_kept_aside_is_known_after_reopening_and_counts_once_its_author_is_admitted() {
    let folder = Folder::new();
    let path = folder.path("q3.plimsoll");
    let (mut file, mut document) = PlanFile::create(&path).unwrap();
    let found = draft(&document, PM, "Found", plan::founding(PM, "Ada", plan::Role::Pm));
    act(&mut file, &mut document, found);
    add_item(&mut file, &mut document, 1, "Sign in");
    let mut theirs = document.clone();
    let mut rename = draft(&theirs, EM, "Rename", vec![(slot(1, Field::Title), text("Log in"))]);
    rename.stamp.time += 10 << 32;
    theirs.apply(rename.clone());
    act(&mut file, &mut document, rename);
    assert_eq!(file.root().unwrap(), Some(file.changes().unwrap()[0].hash()));
    assert_eq!((file.changes().unwrap().len(), file.changes_that_count().unwrap().len()), (3, 2));
    assert_eq!(file.written(&slot(1, Field::Title)).unwrap().len(), 1);
    file.close().unwrap();
    let title = |document: &plan::Document| document.plan().items.values().next().unwrap().title.clone();
    let (mut file, mut document) = PlanFile::open(&path).unwrap();
    assert_eq!((title(&document).as_str(), document.aside().count()), ("Sign in", 1));

    let admit = plan::Membership::Admit { author: EM, name: "Emmy".to_owned(), role: plan::Role::Em };
    let edits = plan::decide_membership(&document, (PM, "Ada", plan::Role::Pm), &admit).unwrap().edits;
    let admit = draft(&document, PM, "Admit", edits);
    act(&mut file, &mut document, admit);
    assert_eq!((title(&document).as_str(), document.aside().count()), ("Log in", 0));
    assert_eq!(file.changes_that_count().unwrap().len(), 4);
    file.close().unwrap();
    assert_same(&sound(&path), &document);

    // Taken for somebody's own copy, it is saved as they see it.
    let (mut file, mut document) = PlanFile::open(&path).unwrap();
    let remove = plan::Membership::Remove { author: EM };
    let edits = plan::decide_membership(&document, (PM, "Ada", plan::Role::Pm), &remove).unwrap().edits;
    let mut edits = edits;
    edits.retain(|(slot, _)| slot.field != Field::CountsTo);
    edits.push((plan::Slot { field: Field::CountsTo, ..edits[0].0.clone() }, plan::Value::Number(0.0)));
    let remove = draft(&document, PM, "Remove", edits);
    act(&mut file, &mut document, remove);
    assert_eq!((title(&document).as_str(), document.aside().count()), ("Sign in", 1));
    let merged = document.belongs_to(EM, || file.changes()).unwrap().expect("Emmy sees what she did");
    file.append_merged(&merged, &document).unwrap();
    file.close().unwrap();
    let (_, reopened) = PlanFile::open(&path).unwrap();
    assert_eq!((title(&reopened).as_str(), reopened.aside().count()), ("Log in", 0));
}

#[test]
fn a_saved_copy_is_one_sound_file_with_the_whole_history() {
    let folder = Folder::new();
    let path = folder.path("q3.plimsoll");
    let copy = folder.path("for the board.plimsoll");
    let (mut file, mut document) = PlanFile::create(&path).unwrap();
    add_item(&mut file, &mut document, 1, "Sign in");
    fs::write(&copy, "something older").unwrap();
    fs::write(folder.path("for the board.plimsoll-wal"), "left by a crash").unwrap();
    file.save_copy(&copy).unwrap();
    add_item(&mut file, &mut document, 2, "Sign out");
    let copied = sound(&copy);
    assert_eq!(copied.plan().items.len(), 1, "the copy stays as it was when it was saved");
    assert_eq!(document.plan().items.len(), 2);

    let same = file.save_copy(&path).expect_err("a plan is no copy of itself");
    expect!["cannot save a copy as `…/q3.plimsoll`: this is the open plan itself; choose another name"]
        .assert_eq(&folder.anonymous(&same.to_string()));
    let (open, _) = PlanFile::open(&copy).unwrap();
    let locked = file.save_copy(&copy).expect_err("the copy is open");
    expect!["cannot save a copy as `…/for the board.plimsoll`: this plan is open in another window or program; close it there, then try again"].assert_eq(&folder.anonymous(&locked.to_string()));
    drop((file, open));
    assert_eq!(folder.names(), ["for the board.plimsoll", "q3.plimsoll"]);
}

#[test]
fn sqlite3_shows_a_plan_to_people() {
    let folder = Folder::new();
    let path = folder.path("q3.plimsoll");
    let (mut file, mut document) = PlanFile::create(&path).unwrap();
    add_item(&mut file, &mut document, 1, "Sign in");
    file.close().unwrap();
    let connection = Connection::open(&path).unwrap();
    let mut statement = connection
        .prepare(
            "SELECT datetime(seconds, 'unixepoch'), name, role, label, kind, entity, field, value, replaces
             FROM edit JOIN change ON number = change",
        )
        .unwrap();
    let rows = statement
        .query_map([], |row| (0..9).map(|column| row.get::<_, String>(column)).collect::<Result<Vec<_>, _>>())
        .unwrap();
    let shown: Vec<String> = rows.map(|row| row.unwrap().join(" | ")).collect();
    expect![[r#"
        2027-01-15 08:00:00 | Ada | PM | Add an item | item | 00000000-0000-0000-0000-000000000001 | alive | {"type":"flag","value":true} | []
        2027-01-15 08:00:00 | Ada | PM | Add an item | item | 00000000-0000-0000-0000-000000000001 | title | {"type":"text","value":"Sign in"} | []"#]].assert_eq(&shown.join("\n"));
}

/// Who writes what where, with which change left for later.
fn scripts() -> impl Strategy<Value = Vec<(bool, u128, u8, u8, bool)>> {
    prop::collection::vec((any::<bool>(), 0..3_u128, 0..4_u8, any::<u8>(), any::<bool>()), 1..24)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Two people edit apart and exchange now and then; whatever order their changes come in, the file agrees with memory
    /// after every step, and with the fold of its own log.
    #[test]
    fn the_file_is_always_what_the_log_comes_to(script in scripts()) {
        let folder = Folder::new();
        let path = folder.path("q3.plimsoll");
        let (mut file, mut document) = PlanFile::create(&path).unwrap();
        let mut theirs = Document::default();
        let mut late = Vec::new();
        for (own, item, field, number, deliver) in script {
            let field = [Field::Title, Field::CostOfDelay, Field::Earliest, Field::Alive][usize::from(field)];
            let value = match (field, number % 5) {
                (_, 0) => Value::Nothing,
                (Field::Title, _) => text(&format!("item “{number}” — ✓")),
                (Field::CostOfDelay, _) => Value::Number(f64::from(number) / 7.0),
                (Field::Earliest, _) => Value::Day(plan::Day::new(2027, 1, 1).unwrap().plus(i32::from(number))),
                _ => Value::Flag(number % 2 == 0),
            };
            if own {
                let change = draft(&document, PM, "Set", vec![(slot(item, field), value)]);
                theirs.apply(change.clone());
                act(&mut file, &mut document, change);
            } else {
                let change = draft(&theirs, EM, "Set", vec![(slot(item, field), value)]);
                theirs.apply(change.clone());
                late.push(change);
            }
            if deliver && let Some(change) = late.pop() {
                act(&mut file, &mut document, change);
                file.close().unwrap();
                let opened = PlanFile::open(&path).unwrap();
                assert_same(&opened.1, &document);
                file = opened.0;
            }
        }
        let merged = document.merge(late);
        file.append_merged(&merged, &document).unwrap();
        drop(file);
        assert_same(&sound(&path), &document);
        assert_same(&document, &theirs);
    }
}

#[test]
fn the_past_is_read_from_a_day_on_and_tells_what_was_said_first() {
    let folder = Folder::new();
    let (mut file, mut document) = PlanFile::create(&folder.path("q3.plimsoll")).unwrap();
    let first = add_item(&mut file, &mut document, 1, "Sign in");
    for (title, value) in [("Clear", Value::Nothing), ("Name", text("Sign up")), ("Rename", text("Log in"))] {
        let change = draft(&document, EM, title, vec![(slot(1, Field::Problem), value)]);
        act(&mut file, &mut document, change);
    }
    let second = (first.stamp.time >> 32) as u32;
    let labels = |from: u32| -> Vec<String> {
        file.changes_since(from).unwrap().into_iter().map(|change| change.label).collect()
    };
    assert_eq!(labels(second), ["Add an item", "Clear", "Name", "Rename"]);
    assert_eq!(labels(second + 1), ["Name", "Rename"], "each author counts the seconds for themselves");
    let given = file.first_given(Kind::Item, Field::Problem).unwrap();
    let said: Vec<_> = given.into_iter().map(|(entity, stamp)| (entity, stamp.author, stamp.time >> 32)).collect();
    assert_eq!(said, [(slot(1, Field::Problem).entity, EM, u64::from(second) + 1)], "an empty value says nothing");
}

#[test]
fn what_lies_beyond_a_version_is_read_in_an_order_in_which_it_can_be_taken_in() {
    let folder = Folder::new();
    let (mut file, mut document) = PlanFile::create(&folder.path("q3.plimsoll")).unwrap();
    assert_eq!(file.root().unwrap(), None);
    let first = add_item(&mut file, &mut document, 1, "Sign in");
    for (author, title) in [(PM, "Log in"), (EM, "Enter"), (PM, "Come in")] {
        let change = draft(&document, author, title, vec![(slot(1, Field::Title), text(title))]);
        act(&mut file, &mut document, change);
    }
    let labels = |version: &[(plan::Author, u32)], most| -> Vec<String> {
        let version = version.iter().copied().collect();
        file.beyond(&version, most).unwrap().into_iter().map(|change| change.label).collect()
    };
    assert_eq!(labels(&[], 9), ["Add an item", "Log in", "Enter", "Come in"]);
    assert_eq!(labels(&[], 2), ["Add an item", "Log in"]);
    assert_eq!(labels(&[(PM, 2)], 9), ["Enter", "Come in"]);
    assert_eq!(labels(&[(EM, 9), (PM, 3)], 9), [""; 0]);
    assert_eq!(file.root().unwrap(), Some(first.hash()));
    assert!(file.has(first.hash()).unwrap() && !file.has([9; 32]).unwrap());
}
