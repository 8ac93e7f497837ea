//! Two people, one plan, live: what one does the other sees, and nobody does what they may not.

use std::path::Path;
use std::time::Duration;

use app::{Code, CursorView, MembersAsk, PresenceView, Reply, Request, SessionPart, SessionView, SyncState, Topic};
use plan::{Field, Range, Role, Value};
use tests::desk::{Desk, item, set, slot};

const SMALL: &str = r#"
plan "Small" drift 0
team core "Core"
person ana "Ana" team core
item login "Login" team core effort 5 basis clean
item billing "Billing" team core effort 5 basis clean
"#;

/// Ana has a plan; Ben has nothing yet.
fn pair() -> (Desk, Desk) {
    let (ana, ben) = (Desk::of("Ana Silva", Role::Em), Desk::of("Ben", Role::Pm));
    ana.plan(SMALL);
    (ana, ben)
}

fn session(desk: &Desk) -> SessionView {
    let Reply::Session(view) = desk.ask(Request::Session) else { panic!("a session is answered") };
    *view
}

fn ticket(desk: &Desk, uses: u32) -> String {
    let Reply::Session(view) = desk.ask(Request::Share { uses, minutes: 10 }) else { panic!("a session is answered") };
    view.invitation.expect("the host has a ticket").ticket
}

/// Ben gets Ana's plan, live.
fn together() -> (Desk, Desk) {
    let (ana, ben) = pair();
    let ticket = ticket(&ana, 1);
    ben.ask(Request::Join { ticket, path: Some(ben.path("plan.plimsoll").display().to_string()) });
    until(|| session(&ana).sync == SyncState::InSync && session(&ben).sync == SyncState::InSync);
    (ana, ben)
}

