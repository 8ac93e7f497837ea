//! Several people on one machine, told through the door: each with a name, a role and a key, and each by their own act.

use app::{BaselineView, HistoryFilter, HistoryView, Reply, Request, StartView};
use plan::{BaselineId, Field, Role, Value};
use tests::desk::{Desk, item, set};

const SCENE: &str = r#"
plan "Small" drift 0
team core "Core"
person ana "Ana" team core
item login "Login" team core effort 5 basis clean
item billing "Billing" team core effort 5 basis clean
"#;

fn be(desk: &Desk, name: &str, role: Role) {
    desk.ask(Request::SetAuthor { name: name.into(), role });
}

fn add(desk: &Desk, name: &str, role: Role) {
    desk.ask(Request::AddAuthor { name: name.into(), role });
}

fn switch(desk: &Desk, name: &str) {
    desk.ask(Request::SwitchAuthor { name: name.into() });
}

/// "Ana PM*, Ben EM": everybody, the one at the keyboard starred.
fn people(desk: &Desk) -> String {
    let Reply::Start(StartView { author, authors, .. }) = desk.ask(Request::Start) else { panic!("start") };
    let said = |who: &app::AuthorView| {
        format!("{} {}{}", who.name, who.role.word(), if author.as_ref() == Some(who) { "*" } else { "" })
    };
    authors.iter().map(said).collect::<Vec<_>>().join(", ")
}

fn rename(desk: &Desk, handle: &str, title: &str) {
    desk.act(set(handle, Field::Title, Value::Text(title.into())));
}

fn title(desk: &Desk, handle: &str) -> String {
    desk.whole().plan.items[&item(handle)].title.clone()
}

fn baseline(desk: &Desk) -> BaselineView {
    desk.app.judged().expect("the forecast is not given up");
    let Reply::Baselines(view) = desk.ask(Request::Baselines) else { panic!("baselines") };
    view.baselines[0].clone()
}

fn sign(id: BaselineId) -> Request {
    Request::SignBaseline { id }
}

fn with_both() -> Desk {
    let desk = Desk::new();
    be(&desk, "Ana Keller", Role::Pm);
    desk.plan(SCENE);
    add(&desk, "Ben Okafor", Role::Em);
    switch(&desk, "Ana Keller");
    desk
}

#[test]
fn whoever_takes_the_keyboard_from_an_owner_is_a_member_with_their_first_change() {
    let desk = with_both();
    switch(&desk, "Ben Okafor");
    rename(&desk, "login", "Sign in");
    let Reply::Members(view) = desk.ask(Request::Members) else { panic!("members") };
    let said: Vec<_> = view.members.iter().map(|member| (member.name.as_str(), member.role)).collect();
    assert_eq!(said, [("Ana Keller", Some(Role::Pm)), ("Ben Okafor", Some(Role::Em))]);
    assert_eq!((view.aside.len(), view.waiting.as_str()), (0, ""), "nothing of theirs waits");
    switch(&desk, "Ana Keller");
    assert_eq!(title(&desk, "login"), "Sign in");
}

#[test]
fn the_pm_and_the_em_sign_one_baseline_on_one_machine_each_by_their_own_act() {
    let desk = with_both();
    desk.ask(Request::MakeBaseline { name: "Q1".into() });
    let id = baseline(&desk).id;
    desk.ask(sign(id));
    be(&desk, "Ana Keller", Role::Em);
    assert!(desk.refusal(sign(id)).message.starts_with("you have signed “Q1” as PM"), "nobody signs in two roles");
    be(&desk, "Ana Keller", Role::Pm);

    switch(&desk, "ben okafor");
    assert_eq!(people(&desk), "Ana Keller PM, Ben Okafor EM*");
    desk.ask(sign(id));
    let said: Vec<_> = baseline(&desk).signed.into_iter().map(|signed| signed.words).collect();
    assert_eq!(said, ["Ana Keller signed as PM on 23 Nov", "Ben Okafor signed as EM on 23 Nov"]);
}

#[test]
fn a_second_key_under_the_same_name_signs_nothing() {
    let desk = with_both();
    desk.ask(Request::MakeBaseline { name: "Q1".into() });
    let id = baseline(&desk).id;
    desk.ask(sign(id));
    be(&desk, "Ana K.", Role::Pm);
    add(&desk, "Ana Keller", Role::Em);
    let said = desk.refusal(sign(id)).message;
    assert!(said.starts_with("somebody called Ana Keller has signed “Q1” as PM already"), "{said}");
}

#[test]
fn each_undoes_what_they_did_and_the_history_names_both() {
    let desk = with_both();
    rename(&desk, "login", "Sign in");
    switch(&desk, "Ben Okafor");
    assert_eq!(desk.status().undo, None, "Ben has done nothing yet");
    rename(&desk, "billing", "Invoices");
    desk.ask(Request::Undo);
    assert_eq!([title(&desk, "login"), title(&desk, "billing")], ["Sign in", "Billing"], "Ana's change stays");
    switch(&desk, "Ana Keller");
    desk.ask(Request::Undo);
    assert_eq!(title(&desk, "login"), "Login");
    let filter = HistoryFilter::default();
    let Reply::History(HistoryView { authors, .. }) = desk.ask(Request::History { filter, skip: 0, limit: 10 }) else {
        panic!("history")
    };
    let told: Vec<_> = authors.iter().map(|author| (author.by.as_str(), author.changes)).collect();
    assert_eq!(told, [("Ana Keller", 5), ("Ben Okafor", 2)]);
}

