//! What users do, told through the door.

use std::fs;

use advice::{RemedyAction, RuleId};
use app::{Access, Code, Event, ForecastState, Format, HistoryFilter, Reply, Request, Source, Standing, Topic};
use plan::{Field, Kind, Op, Range, Role, Value, fixture};
use tests::desk::{Desk, TODAY, item, set, slot};

const SMALL: &str = r#"
plan "Small" drift 0
team core "Core"
person ana "Ana" team core
component ledger "Ledger" team core
debt schema "Shared schema" in ledger drag 0.5 principal 2 reviewed 2026-11-20
item login "Login" team core effort 5 basis clean
item billing "Billing" team core effort 5 basis clean in ledger 1 after login
"#;

#[test]
fn a_plan_is_made_forecast_edited_and_found_again_after_a_restart() {
    let desk = Desk::of("Ana Keller", Role::Em);
    desk.plan(SMALL);
    assert_eq!(desk.row("login").when, "50% by 27 Nov · 85% by 27 Nov · 95% by 27 Nov");

    let label = desk.act(set("login", Field::Estimate, Value::Range(Range::exactly(10.0))));
    assert!(label.contains("Login"), "the label says what was touched: {label}");
    assert_eq!(desk.row("login").when, "50% by 4 Dec · 85% by 4 Dec · 95% by 4 Dec");

    let desk = desk.restarted();
    desk.reopen();
    assert_eq!(desk.row("login").when, "50% by 4 Dec · 85% by 4 Dec · 95% by 4 Dec");
    let Reply::History(history) = desk.ask(Request::History { filter: HistoryFilter::default(), skip: 0, limit: 1 })
    else {
        panic!("history")
    };
    assert_eq!((history.changes[0].by.as_str(), history.changes[0].role), ("Ana Keller", Role::Em));
}

#[test]
fn undo_and_redo_go_on_across_a_restart() {
    let desk = Desk::new();
    desk.plan(SMALL);
    desk.act(set("login", Field::Title, Value::Text("Single sign-on".into())));
    let desk = desk.restarted();
    desk.reopen();
    assert!(desk.status().undo.is_some_and(|label| label.contains("Login") || label.contains("Single")));
    desk.ask(Request::Undo);
    assert_eq!(desk.whole().plan.items[&item("login")].title, "Login");
    let desk = desk.restarted();
    desk.reopen();
    desk.ask(Request::Redo);
    assert_eq!(desk.whole().plan.items[&item("login")].title, "Single sign-on");
    desk.act(set("login", Field::Title, Value::Text("Passkeys".into())));
    assert_eq!(desk.status().redo, None, "whoever does something new can no longer redo");
}

#[test]
fn the_answer_about_an_item_names_the_slip_and_the_debt_behind_it() {
    let desk = Desk::new();
    desk.plan(SMALL);
    let billing = desk.item("billing");
    assert!(billing.hidden_slip.starts_with("hidden slip "), "{}", billing.hidden_slip);
    assert_eq!(billing.slowed_by.iter().map(|by| by.title.as_str()).collect::<Vec<_>>(), ["Shared schema"]);
    assert!(billing.row.drag_words.contains("% of effort: Shared schema"), "{}", billing.row.drag_words);
    assert_eq!(desk.item("login").hidden_slip, "", "nothing slows it");
}

#[test]
fn what_is_marked_done_is_done_today_in_one_step() {
    let desk = Desk::new();
    desk.plan(SMALL);
    desk.act(set("login", Field::State, Value::Text("done".into())));
    assert_eq!(desk.row("login").when, "done on 23 Nov");
    desk.ask(Request::Undo);
    assert_eq!(desk.whole().plan.items[&item("login")].done_on, None);
}

#[test]
fn what_is_refused_leaves_the_plan_as_it_was() {
    let desk = Desk::new();
    desk.plan(SMALL);
    let before = desk.whole();
    let after_itself = Op::Set {
        slot: plan::Slot { entity: item("login").into(), field: Field::After, key: item("billing").to_string() },
        value: Value::Number(0.0),
    };
    let wrong_way = set("login", Field::Estimate, Value::Range(Range { low: 8.0, likely: 5.0, high: 9.0 }));
    let negative = Op::Set { slot: slot(fixture::id(Kind::Person, "ana"), Field::Fte), value: Value::Number(-0.5) };
    for op in [after_itself, wrong_way, negative] {
        let error = desk.refusal(Request::Act { op });
        assert_eq!(error.code, Code::Refused);
        assert!(error.message.len() > 20, "a sentence says why: {}", error.message);
    }
    assert_eq!(desk.whole(), before);
}

