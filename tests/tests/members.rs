//! Who may change a plan: a colleague works on a copy without being asked, what they did waits, and is admitted on merging.

use std::path::Path;

use app::{MembersAsk, MergeView, NewMember, Reply, Request, Source};
use expect_test::expect;
use plan::{Field, Role, Value};
use tests::desk::{Desk, item, set};

const SMALL: &str = r#"
plan "Small" drift 0
team core "Core"
person ana "Ana" team core
item login "Login" team core effort 5 basis clean
"#;

/// Ana has a plan; Ben has a copy of it, and is not a member.
fn pair() -> (Desk, Desk) {
    let (ana, ben) = (Desk::of("Ana", Role::Em), Desk::of("Ben", Role::Pm));
    ana.plan(SMALL);
    ana.hand_over(&ben);
    (ana, ben)
}

fn merge(desk: &Desk, copy: &Path, admit: Vec<NewMember>, apply: bool) -> MergeView {
    let source = Source::Path { path: copy.display().to_string() };
    let Reply::Merge(view) = desk.ask(Request::Merge { source, admit, apply }) else { panic!("a merge is answered") };
    view
}

fn rename(title: &str) -> plan::Op {
    set("login", Field::Title, Value::Text(title.into()))
}

fn title(desk: &Desk) -> String {
    desk.whole().plan.items[&item("login")].title.clone()
}

fn set_members(desk: &Desk, ask: MembersAsk) {
    desk.ask(Request::SetMembers { ask });
}

fn newest(desk: &Desk) -> app::PastView {
    let history = Request::History { filter: Default::default(), skip: 0, limit: 1 };
    let Reply::History(mut history) = desk.ask(history) else { panic!("history is answered") };
    history.changes.remove(0)
}

#[test]
fn a_colleague_goes_on_in_a_copy_and_is_admitted_on_merging() {
    let (ana, ben) = pair();
    ben.act(rename("Sign in"));
    assert_eq!(title(&ben), "Sign in", "in Ben's copy it shows");
    assert_eq!(ben.status().waiting, "1 change of yours waits for Ana to admit you");
    assert_eq!(ana.members().sentence, "Ana made this plan. 1 person may edit it.");

    let view = merge(&ana, &ben.copy(), Vec::new(), false);
    assert_eq!(view.strangers[0].sentence, "1 change by Ben, who is not a member");
    assert!(view.may_admit && view.authors.is_empty() && view.effect.is_none());
    let member = NewMember { key: view.strangers[0].key.clone(), name: String::new(), role: Role::Pm };
    let view = merge(&ana, &ben.copy(), vec![member.clone()], false);
    assert_eq!((view.authors[0].by.as_str(), view.strangers.len()), ("Ben", 0), "so it would be");
    assert_eq!((title(&ana).as_str(), ana.members().members.len()), ("Login", 1), "looking changes nothing");
    merge(&ana, &ben.copy(), vec![member], true);
    assert_eq!(title(&ana), "Sign in");
    assert_eq!(ana.members().members[1].name, "Ben");

    merge(&ben, &ana.copy(), Vec::new(), true);
    assert_eq!(ben.status().waiting, "");
    assert_eq!(ben.whole().plan, ana.whole().plan);
    assert!(ben.refusal(Request::SetMembers { ask: MembersAsk::Found }).message.contains("decided already"));
}

#[test]
fn what_is_left_aside_is_kept_shown_and_admitted_later() {
    let (ana, ben) = pair();
    ben.act(rename("Sign in"));
    merge(&ana, &ben.copy(), Vec::new(), true);
    assert_eq!((title(&ana).as_str(), ana.status().aside), ("Login", 1));
    let past = newest(&ana);
    assert_eq!((past.label.as_str(), past.aside.as_str()), ("Rename Login to Sign in", "Ben is not a member"));
    let ana = ana.restarted();
    ana.reopen();
    let aside = ana.members().aside.remove(0);
    assert_eq!((aside.by.as_str(), aside.changes, aside.admissible), ("Ben", 1, true));
    let again = merge(&ana, &ben.copy(), Vec::new(), false);
    assert_eq!(again.strangers, [], "it is known and does not come twice");

    let member = NewMember { key: aside.key, name: aside.by, role: Role::Pm };
    set_members(&ana, MembersAsk::Admit { member });
    assert_eq!((title(&ana).as_str(), ana.status().aside), ("Sign in", 0));
    ana.ask(Request::Undo);
    assert_eq!((title(&ana).as_str(), ana.status().aside), ("Login", 1), "admitting is undone as all else");
    ana.ask(Request::Redo);
    assert_eq!(title(&ana), "Sign in");
}