#[test]
fn whoever_was_at_the_keyboard_is_there_again_after_a_restart() {
    let desk = with_both();
    switch(&desk, "Ben Okafor");
    desk.ask(Request::Close);
    let desk = desk.restarted();
    assert_eq!(people(&desk), "Ana Keller PM, Ben Okafor EM*");
    desk.reopen();
    rename(&desk, "login", "Sign in");
    assert_eq!(desk.status().undo.as_deref(), Some("Rename Login to Sign in"));
    be(&desk, "Ben O.", Role::Em);
    assert_eq!(people(&desk), "Ana Keller PM, Ben O. EM*", "a new name is not a new person");
}

#[test]
fn names_that_are_missing_taken_or_unknown_are_refused_in_a_sentence() {
    let desk = with_both();
    let said = |request| desk.refusal(request).message;
    let add = |name: &str| Request::AddAuthor { name: name.into(), role: Role::Em };
    assert!(said(add("  ")).starts_with("say who you are in 1 to 100 characters"));
    let taken =
        "Ben Okafor works on this machine already: choose them from the list, or write a name that tells you apart";
    assert_eq!(said(add(" ben OKAFOR ")), taken);
    assert_eq!(said(Request::SetAuthor { name: "Ben Okafor".into(), role: Role::Pm }), taken);
    assert_eq!(
        said(Request::SwitchAuthor { name: "Cleo".into() }),
        "no “Cleo” works on this machine: choose Ana Keller or Ben Okafor, or add them"
    );
    assert_eq!(people(&desk), "Ana Keller PM*, Ben Okafor EM");
}

#[test]
fn a_mistyped_name_is_changed_or_goes_and_whoever_changed_the_plan_stays() {
    let desk = with_both();
    let rename = |name: &str, to: &str| Request::RenameAuthor { name: name.into(), to: to.into() };
    let remove = |name: &str| Request::RemoveAuthor { name: name.into() };
    desk.ask(rename("ben okafor", "Ben O."));
    desk.ask(rename("Ana Keller", "Ana K."));
    assert_eq!(people(&desk), "Ana K. PM*, Ben O. EM");
    assert!(desk.refusal(rename("Ben O.", "ana k.")).message.starts_with("Ana K. works on this machine already"));

    add(&desk, "Bne", Role::Em);
    assert_eq!(people(&desk), "Ana K. PM, Ben O. EM, Bne EM*");
    desk.ask(remove("Bne"));
    assert_eq!(people(&desk), "Ana K. PM*, Ben O. EM", "the keyboard is the first author's again");

    switch(&desk, "Ben O.");
    self::rename(&desk, "login", "Sign in");
    let said = desk.refusal(remove("Ben O.")).message;
    assert!(said.starts_with("Ben O. has changed this plan"), "{said}");
    let said = desk.refusal(remove("Ana K.")).message;
    assert!(said.contains("change the name instead"), "{said}");
    let keys = std::fs::read_dir(desk.path("data/authors")).unwrap().map(|entry| entry.unwrap().path());
    let keys = keys.filter(|path| path.extension().is_some_and(|it| it == "key")).count();
    assert_eq!(keys, 2, "no key is ever thrown away");
    let desk = desk.restarted();
    assert_eq!(people(&desk), "Ana K. PM, Ben O. EM*");
}

#[test]
fn a_damaged_key_keeps_the_keyboard_where_it_was() {
    let desk = with_both();
    let keys = std::fs::read_dir(desk.path("data/authors")).unwrap().map(|entry| entry.unwrap().path());
    let key = keys.into_iter().find(|path| path.extension().is_some_and(|it| it == "key")).expect("Ben has a key");
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&key).unwrap().permissions());
        assert_eq!(mode & 0o077, 0, "nobody else may read the key");
    }
    std::fs::write(&key, b"short").unwrap();
    let said = desk.refusal(Request::SwitchAuthor { name: "Ben Okafor".into() }).message;
    assert!(said.starts_with("Ben Okafor's author key `") && said.contains("is damaged"), "{said}");
    assert_eq!(people(&desk), "Ana Keller PM*, Ben Okafor EM");
}

#[test]
fn the_keyboard_stays_with_whoever_started_a_live_session() {
    let desk = with_both();
    desk.ask(Request::Share { uses: 1, minutes: 10 });
    let said = desk.refusal(Request::SwitchAuthor { name: "Ben Okafor".into() }).message;
    assert!(said.contains("leave the session first"), "{said}");
    desk.ask(Request::LeaveSession);
    switch(&desk, "Ben Okafor");
    assert_eq!(people(&desk), "Ana Keller PM, Ben Okafor EM*");
}
