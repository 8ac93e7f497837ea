//! What working together costs: `cargo run --release -p app --example together`. Prints one JSON object a line.
//!
//! Ana is this process, Ben another; they meet on loopback, each with a plan file of their own on the disk that is being
//! worked on. An edit's way is told in legs, by the clock that both processes share. Signatures are held against their
//! floor, the bare verification of the same bytes, turn by turn.

mod ben;
#[path = "../../../forecast/examples/generate/mod.rs"]
mod generate;
mod plans;

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use app::{App, Options, Reach, Reply, Request, SyncState};
use ed25519_dalek::{Signature, VerifyingKey};
use plan::{Change, EntityId, Field, Op, Plan, Range, Role, Slot, Value};
use serde_json::json;

use ben::Ben;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

const N_EDITS: usize = 300;
const N_HEALED: usize = 1_000;
const N_SYNCED: u32 = 20_000;
const N_BATCHES: usize = 21;
const BATCH: usize = 200;

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [folder] = arguments.as_slice() {
        return ben::work(Path::new(folder));
    }
    println!("{}", signatures());
    println!("{}", empty_replica()?);
    println!("{}", healing()?);
    for (name, plan) in [("sample", plans::sample()?), ("2,000 items", generate::promised(2_000, 1))] {
        for line in one_edit(name, &plan)? {
            println!("{line}");
        }
    }
    Ok(())
}

/// An edit's way from Ana's keyboard to the first look of Ben's forecast; each is made when the one before has been
/// looked at there.
fn one_edit(name: &str, plan: &Plan) -> Outcome<Vec<serde_json::Value>> {
    let folder = tempfile::tempdir_in(".")?;
    let path = plans::of(plan, folder.path())?;
    let ana = start(&folder.path().join("ana"), "Ana")?;
    ana.call(open(&path))?;
    let mut ben = Ben::start(&folder.path().join("ben"), Some(&path))?;
    let ticket = share(&ana)?;
    let characters = ticket.chars().count();
    // Both have seen the plan before the first edit.
    ana.judged()?;
    ben.tell(&format!("watch {ticket}"))?;
    let [_ready] = ben.numbers()?;
    let slots: Vec<Slot> = plan.items.keys().map(|id| estimate(EntityId::from(*id))).take(40).collect();
    let mut legs: [Vec<f64>; 5] = Default::default();
    for n in 0..N_EDITS {
        let begun = now();
        edit(&ana, &slots[n % slots.len()], n)?;
        let committed = now();
        let [taken, there, looked] = ben.numbers()?;
        let between = |from: u64, to: u64| (to as f64 - from as f64) / 1e6;
        let times = [(begun, committed), (committed, taken), (taken, there), (there, looked), (begun, looked)];
        legs.iter_mut().zip(times).for_each(|(leg, (from, to))| leg.push(between(from, to)));
    }
    let names = ["committed here", "on the wire", "committed there", "first look there", "in all"];
    let row = |(leg, times): (&str, &mut Vec<f64>)| {
        let [p50, p99] = [0.5, 0.99].map(|share| quantile(times, share));
        json!({ "bench": format!("edit, {name}: {leg}"), "p50_ms": p50, "p99_ms": p99, "edits": N_EDITS })
    };
    let mut rows: Vec<_> = names.into_iter().zip(&mut legs).map(row).collect();
    rows.push(json!({ "bench": "ticket", "characters": characters, "secret_bits": live::Ticket::SECRET_BITS }));
    Ok(rows)
}

/// A long history on its way to somebody who has nothing.
fn empty_replica() -> Outcome<serde_json::Value> {
    let folder = tempfile::tempdir_in(".")?;
    let path = plans::with_history(N_SYNCED, folder.path())?;
    let ana = start(&folder.path().join("ana"), "Ana")?;
    ana.call(open(&path))?;
    let mut ben = Ben::start(&folder.path().join("ben"), None)?;
    let begun = now();
    ben.tell(&format!("join {}", share(&ana)?))?;
    let [in_sync] = ben.numbers()?;
    let seconds = (in_sync - begun) as f64 / 1e9;
    Ok(json!({
        "bench": "changes to an empty replica",
        "changes": N_SYNCED,
        "seconds": seconds,
        "changes_a_second": (f64::from(N_SYNCED) / seconds).round(),
    }))
}