#[test]
fn a_team_without_people_never_finishes_and_says_why() {
    let desk = Desk::new();
    desk.plan("plan \"Empty\"\nteam core \"Core\"\nitem login \"Login\" team core effort 5");
    let row = desk.row("login");
    assert_eq!(row.standing, Standing::Blocked);
    assert_eq!(row.when, "never: there is nobody in Core; add people or move it to another team");
}

#[test]
fn the_sample_promises_two_dates_that_hold_only_without_the_debt_and_a_remedy_helps() {
    let desk = Desk::new();
    desk.ask(Request::NewSample { path: desk.path("sample.plimsoll").display().to_string() });
    let flags = desk.flags().flags;
    let blind = flags.iter().filter(|flag| flag.rule == RuleId::DebtBlindCommitment).count();
    assert_eq!(blind, 2);

    let flag = flags.iter().find(|flag| flag.rule == RuleId::DebtBlindCommitment).expect("there are two");
    let op = flag.remedies.iter().find_map(|remedy| match &remedy.action {
        RemedyAction::Apply { op } => Some(op.clone()),
        RemedyAction::Open { .. } => None,
    });
    let op = op.expect("a promise that only debt breaks has a remedy to apply");
    let before = desk.whole();
    let Reply::Preview(preview) = desk.ask(Request::Preview { op: op.clone() }) else { panic!("a preview") };
    assert!(!preview.effect.sentence.is_empty());
    assert_eq!(desk.whole(), before, "a preview changes nothing");
    desk.act(op);
    assert_ne!(desk.whole(), before);
    desk.ask(Request::Undo);
    assert_eq!(desk.whole(), before, "a remedy is one undoable step");
}

#[test]
fn a_waived_flag_says_who_accepted_it_and_a_waiver_needs_a_reason_and_a_day_to_come() {
    let desk = Desk::of("Jo", Role::Pm);
    desk.ask(Request::NewSample { path: desk.path("sample.plimsoll").display().to_string() });
    let flag = desk.flags().flags.swap_remove(0);
    let waive = |reason: &str, until: &str| Request::Waive {
        rule: flag.rule.word().into(),
        subject: flag.subject_key.clone(),
        reason: reason.into(),
        until: until.parse().expect("a day"),
    };
    desk.refusal(waive("  ", "2027-01-31"));
    desk.refusal(waive("known since the review", "2026-11-01"));
    desk.ask(waive("known since the review", "2027-01-31"));
    let flags = desk.flags().flags;
    let waived = flags.iter().find(|other| other.rule == flag.rule && other.subject_key == flag.subject_key);
    let accepted = waived.and_then(|flag| flag.waived.as_ref()).expect("the flag is waived");
    assert_eq!((accepted.by.as_str(), accepted.reason.as_str()), ("Jo, PM", "known since the review"));
}

#[test]
fn the_same_jira_file_twice_changes_nothing() {
    let desk = Desk::new();
    desk.plan(SMALL);
    let csv = "\u{feff}Summary,Issue key,Issue Type,Status,Custom field (Story Points),Due date\n\
               \"Pay by\nbank\",HP-1,Story,To Do,5,25/Oct/27 12:55 PM\nRefunds,HP-2,Story,In Progress,,\n";
    fs::write(desk.path("export.csv"), csv).expect("room for a file");
    let source = || Source::Path { path: desk.path("export.csv").display().to_string() };
    let Reply::Import(dry) = desk.ask(Request::Import { source: source(), apply: false }) else { panic!("a report") };
    assert_eq!((dry.created.len(), desk.whole().plan.items.len()), (2, 2), "a dry run changes nothing");
    desk.ask(Request::Import { source: source(), apply: true });
    let once = desk.whole();
    assert_eq!(once.plan.items.len(), 4);
    let Reply::Import(again) = desk.ask(Request::Import { source: source(), apply: true }) else { panic!("a report") };
    assert!(again.created.is_empty() && again.changed.is_empty(), "{again:?}");
    assert_eq!(desk.whole(), once);
}

#[test]
fn a_plan_exported_as_json_comes_back_whole() {
    let desk = Desk::new();
    desk.ask(Request::NewSample { path: desk.path("sample.plimsoll").display().to_string() });
    let out = desk.path("plan.json").display().to_string();
    desk.ask(Request::Export { format: Format::Json, path: Some(out.clone()) });
    let original = desk.whole();
    desk.ask(Request::New { path: desk.path("copy.plimsoll").display().to_string() });
    desk.ask(Request::Import { source: Source::Path { path: out }, apply: true });
    // Who may edit a plan is said of each plan anew.
    let mut copy = desk.whole().plan;
    copy.members = original.plan.members.clone();
    assert_eq!(copy, original.plan);
}

