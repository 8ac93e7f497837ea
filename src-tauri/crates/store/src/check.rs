//! What must be true of a file before it is trusted. Nothing here writes.

use std::io::ErrorKind;
use std::path::Path;

use rusqlite::{Connection, ErrorCode};

use crate::Error;
use crate::connect;
use crate::error::BROKEN_PAGES;
use crate::format::{self, APPLICATION_ID, Format, Migration};

/// One page of the smallest size there is, in bytes.
pub(crate) const SMALLEST_DATABASE: u64 = 512;

/// Looks at a file from outside: whether it is there, is a plan, and is one for this program. Reads its first page only,
/// touches nothing, and works while somebody else has it open.
pub(crate) fn identify(path: &Path, known: &[Migration]) -> Result<(), Error> {
    let metadata = std::fs::metadata(path).map_err(|source| match source.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Error::Missing { path: path.to_owned() },
        ErrorKind::PermissionDenied => Error::Forbidden { path: path.to_owned() },
        _ => Error::Io { doing: "open", path: path.to_owned(), source },
    })?;
    if metadata.is_dir() {
        return Err(Error::Directory { path: path.to_owned() });
    }
    // Pipes and devices would block or never end. SQLite takes an empty file for an empty database, and fills up a header
    // that is cut off.
    if !metadata.is_file() || metadata.len() < SMALLEST_DATABASE {
        return Err(Error::NotAPlan { path: path.to_owned() });
    }
    match connect::peek(path).and_then(|connection| Ok((application_id(&connection)?, format::read(&connection)?))) {
        Ok((APPLICATION_ID, format)) => refuse_newer(path, format, known),
        Ok(_) => Err(Error::Foreign { path: path.to_owned() }),
        Err(source) => match source.sqlite_error_code() {
            Some(ErrorCode::CannotOpen) => Err(Error::Forbidden { path: path.to_owned() }),
            // Whoever wrote it died while moving pages from the log into it: only together are they whole.
            Some(ErrorCode::DatabaseCorrupt) if connect::has_log(path) => Ok(()),
            _ => Err(Error::sqlite(path, "open", source)),
        },
    }
}

/// Looks at everything that SQLite can see in a file: its pages, its types, its constraints, its schema. The
/// connection must hold the file, so that what was checked is what will be read.
pub(crate) fn inspect(connection: &Connection, path: &Path, known: &[Migration]) -> Result<Format, Error> {
    let wrap = |source| Error::sqlite(path, "open", source);
    let damaged = |what: String| Error::Damaged { path: path.to_owned(), what };
    if application_id(connection).map_err(wrap)? != APPLICATION_ID {
        return Err(Error::Foreign { path: path.to_owned() });
    }
    let format = format::read(connection).map_err(wrap)?;
    refuse_newer(path, format, known)?;
    if let Some(difference) = schema_difference(connection, format, known).map_err(wrap)? {
        return Err(damaged(difference));
    }
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(wrap)?;
    match verdict.as_str() {
        "ok" => Ok(format),
        _ => Err(damaged(BROKEN_PAGES.to_owned())),
    }
}

fn application_id(connection: &Connection) -> rusqlite::Result<i32> {
    connection.pragma_query_value(None, "application_id", |row| row.get(0))
}

fn refuse_newer(path: &Path, format: Format, known: &[Migration]) -> Result<(), Error> {
    match format.compatible > known.len() as i32 {
        true => Err(Error::Newer { path: path.to_owned() }),
        false => Ok(()),
    }
}

/// The first object of the schema that is not as the migrations of this format make it. In a newer format that this
/// program may still open, columns, tables and indices may have been added, and nothing else.
fn schema_difference(connection: &Connection, format: Format, known: &[Migration]) -> rusqlite::Result<Option<String>> {
    let golden = connect::memory()?;
    let steps = usize::try_from(format.number).unwrap_or(0).min(known.len());
    format::migrate(&golden, &known[..steps])?;
    let golden = format::schema(&golden)?;
    let found = format::schema(connection)?;
    let newer = format.number > known.len() as i32;

    for (name, expected) in &golden {
        let text = found.iter().find(|(found, _)| found == name).map(|(_, text)| text);
        match text {
            None => return Ok(Some(format!("the {} is missing", object(name)))),
            Some(text) if text == expected || (newer && is_extension(text, expected)) => (),
            Some(_) => return Ok(Some(format!("the {} is not as it should be", object(name)))),
        }
    }
    let stranger = found.iter().find(|(name, text)| {
        let addition = newer && (text.starts_with("CREATE TABLE ") || text.starts_with("CREATE INDEX "));
        !addition && !golden.iter().any(|(golden, _)| golden == name)
    });
    Ok(stranger.map(|(name, _)| format!("the {} does not belong there", object(name))))
}

/// `table meta` for `table meta on meta`.
fn object(name: &str) -> &str {
    name.split_once(" on ").map_or(name, |(object, _)| object)
}

/// Whether a table is this one with columns added, as `alter table … add column` writes it: in one place, after the last
/// column and before what follows the columns.
fn is_extension(text: &str, expected: &str) -> bool {
    let same = |(a, b): &(u8, u8)| a == b;
    let front = text.bytes().zip(expected.bytes()).take_while(same).count();
    let back = text.bytes().rev().zip(expected.bytes().rev()).take_while(same).count();
    text.len() > expected.len() && front + back >= expected.len()
}
