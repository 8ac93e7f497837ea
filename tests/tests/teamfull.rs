//! A team store that has no room: every edit stays safe in the plan file, the sentence says what to do, and the next sync
//! brings all of it.
#![cfg(unix)]

use std::path::PathBuf;
use std::process::Command;

use app::{Reply, Request, TeamAsk, TeamReply};
use expect_test::{Expect, expect};
use plan::{Field, Role, Value};
use tests::desk::{Desk, item, set};
use tests::postgres::{KEEPER, Postgres};

const SMALL: &str = r#"
plan "Small" drift 0
team core "Core"
person ana "Ana" team core
item login "Login" team core effort 5 basis clean
"#;

fn request(at: Option<&str>, ask: TeamAsk) -> Request {
    Request::Team { at: at.map(str::to_owned), secret: None, ask }
}

fn done(desk: &Desk, at: Option<&str>, ask: TeamAsk) -> String {
    let Reply::Team(reply) = desk.ask(request(at, ask)) else { panic!("a team store answers") };
    let TeamReply::Done(done) = *reply else { panic!("it says what was done: {reply:?}") };
    done.sentence
}

fn check(desk: &Desk, at: Option<&str>, ask: TeamAsk, expected: Expect) {
    expected.assert_eq(&desk.refusal(request(at, ask)).message);
}

/// Ana has shared her plan.
fn shared() -> Option<(Postgres, Desk)> {
    let postgres = Postgres::start()?;
    let ana = Desk::of("Ana", Role::Em);
    done(&ana, Some(&postgres.url(KEEPER)), TeamAsk::Init { sharers: vec!["ana".into()] });
    ana.plan(SMALL);
    done(&ana, Some(&postgres.url("ana")), TeamAsk::Share);
    Some((postgres, ana))
}

fn full() -> Expect {
    expect!["the team store's disk is full: tell whoever keeps it; your work is safe in the plan file, sync again then"]
}

#[test]
fn a_store_that_says_it_is_full_is_told_and_caught_up_with_later() {
    let Some((postgres, ana)) = shared() else { return };
    let refuse = "CREATE FUNCTION public.no_room() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
        CREATE TRIGGER no_room BEFORE INSERT ON plimsoll.changes EXECUTE FUNCTION public.no_room()";
    postgres.sql("postgres", refuse).unwrap();
    ana.act(set("login", Field::Title, Value::Text("Sign in".into())));
    check(&ana, None, TeamAsk::Sync, full());
    assert_eq!(ana.whole().plan.items[&item("login")].title, "Sign in");
    postgres.sql("postgres", "DROP TRIGGER no_room ON plimsoll.changes").unwrap();
    assert_eq!(done(&ana, None, TeamAsk::Sync), "Sent 1 change to the team store");
}

#[test]
fn a_disk_that_is_full_is_told_and_caught_up_with_when_there_is_room() {
    let Some(disk) = SmallDisk::make() else { return };
    let Some((postgres, ana)) = shared() else { return };
    let space = disk.0.join("space");
    std::fs::create_dir(&space).unwrap();
    // The server does not run as root.
    assert!(Command::new("chown").arg("postgres").arg(&space).status().unwrap().success());
    postgres.sql("postgres", &format!("CREATE TABLESPACE small LOCATION '{}'", space.display())).unwrap();
    postgres.sql("postgres", "ALTER TABLE plimsoll.changes SET TABLESPACE small").unwrap();
    // Texts that do not compress, until nothing fits.
    let mut luck = 0x9e37_79b9_7f4a_7c15_u64;
    let mut text = || {
        let letters = (0..60_000).map(|_| {
            luck ^= luck << 13;
            luck ^= luck >> 7;
            luck ^= luck << 17;
            char::from(b'a' + (luck % 26) as u8)
        });
        letters.collect::<String>()
    };
    let mut n_edits = 0;
    let told = loop {
        ana.act(set("login", Field::Problem, Value::Text(text())));
        n_edits += 1;
        match ana.app.call(request(None, TeamAsk::Sync)) {
            Ok(_) => assert!(n_edits < 200, "four megabytes are full some day"),
            Err(error) => break error.message,
        }
    };
    full().assert_eq(&told);
    postgres.sql("postgres", "ALTER TABLE plimsoll.changes SET TABLESPACE pg_default").unwrap();
    assert_eq!(done(&ana, None, TeamAsk::Sync), "Sent 1 change to the team store");
    println!("a real full disk after {n_edits} edits");
    postgres.sql("postgres", "DROP TABLESPACE small").unwrap();
}

#[test]
fn a_plan_that_is_there_already_is_gone_on_with_under_another_name_and_not_shared_twice() {
    let Some((postgres, ana)) = shared() else { return };
    ana.ask(Request::SaveCopy { path: ana.path("other name.plimsoll").display().to_string() });
    ana.ask(Request::Open { path: ana.path("other name.plimsoll").display().to_string() });
    let title = plan::Slot::of(plan::EntityId::PLAN, Field::Title);
    ana.act(plan::Op::Set { slot: title, value: Value::Text("Another name".into()) });
    assert_eq!(
        done(&ana, Some(&postgres.url("ana")), TeamAsk::Share),
        "“Another name” is in the team store already, and this copy goes on with it. Sent 1 change to the team store"
    );
    let count = postgres.sql("ana", "SELECT count(*) FROM plimsoll.plans").unwrap();
    assert_eq!(count, "1");
}

/// A disk of four megabytes in memory, gone with this; none where this user may not mount one.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn make() -> Option<SmallDisk> {
        let place = std::env::temp_dir().join(format!("plimsoll-small-{}", std::process::id()));
        std::fs::create_dir_all(&place).ok()?;
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"]).arg(&place);
        if !mount.output().is_ok_and(|output| output.status.success()) {
            eprintln!("this user may not mount a small disk: this test is passed by");
            let _ = std::fs::remove_dir(&place);
            return None;
        }
        Some(SmallDisk(place))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
        let _ = std::fs::remove_dir(&self.0);
    }
}
