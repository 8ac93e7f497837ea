//! Two people work on copies of one plan, then merge them.

use std::path::PathBuf;

use app::{Choice, MergeView, Reply, Request, Source};
use plan::{Author, Field, Intent, Range, Role, Signed, Stamp, Value};
use store::PlanFile;
use tests::desk::{Desk, item, set};

const SMALL: &str = r#"
plan "Small" drift 0
team core "Core"
person ana "Ana" team core
item login "Login" team core effort 5 basis clean
item billing "Billing" team core effort 5 basis clean
"#;

fn pair() -> (Desk, Desk) {
    let (ana, ben) = (Desk::of("Ana", Role::Em), Desk::of("Ben", Role::Pm));
    ana.plan(SMALL);
    ana.admit(&ben, "Ben", Role::Pm);
    ana.hand_over(&ben);
    (ana, ben)
}

fn merge(desk: &Desk, copy: &std::path::Path, apply: bool) -> MergeView {
    let source = Source::Path { path: copy.display().to_string() };
    let Reply::Merge(view) = desk.ask(Request::Merge { source, admit: Vec::new(), apply }) else {
        panic!("a merge is answered")
    };
    view
}

fn estimate(days: f64) -> Value {
    Value::Range(Range::exactly(days))
}

fn estimate_of(desk: &Desk, handle: &str) -> Range {
    desk.whole().plan.items[&item(handle)].estimate.expect("it has an estimate")
}

#[test]
fn a_copy_is_looked_at_then_merged_and_its_collision_is_settled() {
    let (ana, ben) = pair();
    ana.act(set("login", Field::Estimate, estimate(8.0)));
    ben.act(set("login", Field::Estimate, estimate(3.0)));
    ben.act(set("billing", Field::Title, Value::Text("Invoices".into())));

    let before = ana.whole();
    let view = merge(&ana, &ben.copy(), false);
    assert_eq!(ana.whole(), before, "looking changes nothing");
    let authors: Vec<_> =
        view.authors.iter().map(|from| (from.by.as_str(), from.role, from.me, from.changes)).collect();
    assert_eq!(authors, [("Ben", Role::Pm, false, 2)]);
    assert_eq!((view.changes.len(), view.ahead, view.left_out.len()), (2, 1, 0));
    assert_eq!(view.conflicts.len(), 1);
    let said = &view.conflicts[0];
    assert_eq!((said.shown.by.as_str(), &said.shown.value), ("Ben", &estimate(3.0)), "the later one is shown");
    assert_eq!((said.others[0].by.as_str(), &said.others[0].value), ("Ana", &estimate(8.0)));
    assert!(view.effect.is_some());

    merge(&ana, &ben.copy(), true);
    assert_eq!(ana.whole().plan.items[&item("billing")].title, "Invoices");
    assert_eq!(ana.whole().conflicts, view.conflicts);

    let slot = said.slot.clone();
    let other = Choice { slot: slot.clone(), value: estimate(5.0) };
    assert!(ana.refusal(Request::Settle { choices: vec![other] }).message.contains("look again"), "nobody said 5");
    ana.ask(Request::Settle { choices: vec![Choice { slot, value: estimate(8.0) }] });
    assert_eq!(ana.whole().conflicts, []);
    assert_eq!(estimate_of(&ana, "login"), Range::exactly(8.0));

    merge(&ben, &ana.copy(), true);
    assert_eq!((ben.whole().plan, ben.whole().conflicts), (ana.whole().plan, vec![]), "both have the same plan");
    let ana = ana.restarted();
    ana.reopen();
    assert_eq!(ana.whole().plan, ben.whole().plan, "and it is on the disk");
}

#[test]
fn what_is_shown_can_be_kept_to_settle() {
    let (ana, ben) = pair();
    ana.act(set("login", Field::Estimate, estimate(8.0)));
    ben.act(set("login", Field::Estimate, estimate(3.0)));
    merge(&ana, &ben.copy(), true);
    let conflict = ana.whole().conflicts.remove(0);
    ana.ask(Request::Settle { choices: vec![Choice { slot: conflict.slot, value: conflict.shown.value }] });
    assert_eq!(ana.whole().conflicts, []);
    assert_eq!(estimate_of(&ana, "login"), Range::exactly(3.0));
    ana.ask(Request::Undo);
    assert_eq!(estimate_of(&ana, "login"), Range::exactly(3.0), "the value of somebody else is not taken back");
}

