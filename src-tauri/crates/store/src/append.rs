//! Adding changes: the log and what is shown, in one transaction, so that neither is ever without the other.

use std::collections::HashMap;

use plan::{Author, Change, ChangeId, Document, Head, Merged, Slot, Value};
use rusqlite::{Connection, OptionalExtension, params};

use crate::rows::{Fault, intent_columns, replaces_column, time_columns};

/// The numbers by which a file knows authors. A cache of the table `author`.
#[derive(Debug, Default)]
pub(crate) struct Authors {
    numbers: HashMap<Author, i64>,
}

impl Authors {
    /// The author's number, given to them now if they have none.
    fn number(&mut self, connection: &Connection, author: Author) -> Result<i64, Fault> {
        if let Some(number) = self.numbers.get(&author) {
            return Ok(*number);
        }
        let hex = author.hex();
        let known = connection
            .prepare_cached("SELECT number FROM author WHERE key = ?1")?
            .query_row([&hex], |row| row.get(0))
            .optional()?;
        let number = match known {
            Some(number) => number,
            None => connection.prepare_cached("INSERT INTO author (key) VALUES (?1)")?.insert([&hex])?,
        };
        self.numbers.insert(author, number);
        Ok(number)
    }
}

/// Writes what was taken into the log, which of those that moved are kept aside now, what stands in the touched slots of
/// `document` in place of what stood there, and the changes that wait. Commits. On an error nothing is written.
pub(crate) fn append(
    connection: &mut Connection,
    authors: &mut Authors,
    merged: &Merged,
    document: &Document,
) -> Result<(), Fault> {
    let transaction = connection.transaction()?;
    let mut numbers = HashMap::with_capacity(merged.taken.len());
    for change in &merged.taken {
        let aside = document.why_aside(change.id).is_some();
        numbers.insert(change.id, put_change(&transaction, authors, change, aside)?);
    }
    for id in &merged.moved {
        let aside = document.why_aside(*id).is_some();
        transaction.prepare_cached("UPDATE change SET aside = ?3 WHERE author = ?1 AND seq = ?2")?.execute(params![
            authors.number(&transaction, id.author)?,
            id.seq,
            aside
        ])?;
    }
    for slot in &merged.touched {
        let mut n_heads = 0_u32;
        for head in document.heads(slot) {
            let id = head.edit.change;
            let number = match numbers.get(&id) {
                Some(number) => *number,
                None => number_of(&transaction, authors, id)?,
            };
            put_head(&transaction, slot, n_heads, head, number)?;
            n_heads += 1;
        }
        drop_heads(&transaction, slot, n_heads)?;
    }
    put_held(&transaction, document)?;
    transaction.commit()?;
    Ok(())
}

fn put_change(connection: &Connection, authors: &mut Authors, change: &Change, aside: bool) -> Result<i64, Fault> {
    let (seconds, fraction) = time_columns(change.stamp.time);
    let (intent, target) = intent_columns(change.intent);
    let author = authors.number(connection, change.id.author)?;
    let number = connection
        .prepare_cached(
            "INSERT INTO change (author, seq, seconds, fraction, name, role, label, intent, target, hash, signature, aside)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .insert(params![
            author,
            change.id.seq,
            seconds,
            fraction,
            change.name,
            change.role.word(),
            change.label,
            intent,
            target,
            change.hash(),
            change.signature,
            aside,
        ])?;
    let mut statement = connection.prepare_cached(
        "INSERT INTO edit (change, position, kind, entity, field, key, value, replaces)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for (position, edit) in (0_u32..).zip(&change.edits) {
        let replaces = replaces_column(&edit.replaces, |author| authors.number(connection, author))?;
        let Slot { entity, field, key } = &edit.slot;
        let id = entity.id.to_string();
        let value = value_column(&edit.value);
        statement.execute(params![number, position, entity.kind.word(), id, field.word(), key, value, replaces])?;
    }
    Ok(number)
}

fn put_head(connection: &Connection, slot: &Slot, position: u32, head: &Head, change: i64) -> Result<(), Fault> {
    let Slot { entity, field, key } = slot;
    let id = entity.id.to_string();
    let value = value_column(&head.value);
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO value (kind, entity, field, key, position, value, change, edit)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![entity.kind.word(), id, field.word(), key, position, value, change, head.edit.index])?;
    Ok(())
}

/// Takes away the heads of a slot from this position on: they have been replaced.
fn drop_heads(connection: &Connection, slot: &Slot, from: u32) -> Result<(), Fault> {
    let Slot { entity, field, key } = slot;
    connection
        .prepare_cached(
            "DELETE FROM value WHERE kind = ?1 AND entity = ?2 AND field = ?3 AND key = ?4 AND position >= ?5",
        )?
        .execute(params![entity.kind.word(), entity.id.to_string(), field.word(), key, from])?;
    Ok(())
}

fn put_held(connection: &Connection, document: &Document) -> Result<(), Fault> {
    connection.prepare_cached("DELETE FROM held")?.execute([])?;
    let mut statement = connection.prepare_cached("INSERT INTO held (author, seq, change) VALUES (?1, ?2, ?3)")?;
    for change in document.held() {
        let text = serde_json::to_string(change).expect("a change always serialises");
        statement.execute(params![change.id.author.hex(), change.id.seq, text])?;
    }
    Ok(())
}

fn number_of(connection: &Connection, authors: &mut Authors, id: ChangeId) -> Result<i64, Fault> {
    let author = authors.number(connection, id.author)?;
    let number = connection
        .prepare_cached("SELECT number FROM change WHERE author = ?1 AND seq = ?2")?
        .query_row(params![author, id.seq], |row| row.get(0))?;
    Ok(number)
}

fn value_column(value: &Value) -> String {
    serde_json::to_string(value).expect("a value always serialises")
}
