//! What the log says of the past: who did what when, whole changes, and what an edit once wrote.

use std::collections::BTreeMap;

use plan::{
    Author, Change, ChangeId, Concern, Edit, EditRef, EntityId, Field, Intent, Kind, Role, SPECS, Slot, Stamp, Value,
};
use rusqlite::types::Value as SqlValue;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};

use crate::rows::{self, Fault, unknown};
use crate::{Error, PlanFile};

/// A change without its edits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which change.
    pub id: ChangeId,
    /// When it was made.
    pub stamp: Stamp,
    /// Who made it, as they called themselves.
    pub name: String,
    /// In which role.
    pub role: Role,
    /// What people call it.
    pub label: String,
    /// Whether it did something, or took something back.
    pub intent: Intent,
}

/// Which changes are meant. All that is given must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Made by this author.
    pub author: Option<Author>,
    /// Writing to this entity, or to a record that is about it.
    pub entity: Option<EntityId>,
    /// Writing to a field of this concern.
    pub concern: Option<Concern>,
    /// With these words in the label, in capitals or not; any if empty.
    pub words: String,
}

/// The columns of an [`Entry`], in the order in which it is read.
const ENTRY: &str = "SELECT change.number, author.key, seq, seconds, fraction, name, role, label, intent, target
                     FROM change JOIN author ON author.number = change.author";

/// The same, then what a whole [`Change`] has besides: the hash of the author's change before, and its own signature.
const CHANGE: &str =
    "SELECT change.number, author.key, change.seq, change.seconds, change.fraction, change.name, change.role,
                             change.label, change.intent, change.target, before.hash, change.signature
                      FROM change JOIN author ON author.number = change.author
                      LEFT JOIN change AS before ON before.author = change.author AND before.seq = change.seq - 1";

