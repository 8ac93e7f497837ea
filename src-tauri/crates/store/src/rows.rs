//! Between rows and the domain's types. Whatever is read is parsed as if it came from a stranger.

use plan::{Author, ChangeId, EditRef, EntityId, Field, Intent, Kind, Slot, Stamp, Value};
use rusqlite::Row;
use serde_json::from_str;
use uuid::Uuid;

/// Why rows could not be read or written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    /// SQLite said no.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// SQLite is content, the domain is not.
    #[error("{0}")]
    Damaged(String),
}

/// Reads a slot from four columns and its value from the next. Whether the value may stand there is not checked.
pub(crate) fn read_value(row: &Row<'_>, from: usize) -> Result<(Slot, Value), Fault> {
    let (kind, id, field) = (text(row, from)?, text(row, from + 1)?, text(row, from + 2)?);
    let entity = EntityId {
        kind: Kind::ALL.into_iter().find(|known| known.word() == kind).ok_or_else(|| unknown("kind", kind))?,
        id: Uuid::try_parse(id).map_err(|_| unknown("id", id))?,
    };
    let field = Field::from_word(field).ok_or_else(|| unknown("field", field))?;
    let slot = Slot { entity, field, key: text(row, from + 3)?.to_owned() };
    let value = text(row, from + 4)?;
    let value = from_str(value).map_err(|_| unknown("value", value))?;
    Ok((slot, value))
}

/// Reads the text of a column without copying it.
pub(crate) fn text<'row>(row: &'row Row<'_>, column: usize) -> Result<&'row str, Fault> {
    row.get_ref(column)?.as_str().map_err(|_| Fault::Damaged("a text is missing or is not text".to_owned()))
}

/// The author that 64 hexadecimal digits name.
pub(crate) fn read_author(hex: &str) -> Result<Author, Fault> {
    Author::from_hex(hex).ok_or_else(|| unknown("author", hex))
}

/// A hybrid logical time as its two columns: the seconds people read, and the rest.
pub(crate) fn time_columns(time: u64) -> (u32, u32) {
    ((time >> 32) as u32, time as u32)
}

/// The stamp from the columns of its time.
pub(crate) fn read_stamp(author: Author, seconds: u32, fraction: u32) -> Stamp {
    Stamp { time: u64::from(seconds) << 32 | u64::from(fraction), author }
}

/// An intent as its two columns. What is taken back is always a change of the same author.
pub(crate) fn intent_columns(intent: Intent) -> (&'static str, Option<u32>) {
    match intent {
        Intent::Act => ("act", None),
        Intent::Undo(target) => ("undo", Some(target.seq)),
        Intent::Redo(target) => ("redo", Some(target.seq)),
    }
}

/// Reads what [`intent_columns`] wrote.
pub(crate) fn read_intent(author: Author, word: &str, target: Option<u32>) -> Result<Intent, Fault> {
    match (word, target) {
        ("act", None) => Ok(Intent::Act),
        ("undo", Some(seq)) => Ok(Intent::Undo(ChangeId { author, seq })),
        ("redo", Some(seq)) => Ok(Intent::Redo(ChangeId { author, seq })),
        _ => Err(unknown("intent", word)),
    }
}

/// The edits that an edit replaces, with authors by their number: `[[1,17,0]]`.
pub(crate) fn replaces_column(
    replaces: &[EditRef],
    mut number: impl FnMut(Author) -> Result<i64, Fault>,
) -> Result<String, Fault> {
    let mut triples = Vec::with_capacity(replaces.len());
    for edit in replaces {
        triples.push((number(edit.change.author)?, edit.change.seq, edit.index));
    }
    Ok(serde_json::to_string(&triples).expect("numbers always serialise"))
}

/// Reads what [`replaces_column`] wrote.
pub(crate) fn read_replaces(text: &str, author: impl Fn(i64) -> Result<Author, Fault>) -> Result<Vec<EditRef>, Fault> {
    let triples: Vec<(i64, u32, u32)> = from_str(text).map_err(|_| unknown("reference", text))?;
    let edit = |(number, seq, index)| Ok(EditRef { change: ChangeId { author: author(number)?, seq }, index });
    triples.into_iter().map(edit).collect()
}

/// A fault about something that should be known.
pub(crate) fn unknown(what: &str, given: &str) -> Fault {
    Fault::Damaged(format!("unknown {what} `{}`", given.chars().take(80).collect::<String>()))
}
