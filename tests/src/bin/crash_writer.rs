//! Writes into the plan that it is given for as long as it lives, and says on its standard output what is safe. The
//! crash test kills it.

use std::error::Error;
use std::io::{Write, stdout};
use std::path::Path;

use plan::{Author, EntityId, Field, Intent, Kind, Role, Signed, Slot, Stamp, Value};
use store::PlanFile;
use uuid::Uuid;

const AUTHOR: Author = Author([1; 32]);

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).ok_or("name the plan to write into")?;
    let path = Path::new(&path);
    let (mut file, mut document) = match path.exists() {
        true => PlanFile::open(path)?,
        false => PlanFile::create(path)?,
    };
    say(0)?;
    loop {
        let seq = document.tips().get(&AUTHOR).map_or(1, |tip| tip.seq + 1);
        let change = document.draft(by(seq), edits(seq));
        let merged = document.apply(change);
        assert_eq!(merged.taken.len(), 1, "{merged:?}");
        file.append_merged(&merged, &document)?;
        say(seq)?;
        // Closing and opening are moments to die at, too.
        if seq % 23 == 0 {
            file.close()?;
            (file, document) = PlanFile::open(path)?;
        }
    }
}

/// What is said is safe: the line goes out as soon as the change is on the disk.
fn say(seq: u32) -> std::io::Result<()> {
    let mut out = stdout().lock();
    writeln!(out, "{seq}")?;
    out.flush()
}

fn by(seq: u32) -> Signed {
    let stamp = Stamp { time: u64::from(seq) << 32, author: AUTHOR };
    Signed { stamp, name: "Ada".to_owned(), role: Role::Em, label: format!("Edit {seq}"), intent: Intent::Act }
}

/// Small edits, large ones that spill over many pages, and bulk ones, so that the write-ahead log is moved into the file
/// now and then.
fn edits(seq: u32) -> Vec<(Slot, Value)> {
    let slot = |item: u32, field| {
        let entity = EntityId { kind: Kind::Item, id: Uuid::from_u128(u128::from(item)) };
        Slot::of(entity, field)
    };
    let title = Value::Text(format!("Item as of edit {seq}"));
    match seq % 7 {
        0 => vec![(slot(seq % 11, Field::Problem), Value::Text(format!("{seq} ").repeat(8_000)))],
        1 => (0..60).map(|item| (slot(item, Field::Title), title.clone())).collect(),
        _ => vec![(slot(seq % 11, Field::Alive), Value::Flag(true)), (slot(seq % 11, Field::Title), title)],
    }
}
