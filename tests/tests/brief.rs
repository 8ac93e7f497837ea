//! What is told and asked of an item, through the door: updates with their health, questions with their answers, the steps of
//! a roll-out, and what the answers about it say of its promise.

use app::{BriefView, ItemView, Reply, Request, Since, Stage, Standing};
use plan::{Assign, EntityId, Field, Health, Kind, Op, Value};
use tests::desk::{Desk, TODAY, item};

const SMALL: &str = r#"
plan "Small" drift 0
team core "Core"
person ana "Ana" team core
item login "Login" team core effort 5 basis clean started commit 2026-11-25 to "the Board" confidence 0.85
item billing "Billing" team core effort 5 basis clean after login
step tell "Tell the desks" of login area adoption planned 2026-11-20 by "Ida"
step mail "Write of it" of login area marketing planned 2026-12-20
"#;

fn brief(desk: &Desk, handle: &str) -> BriefView {
    let Reply::Brief(view) = desk.ask(Request::Brief { item: item(handle) }) else { panic!("brief") };
    *view
}

fn post(desk: &Desk, text: &str, health: Health, next: Option<&str>) -> String {
    let next = next.map(|day| day.parse().expect("a day"));
    let reply = desk.ask(Request::PostUpdate { item: item("login"), text: text.into(), health, next });
    let Reply::Done(label) = reply else { panic!("done") };
    label
}

#[test]
fn an_update_is_one_change_and_the_earlier_ones_are_read_from_the_log() {
    let desk = Desk::planning(SMALL);
    assert_eq!(post(&desk, "The form stands", Health::OnTrack, Some("2026-11-30")), "Update of Login: on track");
    post(&desk, "The form waits for the seat fix", Health::AtRisk, Some("2026-12-04"));
    let told = |view: &BriefView| {
        let words = view.updates.iter().map(|told| (told.text.clone(), told.health, told.next.clone()));
        words.collect::<Vec<_>>()
    };
    let both = [
        ("The form waits for the seat fix".to_owned(), Some(Health::AtRisk), "next on 4 Dec".to_owned()),
        ("The form stands".to_owned(), Some(Health::OnTrack), "next on 30 Nov".to_owned()),
    ];
    assert_eq!(told(&brief(&desk, "login")), both);
    assert!(brief(&desk, "login").updates[0].by.starts_with("Ana Keller (EM), "));

    desk.ask(Request::Undo);
    let view = brief(&desk, "login");
    assert_eq!(told(&view), both[1..], "what was taken back was not said");
    assert_eq!(view.next_update.words, "due on 30 Nov, in 7 days", "text, health and day go back in one step");
    desk.ask(Request::Redo);
    let desk = desk.restarted();
    desk.reopen();
    assert_eq!(told(&brief(&desk, "login")), both, "after a restart, too");

    let late = Request::PostUpdate {
        item: item("login"),
        text: "x".into(),
        health: Health::Watch,
        next: "2026-11-22".parse().ok(),
    };
    assert_eq!(desk.refusal(late).message, "the next update cannot be due on a day that is over: choose a later one");
    let empty = Request::PostUpdate { item: item("login"), text: " ".into(), health: Health::Watch, next: None };
    assert_eq!(desk.refusal(empty).message, "an update says how it goes: write a line");
}

#[test]
fn a_question_is_signed_and_dated_and_one_that_asks_when_is_answered_by_the_forecast() {
    let desk = Desk::planning(SMALL);
    let put =
        |text: &str, asks_when| desk.ask(Request::PutQuestion { item: item("login"), text: text.into(), asks_when });
    put("For whom is it first?", None);
    put("When can the ports have it?", None);
    let view = brief(&desk, "login");
    let [open, when] = &view.questions[..] else { panic!("two questions: {view:?}") };
    assert_eq!(
        (open.text.as_str(), open.asked.as_str(), open.answer.as_str()),
        ("For whom is it first?", "Ana Keller (EM), 23 Nov", "")
    );
    assert!(when.asks_when && !open.asks_when);
    assert!(when.answer.starts_with("50% by ") && when.answer.ends_with(", forecast of 23 Nov"), "{}", when.answer);
    assert_eq!(when.answered, "the forecast, 23 Nov");
    assert!(when.answer.starts_with(&view.when), "the same dates as everywhere");

    let id = open.id;
    desk.ask(Request::AnswerQuestion { id, text: "Those without a car.".into() });
    let view = brief(&desk, "login");
    let answered = view.questions.iter().find(|question| question.id == id).expect("it is there");
    assert_eq!(
        (answered.answer.as_str(), answered.answered.as_str()),
        ("Those without a car.", "Ana Keller (EM), 23 Nov")
    );
    desk.act(Op::Delete { entity: EntityId { kind: Kind::Question, id: id.0 } });
    assert_eq!(brief(&desk, "login").questions.len(), 1);
    let gone = Request::AnswerQuestion { id, text: "x".into() };
    assert_eq!(desk.refusal(gone).message, "the question is not in the plan any more");
    let blank = Request::PutQuestion { item: item("login"), text: " ".into(), asks_when: Some(true) };
    assert_eq!(desk.refusal(blank).message, "a question has words: write what you want to know");
}

