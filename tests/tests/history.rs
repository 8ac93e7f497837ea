//! The memory of the plan, told through the door: looking back, restoring, freezing and signing.

use app::{
    BaselineView, ChangeRef, Code, HistoryFilter, HistoryView, Moment, Question, Reply, Request, Restored, Since,
    StartView,
};
use plan::{BaselineId, Concern, EntityId, Field, Op, Range, Role, Slot, Value};
use tests::desk::{Desk, item, set};

const SMALL: &str = r#"
plan "Small" drift 0
team core "Core"
person ana "Ana" team core
item login "Login" team core effort 5 basis clean
item billing "Billing" team core effort 5 basis clean after login
"#;

fn history(desk: &Desk, filter: HistoryFilter) -> HistoryView {
    let Reply::History(view) = desk.ask(Request::History { filter, skip: 0, limit: 50 }) else { panic!("history") };
    view
}

fn latest(desk: &Desk) -> ChangeRef {
    history(desk, HistoryFilter::default()).changes[0].change.clone()
}

fn effort(desk: &Desk, handle: &str, days: f64) {
    desk.act(set(handle, Field::Estimate, Value::Range(Range::exactly(days))));
}

fn look(desk: &Desk, change: &ChangeRef) -> StartView {
    let moment = Moment::Change { change: change.clone() };
    let Reply::Start(start) = desk.ask(Request::StepBack { moment }) else { panic!("start") };
    start
}

fn baselines(desk: &Desk) -> Vec<BaselineView> {
    desk.app.judged().expect("the forecast is not given up");
    let Reply::Baselines(view) = desk.ask(Request::Baselines) else { panic!("baselines") };
    view.baselines
}

fn make(desk: &Desk, name: &str) -> BaselineId {
    desk.ask(Request::MakeBaseline { name: name.into() });
    baselines(desk)[0].id
}

#[test]
fn every_change_says_what_it_replaced_and_is_found_by_what_it_touched() {
    let desk = Desk::planning(SMALL);
    effort(&desk, "login", 8.0);
    desk.act(set("billing", Field::Problem, Value::Text("Invoices are late".into())));
    let all = history(&desk, HistoryFilter::default());
    assert_eq!(all.total, 4, "new, scene, estimate, problem");
    let change = &all.changes[1];
    assert_eq!((change.by.as_str(), change.role), ("Ana Keller", Role::Em));
    assert_eq!(change.contribution, "", "the EM drives the estimates");
    assert_eq!(all.changes[0].contribution, "contribution to product", "and the PM the problems");
    let edit = &change.edits[0];
    assert_eq!((edit.place.as_str(), edit.from.as_str(), edit.to.as_str()), ("Estimate of Login", "5 pd", "8 pd"));

    let of = |filter| history(&desk, filter).changes.into_iter().map(|change| change.label).collect::<Vec<_>>();
    let any = HistoryFilter::default;
    let login = of(HistoryFilter { entity: Some(item("login").into()), ..any() });
    assert_eq!(login, ["Estimate of Login: 8 pd", "Set the scene"]);
    let product = of(HistoryFilter { concern: Some(Concern::Product), words: "problem".into(), ..any() });
    assert_eq!(product, ["Problem of Billing: Invoices are late"]);
    assert_eq!(all.authors.iter().map(|author| author.changes).collect::<Vec<_>>(), [4]);
    assert_eq!(of(HistoryFilter { author: Some(all.authors[0].author.clone()), ..any() }).len(), 4);

    let driver = Slot { entity: EntityId::PLAN, field: Field::Driver, key: "product".to_owned() };
    desk.act(Op::Set { slot: driver, value: Value::Text("EM".to_owned()) });
    assert_eq!(history(&desk, HistoryFilter::default()).changes[1].contribution, "", "unless the plan says otherwise");
}