#[test]
fn a_copy_that_changes_hands_shows_nobody_elses_waiting_changes() {
    let (_, ben) = pair();
    ben.act(rename("Sign in"));
    let cleo = Desk::of("Cleo", Role::Em);
    ben.hand_over(&cleo);
    assert_eq!((title(&cleo).as_str(), cleo.status().aside), ("Login", 1));
    ben.ask(Request::Close);
    cleo.hand_over(&ben);
    assert_eq!((title(&ben).as_str(), ben.status().waiting.is_empty()), ("Sign in", false));
}

#[test]
fn a_removed_member_and_a_viewer_are_told_what_they_can_do() {
    let (ana, ben) = pair();
    ana.admit(&ben, "Ben", Role::Pm);
    merge(&ben, &ana.copy(), Vec::new(), true);
    ben.act(rename("Sign in"));
    merge(&ana, &ben.copy(), Vec::new(), true);
    set_members(&ana, MembersAsk::Remove { key: ben.key() });
    ben.act(rename("Meanwhile"));
    merge(&ana, &ben.copy(), Vec::new(), true);
    assert_eq!(title(&ana), "Sign in", "what was known stays, what was done meanwhile does not come in");
    assert_eq!(ana.members().aside[0].why, "Ben was removed, and this was not known then");
    merge(&ben, &ana.copy(), Vec::new(), true);
    expect!["you are no longer a member of this plan: ask Ana to admit you again, or go on in a plan of your own (Save as a new plan)"]
        .assert_eq(&ben.refusal(Request::Act { op: rename("Later") }).message);

    ana.admit(&ben, "Ben", Role::Viewer);
    merge(&ben, &ana.copy(), Vec::new(), true);
    expect![
        "you may only look at this plan: ask Ana for another role, or go on in a plan of your own (Save as a new plan)"
    ]
    .assert_eq(&ben.refusal(Request::Undo).message);
    let own = ben.path("own.plimsoll").display().to_string();
    ben.ask(Request::SaveAsNew { path: own });
    ben.act(rename("Mine"));
    assert_eq!((title(&ben).as_str(), ben.members().may_own), ("Mine", true));
    assert!(
        ana.refusal(Request::Merge {
            source: Source::Path { path: ben.copy().display().to_string() },
            admit: Vec::new(),
            apply: true
        })
        .message
        .contains("another plan")
    );
}

#[test]
fn owners_are_named_by_whoever_made_the_plan_and_a_lost_key_has_a_way_out() {
    let (ana, ben) = pair();
    ana.admit(&ben, "Ben", Role::Pm);
    assert!(ana.members().hint.contains("Name a second owner"));
    set_members(&ana, MembersAsk::Own { key: ben.key(), owner: true });
    assert_eq!(ana.members().hint, "");
    merge(&ben, &ana.copy(), Vec::new(), true);
    let cleo = Desk::new();
    ben.admit(&cleo, "Cleo", Role::Em);
    let refused = |ask| ben.refusal(Request::SetMembers { ask }).message;
    assert!(refused(MembersAsk::Own { key: cleo.key(), owner: true }).starts_with("Ana made the plan and alone says"));
    assert!(refused(MembersAsk::Remove { key: ana.key() }).starts_with("Ana made the plan"));
    assert!(refused(MembersAsk::Remove { key: "cleo".into() }).contains("64 hexadecimal digits"));

    // Cleo's machine is gone; on the new one she has another key.
    let again = Desk::new();
    set_members(&ben, MembersAsk::Replace { lost: cleo.key(), key: again.key() });
    let cleos: Vec<_> =
        ben.members().members.into_iter().filter(|member| member.name == "Cleo").map(|it| (it.key, it.role)).collect();
    assert!(cleos.contains(&(again.key(), Some(Role::Em))) && cleos.contains(&(cleo.key(), None)), "{cleos:?}");
    merge(&ana, &ben.copy(), Vec::new(), true);
    assert_eq!(ana.members().members.len(), 4, "what an owner decides counts at the founder's too");
}

