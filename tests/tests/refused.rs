//! Bad input of the judgement, through the door: each is refused with a sentence, and the plan stays as it was.

use std::fs;

use app::{ChangeRef, HistoryFilter, Reply, Request, Restored, Source};
use plan::{EntityId, Field, Kind, Op, PersonId, Value, fixture};
use tests::desk::{Desk, item, slot};

const SCENE: &str = r#"
plan "Small" drift 0
team core "Core"
person ana "Ana" team core
component api "API" team core
debt copies "Copied rules" in api principal 4 drag 0.2 reviewed 2026-08-03
item login "Login" team core effort 5 basis clean in api commit 2026-11-24 to "the Board"
decision split "Split the rules" accountable "Ana (EM)" outcome "Split." option "Split" ""
decision wait "Wait" accountable "Ana (EM)" outcome "Wait." option "Wait" "" supersedes split
"#;

fn said(desk: &Desk, request: Request) -> String {
    let before = desk.whole().plan;
    let message = desk.refusal(request).message;
    assert_eq!(desk.whole().plan, before, "what is refused changes nothing");
    message
}

fn latest(desk: &Desk) -> ChangeRef {
    let filter = HistoryFilter::default();
    let Reply::History(view) = desk.ask(Request::History { filter, skip: 0, limit: 1 }) else { panic!("history") };
    view.changes[0].change.clone()
}

#[test]
fn a_waiver_has_a_reason_a_day_to_come_and_a_rule() {
    let desk = Desk::planning(SCENE);
    let waive = |rule: &str, reason: &str, until: &str| Request::Waive {
        rule: rule.into(),
        subject: format!("item:{}", item("login")),
        reason: reason.into(),
        until: until.parse().expect("a day"),
    };
    let rule = "commitment-at-risk";
    assert_eq!(said(&desk, waive(rule, "  ", "2027-06-30")), "a flag is accepted only with a reason");
    assert_eq!(
        said(&desk, waive(rule, "after summer", "2026-11-22")),
        "a flag is accepted until today or later: choose a day to come"
    );
    assert_eq!(said(&desk, waive("no-such-rule", "x", "2027-06-30")), "there is no rule `no-such-rule` to waive");
}

#[test]
fn a_decision_takes_the_place_neither_of_itself_nor_of_what_takes_its_own() {
    let desk = Desk::planning(SCENE);
    let supersede = |this: &str, other: &str| {
        let entity = fixture::id(Kind::Decision, this);
        let key = fixture::id(Kind::Decision, other).id.to_string();
        Request::Act {
            op: Op::Set { slot: plan::Slot { key, ..slot(entity, Field::Supersedes) }, value: Value::Flag(true) },
        }
    };
    assert_eq!(
        said(&desk, supersede("split", "split")),
        "a decision cannot supersede itself: Split the rules → Split the rules"
    );
    assert_eq!(
        said(&desk, supersede("split", "wait")),
        "a decision cannot supersede itself: Split the rules → Wait → Split the rules"
    );
}

#[test]
fn a_deleted_person_comes_back_and_what_needs_them_says_so_until_then() {
    let desk = Desk::planning(SCENE);
    let ana = PersonId(fixture::id(Kind::Person, "ana").id);
    let fte = slot(EntityId { kind: Kind::Person, id: ana.0 }, Field::Fte);
    desk.act(Op::Set { slot: fte, value: Value::Number(0.5) });
    let halved = latest(&desk);
    desk.act(Op::Delete { entity: EntityId { kind: Kind::Person, id: ana.0 } });
    let deleted = latest(&desk);
    assert_eq!(
        said(&desk, Request::Restore { what: Restored::Edit { change: halved, position: 0 } }),
        "“Ana” was deleted, and there is nothing to put back: bring it back first"
    );
    let back = |desk: &Desk| desk.whole().plan.people.contains_key(&ana);
    desk.ask(Request::Restore { what: Restored::Change { change: deleted.clone() } });
    assert!(back(&desk));
    let gone = ChangeRef { seq: 999, ..deleted };
    let message = said(&desk, Request::Restore { what: Restored::Change { change: gone } });
    assert_eq!(message, "there is no such change in the plan's history");
}

#[test]
fn files_that_are_no_decision_records_are_told_one_by_one() {
    let desk = Desk::planning(SCENE);
    let file = |name: &str, bytes: &[u8]| {
        fs::write(desk.path(name), bytes).expect("there is room for a file");
        Source::Path { path: desk.path(name).display().to_string() }
    };
    let picture = vec![file("picture.md", &[0x89, b'P', b'N', b'G', 0, 0xff, 0xfe])];
    let message = said(&desk, Request::ImportDecisions { sources: picture, apply: true });
    assert_eq!(message, "cannot import `picture.md`: it is no text in UTF-8; save it so and try again");
    let sources = vec![file("empty.md", b""), file("notes.md", b"Some notes.\n")];
    let before = desk.whole().plan;
    let Reply::Import(report) = desk.ask(Request::ImportDecisions { sources, apply: true }) else { panic!("report") };
    assert_eq!((report.created.len(), report.skipped.len()), (0, 2), "{report:?}");
    assert_eq!(desk.whole().plan, before);
    let missing = vec![Source::Path { path: desk.path("nowhere").display().to_string() }];
    assert!(said(&desk, Request::ImportDecisions { sources: missing, apply: true }).starts_with("cannot read"));
    let bare = desk.path("bare");
    fs::create_dir(&bare).expect("there is room for a folder");
    let sources = vec![Source::Path { path: bare.display().to_string() }];
    assert!(said(&desk, Request::ImportDecisions { sources, apply: true }).contains("no Markdown file"));
}