#[test]
fn the_plan_of_a_moment_is_read_with_its_forecast_and_never_changed() {
    let desk = Desk::planning(SMALL);
    let before = latest(&desk);
    effort(&desk, "login", 10.0);
    assert_eq!(desk.row("login").when, "50% by 4 Dec · 85% by 4 Dec · 95% by 4 Dec");

    let start = look(&desk, &before);
    assert!(start.viewing.is_some_and(|viewing| !viewing.at.is_empty()));
    assert_eq!(desk.row("login").when, "50% by 27 Nov · 85% by 27 Nov · 95% by 27 Nov", "the forecast of then");
    assert_eq!(desk.whole().plan.items[&item("login")].estimate, Some(Range::exactly(5.0)));
    let refusals = [
        Request::Act { op: set("login", Field::Title, Value::Text("Sign in".into())) },
        Request::Preview { op: set("login", Field::Title, Value::Text("Sign in".into())) },
        Request::Undo,
        Request::StartReorder { seconds: 1, orders: 10 },
        Request::MakeBaseline { name: "Then".into() },
    ];
    for request in refusals {
        let refusal = desk.refusal(request.clone());
        assert_eq!(refusal.code, Code::Refused);
        assert!(refusal.message.contains("read only: return to now"), "{request:?}: {refusal}");
    }
    desk.ask(Request::ReturnToNow);
    assert_eq!(desk.row("login").when, "50% by 4 Dec · 85% by 4 Dec · 95% by 4 Dec");
    effort(&desk, "login", 11.0);
}

#[test]
fn one_field_is_put_back_and_that_can_be_undone() {
    let desk = Desk::planning(SMALL);
    effort(&desk, "login", 8.0);
    let change = latest(&desk);
    effort(&desk, "login", 13.0);
    let Reply::Done(done) = desk.ask(Request::Restore { what: Restored::Edit { change, position: 0 } }) else {
        panic!("restored")
    };
    assert_eq!(done, "Restore Estimate of Login: 5 pd");
    let estimate = |desk: &Desk| desk.whole().plan.items[&item("login")].estimate;
    assert_eq!(estimate(&desk), Some(Range::exactly(5.0)));
    desk.ask(Request::Undo);
    assert_eq!(estimate(&desk), Some(Range::exactly(13.0)), "nothing is lost");
}

#[test]
fn what_was_deleted_comes_back_with_its_field_or_as_a_whole() {
    let desk = Desk::planning(SMALL);
    effort(&desk, "billing", 8.0);
    let estimated = latest(&desk);
    desk.act(Op::Delete { entity: item("billing").into() });
    let deleted = latest(&desk);
    desk.ask(Request::Restore { what: Restored::Edit { change: estimated, position: 0 } });
    assert_eq!(desk.whole().plan.items[&item("billing")].estimate, Some(Range::exactly(5.0)));
    desk.ask(Request::Undo);
    assert!(!desk.whole().plan.items.contains_key(&item("billing")));
    desk.ask(Request::Restore { what: Restored::Change { change: deleted } });
    assert!(desk.whole().plan.items.contains_key(&item("billing")));
}

#[test]
fn what_needs_something_deleted_is_refused_in_a_sentence() {
    let desk = Desk::planning(SMALL);
    let tie = plan::Slot { key: item("login").to_string(), ..tests::desk::slot(item("billing").into(), Field::After) };
    desk.act(Op::Set { slot: tie, value: Value::Nothing });
    let untied = latest(&desk);
    desk.act(Op::Delete { entity: item("login").into() });
    let refusal = desk.refusal(Request::Restore { what: Restored::Edit { change: untied, position: 0 } });
    assert_eq!(refusal.message, "it cannot be restored: “Login” was deleted; bring it back first");
}