impl PlanFile {
    /// The latest changes that are meant, newest first, after skipping some.
    pub fn history(&self, filter: &Filter, skip: u32, limit: u32) -> Result<Vec<Entry>, Error> {
        let (meant, mut terms) = meant(filter);
        let sql = format!("{ENTRY} {meant} ORDER BY seconds DESC, fraction DESC, change.number DESC LIMIT ? OFFSET ?");
        terms.extend([SqlValue::from(limit), SqlValue::from(skip)]);
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            collect(statement.query(params_from_iter(terms))?, read_entry)
        })
    }

    /// How many changes are meant.
    pub fn count(&self, filter: &Filter) -> Result<u32, Error> {
        let (meant, terms) = meant(filter);
        let sql = format!("SELECT count(*) FROM change JOIN author ON author.number = change.author {meant}");
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            Ok(statement.query_row(params_from_iter(terms), |row| row.get(0))?)
        })
    }

    /// The first edits of a change, and how many it has in all.
    pub fn edits(&self, id: ChangeId, limit: u32) -> Result<(Vec<Edit>, u32), Error> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT change.number, (SELECT count(*) FROM edit WHERE edit.change = change.number)
                 FROM change JOIN author ON author.number = change.author WHERE author.key = ?1 AND seq = ?2",
            )?;
            let found: Option<(i64, u32)> = statement
                .query_row(params![id.author.hex(), id.seq], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let Some((number, count)) = found else { return Ok((Vec::new(), 0)) };
            Ok((read_edits(connection, number, limit)?, count))
        })
    }

    /// What an author did, oldest first.
    pub fn changes_of(&self, author: Author) -> Result<Vec<Entry>, Error> {
        let sql = format!("{ENTRY} WHERE author.key = ?1 ORDER BY seq");
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            collect(statement.query([author.hex()])?, read_entry)
        })
    }

    /// Every change with its edits, in the order in which they arrived here.
    pub fn changes(&self) -> Result<Vec<Change>, Error> {
        self.read(changes)
    }

    /// The changes that count, with their edits, in the order in which they arrived here.
    pub fn changes_that_count(&self) -> Result<Vec<Change>, Error> {
        let sql = format!("{CHANGE} WHERE change.aside = 0 ORDER BY change.number");
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            collect(statement.query([])?, |row| read_change(connection, row))
        })
    }

    /// The changes that count and are stamped at this second or later, with their edits, the oldest first.
    pub fn changes_since(&self, seconds: u32) -> Result<Vec<Change>, Error> {
        let sql = format!(
            "{CHANGE} WHERE change.seconds >= ?1 AND change.aside = 0
             ORDER BY change.seconds, change.fraction, author.key"
        );
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            collect(statement.query([seconds])?, |row| read_change(connection, row))
        })
    }

    /// When each entity of this kind was first given a value in this field, a value that is there; by a change that counts.
    pub fn first_given(&self, kind: Kind, field: Field) -> Result<BTreeMap<EntityId, Stamp>, Error> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT edit.kind, entity, field, edit.key, value, author.key, seconds, fraction FROM edit
                 JOIN change ON change.number = edit.change JOIN author ON author.number = change.author
                 WHERE edit.kind = ?1 AND field = ?2 AND aside = 0 ORDER BY seconds, fraction, author.key",
            )?;
            let mut first = BTreeMap::new();
            let mut rows = statement.query([kind.word(), field.word()])?;
            while let Some(row) = rows.next()? {
                let (slot, value) = rows::read_value(row, 0)?;
                if value != Value::Nothing {
                    let author = rows::read_author(rows::text(row, 5)?)?;
                    let stamp = rows::read_stamp(author, row.get(6)?, row.get(7)?);
                    first.entry(slot.entity).or_insert(stamp);
                }
            }
            Ok(first)
        })
    }

    /// Everything that was ever written in this slot by changes that count, and by which, the oldest first.
    pub fn written(&self, slot: &Slot) -> Result<Vec<(Entry, Value)>, Error> {
        let sql = ENTRY.replace("FROM change", ", edit.kind, entity, field, edit.key, value FROM change")
            + " JOIN edit ON edit.change = change.number
               WHERE edit.kind = ?1 AND entity = ?2 AND field = ?3 AND edit.key = ?4 AND aside = 0
               ORDER BY seconds, fraction, author.key";
        let Slot { entity, field, key } = slot;
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query(params![entity.kind.word(), entity.id.to_string(), field.word(), key])?;
            collect(rows, |row| Ok((read_entry(row)?, rows::read_value(row, 10)?.1)))
        })
    }

    /// One change with its edits, if it is here.
    pub fn change(&self, id: ChangeId) -> Result<Option<Change>, Error> {
        let sql = format!("{CHANGE} WHERE author.key = ?1 AND change.seq = ?2");
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params![id.author.hex(), id.seq])?;
            rows.next()?.map(|row| read_change(connection, row)).transpose()
        })
    }

    /// One change without its edits, if it is here.
    pub fn entry(&self, id: ChangeId) -> Result<Option<Entry>, Error> {
        let sql = format!("{ENTRY} WHERE author.key = ?1 AND seq = ?2");
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params![id.author.hex(), id.seq])?;
            rows.next()?.map(read_entry).transpose()
        })
    }

    /// The [`Change::hash`] of a change, if it is here.
    pub fn hash_of(&self, id: ChangeId) -> Result<Option<[u8; 32]>, Error> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT hash FROM change JOIN author ON author.number = change.author WHERE author.key = ?1 AND seq = ?2",
            )?;
            Ok(statement.query_row(params![id.author.hex(), id.seq], |row| row.get(0)).optional()?)
        })
    }

    /// The [`Change::hash`] of the change that counts with the earliest stamp: all copies of a plan have it, and no two plans share it.
    pub fn root(&self) -> Result<Option<[u8; 32]>, Error> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT hash FROM change JOIN author ON author.number = change.author
                 WHERE aside = 0 ORDER BY seconds, fraction, author.key LIMIT 1",
            )?;
            Ok(statement.query_row([], |row| row.get(0)).optional()?)
        })
    }

    /// Whether a change with this [`Change::hash`] is here.
    pub fn has(&self, hash: [u8; 32]) -> Result<bool, Error> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM change WHERE hash = ?1)")?;
            Ok(statement.query_row([hash], |row| row.get(0))?)
        })
    }

    /// What is here beyond so many changes of each author, in the order in which it arrived; at most so many changes.
    pub fn beyond(&self, version: &BTreeMap<Author, u32>, most: u32) -> Result<Vec<Change>, Error> {
        self.read(|connection| {
            let mut authors = connection.prepare_cached("SELECT number, key FROM author")?;
            let authors: Vec<(i64, String)> =
                authors.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
            let mut statement = connection
                .prepare_cached("SELECT number FROM change WHERE author = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3")?;
            let mut numbers: Vec<i64> = Vec::new();
            for (author, key) in authors {
                let known = version.get(&rows::read_author(&key)?).copied().unwrap_or(0);
                let mut found = statement.query(params![author, known, most])?;
                while let Some(row) = found.next()? {
                    numbers.push(row.get(0)?);
                }
            }
            numbers.sort_unstable();
            numbers.truncate(most as usize);
            let mut statement = connection.prepare_cached(&format!("{CHANGE} WHERE change.number = ?1"))?;
            let mut changes = Vec::with_capacity(numbers.len());
            for number in numbers {
                changes.extend(collect(statement.query([number])?, |row| read_change(connection, row))?);
            }
            Ok(changes)
        })
    }

    /// What this edit wrote, if it is here.
    pub fn value_of(&self, edit: EditRef) -> Result<Option<Value>, Error> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT kind, entity, field, edit.key, value FROM edit
                 JOIN change ON change.number = edit.change JOIN author ON author.number = change.author
                 WHERE author.key = ?1 AND seq = ?2 AND position = ?3",
            )?;
            let mut rows = statement.query(params![edit.change.author.hex(), edit.change.seq, edit.index])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            let (slot, value) = rows::read_value(row, 0)?;
            plan::check(&slot, &value).map_err(|refusal| Fault::Damaged(refusal.to_string()))?;
            Ok(Some(value))
        })
    }

    /// The highest stamp of all changes: the clock must be past it before the next.
    pub fn max_stamp(&self) -> Result<Option<Stamp>, Error> {
        self.read(|connection| {
            let newest = connection
                .query_row(
                    "SELECT author.key, seconds, fraction FROM change JOIN author ON author.number = change.author
                     ORDER BY seconds DESC, fraction DESC, author.key DESC LIMIT 1",
                    [],
                    |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?)),
                )
                .optional()?;
            newest
                .map(|(key, seconds, fraction)| Ok(rows::read_stamp(rows::read_author(&key)?, seconds, fraction)))
                .transpose()
        })
    }

    fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, Error> {
        read(&self.connection).map_err(|fault| self.fault("read", fault))
    }
}

