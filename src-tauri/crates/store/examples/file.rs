//! How fast the plan file is: `cargo run --release -p store --example file`. Prints one JSON object a line.
//!
//! A durable edit is held against its floor: the same bytes inserted into a bare table of one column, with the same
//! settings, in the same run, turn by turn, because disks differ more from minute to minute than programs do.

use std::path::Path;
use std::time::{Duration, Instant};

use plan::{Author, EntityId, Field, Intent, Kind, Range, Role, Signed, Slot, Stamp, Value};
use rusqlite::Connection;
use serde_json::json;
use store::PlanFile;
use uuid::Uuid;

const AUTHOR: Author = Author([1; 32]);
const N_ITEMS: u32 = 2_000;
const N_CHANGES: u32 = 50_000;
const N_BATCHES: usize = 15;
const BATCH: u32 = 100;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // On the disk that is being worked on: a temporary folder may be in memory, where nothing is ever durable.
    let folder = tempfile::tempdir_in(".")?;
    let path = folder.path().join("bench.plimsoll");
    generate(&path)?;
    println!("{}", opening(&path)?);
    println!("{}", durable_edit(&path, &folder.path().join("bare.db"))?);
    Ok(())
}

/// A plan of many items with a long history: each item made with what is usually known of it, then edited again and
/// again.
fn generate(path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let (mut file, mut document) = PlanFile::create(path)?;
    let mut seq = 0;
    while seq < N_CHANGES {
        let mut merged = plan::Merged::default();
        for _ in 0..1_000 {
            seq += 1;
            let edits = if seq <= N_ITEMS { new_item(seq) } else { vec![edit(seq)] };
            let more = document.apply(document.draft(by(seq), edits));
            assert!(more.rejected.is_empty(), "{:?}", more.rejected);
            merged.taken.extend(more.taken);
            merged.touched.extend(more.touched);
        }
        file.append_merged(&merged, &document)?;
    }
    file.close()?;
    Ok(())
}

fn opening(path: &Path) -> Result<serde_json::Value, Box<dyn std::error::Error>> {
    let mut times = Vec::new();
    let mut n_items = 0;
    for _ in 0..N_BATCHES {
        let start = Instant::now();
        let (file, document) = PlanFile::open(path)?;
        times.push(start.elapsed());
        n_items = document.plan().items.len();
        file.close()?;
    }
    Ok(json!({
        "bench": "open a plan",
        "items": n_items,
        "changes": N_CHANGES,
        "median_ms": milliseconds(median(&mut times)),
        "file_mb": std::fs::metadata(path)?.len() as f64 / 1e6,
    }))
}

fn durable_edit(path: &Path, bare: &Path) -> Result<serde_json::Value, Box<dyn std::error::Error>> {
    let (mut file, mut document) = PlanFile::open(path)?;
    let bare = Connection::open(bare)?;
    bare.execute_batch(
        "PRAGMA locking_mode = exclusive; PRAGMA journal_mode = wal; PRAGMA synchronous = full;
         CREATE TABLE change (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL);",
    )?;
    let mut insert = bare.prepare("INSERT INTO change (bytes) VALUES (?1)")?;
    let (mut edits, mut inserts, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let mut seq = N_CHANGES;
    for _ in 0..N_BATCHES {
        let (mut append, mut floor) = (Duration::ZERO, Duration::ZERO);
        for _ in 0..BATCH {
            seq += 1;
            let merged = document.apply(document.draft(by(seq), [edit(seq)]));
            let mut bytes = merged.taken[0].content();
            bytes.extend(merged.taken[0].signature);

            let start = Instant::now();
            file.append_merged(&merged, &document)?;
            append += start.elapsed();

            let start = Instant::now();
            insert.execute([&bytes])?;
            floor += start.elapsed();
        }
        edits.push(append / BATCH);
        inserts.push(floor / BATCH);
        ratios.push(append.as_secs_f64() / floor.as_secs_f64());
    }
    ratios.sort_by(f64::total_cmp);
    file.close()?;
    Ok(json!({
        "bench": "durable edit against a bare insert of the same bytes",
        "batches": N_BATCHES,
        "edits_per_batch": BATCH,
        "edit_ms": milliseconds(median(&mut edits)),
        "bare_ms": milliseconds(median(&mut inserts)),
        "median_ratio": ratios[N_BATCHES / 2],
        "ratios": ratios,
    }))
}

fn by(seq: u32) -> Signed {
    let stamp = Stamp { time: u64::from(1_800_000_000 + seq) << 32, author: AUTHOR };
    Signed {
        stamp,
        name: "Ada Okafor".to_owned(),
        role: Role::Em,
        label: "Set estimate".to_owned(),
        intent: Intent::Act,
    }
}

fn slot(item: u32, field: Field) -> Slot {
    // Spread as version 7 ids are: in the order of their making, with a random tail.
    let id = Uuid::from_u128(u128::from(item) << 96 | u128::from(item.wrapping_mul(2_654_435_761)));
    Slot::of(EntityId { kind: Kind::Item, id }, field)
}

fn new_item(item: u32) -> Vec<(Slot, Value)> {
    let text = |words: String| Value::Text(words);
    vec![
        (slot(item, Field::Alive), Value::Flag(true)),
        (slot(item, Field::Title), text(format!("Item {item}: let customers do what they came for"))),
        (slot(item, Field::Kind), text("feature".to_owned())),
        (slot(item, Field::Team), Value::Ref(Uuid::from_u128(u128::from(item % 9)))),
        (slot(item, Field::Estimate), Value::Range(Range { low: 2.0, likely: f64::from(item % 40 + 3), high: 90.0 })),
        (slot(item, Field::CostOfDelay), Value::Number(f64::from(item))),
        (slot(item, Field::Problem), text("Nobody finds the way from the offer to the order. ".repeat(4))),
        (slot(item, Field::Source), text(format!("jira:SHOP-{item}"))),
    ]
}

fn edit(seq: u32) -> (Slot, Value) {
    let item = seq.wrapping_mul(7_919) % N_ITEMS + 1;
    let likely = f64::from(seq % 40 + 3);
    (slot(item, Field::Estimate), Value::Range(Range { low: 2.0, likely, high: 90.0 }))
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
