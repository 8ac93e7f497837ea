//! Reading the document: the heads, and of the log only each author's last change. Costs the plan's size.

use std::collections::BTreeMap;

use plan::{Author, Change, ChangeId, Document, EditRef, Head, Slot, Tip, Value};
use rusqlite::{Connection, params};

use crate::rows::{self, Fault};

/// The document as the tables hold it.
pub(crate) fn document(connection: &Connection) -> Result<Document, Fault> {
    Document::from_heads(tips(connection)?, slots(connection)?, held(connection)?, aside(connection)?)
        .map_err(|refusal| Fault::Damaged(refusal.to_string()))
}

pub(crate) fn tips(connection: &Connection) -> Result<BTreeMap<Author, Tip>, Fault> {
    let mut statement = connection.prepare(
        // Author by author, from the end of an index; `JOIN` alone would let SQLite read the whole log.
        "SELECT author.key, change.seq, change.hash FROM author CROSS JOIN change
         WHERE change.author = author.number
         AND change.seq = (SELECT max(seq) FROM change WHERE author = author.number)",
    )?;
    let mut rows = statement.query([])?;
    let mut tips = BTreeMap::new();
    while let Some(row) = rows.next()? {
        tips.insert(rows::read_author(rows::text(row, 0)?)?, Tip { seq: row.get(1)?, hash: row.get(2)? });
    }
    Ok(tips)
}

fn slots(connection: &Connection) -> Result<Vec<(Slot, Vec<Head>)>, Fault> {
    let authors = authors(connection)?;
    let mut statement = connection.prepare(
        "SELECT kind, entity, field, value.key, value, edit, author, seq, seconds, fraction
         FROM value LEFT JOIN change ON change.number = value.change
         ORDER BY kind, entity, field, value.key, position",
    )?;
    let mut rows = statement.query([])?;
    let mut slots: Vec<(Slot, Vec<Head>)> = Vec::new();
    while let Some(row) = rows.next()? {
        let (slot, value) = rows::read_value(row, 0)?;
        let number: Option<i64> = row.get(6)?;
        let author = number.and_then(|number| authors.get(&number)).copied();
        let author = author.ok_or_else(|| {
            Fault::Damaged(format!("the change behind a value of `{}` is missing", slot.field.word()))
        })?;
        let change = ChangeId { author, seq: row.get(7)? };
        let edit = EditRef { change, index: row.get(5)? };
        let head = Head { edit, stamp: rows::read_stamp(author, row.get(8)?, row.get(9)?), value };
        match slots.last_mut() {
            Some((last, heads)) if *last == slot => heads.push(head),
            _ => slots.push((slot, vec![head])),
        }
    }
    Ok(slots)
}

fn held(connection: &Connection) -> Result<Vec<Change>, Fault> {
    let mut statement = connection.prepare("SELECT change FROM held ORDER BY author, seq")?;
    let mut rows = statement.query([])?;
    let mut held = Vec::new();
    while let Some(row) = rows.next()? {
        let text = rows::text(row, 0)?;
        held.push(serde_json::from_str(text).map_err(|_| rows::unknown("change", text))?);
    }
    Ok(held)
}

/// The changes that are known and do not count.
fn aside(connection: &Connection) -> Result<Vec<ChangeId>, Fault> {
    let mut statement = connection
        .prepare("SELECT author.key, seq FROM change JOIN author ON author.number = change.author WHERE aside = 1")?;
    let mut rows = statement.query([])?;
    let mut aside = Vec::new();
    while let Some(row) = rows.next()? {
        aside.push(ChangeId { author: rows::read_author(rows::text(row, 0)?)?, seq: row.get(1)? });
    }
    Ok(aside)
}

/// What stands in a slot of one value.
pub(crate) fn value(connection: &Connection, slot: &Slot) -> Result<Option<Value>, Fault> {
    let Slot { entity, field, key } = slot;
    let mut statement = connection.prepare(
        "SELECT kind, entity, field, key, value FROM value
         WHERE kind = ?1 AND entity = ?2 AND field = ?3 AND key = ?4 AND position = 0",
    )?;
    let mut rows = statement.query(params![entity.kind.word(), entity.id.to_string(), field.word(), key])?;
    rows.next()?.map(|row| Ok(rows::read_value(row, 0)?.1)).transpose()
}

fn authors(connection: &Connection) -> Result<BTreeMap<i64, Author>, Fault> {
    let mut statement = connection.prepare("SELECT number, key FROM author")?;
    let mut rows = statement.query([])?;
    let mut authors = BTreeMap::new();
    while let Some(row) = rows.next()? {
        authors.insert(row.get(0)?, rows::read_author(rows::text(row, 1)?)?);
    }
    Ok(authors)
}