/// Every change with its edits, in order of arrival.
pub(crate) fn changes(connection: &Connection) -> Result<Vec<Change>, Fault> {
    let mut statement = connection.prepare_cached(&format!("{CHANGE} ORDER BY change.number"))?;
    collect(statement.query([])?, |row| read_change(connection, row))
}

/// A filter as a condition on the changes, and its parameters. Kept flat: a plan file allows no deep expressions.
fn meant(filter: &Filter) -> (String, Vec<SqlValue>) {
    let mut conditions: Vec<String> = Vec::new();
    let mut terms: Vec<SqlValue> = Vec::new();
    if let Some(author) = filter.author {
        conditions.push("author.key = ?".to_owned());
        terms.push(author.hex().into());
    }
    if let Some(EntityId { kind, id }) = filter.entity {
        conditions.push(
            "change.number IN (SELECT edit.change FROM edit WHERE kind = ? AND entity = ?
                               UNION SELECT edit.change FROM edit WHERE edit.key = ?)"
                .to_owned(),
        );
        terms.extend([kind.word().to_owned().into(), id.to_string().into(), id.to_string().into()]);
    }
    if let Some(concern) = filter.concern {
        let fields = SPECS.iter().filter(|spec| spec.concern == concern);
        let fields: Vec<String> = fields.map(|spec| format!("'{}.{}'", spec.kind.word(), spec.field.word())).collect();
        conditions.push(format!(
            "change.number IN (SELECT edit.change FROM edit WHERE kind || '.' || field IN ({}))",
            fields.join(", ")
        ));
    }
    let words = filter.words.trim();
    if !words.is_empty() {
        // SQLite lowers the letters of English alone, and so does this.
        conditions.push("instr(lower(label), ?) > 0".to_owned());
        terms.push(words.to_ascii_lowercase().into());
    }
    let meant = if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join(" AND ")) };
    (meant, terms)
}

