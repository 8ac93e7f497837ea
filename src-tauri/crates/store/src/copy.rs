//! Whole copies of a plan file: the one a user saves elsewhere, and the one made before a migration.

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use crate::Error;
use crate::check;
use crate::connect::{self, beside};
use crate::format::MIGRATIONS;
use crate::guard::Guard;

/// Writes what `source` holds into the file `to`, which appears complete or not at all. A file that stands there is
/// replaced, unless it is a plan that somebody has open.
pub(crate) fn replace(source: &Connection, to: &Path) -> Result<(), Error> {
    if to.is_dir() {
        return Err(Error::Directory { path: to.to_owned() });
    }
    refuse_open_plan(to)?;
    let part = sibling(to, |stem| format!(".{stem}.part-{}", std::process::id()));
    let written = write(source, &part, to).and_then(|()| {
        // A write-ahead log that a crash left beside the old file would be replayed into the new one.
        for suffix in ["-wal", "-shm", "-journal"] {
            let _ = fs::remove_file(beside(to, suffix));
        }
        fs::rename(&part, to).map_err(|source| Error::io(to, "save a copy as", source))
    });
    if written.is_err() {
        let _ = fs::remove_file(&part);
    }
    written
}

/// Writes what `source` holds beside the plan at `path`, under a name that says which format it has and that no file has
/// yet. Returns that name.
pub(crate) fn back_up(source: &Connection, path: &Path, format: i32) -> Result<PathBuf, Error> {
    let name = |attempt: u32| match attempt {
        1 => sibling(path, |stem| format!("{stem} (format {format})")),
        _ => sibling(path, |stem| format!("{stem} (format {format}, {attempt})")),
    };
    let to = (1..).map(name).find(|path| !path.exists()).expect("some number is free");
    replace(source, &to)?;
    Ok(to)
}

fn write(source: &Connection, part: &Path, to: &Path) -> Result<(), Error> {
    let _ = fs::remove_file(part);
    File::create_new(part).map_err(|source| Error::io(to, "save a copy as", source))?;
    let wrap = |source| Error::sqlite(to, "save a copy as", source);
    let mut target = Connection::open(part).map_err(wrap)?;
    Backup::new(source, &mut target)
        .and_then(|backup| backup.run_to_completion(i32::MAX, Duration::ZERO, None))
        .map_err(wrap)?;
    target.close().map_err(|(_, source)| wrap(source))?;
    File::open(part).and_then(|file| file.sync_all()).map_err(|source| Error::io(to, "save a copy as", source))
}

/// Replacing a file under somebody who has it open would lose what they do next.
fn refuse_open_plan(to: &Path) -> Result<(), Error> {
    if check::identify(to, MIGRATIONS).is_err() {
        return Ok(());
    }
    let doing = "save a copy as";
    let held = Guard::take(to, doing).and_then(|_guard| {
        let connection = connect::exclusive(to).and_then(|connection| connect::hold(&connection));
        connection.map_err(|source| Error::sqlite(to, doing, source))
    });
    match held {
        Err(locked @ Error::Locked { .. }) => Err(locked),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// A file in the same folder with the same extension and another stem.
fn sibling(path: &Path, rename: impl Fn(&str) -> String) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let mut name = OsString::from(rename(&stem));
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}
