//! Decisions, acceptances and reviews, told through the door.

use std::fs;

use app::{AcceptedView, DebtRow, DecisionStanding, DecisionView, Moment, Reply, Request, Source};
use plan::{Assign, DebtId, EntityId, Field, Kind, Op, Slot, Value, fixture};
use tests::desk::Desk;

const SMALL: &str = r#"
plan "Small" drift 0
team core "Core"
person ana "Ana" team core
component api "API" team core
debt copies "Copied rules" in api principal 4 drag 0.2 reviewed 2026-08-03
item login "Login" team core effort 5 basis clean
item passes "Passes" team core effort 10 incurs shortcut
debt shortcut "Zero-price fares" in api principal 8 drag 0.1 reviewed 2026-11-16 saves 3
decision split "Split the rules" accountable "Ana (EM)" outcome "Split, for it pays back." option "Split" "" option "Wait" "" \
     shapes login retires copies
"#;

fn decisions(desk: &Desk) -> Vec<DecisionView> {
    let Reply::Decisions(view) = desk.ask(Request::Decisions) else { panic!("decisions") };
    view.rows
}

fn set_of(kind: Kind, handle: &str, field: Field, value: Value) -> Op {
    Op::Set { slot: Slot::of(fixture::id(kind, handle), field), value }
}

fn refused(desk: &Desk, request: Request) -> String {
    desk.refusal(request).message
}

fn accepted() -> Value {
    Value::Text("accepted".into())
}

fn debt(desk: &Desk, handle: &str) -> DebtRow {
    desk.app.judged().unwrap();
    let Reply::Debts(view) = desk.ask(Request::Debts) else { panic!("debts") };
    let id = DebtId(fixture::id(Kind::Debt, handle).id);
    view.rows.into_iter().find(|row| row.id == id).unwrap()
}

fn all_accepted(desk: &Desk) -> Vec<AcceptedView> {
    desk.app.judged().unwrap();
    let Reply::Flags(view) = desk.ask(Request::Flags) else { panic!("flags") };
    view.accepted
}

#[test]
fn a_decision_is_accepted_with_its_day_and_the_dates_of_that_day_in_one_step() {
    let desk = Desk::planning(SMALL);
    assert_eq!(decisions(&desk)[0].standing, DecisionStanding::Proposed);
    desk.act(set_of(Kind::Decision, "split", Field::State, accepted()));
    desk.app.judged().unwrap();
    let row = decisions(&desk).remove(0);
    assert_eq!((row.standing, row.decided.as_str()), (DecisionStanding::Accepted, "23 Nov"));
    assert_eq!(row.refused, ["Wait"]);
    let [then] = row.forecast.as_slice() else { panic!("the dates of what it shapes: {:?}", row.forecast) };
    assert!(then.dates.starts_with("50% by ") && then.now == "and now", "{then:?}");
    // The item takes longer now; what was kept stays, and the plan of that day can be looked at.
    desk.act(tests::desk::set("login", Field::Estimate, Value::Range(plan::Range::exactly(15.0))));
    desk.app.judged().unwrap();
    let later = decisions(&desk).remove(0);
    assert_eq!(later.forecast[0].dates, then.dates);
    assert!(later.forecast[0].now.ends_with("later now"), "{:?}", later.forecast);
    let change = later.accepted_by.expect("the log holds how it was accepted");
    desk.ask(Request::StepBack { moment: Moment::Change { change } });
    desk.app.judged().unwrap();
    assert_eq!(decisions(&desk)[0].forecast[0].now, "and now");
    desk.ask(Request::ReturnToNow);
    desk.ask(Request::Undo);
    desk.ask(Request::Undo);
    let row = decisions(&desk).remove(0);
    assert_eq!((row.standing, row.forecast.len(), row.decided.as_str()), (DecisionStanding::Proposed, 0, ""));
}

#[test]
fn what_nobody_answers_for_is_not_accepted() {
    let desk = Desk::planning(SMALL);
    desk.act(set_of(Kind::Decision, "split", Field::Accountable, Value::Nothing));
    let op = set_of(Kind::Decision, "split", Field::State, accepted());
    assert_eq!(
        refused(&desk, Request::Act { op }),
        "“Split the rules” can be accepted only with the name of who answers for it"
    );
}