/// Both have worked apart, each as much as the other; until both say that they are in sync.
fn healing() -> Outcome<serde_json::Value> {
    let folder = tempfile::tempdir_in(".")?;
    let plan = plans::sample()?;
    let path = plans::of(&plan, folder.path())?;
    let ana = start(&folder.path().join("ana"), "Ana")?;
    ana.call(open(&path))?;
    let mut ben = Ben::start(&folder.path().join("ben"), Some(&path))?;
    let slots: Vec<Slot> = plan.items.keys().map(|id| estimate(EntityId::from(*id))).collect();
    for n in 0..N_HEALED {
        edit(&ana, &slots[n % slots.len()], n)?;
    }
    ben.tell(&format!("edit {N_HEALED}"))?;
    let [edited] = ben.numbers()?;
    assert_eq!(edited, N_HEALED as u64);
    let begun = now();
    ben.tell(&format!("join {}", share(&ana)?))?;
    while !in_sync(&ana)? {
        std::thread::sleep(Duration::from_millis(1));
    }
    let here = now();
    let [there] = ben.numbers()?;
    let seconds = (here.max(there) - begun) as f64 / 1e9;
    Ok(json!({ "bench": "two who worked apart", "changes_each": N_HEALED, "seconds": seconds }))
}

/// Verifying changes against verifying their bytes alone.
fn signatures() -> serde_json::Value {
    let changes = plans::signed(BATCH as u32);
    let bare: Vec<_> = changes
        .iter()
        .map(|Change { id, signature, .. }| {
            (VerifyingKey::from_bytes(&id.author.0).expect("a key"), Signature::from_bytes(signature))
        })
        .collect();
    let contents: Vec<Vec<u8>> = changes.iter().map(Change::content).collect();
    let (mut whole, mut floor) = (Vec::new(), Vec::new());
    for _ in 0..N_BATCHES {
        let begun = Instant::now();
        assert!(changes.iter().all(|change| change.verify().is_ok()));
        whole.push(begun.elapsed().as_secs_f64());
        let begun = Instant::now();
        assert!(
            contents.iter().zip(&bare).all(|(content, (key, signature))| key.verify_strict(content, signature).is_ok())
        );
        floor.push(begun.elapsed().as_secs_f64());
    }
    let a_second = |times: &mut Vec<f64>| (BATCH as f64 / quantile(times, 0.5)).round();
    let (whole, floor) = (a_second(&mut whole), a_second(&mut floor));
    json!({ "bench": "signatures verified", "a_second": whole, "bare_a_second": floor, "ratio": floor / whole })
}

/// The application of one of the two.
fn start_with(folder: &Path, name: &str, told: impl Fn(app::Event) + Send + Sync + 'static) -> Outcome<App> {
    let options = Options {
        data: folder.join("data"),
        documents: folder.to_owned(),
        today: Some(generate::today()),
        seed: app::SEED,
        reach: Reach::Loopback,
    };
    let app = App::start(options, told)?;
    app.call(Request::SetAuthor { name: name.to_owned(), role: Role::Em })?;
    Ok(app)
}

fn start(folder: &Path, name: &str) -> Outcome<App> {
    start_with(folder, name, |_| {})
}

fn open(path: &Path) -> Request {
    Request::Open { path: path.display().to_string() }
}

fn share(app: &App) -> Outcome<String> {
    let Reply::Session(view) = app.call(Request::Share { uses: 1, minutes: 60 })? else {
        return Err("a session is answered".into());
    };
    Ok(view.invitation.ok_or("the host has a ticket")?.ticket)
}

fn in_sync(app: &App) -> Outcome<bool> {
    let Reply::Session(view) = app.call(Request::Session)? else { return Err("a session is answered".into()) };
    Ok(view.sync == SyncState::InSync)
}

fn estimate(entity: EntityId) -> Slot {
    Slot::of(entity, Field::Estimate)
}

/// The n-th edit; no two in a row say the same.
fn edit(app: &App, slot: &Slot, n: usize) -> Outcome {
    let value = Value::Range(Range::exactly(2.0 + (n % 97) as f64 / 8.0));
    app.call(Request::Act { op: Op::Set { slot: slot.clone(), value } })?;
    Ok(())
}

/// Nanoseconds since 1970: one clock for both processes.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos() as u64)
}

fn quantile(times: &mut [f64], share: f64) -> f64 {
    times.sort_by(f64::total_cmp);
    times[((times.len() - 1) as f64 * share).round() as usize]
}
