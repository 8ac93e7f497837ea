//! What an import would do and what it made of the file: every row is created, changed, skipped or unchanged, and every
//! column is used or left. It is shown before anything is applied, and after.

use std::fmt;

use plan::{EntityId, Op};
use serde::{Deserialize, Serialize};

use crate::table::Table;

/// What an import would have the plan do. Applying `ops` in one [`Op::All`] is the import; not applying them is the
/// dry run.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// What people call it: "Import from Jira: 12 created". By [`crate::IMPORT_LABEL`] the history finds it again.
    pub label: String,
    /// What to do, in this order; empty if the file says nothing new.
    pub ops: Vec<Op>,
    /// What was seen.
    pub report: Report,
}

impl Import {
    /// The whole import as one operation, undone in one step; `None` if there is nothing to do.
    pub fn into_op(self) -> Option<Op> {
        (!self.ops.is_empty()).then_some(Op::All { label: self.label, ops: self.ops })
    }
}

/// Something the import makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Created {
    /// The row of the file, the header being row 1; 0 for what the file only mentions.
    pub row: u32,
    /// Its key in the file; empty if it has none.
    pub key: String,
    /// Its id in the plan.
    pub entity: EntityId,
    /// Its title.
    pub title: String,
}

/// One field the import gives another value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Changed {
    /// The row of the file, 0 if it has none.
    pub row: u32,
    /// Its key in the file.
    pub key: String,
    /// What changes.
    pub entity: EntityId,
    /// Its title.
    pub title: String,
    /// The field, as people call it.
    pub field: String,
    /// What stands there now.
    pub from: String,
    /// What will.
    pub to: String,
}

/// One field in which plan and file differ, and the plan keeps its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Kept {
    /// The row of the file, 0 if it has none.
    pub row: u32,
    /// Its key in the file.
    pub key: String,
    /// What it is about.
    pub entity: EntityId,
    /// Its title.
    pub title: String,
    /// The field, as people call it.
    pub field: String,
    /// What the plan says, and keeps.
    pub yours: String,
    /// What the file says.
    pub file: String,
}

/// A row that becomes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Skipped {
    /// The row of the file.
    pub row: u32,
    /// Its key in the file; empty if it has none.
    pub key: String,
    /// Its title; empty if it has none.
    pub title: String,
    /// Why.
    pub reason: String,
}

/// A cell, row or link of which no sense could be made; the rest of the row is imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct NotUnderstood {
    /// The row of the file, 0 if it is about the whole file.
    pub row: u32,
    /// Its key in the file; empty if it has none.
    pub key: String,
    /// The column; empty if it is about the whole row.
    pub column: String,
    /// What was not understood, in a sentence.
    pub what: String,
}

/// A column of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Column {
    /// Its header.
    pub header: String,
    /// How often it stands in the file.
    pub times: u32,
    /// How many rows have something in it.
    pub filled: u32,
    /// What it was taken for; `None` if it was left.
    pub taken_for: Option<String>,
    /// Why it was left, where there is more to say than that nothing in a plan corresponds to it; else empty.
    pub note: String,
}

/// Something the file does not say outright, and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Guess {
    /// What stands in the file.
    pub what: String,
    /// What it was taken for, and why.
    pub taken_for: String,
}

/// All that an import saw and would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Report {
    /// What the file was recognised as: "Jira CSV, UTF-8, comma".
    pub recognised: String,
    /// How many rows or entities the file has.
    pub rows: u32,
    /// How many of them say nothing new.
    pub unchanged: u32,
    /// What is made, in the order of the file.
    pub created: Vec<Created>,
    /// What gets another value.
    pub changed: Vec<Changed>,
    /// Where plan and file differ, and the plan keeps its own.
    pub kept: Vec<Kept>,
    /// Rows that become nothing.
    pub skipped: Vec<Skipped>,
    /// What no sense could be made of.
    pub not_understood: Vec<NotUnderstood>,
    /// Every column, in the order of the file.
    pub columns: Vec<Column>,
    /// What was taken for what.
    pub guesses: Vec<Guess>,
}