#[test]
fn who_may_edit_is_no_plain_edit_and_stays_when_the_plan_is_restored() {
    let (ana, ben) = pair();
    let slot = plan::Slot { entity: plan::EntityId::PLAN, field: Field::CountsTo, key: ben.key() };
    let edit = plan::Op::Set { slot, value: Value::Number(9.0) };
    assert!(ana.refusal(Request::Act { op: edit }).message.contains("open Members"));
    let first = newest(&ana).change;
    ana.admit(&ben, "Ben", Role::Pm);
    ana.act(rename("Sign in"));
    let moment = app::Moment::Change { change: first };
    ana.ask(Request::Restore { what: app::Restored::Version { moment } });
    assert_eq!((title(&ana).as_str(), ana.members().members.len()), ("Login", 2));
    ana.ask(Request::MakeScenario { name: "Later".into() });
    assert!(
        ana.refusal(Request::SetMembers { ask: MembersAsk::Remove { key: ben.key() } }).message.contains("scenario")
    );
}

#[test]
fn the_plan_of_then_is_shown_with_those_who_counted_then() {
    let (ana, ben) = pair();
    ana.admit(&ben, "Ben", Role::Pm);
    merge(&ben, &ana.copy(), Vec::new(), true);
    ben.act(rename("Sign in"));
    merge(&ana, &ben.copy(), Vec::new(), true);
    let bens = newest(&ana).change;
    ana.act(rename("Log in"));
    set_members(&ana, MembersAsk::Remove { key: ben.key() });
    ana.ask(Request::StepBack { moment: app::Moment::Change { change: bens } });
    assert_eq!(title(&ana), "Sign in");
    ana.ask(Request::ReturnToNow);
    assert_eq!(title(&ana), "Log in");
}

#[test]
fn a_plan_from_before_is_open_until_somebody_decides_who_may_edit() {
    let ana = Desk::of("Ana", Role::Em);
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/v1.plimsoll");
    std::fs::copy(&fixture, ana.path("plan.plimsoll")).expect("the sample is there");
    ana.reopen();
    let view = ana.members();
    assert_eq!(view.sentence, "Everybody with a copy may edit this plan; 2 people changed it so far.");
    let before = ana.whole().plan;
    let ben = Desk::new();
    ana.hand_over(&ben);
    set_members(&ana, MembersAsk::Found);
    let view = ana.members();
    assert_eq!((view.sentence.as_str(), view.may_own), ("Ana made this plan. 3 people may edit it.", true));
    assert_eq!(ana.whole().plan.items, before.items, "who changed it so far counts");
    merge(&ben, &ana.copy(), Vec::new(), true);
    assert!(ben.members().founded, "copies learn it by merging");

    let dan = Desk::of("Dan", Role::Pm);
    std::fs::copy(&fixture, dan.path("plan.plimsoll")).expect("the sample is there");
    dan.reopen();
    set_members(&dan, MembersAsk::Found);
    let source = Source::Path { path: dan.copy().display().to_string() };
    let refusal = ana.refusal(Request::Merge { source, admit: Vec::new(), apply: true }).message;
    assert!(
        refusal.contains("Ana decided here who may edit") && refusal.contains("import the other as JSON"),
        "{refusal}"
    );
}

#[test]
fn the_sample_belongs_to_whoever_has_it_made_and_the_people_of_its_story_are_members() {
    let ana = Desk::of("Ana", Role::Em);
    ana.ask(Request::NewSample { path: ana.path("sample.plimsoll").display().to_string() });
    let Reply::Members(view) = ana.ask(Request::Members) else { panic!("members") };
    let said: Vec<_> = view.members.iter().map(|member| (member.name.as_str(), member.founder)).collect();
    assert_eq!(said, [("Ana", true), ("Mia Keller", false), ("Nora Lind", false)]);
    assert_eq!((view.aside.len(), ana.status().undo), (0, None), "nothing waits, and nothing of it is Ana's to undo");
}
