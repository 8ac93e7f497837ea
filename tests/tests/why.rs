//! Why a date is where it is, asked at the door: what would bring it forward, what a slip does, why it moved.

use std::time::{Duration, Instant};

use app::{Access, Answer, AskedView, Code, Event, Question, Reply, Request, Since, Topic};
use plan::{DebtId, Field, Kind, Op, Range, Slot, Value, fixture};
use tests::desk::{Desk, item, set};

const PLAN: &str = "plan \"Small\" drift 0\nteam core \"Core\"\nperson ana \"Ana\" team core\ncomponent app \"App\" team core\n\
                    debt mess \"Mess\" in app principal 3 drag 0.8\nitem login \"Login\" team core effort 10 basis clean\n\
                    item pay \"Pay\" team core effort 20 basis clean in app 1 commit 2027-01-08 to \"the Board\"\n";

/// Asks, and asks again when the answer went stale, until all is known.
fn asked(desk: &Desk, question: &Question) -> AskedView {
    let patience = Instant::now() + Duration::from_secs(120);
    loop {
        let Reply::Ask(view) = desk.ask(Request::Ask { question: question.clone() }) else { panic!("it is answered") };
        if view.complete {
            return *view;
        }
        assert!(Instant::now() < patience, "the answer never comes: {view:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn what_would_bring_a_date_forward_can_be_done_in_one_step() {
    let desk = Desk::new();
    desk.plan(PLAN);
    let question = Question::Levers { item: item("pay") };
    let Some(Answer::Levers(view)) = asked(&desk, &question).answer else { panic!("there is an answer") };
    assert!(desk.events().contains(&Event::Changed { topics: vec![Topic::Answers] }), "it is told when it is there");
    let best = view.levers.first().expect("something brings it forward");
    assert_eq!(best.won, "wins 14 days at 85%", "{}", view.sentence);
    let advice::RemedyAction::Apply { op } = &best.remedy.action else { panic!("a lever can be applied") };
    let before = desk.whole();
    desk.act(op.clone());
    assert!(desk.row("pay").when.starts_with("50% by 5 Jan"), "{}", desk.row("pay").when);
    desk.ask(Request::Undo);
    assert_eq!(desk.whole().plan, before.plan, "one step, and one back");
}

#[test]
fn what_was_stopped_is_answered_in_full_when_it_is_asked_again() {
    let desk = Desk::new();
    // Large enough that the answer takes far longer than it takes to stop it.
    desk.ask(Request::NewSample { path: desk.path("sample.plimsoll").display().to_string() });
    let first = desk.roadmap().lanes[0].rows[0].id;
    let question = Question::Debts { item: first };
    let Reply::Ask(begun) = desk.ask(Request::Ask { question: question.clone() }) else { panic!("it is begun") };
    assert!(!begun.complete);
    desk.ask(Request::StopAsking);
    let stopped = asked(&desk, &question);
    assert!(stopped.stopped && stopped.answer.is_none(), "{stopped:?}");
    assert_eq!(asked(&desk, &question), stopped, "what is known stays");
    desk.ask(Request::AskAgain);
    let whole = asked(&desk, &question);
    assert!(!whole.stopped && whole.answer.is_some(), "{whole:?}");
    desk.ask(Request::StopAsking);
    desk.ask(Request::AskAgain);
    assert_eq!(asked(&desk, &question), whole, "there was nothing left to stop");
}

#[test]
fn a_debt_says_what_it_costs_in_days_of_each_promise_and_in_cost_of_delay() {
    let desk = Desk::new();
    desk.plan(PLAN);
    desk.act(set("pay", Field::CostOfDelay, Value::Number(7000.0)));
    let debt = DebtId(fixture::id(Kind::Debt, "mess").id);
    let question = Question::Delay { debt };
    let view = asked(&desk, &question);
    assert_eq!((view.done, view.of), (2, 2), "it told how far it was");
    let Some(Answer::Delay(view)) = view.answer else { panic!("it is answered") };
    // 10 days, then 20 · m(0.8) = 31.8 with the debt: 19 Jan instead of 1 Jan.
    assert_eq!(view.sentence, "it moves the only promise, most of all Pay (+18 days at 85%)");
    assert_eq!(view.promises[0].chance, "0% → 100%");
    assert_eq!((view.plan.as_str(), view.cost.as_str()), ("+18 days at 50%, +18 days at 85%", "18,000"));
    let slot = Slot::of(debt, Field::State);
    desk.act(Op::Set { slot, value: Value::Text("paid".into()) });
    let paid = asked(&desk, &question);
    assert_eq!((paid.answer, paid.problem.contains("costs no delay")), (None, true), "{}", paid.problem);
}

#[test]
fn what_a_slip_does_is_asked_anew_when_the_plan_changes() {
    let desk = Desk::new();
    desk.plan(PLAN);
    let question = Question::Ripple { item: item("login"), days: 7 };
    let ripple = |desk: &Desk| match asked(desk, &question).answer {
        Some(Answer::Ripple(view)) => view,
        other => panic!("it is answered: {other:?}"),
    };
    let view = ripple(&desk);
    assert_eq!(view.others[0].p50, "19 Jan → 26 Jan");
    assert_eq!(view.own.p50, "4 Dec → 11 Dec");
    desk.act(set("pay", Field::Estimate, Value::Range(Range::exactly(5.0))));
    assert_ne!(ripple(&desk).others[0].p50, view.others[0].p50);
    desk.act(set("login", Field::State, Value::Text("done".into())));
    let refused = asked(&desk, &question);
    assert_eq!((refused.answer, refused.problem.contains("cannot slip")), (None, true), "{}", refused.problem);
}

#[test]
fn why_a_date_moved_is_told_since_a_change_and_the_bars_sum_to_the_move() {
    let desk = Desk::new();
    desk.plan(PLAN);
    desk.act(set("login", Field::Estimate, Value::Range(Range::exactly(15.0))));
    desk.act(Op::Move { item: item("pay"), before: Some(item("login")) });
    let since = |changes| Question::Why { item: Some(item("pay")), since: Since::Back { changes } };
    let Answer::Why(view) = desk.app.answer(since(2)).expect("it is answered") else { panic!("by why") };
    assert_eq!(view.sentence, "“Pay” moved 14 days earlier at 85% since 23 Nov: most of all order (−14 days)");
    let bars: Vec<_> = view.bars.iter().map(|bar| (bar.title.as_str(), bar.days)).collect();
    assert_eq!(bars, [("Order", -14), ("Estimates", 0)]);
    let whole = Question::Why { item: None, since: Since::Back { changes: 1 } };
    let Answer::Why(view) = desk.app.answer(whole).expect("it is answered") else { panic!("by why") };
    assert_eq!(view.bars.len(), 1, "the estimate was changed before");
    let unborn = asked(&desk, &since(3));
    assert!(unborn.problem.contains("not in both versions"), "{}", unborn.problem);
    let error = desk.refusal(Request::Ask { question: since(4) });
    assert_eq!(error.code, Code::Refused, "before its first change there was no plan: {}", error.message);
    let day = Since::Day { day: "2020-01-01".parse().expect("a day") };
    assert!(desk.app.answer(Question::Why { item: None, since: day }).is_err(), "nor long ago");
}

#[test]
fn a_guest_compares_with_no_file_of_this_machine() {
    let desk = Desk::new();
    desk.plan(PLAN);
    let path = desk.path("plan.plimsoll").display().to_string();
    let question = Question::Why { item: None, since: Since::File { path, then: None } };
    assert!(desk.app.call_as(Access::Guest, Request::Ask { question }).is_err());
    let question = Question::Ripple { item: item("pay"), days: 7 };
    assert!(desk.app.call_as(Access::Guest, Request::Ask { question }).is_ok());
}

#[test]
fn a_slip_of_no_days_or_of_a_lifetime_is_refused_with_a_sentence() {
    let desk = Desk::new();
    desk.plan(PLAN);
    for days in [0, u32::MAX] {
        let error = desk.app.answer(Question::Ripple { item: item("pay"), days }).expect_err("it is refused");
        assert!(error.message.contains("1 to 1000 days"), "{}", error.message);
    }
}
