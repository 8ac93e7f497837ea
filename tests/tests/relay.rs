//! A relay is used only where somebody names one, and nobody waits for one that is away.

use app::{App, Code, Options, Reach, Reply, Request, SessionPart, SessionView};
use tests::desk::{Desk, TODAY};

fn session(reply: Reply) -> SessionView {
    let Reply::Session(view) = reply else { panic!("a session is answered") };
    *view
}

#[test]
fn a_relay_is_named_once_for_all_sessions_and_one_that_is_away_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options {
        data: folder.path().join("data"),
        documents: folder.path().to_owned(),
        today: Some(TODAY.parse().unwrap()),
        seed: app::SEED,
        reach: Reach::Network,
    };
    let name = |app: &App, relay: Option<&str>| app.call(Request::SetRelay { relay: relay.map(str::to_owned) });
    let app = App::start(options(), |_| ()).unwrap();
    assert_eq!(session(app.call(Request::Session).unwrap()).relay, None, "there is none unless somebody names one");

    let refusal = name(&app, Some("relay.example.com")).expect_err("it is no address");
    assert_eq!(refusal.code, Code::Refused);
    assert!(refusal.message.contains("`https://relay.example.com`"), "{}", refusal.message);
    assert_eq!(session(name(&app, Some("  ")).unwrap()).relay, None);

    // Nobody listens on the first port.
    let named = session(name(&app, Some("http://127.0.0.1:1/")).unwrap()).relay;
    assert_eq!(named.as_deref(), Some("http://127.0.0.1:1"));
    drop(app);
    let app = App::start(options(), |_| ()).unwrap();
    assert_eq!(session(app.call(Request::Session).unwrap()).relay, named, "it is remembered");

    app.call(Request::NewSample { path: folder.path().join("plan.plimsoll").display().to_string() }).unwrap();
    let away = app.call(Request::Share { uses: 1, minutes: 10 }).expect_err("the relay is away");
    assert!(away.message.starts_with("the relay http://127.0.0.1:1 does not answer"), "{}", away.message);
    assert_eq!(session(app.call(Request::Session).unwrap()).part, SessionPart::None, "no session is left behind");

    name(&app, None).unwrap();
    let shared = session(app.call(Request::Share { uses: 1, minutes: 10 }).unwrap());
    assert_eq!((shared.part, shared.relay), (SessionPart::Host, None));
    let busy = name(&app, Some("https://relay.example.com")).expect_err("a session is under way");
    assert!(busy.message.contains("end it first"), "{}", busy.message);
}

#[test]
fn a_program_that_only_this_machine_may_reach_takes_no_relay() {
    let desk = Desk::new();
    let refusal = desk.refusal(Request::SetRelay { relay: Some("https://relay.example.com".into()) });
    assert!(refusal.message.contains("--lan"), "{}", refusal.message);
}