#[test]
fn where_nobody_has_said_what_it_takes_no_date_is_given() {
    let desk = Desk::planning(
        r#"
team core "Core"
person ana "Ana" team core
item vague "Vague" team core commit 2026-12-18 to "the Board" confidence 0.85
"#,
    );
    let view = desk.item("vague");
    assert_eq!((view.row.when.as_str(), view.row.standing), ("not estimated yet", Standing::Unestimated));
    assert_eq!((view.row.p50, view.row.p85), (None, None), "no bar and no date, least of all today's");
    assert_eq!(view.row.due.expect("it is promised").chance, "", "and no promise is kept by it");
    assert_eq!(view.stand, "promised to the Board for 18 Dec at 85%; nobody has said what it takes");
    desk.ask(Request::PutQuestion { item: item("vague"), text: "When?".into(), asks_when: None });
    let answer = brief(&desk, "vague").questions[0].answer.clone();
    assert_eq!(answer, "not estimated yet: nobody has said what it takes, forecast of 23 Nov");
}

#[test]
fn a_brief_shows_every_stage_and_what_it_lacks() {
    let view = brief(&Desk::planning(SMALL), "login");
    let stages: Vec<_> = view.stages.iter().map(|stage| (stage.stage, stage.now, stage.missing.as_str())).collect();
    assert_eq!(
        stages,
        [
            (Stage::Problem, false, "no problem, no audience"),
            (Stage::Bet, false, "no outcome, no measure"),
            (Stage::Build, true, "no diagnosis, no action plan, no update"),
            (Stage::RollOut, false, "a step overdue"),
            (Stage::Measure, false, ""),
            (Stage::Retire, false, ""),
        ]
    );
    let steps: Vec<_> = view.steps.iter().map(|step| (step.words.as_str(), step.overdue)).collect();
    assert_eq!(steps, [("was planned for 20 Nov, 3 days ago", true), ("planned for 20 Dec", false)]);
    assert_eq!(view.next_update.words, "nobody has said when");
}

#[test]
fn the_answers_say_how_an_item_stands_and_since_when_its_moves_are_told() {
    let desk = Desk::planning(SMALL);
    desk.app.judged().expect("the forecast is not given up");
    let stand = |handle| -> ItemView { desk.item(handle) };
    assert!(
        stand("login").stand.starts_with("promised to the Board for 25 Nov at 85%: "),
        "as of {TODAY}: {}",
        stand("login").stand
    );
    assert!(stand("login").stand.contains(" points below what was promised; 85% by "), "{}", stand("login").stand);
    assert_eq!(stand("billing").stand, "nothing is promised, and no day is wanted");
    assert_eq!(stand("login").since, Since::Back { changes: 1 });
}

#[test]
fn the_timeline_marks_the_steps_that_have_a_day_and_says_which_are_late() {
    let desk = Desk::planning(SMALL);
    desk.act(Op::Create {
        entity: EntityId { kind: Kind::Step, id: app::fresh_id().unwrap() },
        values: vec![
            Assign::of(Field::Title, Value::Text("Some day".into())),
            Assign::of(Field::Item, Value::Ref(item("login").0)),
        ],
    });
    let rollouts = desk.roadmap().rollouts;
    assert_eq!(rollouts.keys().collect::<Vec<_>>(), [&item("login")], "an item without dated steps has none");
    let login = &rollouts[&item("login")];
    let said: Vec<_> = login.marks.iter().map(|mark| (mark.words.as_str(), mark.done, mark.late)).collect();
    let late = "Adoption: Tell the desks, was planned for 20 Nov, 3 days ago · Ida";
    let mail = "Marketing: Write of it, planned for 20 Dec";
    assert_eq!(said, [(late, false, true), (mail, false, false)]);
    assert_eq!(login.spoken, format!("roll-out: {late}; {mail}"));

    let slot = tests::desk::slot(EntityId { kind: Kind::Step, id: login.marks[0].id.0 }, Field::DoneOn);
    desk.act(Op::Set { slot, value: Value::Day(TODAY.parse().expect("a day")) });
    let done = &desk.roadmap().rollouts[&item("login")].marks[0];
    assert_eq!(
        (done.words.as_str(), done.done, done.late),
        ("Adoption: Tell the desks, done on 23 Nov · Ida", true, false)
    );
    assert_eq!(done.day, TODAY.parse().expect("a day"), "it stands where it was done");
}
