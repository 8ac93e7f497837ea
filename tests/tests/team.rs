//! Many people, one PostgreSQL: what one adds the others get, and the database lets nobody do what they may not.
#![cfg(unix)]

use std::time::Duration;

use app::{Code, Reply, Request, Secret, TeamAsk, TeamDone, TeamReply, TeamStanding};
use plan::{Field, Range, Role, Value};
use tests::desk::{Desk, item, set};
use tests::postgres::{KEEPER, PASSWORD, Postgres};

const SMALL: &str = r#"
plan "Small" drift 0
team core "Core"
person ana "Ana" team core
component api "API" team core
debt slow "Slow builds" in api principal 4 drag 0.3
item login "Login" team core effort 5 basis clean in api commit 2026-11-25 to "Sales"
item billing "Billing" team core effort 5 basis clean
"#;

fn init() -> TeamAsk {
    TeamAsk::Init { sharers: vec!["ana".into()] }
}

fn request(at: &str, ask: TeamAsk) -> Request {
    Request::Team { at: Some(at.to_owned()), secret: None, ask }
}

/// Asks what must be answered.
fn ask(desk: &Desk, at: &str, ask: TeamAsk) -> TeamReply {
    let Reply::Team(reply) = desk.ask(request(at, ask)) else { panic!("a team store answers") };
    *reply
}

/// The same of the store that the open plan is in.
fn ask_own(desk: &Desk, ask: TeamAsk) -> TeamReply {
    let Reply::Team(reply) = desk.ask(Request::Team { at: None, secret: None, ask }) else {
        panic!("a team store answers")
    };
    *reply
}

fn done(reply: TeamReply) -> TeamDone {
    let TeamReply::Done(done) = reply else { panic!("it says what was done: {reply:?}") };
    done
}

fn sync(desk: &Desk) -> TeamDone {
    done(ask_own(desk, TeamAsk::Sync))
}

fn refusal(desk: &Desk, at: &str, ask: TeamAsk) -> String {
    desk.refusal(request(at, ask)).message
}

fn key(desk: &Desk) -> String {
    done(ask(desk, "postgres://nobody@localhost/none", TeamAsk::Key)).sentence
}

fn admit(dbrole: &str, author: Option<String>, role: Role) -> TeamAsk {
    TeamAsk::Admit { plan: "Small".into(), dbrole: dbrole.into(), author, role }
}

/// Ana has shared her plan; the database is the keeper's.
fn shared() -> Option<(Postgres, Desk)> {
    let postgres = Postgres::start()?;
    let ana = Desk::of("Ana", Role::Em);
    ask(&ana, &postgres.url(KEEPER), init());
    ana.plan(SMALL);
    ask(&ana, &postgres.url("ana"), TeamAsk::Share);
    Some((postgres, ana))
}

/// And Ben has opened it from there.
fn pair() -> Option<(Postgres, Desk, Desk)> {
    let (postgres, ana) = shared()?;
    let ben = Desk::of("Ben", Role::Pm);
    ask(&ana, &postgres.url("ana"), admit("ben", Some(key(&ben)), Role::Pm));
    open(&postgres, &ben, "ben");
    Some((postgres, ana, ben))
}

fn open(postgres: &Postgres, desk: &Desk, role: &str) -> TeamDone {
    let path = desk.path("plan.plimsoll").display().to_string();
    done(ask(desk, &postgres.url(role), TeamAsk::Open { plan: "small".into(), path }))
}

fn estimate(handle: &str, days: f64) -> plan::Op {
    set(handle, Field::Estimate, Value::Range(Range { low: days, likely: days, high: days }))
}

fn titled(desk: &Desk, handle: &str) -> String {
    desk.whole().plan.items[&item(handle)].title.clone()
}

fn call(desk: &Desk, handle: &str, title: &str) {
    desk.act(set(handle, Field::Title, Value::Text(title.to_owned())));
}