#[test]
fn files_that_are_no_plans_are_refused_with_a_sentence_and_left_alone() {
    let desk = Desk::new();
    desk.plan(SMALL);
    desk.ask(Request::SaveCopy { path: desk.path("copy.plimsoll").display().to_string() });
    let whole = fs::read(desk.path("copy.plimsoll")).expect("the copy is there");
    let files: [(&str, &[u8]); 4] = [
        ("text.plimsoll", b"dear diary, this is not a plan at all"),
        ("empty.plimsoll", b""),
        ("cut.plimsoll", &whole[..whole.len() / 2]),
        ("image.plimsoll", b"\x89PNG\r\n\x1a\n0000000000000000"),
    ];
    for (name, bytes) in files {
        fs::write(desk.path(name), bytes).expect("room for a file");
        let error = desk.refusal(Request::Open { path: desk.path(name).display().to_string() });
        assert!(error.message.contains(name), "says which file: {}", error.message);
        assert_eq!(fs::read(desk.path(name)).expect("still there"), bytes, "the file is as it was");
    }
    assert_eq!(desk.whole().plan.settings.title, "Small", "the open plan stays open");
}

#[test]
fn csv_files_that_are_none_are_refused_with_a_sentence() {
    let desk = Desk::new();
    desk.plan(SMALL);
    let before = desk.whole();
    for (name, bytes) in [
        ("image.csv", &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"[..]),
        ("empty.csv", b""),
        ("untitled.csv", b"Colour,Size\nred,5\n"),
    ] {
        fs::write(desk.path(name), bytes).expect("room for a file");
        let source = Source::Path { path: desk.path(name).display().to_string() };
        let error = desk.refusal(Request::Import { source, apply: true });
        assert!(error.message.contains(name), "says which file: {}", error.message);
    }
    assert_eq!(desk.whole(), before);
}

#[test]
fn a_guest_may_edit_the_plan_but_name_no_paths() {
    let desk = Desk::new();
    desk.plan(SMALL);
    let path = desk.path("stolen.json").display().to_string();
    let refused = desk.app.call_as(Access::Guest, Request::Export { format: Format::Json, path: Some(path.clone()) });
    assert!(refused.is_err());
    assert!(!desk.path("stolen.json").exists());
    assert!(desk.app.call_as(Access::Guest, Request::Open { path }).is_err());
    let op = set("login", Field::Title, Value::Text("Sign-in".into()));
    assert!(desk.app.call_as(Access::Guest, Request::Act { op }).is_ok());
    let Ok(Reply::Start(start)) = desk.app.call_as(Access::Guest, Request::Start) else { panic!("a start") };
    assert!(start.recent.is_empty() && !start.files, "a guest sees no paths of this machine");
}

#[test]
fn each_edit_says_what_went_stale_and_the_forecast_follows() {
    let desk = Desk::new();
    desk.plan(SMALL);
    desk.act(set("login", Field::Title, Value::Text("Sign-in".into())));
    let stale = Event::Changed { topics: vec![Topic::Plan, Topic::Forecast] };
    assert!(desk.events().contains(&stale));
    desk.app.judged().expect("the forecast is not given up");
    assert!(matches!(desk.status().forecast, ForecastState::Full { trials: 10_000, .. }));
}

#[test]
fn an_edit_that_moves_no_date_is_forecast_in_full_at_once() {
    let desk = Desk::new();
    desk.plan(SMALL);
    let forecasts_after = |op| {
        desk.app.judged().expect("the forecast is not given up");
        std::thread::sleep(std::time::Duration::from_millis(100));
        let before = desk.events().len();
        desk.act(op);
        desk.app.judged().expect("the forecast is not given up");
        std::thread::sleep(std::time::Duration::from_millis(100));
        let told = |event: &&Event| **event == Event::Changed { topics: vec![Topic::Forecast] };
        desk.events()[before..].iter().filter(told).count()
    };
    let target = TODAY.parse().expect("a day");
    assert_eq!(forecasts_after(set("login", Field::Title, Value::Text("Sign-in".into()))), 1);
    assert_eq!(forecasts_after(set("login", Field::Target, Value::Day(target))), 1);
    assert_eq!(
        forecasts_after(set("login", Field::MaxPeople, Value::Number(1.0))),
        3,
        "a glance and a preview come first"
    );
}

#[test]
fn a_plan_that_is_open_is_not_opened_twice() {
    let desk = Desk::new();
    desk.plan(SMALL);
    let other = Desk::new();
    let error = other.refusal(Request::Open { path: desk.path("plan.plimsoll").display().to_string() });
    assert!(error.message.contains("plan.plimsoll"), "{}", error.message);
    drop(desk);
}