#[test]
fn decisions_go_to_a_folder_and_come_back() {
    let desk = Desk::planning(SMALL);
    let folder = desk.path("adr").display().to_string();
    let Reply::Files(files) = desk.ask(Request::ExportDecisions { folder: Some(folder.clone()) }) else {
        panic!("files")
    };
    assert_eq!(files.len(), 1);
    let path = desk.path("adr").join(&files[0].name);
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text, files[0].text);
    fs::write(&path, text.replace("for it pays back", "for it pays back by May")).unwrap();
    fs::write(desk.path("adr").join("notes.md"), "Notes.\n").unwrap();
    let import = |apply| {
        let sources = vec![Source::Path { path: folder.clone() }];
        let Reply::Import(report) = desk.ask(Request::ImportDecisions { sources, apply }) else { panic!("report") };
        (report.changed.len(), report.skipped.len())
    };
    assert_eq!(import(false), (1, 1), "a dry run tells the same");
    assert_eq!(decisions(&desk)[0].chosen, "Split, for it pays back.");
    assert_eq!(import(true), (1, 1));
    assert_eq!(decisions(&desk)[0].chosen, "Split, for it pays back by May.");
    assert_eq!(import(true), (0, 1));
    let empty = desk.path("empty");
    fs::create_dir(&empty).unwrap();
    let sources = vec![Source::Path { path: empty.display().to_string() }];
    assert!(refused(&desk, Request::ImportDecisions { sources, apply: false }).contains("no Markdown file"));
}

#[test]
fn a_debt_is_accepted_with_a_reason_and_a_day_to_come() {
    let desk = Desk::planning(SMALL);
    let id = DebtId(fixture::id(Kind::Debt, "copies").id);
    let accept =
        |reason: &str, until: &str| Request::AcceptDebt { id, reason: reason.into(), until: until.parse().unwrap() };
    assert_eq!(refused(&desk, accept(" ", "2027-01-31")), "a debt is accepted only with a reason");
    let over = "a debt is accepted until today or later: choose a day to come";
    assert_eq!(refused(&desk, accept("later", "2026-11-22")), over);
    let op = set_of(Kind::Debt, "copies", Field::AcceptedUntil, Value::Day("2026-11-22".parse().unwrap()));
    assert_eq!(refused(&desk, Request::Act { op }), over);
    let waiver = Op::Create {
        entity: EntityId { kind: Kind::Waiver, id: fixture::id(Kind::Waiver, "w").id },
        values: vec![
            Assign::of(Field::Rule, Value::Text("stale-debt".into())),
            Assign::of(Field::Reason, Value::Text("known".into())),
            Assign::of(Field::Until, Value::Day("2026-11-22".parse().unwrap())),
        ],
    };
    assert!(refused(&desk, Request::Act { op: waiver }).starts_with("a flag is accepted until today or later"));
    desk.ask(accept("after summer", "2027-01-31"));
    assert_eq!(debt(&desk, "copies").accepted, "until 31 Jan, by Ana Keller, EM: after summer");
    let [only] = &all_accepted(&desk)[..] else { panic!("one is accepted") };
    assert_eq!((only.what.as_str(), only.until.as_str(), only.expired), ("Copied rules", "until 31 Jan", false));
    assert_eq!(desk.status().accepted, 1);
}

#[test]
fn a_debt_says_when_it_is_looked_at_next_and_what_a_shortcut_wins() {
    let desk = Desk::planning(SMALL);
    let copies = debt(&desk, "copies").review;
    assert!(copies.overdue);
    assert_eq!(copies.words, "due 22 days ago");
    desk.act(set_of(Kind::Debt, "copies", Field::NextReview, Value::Day("2026-12-01".parse().unwrap())));
    assert_eq!(debt(&desk, "copies").review.words, "due in 8 days");
    let line = debt(&desk, "shortcut").shortcut;
    assert!(line.starts_with("“Passes” saves 3 pd by it, about "), "{line}");
    assert!(line.contains("; it costs ") && line.ends_with(" to pay off"), "{line}");
}