fn collect<T>(mut rows: rusqlite::Rows<'_>, read: impl Fn(&Row<'_>) -> Result<T, Fault>) -> Result<Vec<T>, Fault> {
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

fn read_entry(row: &Row<'_>) -> Result<Entry, Fault> {
    let author = rows::read_author(rows::text(row, 1)?)?;
    let role = rows::text(row, 6)?;
    Ok(Entry {
        id: ChangeId { author, seq: row.get(2)? },
        stamp: rows::read_stamp(author, row.get(3)?, row.get(4)?),
        name: row.get(5)?,
        role: Role::from_word(role).ok_or_else(|| unknown("role", role))?,
        label: row.get(7)?,
        intent: rows::read_intent(author, rows::text(row, 8)?, row.get(9)?)?,
    })
}

fn read_change(connection: &Connection, row: &Row<'_>) -> Result<Change, Fault> {
    let entry = read_entry(row)?;
    let previous: Option<[u8; 32]> = row.get(10)?;
    if previous.is_none() != (entry.id.seq == 1) {
        return Err(Fault::Damaged(format!("the change before “{}” is missing", entry.label)));
    }
    let change = Change {
        id: entry.id,
        stamp: entry.stamp,
        name: entry.name,
        role: entry.role,
        label: entry.label,
        intent: entry.intent,
        edits: read_edits(connection, row.get(0)?, u32::MAX)?,
        previous: previous.unwrap_or_default(),
        signature: row.get(11)?,
    };
    change.check().map_err(|rejection| Fault::Damaged(rejection.to_string()))?;
    Ok(change)
}

fn read_edits(connection: &Connection, change: i64, limit: u32) -> Result<Vec<Edit>, Fault> {
    let mut statement = connection.prepare_cached(
        "SELECT kind, entity, field, key, value, replaces, position FROM edit WHERE change = ?1
         ORDER BY position LIMIT ?2",
    )?;
    let mut edits = Vec::new();
    let mut rows = statement.query(params![change, limit])?;
    while let Some(row) = rows.next()? {
        if row.get::<_, i64>(6)? != edits.len() as i64 {
            return Err(Fault::Damaged(format!("an edit of change {change} is missing")));
        }
        let (slot, value) = rows::read_value(row, 0)?;
        let replaces = rows::read_replaces(rows::text(row, 5)?, |number| author_of(connection, number))?;
        edits.push(Edit { slot, value, replaces });
    }
    Ok(edits)
}

fn author_of(connection: &Connection, number: i64) -> Result<Author, Fault> {
    let mut statement = connection.prepare_cached("SELECT key FROM author WHERE number = ?1")?;
    let key: Option<String> = statement.query_row([number], |row| row.get(0)).optional()?;
    rows::read_author(&key.ok_or_else(|| unknown("author", &number.to_string()))?)
}