#[test]
fn ones_own_copy_that_was_edited_too_is_merged_once() {
    let ana = Desk::new();
    ana.plan(SMALL);
    let kept = ana.copy();
    ana.act(set("login", Field::Estimate, estimate(8.0)));
    ana.ask(Request::Open { path: kept.display().to_string() });
    ana.act(set("billing", Field::Estimate, estimate(2.0)));
    ana.act(set("billing", Field::Estimate, estimate(4.0)));
    ana.ask(Request::Undo);
    ana.reopen();

    let view = merge(&ana, &kept, true);
    assert_eq!((view.authors[0].me, view.authors[0].changes, view.conflicts.len()), (true, 3, 0));
    assert_eq!((estimate_of(&ana, "login"), estimate_of(&ana, "billing")), (Range::exactly(8.0), Range::exactly(2.0)));
    let again = merge(&ana, &kept, true);
    assert_eq!((again.authors.len(), again.effect), (0, None), "the same changes do not come twice");
    ana.ask(Request::Redo);
    assert_eq!(estimate_of(&ana, "billing"), Range::exactly(4.0), "what was undone in the copy can be redone here");
}

#[test]
fn a_copy_that_a_shared_folder_left_beside_the_plan_is_found_until_it_is_merged() {
    let (ana, ben) = pair();
    ben.act(set("login", Field::Estimate, estimate(3.0)));
    let beside = ana.path("plan (Ben's conflicted copy 2026-11-23).plimsoll");
    ben.ask(Request::SaveCopy { path: beside.display().to_string() });
    ana.ask(Request::SaveCopy { path: ana.path("plan 2.plimsoll").display().to_string() });
    std::fs::copy(&beside, ana.path("planets.plimsoll")).expect("there is room for a copy");
    std::fs::write(ana.path("plan (1).plimsoll"), "no plan").expect("there is room for a file");
    let found = || match ana.ask(Request::Copies) {
        Reply::Copies(copies) => copies.into_iter().map(|copy| (PathBuf::from(copy.path), copy.changes)).collect(),
        reply => panic!("copies are answered by copies, not {reply:?}"),
    };
    let found: &dyn Fn() -> Vec<(PathBuf, u32)> = &found;
    assert_eq!(found(), [(beside.clone(), 1)]);
    merge(&ana, &beside, true);
    assert_eq!(found(), []);
}

#[test]
fn another_plan_is_not_merged_and_neither_is_one_that_is_open() {
    let (ana, ben) = pair();
    let other = Desk::new();
    other.plan(SMALL);
    let merge = |path: PathBuf| Request::Merge {
        source: Source::Path { path: path.display().to_string() },
        admit: vec![],
        apply: true,
    };
    assert!(ana.refusal(merge(other.copy())).message.contains("another plan"));
    ben.act(set("login", Field::Estimate, estimate(3.0)));
    assert!(ana.refusal(merge(ben.path("plan.plimsoll"))).message.contains("close it"));
    let jira = ana.path("jira.csv");
    std::fs::write(&jira, "Summary,Issue key\n".repeat(100)).expect("there is room for a file");
    assert!(ana.refusal(merge(jira)).message.contains("not a plan"));
}

#[test]
fn a_change_that_nobody_signed_is_left_out_and_said() {
    let (ana, ben) = pair();
    let path = ben.copy();
    let (mut file, mut document) = PlanFile::open(&path).expect("a copy is a plan");
    let stamp = Stamp { time: u64::MAX >> 4, author: Author([7; 32]) };
    let by = Signed { stamp, name: "Mallory".into(), role: Role::Pm, label: "cut Login".into(), intent: Intent::Act };
    let slot = tests::desk::slot(item("login").into(), Field::Title);
    let forged = document.draft(by, [(slot, Value::Text("Cut".into()))]);
    let merged = document.merge([forged]);
    file.append_merged(&merged, &document).expect("the file takes what it is given");
    file.close().expect("it closes");

    let view = merge(&ana, &path, true);
    assert_eq!((view.authors.len(), view.left_out.len()), (0, 1));
    assert!(view.left_out[0].contains("not signed by its author"), "{}", view.left_out[0]);
    assert_eq!(ana.whole().plan.items[&item("login")].title, "Login");
}