#[test]
fn a_whole_version_comes_back_as_one_step_and_keeps_the_baselines() {
    let desk = Desk::planning(SMALL);
    let before = latest(&desk);
    effort(&desk, "login", 10.0);
    desk.act(Op::Delete { entity: item("billing").into() });
    desk.ask(Request::MakeBaseline { name: "Later".into() });
    look(&desk, &before);
    desk.ask(Request::Restore { what: Restored::Version { moment: Moment::Change { change: before } } });
    let plan = desk.whole().plan;
    assert_eq!(plan.items[&item("login")].estimate, Some(Range::exactly(5.0)));
    assert!(plan.items.contains_key(&item("billing")));
    assert_eq!(plan.baselines.len(), 1, "a restored plan does not forget what was signed");
    let Reply::Start(start) = desk.ask(Request::Start) else { panic!("start") };
    assert_eq!(start.viewing, None, "restoring returns to now");
    desk.ask(Request::Undo);
    assert!(!desk.whole().plan.items.contains_key(&item("billing")), "one step to undo");
}

#[test]
fn a_baseline_is_signed_once_by_each_role_and_by_two_people() {
    let desk = Desk::planning(SMALL);
    let id = make(&desk, "Q1");
    assert!(desk.refusal(Request::MakeBaseline { name: "q1 ".into() }).message.contains("already"));
    let said = |desk: &Desk| baselines(desk)[0].signed.iter().map(|signed| signed.words.clone()).collect::<Vec<_>>();
    assert_eq!(said(&desk), ["not signed by the PM yet", "not signed by the EM yet"]);
    desk.ask(Request::SignBaseline { id });
    assert_eq!(said(&desk), ["not signed by the PM yet", "Ana Keller signed as EM on 23 Nov"]);
    assert_eq!(desk.refusal(Request::SignBaseline { id }).message, "you have signed “Q1” already");
    desk.ask(Request::SetAuthor { name: "Ana Keller".into(), role: Role::Pm });
    let both = desk.refusal(Request::SignBaseline { id }).message;
    assert_eq!(
        both,
        "you have signed “Q1” as EM: the PM signs it, here after choosing their name at the top or on their own machine"
    );
    desk.ask(Request::SetAuthor { name: "Ana Keller".into(), role: Role::Viewer });
    assert!(desk.refusal(Request::SignBaseline { id }).message.contains("signed by the PM and the EM"));
    let slot = plan::Slot { key: "ab".repeat(32), ..tests::desk::slot(id.into(), Field::SignedAs) };
    let forged = Op::Set { slot, value: Value::Text("PM".into()) };
    assert!(desk.refusal(Request::Act { op: forged }).message.contains("own act"), "nobody signs for another");
}

#[test]
fn dates_are_held_against_the_baselines() {
    let desk = Desk::planning(SMALL);
    let first = make(&desk, "First");
    effort(&desk, "login", 6.0);
    make(&desk, "Second");
    effort(&desk, "login", 10.0);
    assert_eq!(desk.item("login").slips, "moved later for the second time, at 85%: 27 Nov → 30 Nov → 4 Dec");
    let since =
        |desk: &Desk| baselines(desk).iter().map(|it| it.since[&item("login")].short.clone()).collect::<Vec<_>>();
    assert_eq!(since(&desk), ["+4 d", "+7 d"], "the latest baseline first");
    let slip = &baselines(&desk)[0].since[&item("login")];
    assert_eq!(
        (slip.slip.as_str(), slip.words.as_str()),
        (
            "second slip",
            "85% by 30 Nov then, 4 days later now; moved later for the second time: 27 Nov → 30 Nov → 4 Dec"
        )
    );
    let why = Question::Why { item: Some(item("login")), since: Since::Baseline { id: first } };
    let Ok(app::Answer::Why(why)) = desk.app.answer(why) else { panic!("why") };
    assert_eq!((why.p85.as_str(), why.bars[0].title.as_str()), ("+7 days", "Estimates"));

    desk.ask(Request::StepBack { moment: Moment::Baseline { id: first } });
    assert_eq!(desk.whole().plan.items[&item("login")].estimate, Some(Range::exactly(5.0)));
    let desk = desk.restarted();
    desk.reopen();
    assert_eq!(since(&desk), ["+4 d", "+7 d"], "baselines are in the file");
}