fn until(is_so: impl Fn() -> bool) {
    for _ in 0..2_000 {
        if is_so() {
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("it never came to this");
}

fn same(ana: &Desk, ben: &Desk) -> bool {
    let (here, there) = (ana.whole(), ben.whole());
    here.plan == there.plan && here.conflicts.len() == there.conflicts.len()
}

fn title(desk: &Desk, handle: &str) -> String {
    desk.whole().plan.items[&item(handle)].title.clone()
}

fn rename(handle: &str, title: &str) -> plan::Op {
    set(handle, Field::Title, Value::Text(title.into()))
}

#[test]
fn whoever_joins_gets_the_whole_plan_and_then_each_edit_and_each_undo() {
    let (ana, ben) = together();
    assert!(same(&ana, &ben));
    assert!(
        ben.events()
            .iter()
            .any(|event| matches!(event, app::Event::Changed { topics } if topics.contains(&Topic::Start)))
    );

    ben.act(rename("login", "Sign in"));
    until(|| title(&ana, "login") == "Sign in");
    ana.act(rename("billing", "Invoices"));
    until(|| title(&ben, "billing") == "Invoices");
    ben.ask(Request::Undo);
    until(|| title(&ana, "login") == "Login");
    assert_eq!(title(&ana, "billing"), "Invoices", "undo takes back one's own change alone");
    until(|| session(&ben).sentence == "In sync with Ana Silva");

    let (ana, ben) = (ana.restarted(), ben.restarted());
    ana.reopen();
    ben.reopen();
    assert!(same(&ana, &ben), "each has all of it on disk");
    assert_eq!(session(&ben).part, SessionPart::None);
}

#[test]
fn what_both_changed_apart_is_a_conflict_on_both_sides_until_one_settles_it() {
    let (ana, ben) = together();
    ben.ask(Request::LeaveSession);
    ana.act(set("login", Field::Estimate, Value::Range(Range::exactly(8.0))));
    ben.act(set("login", Field::Estimate, Value::Range(Range::exactly(3.0))));
    assert_eq!(session(&ana).sync, SyncState::Offline { waiting: 1 });

    let ticket = session(&ana).invitation.unwrap();
    assert!(!ticket.holds, "it was for one: {}", ticket.sentence);
    ben.ask(Request::Join { ticket: ticket.ticket, path: None });
    until(|| ana.whole().conflicts.len() == 1 && ben.whole().conflicts.len() == 1);
    let conflict = ben.whole().conflicts.remove(0);
    ben.ask(Request::Settle {
        choices: vec![app::Choice { slot: conflict.slot, value: Value::Range(Range::exactly(8.0)) }],
    });
    until(|| ana.whole().conflicts.is_empty() && same(&ana, &ben));
}

#[test]
fn a_guest_is_what_the_host_lets_them_be() {
    let (ana, ben) = together();
    let bens_id = session(&ana).people.into_iter().find(|person| person.name == "Ben").unwrap().id;
    let role = |role| ana.ask(Request::SetPeerRole { person: bens_id.clone(), role });
    role(Role::Viewer);
    until(|| session(&ben).people.iter().any(|person| person.me && person.role == Role::Viewer));
    assert!(ben.refusal(Request::Act { op: rename("login", "Sunk") }).message.contains("only look on"));
    assert!(ben.refusal(Request::Undo).message.contains("only look on"));
    assert!(
        ben.refusal(Request::SetPeerRole { person: bens_id.clone(), role: Role::Pm })
            .message
            .contains("only whoever shares")
    );

    role(Role::Contributor);
    until(|| session(&ben).people.iter().any(|person| person.me && person.role == Role::Contributor));
    ben.act(rename("login", "Sign in"));
    until(|| title(&ana, "login") == "Sign in");
    let Reply::History(history) = ana.ask(Request::History { filter: Default::default(), skip: 0, limit: 1 }) else {
        panic!("history is answered")
    };
    assert_eq!(history.changes[0].role, Role::Contributor, "what they do is signed in the role that they have");

    ben.ask(Request::LeaveSession);
    ben.act(rename("billing", "Bills"));
    role(Role::Viewer);
    ben.ask(Request::Join { ticket: session(&ana).invitation.unwrap().ticket, path: None });
    until(|| session(&ben).sentence == "Looking on · 1 change here, not taken in");
    until(|| session(&ana).aside.len() == 1);
    assert!(session(&ana).aside[0].ends_with(": Ben may only look"), "{:?}", session(&ana).aside);
    assert_eq!(title(&ana, "billing"), "Billing");
    role(Role::Pm);
    until(|| title(&ana, "billing") == "Bills");

    ana.ask(Request::RemovePeer { person: bens_id.clone() });
    until(|| session(&ben).ended.is_some_and(|why| why.contains("removed")));
    ben.act(rename("billing", "Mine alone"));
    assert_eq!(title(&ana, "billing"), "Bills");
    let again = ticket(&ana, 1);
    assert!(ben.refusal(Request::Join { ticket: again.clone(), path: None }).message.contains("were removed"));
    role(Role::Pm);
    ben.ask(Request::Join { ticket: again, path: None });
    until(|| title(&ana, "billing") == "Mine alone");
}

#[test]
fn everybody_sees_where_the_others_look_and_nothing_of_it_is_kept() {
    let (ana, ben) = together();
    let changes = |desk: &Desk| {
        let history = Request::History { filter: Default::default(), skip: 0, limit: 100 };
        let Reply::History(history) = desk.ask(history) else { panic!("history is answered") };
        history.changes.len()
    };
    let before = changes(&ana);
    let looks = slot(item("login").into(), Field::Estimate);
    let cursor = CursorView { item: item("login"), day: "2026-12-01".parse().unwrap() };
    let (entity, field) = (Some(looks.entity), Some(looks.field));
    let presence = PresenceView { view: "roadmap".into(), entity, field, cursor: Some(cursor) };
    ben.ask(Request::SetPresence { presence: Some(presence.clone()) });
    until(|| session(&ana).people.iter().any(|person| person.presence.as_ref() == Some(&presence)));
    let ben_there = session(&ana).people.into_iter().find(|person| !person.me).unwrap();
    assert_eq!((ben_there.doing.as_str(), ben_there.initials.as_str()), ("edits estimate of Login", "B"));
    ana.ask(Request::SetPresence {
        presence: Some(PresenceView { view: "debt".into(), entity: None, field: None, cursor: None }),
    });
    until(|| session(&ben).people.iter().any(|person| person.doing == "is in Debt"));
    assert_eq!(session(&ben).people[0].initials, "AS");
    assert_eq!(changes(&ana), before);
}

#[test]
fn a_ticket_that_does_not_hold_is_answered_by_a_sentence_and_nothing_is_left_behind() {
    let (ana, ben) = pair();
    let path = ben.path("plan.plimsoll");
    let join = |ticket: &str, path: bool| Request::Join {
        ticket: ticket.to_owned(),
        path: path.then(|| ben.path("plan.plimsoll").display().to_string()),
    };
    assert!(ben.refusal(join("hello", true)).message.contains("not a ticket"));
    let first = ticket(&ana, 1);
    assert!(ben.refusal(join(&first[..90], true)).message.contains("did not arrive whole"));
    assert!(ben.refusal(join(&first.replacen("-1-", "-9-", 1), true)).message.contains("another version"));
    assert_eq!(ben.refusal(join(&first, false)).code, Code::NoPlan, "there must be a place for the copy");
    let second = ticket(&ana, 1);
    assert!(ben.refusal(join(&first, true)).message.contains("does not hold any more"), "the second took its place");
    assert!(!path.exists(), "no empty plan is left behind");
    assert!(ana.refusal(join(&second, false)).message.contains("in a session already"));

    ben.plan(SMALL);
    assert!(ben.refusal(join(&second, false)).message.contains("another plan"));
    assert!(ben.refusal(Request::Share { uses: 0, minutes: 10 }).message.contains("1 to 15 people"));
    ana.ask(Request::LeaveSession);
    ben.ask(Request::Close);
    std::fs::remove_file(&path).expect("the plan was there");
    assert_eq!(ben.refusal(join(&second, true)).code, Code::Failed, "nobody shares any more");
    assert!(!path.exists());
}

#[test]
fn the_session_ends_with_the_plan_and_tells_the_guests() {
    let (ana, ben) = together();
    ana.ask(Request::Close);
    until(|| session(&ben).ended.is_some_and(|why| why.contains("your copy stays here")));
    ben.act(rename("login", "Sign in"));
    assert_eq!(title(&ben, "login"), "Sign in");
    assert_eq!(session(&ana).part, SessionPart::None);
}

#[test]
fn two_who_each_decided_who_may_edit_one_old_plan_are_both_told_so() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/v1.plimsoll");
    let [ana, ben] = [("Ana", Role::Em), ("Ben", Role::Pm)].map(|(name, role)| {
        let desk = Desk::new();
        desk.ask(Request::SetAuthor { name: name.into(), role });
        std::fs::copy(&fixture, desk.path("old.plimsoll")).expect("the sample is there");
        desk.ask(Request::Open { path: desk.path("old.plimsoll").display().to_string() });
        desk.ask(Request::SetMembers { ask: MembersAsk::Found });
        desk
    });
    let refused = ben.refusal(Request::Join { ticket: ticket(&ana, 1), path: None }).message;
    assert!(
        refused.starts_with("somebody else decided who may edit in your copy than in the one that is shared"),
        "{refused}"
    );
    assert_eq!(session(&ben).part, SessionPart::None);
    let told = session(&ana).trouble.expect("the host is told too");
    assert!(told.starts_with("Ben could not join, for somebody else decided who may edit in Ben's copy"), "{told}");
    assert_eq!((ana.members().aside.len(), ben.members().aside.len()), (0, 0), "nothing went from one to the other");
}