fn standing(desk: &Desk) -> TeamStanding {
    let TeamReply::Standing(standing) = ask_own(desk, TeamAsk::Standing) else { panic!("it says how far it is") };
    standing
}

fn follow(desk: &Desk) {
    desk.ask(Request::Team { at: None, secret: None, ask: TeamAsk::Follow });
}

fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..6_000 {
        if is_so() {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("it never came to this: {what}");
}

#[test]
fn the_tables_are_made_once_however_often_one_asks() {
    let Some(postgres) = Postgres::start() else { return };
    let ana = Desk::of("Ana", Role::Em);
    let before = refusal(&ana, &postgres.url("ana"), TeamAsk::Plans);
    assert!(before.contains("plimsoll team init"), "{before}");
    let first = done(ask(&ana, &postgres.url(KEEPER), init()));
    assert_eq!(first.sentence, "The team store is ready: ana may share plans there");
    ana.plan(SMALL);
    ask(&ana, &postgres.url("ana"), TeamAsk::Share);
    ask(&ana, &postgres.url(KEEPER), init());
    assert_eq!(postgres.sql(KEEPER, "SELECT number, compatible FROM plimsoll.format").unwrap(), "1|1");
    let TeamReply::Plans(plans) = ask(&ana, &postgres.url("ana"), TeamAsk::Plans) else { panic!("plans") };
    assert_eq!(plans.iter().map(|plan| plan.title.as_str()).collect::<Vec<_>>(), ["Small"]);
    let again = done(ask(&ana, &postgres.url("ana"), TeamAsk::Share)).sentence;
    assert_eq!(
        again,
        "“Small” is in the team store already, and this copy goes on with it. In sync with the team store"
    );
    let public = "SELECT count(*) FROM information_schema.role_table_grants
        WHERE table_schema = 'plimsoll' AND grantee = 'PUBLIC'";
    assert_eq!(postgres.sql(KEEPER, public).unwrap(), "0", "nothing is for everybody");
    let functions = "SELECT proname FROM pg_proc WHERE pronamespace = 'plimsoll'::regnamespace
        AND (proacl IS NULL OR proacl::text ~ '[{,]=' OR NOT prosecdef OR proconfig IS NULL)";
    assert_eq!(
        postgres.sql(KEEPER, functions).unwrap(),
        "",
        "each runs as its owner on a fixed path, for who was let in"
    );
}

#[test]
fn two_members_bring_their_files_to_the_same() {
    let Some((_postgres, ana, ben)) = pair() else { return };
    assert_eq!(ana.whole().plan, ben.whole().plan);

    call(&ana, "login", "Sign in");
    ben.act(estimate("billing", 9.0));
    assert_eq!(sync(&ana).sentence, "Sent 1 change to the team store");
    assert_eq!(sync(&ben).sentence, "Sent 1 change to the team store and got 1 change");
    assert_eq!(sync(&ana).sentence, "Got 1 change from the team store");
    let same = "In sync with the team store".into();
    assert_eq!(sync(&ben), TeamDone { sentence: same, left_out: vec![], stuck: vec![] });
    assert_eq!(ana.whole().plan, ben.whole().plan);
    assert_eq!(titled(&ben, "login"), "Sign in");

    call(&ana, "login", "Log in");
    call(&ben, "login", "Enter");
    sync(&ana);
    sync(&ben);
    sync(&ana);
    assert_eq!((ana.whole().conflicts.len(), ben.whole().conflicts.len()), (1, 1), "both titles are kept");
    assert_eq!(ana.whole().plan, ben.whole().plan);

    // More than are sent or fetched at once.
    (0..210).for_each(|n| call(&ana, "billing", &format!("Billing {n}")));
    assert_eq!(sync(&ana).sentence, "Sent 210 changes to the team store");
    assert_eq!(sync(&ben).sentence, "Got 210 changes from the team store");
    assert_eq!(titled(&ben, "billing"), "Billing 209");

    let ana = ana.restarted();
    ana.reopen();
    ben.ask(Request::Undo);
    sync(&ben);
    assert_eq!(sync(&ana).sentence, "Got 1 change from the team store", "the store is known after a restart");
    let settings = std::fs::read_to_string(ana.path("data/settings.json")).unwrap();
    assert!(settings.contains("postgres://ana@"), "{settings}");
}

#[test]
fn a_viewer_reads_and_adds_nothing() {
    let Some((postgres, ana)) = shared() else { return };
    let vic = Desk::of("Vic", Role::Contributor);
    ask(&ana, &postgres.url("ana"), admit("vic", Some(key(&vic)), Role::Viewer));
    open(&postgres, &vic, "vic");
    let mine = Request::Act { op: set("login", Field::Title, Value::Text("Mine".into())) };
    assert!(vic.refusal(mine).message.starts_with("you may only look at this plan: ask Ana"));
    let insert = format!(
        "INSERT INTO plimsoll.changes (plan, author, seq, hash, previous, change)
         SELECT plan, '{0}', 1, hash, previous, json_build_object('id', json_build_object('author', '{0}', 'seq', 1))
         FROM plimsoll.changes WHERE seq = 1 LIMIT 1",
        key(&vic)
    );
    let refused = postgres.sql("vic", &insert).unwrap_err();
    assert!(refused.contains("row-level security"), "{refused}");
    assert_eq!(sync(&ana).sentence, "In sync with the team store");

    ask(&ana, &postgres.url("ana"), admit("vic", Some(key(&vic)), Role::Contributor));
    sync(&vic);
    call(&vic, "login", "Mine");
    assert_eq!(sync(&vic).sentence, "Sent 1 change to the team store");
    sync(&ana);
    assert_eq!(titled(&ana, "login"), "Mine");
    ask(&ana, &postgres.url("ana"), TeamAsk::Dismiss { plan: "Small".into(), dbrole: "vic".into() });
    let gone = vic.refusal(Request::Team { at: None, secret: None, ask: TeamAsk::Sync }).message;
    assert!(gone.contains("no plan"), "{gone}");
}

#[test]
fn nobody_writes_as_another_or_rewrites_what_is_there() {
    let Some((postgres, ana, ben)) = pair() else { return };
    let as_ana = format!(
        "INSERT INTO plimsoll.changes (plan, author, seq, hash, previous, change)
         SELECT plan, author, seq + 1, hash, hash, json_build_object('id', json_build_object('author', author, 'seq', seq + 1))
         FROM plimsoll.changes WHERE author = '{}' ORDER BY seq DESC LIMIT 1",
        key(&ana)
    );
    let refused = postgres.sql("ben", &as_ana).unwrap_err();
    assert!(refused.contains("row-level security"), "{refused}");
    for sql in [
        "UPDATE plimsoll.changes SET seq = seq + 1",
        "DELETE FROM plimsoll.changes",
        "TRUNCATE plimsoll.changes",
        "INSERT INTO plimsoll.members (plan, dbrole, author, role) SELECT plan, 'eve', NULL, 'Viewer' FROM plimsoll.plans",
        "UPDATE plimsoll.members SET role = 'PM'",
        "UPDATE plimsoll.report SET at_risk = 0",
        "SELECT plimsoll.found(repeat('0', 64), 'Mine', repeat('0', 64), 'PM')",
        "SELECT plimsoll.let_share('ben')",
        "SELECT plimsoll.let_in('eve')",
    ] {
        let refused = postgres.sql("ben", sql).expect_err(sql);
        assert!(refused.contains("permission denied") || refused.contains("cannot update"), "{sql}: {refused}");
    }
    // Ben steers the plan, being its PM; that does not give him Ana's key.
    let taken = refusal(&ben, &postgres.url("ben"), admit("ben", Some(key(&ana)), Role::Pm));
    assert!(taken.contains("belongs to another database role"), "{taken}");
    assert_eq!(postgres.sql("ana", "SELECT count(*) FROM plimsoll.changes").unwrap(), "3");
}

#[test]
fn a_stranger_sees_nothing() {
    let Some((postgres, ana)) = shared() else { return };
    let eve = Desk::of("Eve", Role::Pm);
    let refused = refusal(&eve, &postgres.url("eve"), TeamAsk::Plans);
    assert!(refused.contains("`eve` may not open the team store there"), "{refused}");
    // Known to the store, by another plan, and still a stranger to this one.
    ask(&ana, &postgres.url(KEEPER), TeamAsk::Init { sharers: vec!["eve".into()] });
    eve.plan(SMALL);
    ask(&eve, &postgres.url("eve"), TeamAsk::Share);
    for table in ["plans", "members", "summary", "report"] {
        let seen = postgres.sql("eve", &format!("SELECT count(*) FROM plimsoll.{table}")).unwrap();
        assert_eq!(seen, "1", "only her own in {table}");
    }
    let seen = postgres.sql("eve", "SELECT count(DISTINCT plan) FROM plimsoll.changes").unwrap();
    assert_eq!(seen, "1");
    let mine = postgres.sql("ana", "SELECT plan FROM plimsoll.plans").unwrap();
    let refused = refusal(
        &eve,
        &postgres.url("eve"),
        TeamAsk::Open { plan: mine, path: eve.path("b.plimsoll").display().to_string() },
    );
    assert!(refused.contains("no plan"), "{refused}");
    assert!(!eve.path("b.plimsoll").exists());
}

#[test]
fn an_altered_change_is_not_applied_and_is_told() {
    let Some((postgres, ana, ben)) = pair() else { return };
    call(&ana, "login", "Sign in");
    sync(&ana);
    let alter = "UPDATE plimsoll.changes SET change = replace(change::text, 'Sign in', 'Sign up')::json
        WHERE change::text LIKE '%Sign in%'";
    postgres.sql(KEEPER, alter).unwrap();
    ben.act(estimate("billing", 9.0));
    let synced = sync(&ben);
    assert_eq!(titled(&ben, "login"), "Login");
    assert!(synced.left_out.iter().any(|why| why.contains("was altered")), "{synced:?}");
    assert!(synced.sentence.starts_with("Sent 1 change"), "what is good goes on: {synced:?}");

    postgres.sql(KEEPER, "UPDATE plimsoll.changes SET change = json_build_object('id', change -> 'id', 'x', 1) WHERE change::text LIKE '%Sign up%'").unwrap();
    let synced = sync(&ben);
    assert!(synced.left_out.iter().any(|why| why.contains("not readable")), "{synced:?}");
    assert_eq!(titled(&ben, "login"), "Login");
}

#[test]
fn a_newer_store_is_refused_kindly_unless_it_only_adds() {
    let Some((postgres, ana)) = shared() else { return };
    postgres.sql(KEEPER, "INSERT INTO plimsoll.format (number, compatible) VALUES (2, 1)").unwrap();
    sync(&ana);
    postgres.sql(KEEPER, "INSERT INTO plimsoll.format (number, compatible) VALUES (7, 7)").unwrap();
    for (role, asked) in [("ana", TeamAsk::Plans), (KEEPER, init())] {
        let refused = refusal(&ana, &postgres.url(role), asked);
        assert!(refused.contains("newer version of Plimsoll (format 7): update this program"), "{refused}");
    }
}

#[test]
fn what_cannot_be_reached_or_entered_says_so() {
    let Some(postgres) = Postgres::start() else { return };
    let ana = Desk::of("Ana", Role::Em);
    let missing = refusal(&ana, &postgres.url_of("ana", "nowhere"), TeamAsk::Plans);
    assert!(missing.contains("there is no database `nowhere`"), "{missing}");
    let nobody = refusal(&ana, "postgres://ana@/plans?host=/nonexistent", TeamAsk::Plans);
    assert!(nobody.contains("cannot reach the team store"), "{nobody}");
    let unknown = refusal(&ana, &postgres.url("mallory"), TeamAsk::Plans);
    assert!(unknown.contains("does not let `mallory` in"), "{unknown}");
    let not_owner = refusal(&ana, &postgres.url("ana"), init());
    assert!(not_owner.contains("`ana` may not make the tables"), "{not_owner}");

    ask(&ana, &postgres.url(KEEPER), TeamAsk::Init { sharers: vec!["locked".into()] });
    let at = Some(postgres.url("locked"));
    let with = |secret: Option<&str>| Request::Team {
        at: at.clone(),
        secret: secret.map(|s| Secret(s.into())),
        ask: TeamAsk::Plans,
    };
    let wrong = ana.refusal(with(Some("guess")));
    assert_eq!(wrong.code, Code::Password, "{wrong}");
    assert!(!format!("{:?}", with(Some("guess"))).contains("guess"));
    ana.ask(with(Some(PASSWORD)));
    ana.ask(with(None));
    for file in std::fs::read_dir(ana.path("data")).unwrap().flatten() {
        let bytes = std::fs::read(file.path()).unwrap();
        assert!(!bytes.windows(PASSWORD.len()).any(|part| part == PASSWORD.as_bytes()), "a password is kept nowhere");
    }
    let ana = ana.restarted();
    assert_eq!(ana.refusal(with(None)).code, Code::Password, "nor over a restart");
}

#[test]
fn who_follows_hears_at_once_and_catches_up_when_the_store_was_gone() {
    let Some((mut postgres, ana, ben)) = pair() else { return };
    follow(&ana);
    follow(&ben);
    let in_sync = |desk: &Desk| standing(desk).sentence == "In sync with the team store";
    until("both are in sync", || in_sync(&ana) && in_sync(&ben));
    // One looks unasked only after minutes, longer than is waited here: it must have been heard.
    call(&ana, "login", "Sign in");
    until("Ben has it", || titled(&ben, "login") == "Sign in");

    postgres.sleep();
    call(&ana, "login", "Log in");
    ben.act(estimate("billing", 9.0));
    until("work goes on, and waits", || standing(&ana).sentence == "Offline · 1 change waiting");
    assert!(standing(&ana).trouble.is_some_and(|why| why.contains("safe in the plan file")));
    postgres.wake();
    until("they catch up", || in_sync(&ana) && in_sync(&ben) && titled(&ben, "login") == "Log in");
    until("both ways", || ana.whole().plan == ben.whole().plan);
    ana.ask(Request::Close);
    assert_eq!(standing(&ana).sentence, "");
}

#[test]
fn what_the_store_brings_reaches_the_guests_of_a_live_session_and_what_they_do_goes_there_once_they_are_admitted() {
    let Some((postgres, ana, ben)) = pair() else { return };
    let cy = Desk::of("Cy", Role::Em);
    let Reply::Session(shared) = ana.ask(Request::Share { uses: 1, minutes: 60 }) else { panic!("a session") };
    let ticket = shared.invitation.expect("a ticket").ticket;
    let path = cy.path("plan.plimsoll").display().to_string();
    cy.ask(Request::Join { ticket, path: Some(path) });
    follow(&ana);
    follow(&ben);
    until("both follow", || [&ana, &ben].iter().all(|desk| standing(desk).sentence.starts_with("In sync")));
    call(&ben, "login", "Passkeys");
    until("the guest has what Ben did", || titled(&cy, "login") == "Passkeys");
    call(&cy, "billing", "Invoices");
    // Ben gets what Ana did to it since, and cannot show it: it lies upon what only Cy did.
    until("Ana has what Cy did", || titled(&ana, "billing") == "Invoices");
    call(&ana, "billing", "Bills");
    until("Ana reads what stays here", || standing(&ana).sentence == "In the team store · without Cy");
    let [stuck] = standing(&ana).stuck.try_into().expect("it is Cy's alone");
    assert_eq!((stuck.name.as_str(), stuck.key.as_str(), stuck.admissible), ("Cy", key(&cy).as_str(), true));
    assert_eq!(
        stuck.sentence,
        "1 change by Cy stays here, and what builds on that waits there: Cy signs with a key that belongs to nobody in the team store. Admit Cy"
    );
    assert_eq!(titled(&ben, "billing"), "Billing");

    let admitted = done(ask_own(&ana, TeamAsk::Bring { author: stuck.key }));
    // It is sent at once, by whichever comes first: this, or what Ana's desk follows the store with.
    assert!(admitted.sentence.starts_with("What Cy changes goes there through `ana`. "), "{}", admitted.sentence);
    assert_eq!(admitted.stuck, []);
    until("Ben has all of it", || titled(&ben, "billing") == "Bills" && ana.whole().plan == ben.whole().plan);
    call(&cy, "login", "Keys");
    until("and what comes after", || titled(&ben, "login") == "Keys");
    assert_eq!(ben.whole().conflicts.len(), 0);
    until("nothing stays here", || standing(&ana).sentence == "In sync with the team store");
    let TeamReply::Plans(plans) = ask(&ben, &postgres.url("ben"), TeamAsk::Plans) else { panic!("plans") };
    assert!(plans[0].sentence.ends_with("· ana (EM), ben (PM)"), "nobody logs in as Cy: {}", plans[0].sentence);
}

#[test]
fn a_guest_with_a_login_of_their_own_goes_on_with_the_copy_they_have() {
    let Some((postgres, ana, ben)) = pair() else { return };
    let vic = Desk::of("Vic", Role::Em);
    let Reply::Session(shared) = ana.ask(Request::Share { uses: 1, minutes: 60 }) else { panic!("a session") };
    let ticket = shared.invitation.expect("a ticket").ticket;
    vic.ask(Request::Join { ticket, path: Some(vic.path("plan.plimsoll").display().to_string()) });
    call(&vic, "billing", "Invoices");
    until("Ana has it", || titled(&ana, "billing") == "Invoices");
    assert_eq!(sync(&ana).stuck.len(), 1);
    let stranger = refusal(&vic, &postgres.url("vic"), TeamAsk::Share);
    assert!(stranger.contains("`vic` may not"), "{stranger}");

    // As the sentence says, but with a login of Vic's own.
    ask(&ana, &postgres.url("ana"), admit("vic", Some(key(&vic)), Role::Em));
    assert!(ana.members().members.iter().any(|member| member.name == "Vic"), "and keeps the name");
    let [stuck] = sync(&ana).stuck.try_into().expect("it is Vic's alone");
    assert_eq!(
        stuck.sentence,
        "1 change by Vic stays here until Vic shares this plan with the team store too, as `vic`"
    );
    let joined = done(ask(&vic, &postgres.url("vic"), TeamAsk::Share));
    assert_eq!(
        joined.sentence,
        "“Small” is in the team store already, and this copy goes on with it. Sent 1 change to the team store"
    );
    assert_eq!(sync(&ana).stuck, []);
    sync(&ben);
    assert_eq!(titled(&ben, "billing"), "Invoices");
    assert_eq!(ana.whole().plan, ben.whole().plan);
}

#[test]
fn who_is_dismissed_from_the_store_is_removed_from_the_plan_by_its_owner() {
    let Some((postgres, ana, ben)) = pair() else { return };
    let cleo = Desk::of("Cleo", Role::Em);
    ask(&ana, &postgres.url("ana"), admit("vic", Some(key(&cleo)), Role::Em));
    open(&postgres, &cleo, "vic");
    // Ben has brought one change that Ana does not know of yet, and keeps another.
    call(&ben, "login", "Sign in");
    sync(&ben);
    call(&ben, "billing", "Mine");
    let dismiss = |desk: &Desk, by: &str, dbrole: &str| {
        let ask_for = TeamAsk::Dismiss { plan: "Small".into(), dbrole: dbrole.into() };
        done(ask(desk, &postgres.url(by), ask_for)).sentence
    };
    assert_eq!(
        dismiss(&ana, "ana", "ben"),
        "ben belongs to “Small” no longer; what they have changed stays; ben is no member of the plan any more"
    );
    assert_eq!(titled(&ana, "login"), "Sign in", "what was there by then counts");
    let role = |desk: &Desk, whose: &Desk| {
        desk.members().members.into_iter().find(|member| member.key == key(whose)).and_then(|member| member.role)
    };
    assert_eq!(role(&ana, &ben), None);
    sync(&cleo);
    assert_eq!(role(&cleo, &ben), None, "the others learn it from the store");
    assert_eq!(dismiss(&ana, "ana", "ben"), "ben did not belong to “Small”");

    // Cleo steers it there, being an EM, and owns it nowhere.
    ask(&ana, &postgres.url("ana"), admit("ben", Some(key(&ben)), Role::Pm));
    sync(&cleo);
    assert_eq!(
        dismiss(&cleo, "vic", "ben"),
        "ben belongs to “Small” no longer; what they have changed stays; an owner of the plan removes them there too, in Members or by `plimsoll members`"
    );
    sync(&ana);
    assert_eq!(role(&ana, &ben), Some(Role::Pm));
}

#[test]
fn one_question_answers_across_plans() {
    let Some((postgres, ana)) = shared() else { return };
    let TeamReply::Report(rows) = ask(&ana, &postgres.url("ana"), TeamAsk::Report) else { panic!("a report") };
    let [row] = rows.as_slice() else { panic!("one plan") };
    assert_eq!((row.title.as_str(), row.open_debts, row.commitments), ("Small", Some(1), Some(1)));
    assert_eq!((row.principal, row.at_risk), (Some(4.0), Some(1)));
    assert!(row.interest_share.is_some_and(|share| share > 0.0 && share < 1.0), "{row:?}");
    assert_eq!(row.age, "as of 2026-11-23 (seed 1), just now by ana");

    // A dashboard that only reads, with no key, and the keeper.
    ask(&ana, &postgres.url("ana"), admit("vic", None, Role::Viewer));
    for role in ["vic", KEEPER] {
        let told =
            postgres.sql(role, "SELECT title, open_debts, commitments, at_risk, changes_since FROM plimsoll.report");
        assert_eq!(told.unwrap(), "Small|1|1|1|0");
    }
    let refused = refusal(&ana, &postgres.url("ana"), admit("vic", None, Role::Em));
    assert!(refused.contains("only a Viewer is admitted without a key"), "{refused}");
}

#[test]
fn a_connection_that_leaves_the_socket_is_encrypted_and_the_server_proves_who_it_is() {
    let Some(mut postgres) = Postgres::start() else { return };
    let ana = Desk::of("Ana", Role::Em);
    ask(&ana, &postgres.url(KEEPER), init());
    let (port, authority) = postgres.offer_tls();
    let known = format!("sslrootcert={}", authority.display());
    let TeamReply::Plans(_) = ask(&ana, &format!("postgres://ana@localhost:{port}/plans?{known}"), TeamAsk::Plans)
    else {
        panic!("plans are answered")
    };
    let told =
        |host: &str, how: &str| refusal(&ana, &format!("postgres://ana@{host}:{port}/plans?{how}"), TeamAsk::Plans);
    let unknown = told("localhost", "");
    assert!(unknown.contains("is not safe"), "nobody the system knows vouches for it: {unknown}");
    let misnamed = told("127.0.0.1", &known);
    assert!(misnamed.contains("is not safe"), "it is vouched for under another name: {misnamed}");
    let plain = told("localhost", "sslmode=disable");
    assert!(plain.contains("does not let `ana` in"), "the server asks for encryption: {plain}");
}

#[test]
fn an_address_gives_no_password_away() {
    let ana = Desk::of("Ana", Role::Em);
    let refused = refusal(&ana, "postgres://ana:secret@localhost/plans", TeamAsk::Plans);
    assert!(refused.contains("leave the password out") && !refused.contains("secret"), "{refused}");
}