impl Report {
    /// The outcome in one line: "12 created, 3 changed, 1 skipped, 2 not understood, 130 unchanged".
    pub fn summary(&self) -> String {
        let mut changed: Vec<(EntityId, &str)> =
            self.changed.iter().map(|changed| (changed.entity, changed.key.as_str())).collect();
        changed.sort();
        changed.dedup();
        let mut kept: Vec<EntityId> = self.kept.iter().map(|kept| kept.entity).collect();
        kept.sort();
        kept.dedup();
        let counts = [
            (self.created.len(), "created"),
            (changed.len(), "changed"),
            (kept.len(), "kept as yours"),
            (self.skipped.len(), "skipped"),
            (self.not_understood.len(), "not understood"),
            (self.unchanged as usize, "unchanged"),
        ];
        let said: Vec<String> =
            counts.into_iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
        if said.is_empty() { "nothing to import".to_owned() } else { said.join(", ") }
    }

    /// Writes every column in, once however often it stands there; `of` says what one was taken for, and why it was left.
    pub(crate) fn describe(&mut self, table: &Table, of: impl Fn(usize, &str) -> (Option<&'static str>, &'static str)) {
        for (column, header) in table.headers.iter().enumerate() {
            let filled = table.rows.iter().filter(|row| !row.cell(column).is_empty()).count() as u32;
            if let Some(known) = self.columns.iter_mut().find(|known| known.header == *header) {
                known.times += 1;
                known.filled = known.filled.max(filled);
                continue;
            }
            let (taken_for, note) = of(column, header);
            self.columns.push(Column {
                header: header.clone(),
                times: 1,
                filled,
                taken_for: taken_for.map(str::to_owned),
                note: note.to_owned(),
            });
        }
    }

    /// Whether the file says something that the plan does not.
    pub fn says_something_new(&self) -> bool {
        !self.created.is_empty() || !self.changed.is_empty()
    }

    pub(crate) fn guess(&mut self, what: impl Into<String>, taken_for: impl Into<String>) {
        let guess = Guess { what: what.into(), taken_for: taken_for.into() };
        if !self.guesses.contains(&guess) {
            self.guesses.push(guess);
        }
    }

    pub(crate) fn doubt(&mut self, row: u32, key: &str, column: &str, what: impl Into<String>) {
        self.not_understood.push(NotUnderstood {
            row,
            key: key.to_owned(),
            column: column.to_owned(),
            what: what.into(),
        });
    }
}

/// The report as people read it in a terminal: the summary, then a line each.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {}", self.recognised, self.summary())?;
        for created in &self.created {
            let word = created.entity.kind.word();
            writeln!(f, "+ {}{word} {}", place(created.row, &created.key), created.title)?;
        }
        for changed in &self.changed {
            let (place, title) = (place(changed.row, &changed.key), &changed.title);
            writeln!(f, "~ {place}{title}: {} {} → {}", changed.field, changed.from, changed.to)?;
        }
        for kept in &self.kept {
            let (place, title) = (place(kept.row, &kept.key), &kept.title);
            writeln!(
                f,
                "= {place}{title}: {} differs: kept yours, {}; the file says {}",
                kept.field, kept.yours, kept.file
            )?;
        }
        for skipped in &self.skipped {
            let place = place(skipped.row, &skipped.key);
            writeln!(f, "- {}: {}", format!("{place}{}", skipped.title).trim_end(), skipped.reason)?;
        }
        for doubt in &self.not_understood {
            let column = if doubt.column.is_empty() { String::new() } else { format!("{}: ", doubt.column) };
            writeln!(f, "? {}{column}{}", place(doubt.row, &doubt.key), doubt.what)?;
        }
        for guess in &self.guesses {
            writeln!(f, "≈ {}: {}", guess.what, guess.taken_for)?;
        }
        for column in self.columns.iter().filter(|column| column.taken_for.is_some()) {
            let taken_for = column.taken_for.as_deref().unwrap_or_default();
            writeln!(f, "  column {} → {taken_for}", column.header)?;
        }
        let left: Vec<String> = self
            .columns
            .iter()
            .filter(|column| column.taken_for.is_none() && column.filled > 0)
            .map(|column| match column.note.as_str() {
                "" => format!("{} ({})", column.header, column.filled),
                note => format!("{} ({}; {note})", column.header, column.filled),
            })
            .collect();
        if !left.is_empty() {
            writeln!(f, "  columns left, with how many rows fill them: {}", left.join(", "))?;
        }
        let n_empty = self.columns.iter().filter(|column| column.taken_for.is_none() && column.filled == 0).count();
        if n_empty > 0 {
            writeln!(f, "  {n_empty} empty columns left")?;
        }
        Ok(())
    }
}

fn place(row: u32, key: &str) -> String {
    match (row, key) {
        (0, "") => String::new(),
        (0, key) => format!("{key} "),
        (row, "") => format!("row {row} "),
        (row, key) => format!("row {row} {key} "),
    }
}
