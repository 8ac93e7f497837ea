//! A plan file while it is open: one writer, every change on the disk when `append` returns.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use plan::{Document, Merged};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OptionalExtension};

use crate::Error;
use crate::append::{self, Authors};
use crate::connect::{self, beside};
use crate::format::{self, MIGRATIONS, Migration};
use crate::guard::Guard;
use crate::rows::Fault;
use crate::{check, copy, read};

/// An open plan. Holds the file against every other program until it is closed, dropped, or the process dies.
#[derive(Debug)]
pub struct PlanFile {
    // Before the guard, so that it is closed first.
    pub(crate) connection: Connection,
    path: PathBuf,
    backup: Option<PathBuf>,
    authors: Authors,
    _guard: Guard,
}

impl PlanFile {
    /// Makes a new plan at a path where nothing stands yet.
    pub fn create(path: &Path) -> Result<(PlanFile, Document), Error> {
        File::create_new(path).map_err(|source| Error::io(path, "make", source))?;
        let made = fill(path);
        if made.is_err() {
            for suffix in ["", "-wal", "-journal"] {
                let _ = fs::remove_file(beside(path, suffix));
            }
        }
        made
    }

    /// Opens a plan and reads what it shows. The file is checked before it is trusted, and nothing is written to one
    /// that fails. A plan of an older format is copied beside itself, then brought up to date.
    pub fn open(path: &Path) -> Result<(PlanFile, Document), Error> {
        open(path, MIGRATIONS)
    }

    /// Writes what came of taking changes in, durably and in one transaction: the log and what was touched, all or nothing.
    /// Those that do not count and those that wait for others are kept aside in the file.
    ///
    /// `document` is the document with the changes taken in. After an error the file is as it was, and
    /// [`PlanFile::document`] reads what it holds.
    pub fn append_merged(&mut self, merged: &Merged, document: &Document) -> Result<(), Error> {
        append::append(&mut self.connection, &mut self.authors, merged, document).map_err(|fault| {
            // Numbers that were given in the transaction went with it.
            self.authors = Authors::default();
            self.fault("save to", fault)
        })
    }

    /// Reads the document as the file holds it.
    pub fn document(&self) -> Result<Document, Error> {
        read::document(&self.connection).map_err(|fault| self.fault("read", fault))
    }

    /// Saves what the plan holds now, with its history, as one file of its own. A file that stands there is replaced,
    /// unless it is this plan or one that is open somewhere.
    pub fn save_copy(&self, to: &Path) -> Result<(), Error> {
        if fs::canonicalize(to).is_ok_and(|to| to == self.path) {
            return Err(Error::SameFile { path: to.to_owned() });
        }
        copy::replace(&self.connection, to)
    }

    /// Closes the plan and leaves it as one file. Dropping does the same, but cannot say when it fails; even then every
    /// change is safe, in the file that ends in `-wal` beside the plan.
    pub fn close(self) -> Result<(), Error> {
        let wrap = |source| Error::sqlite(&self.path, "close", source);
        self.connection.query_row("PRAGMA wal_checkpoint(truncate)", [], |_| Ok(())).map_err(wrap)?;
        self.connection.close().map_err(|(_, source)| wrap(source))
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The copy that was made when opening brought the file up to date, if it did.
    pub fn backup(&self) -> Option<&Path> {
        self.backup.as_deref()
    }

    /// Reads what was noted about the file itself under this key, such as the plan's id.
    pub fn meta(&self, key: &str) -> Result<Option<String>, Error> {
        self.connection
            .query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| row.get(0))
            .optional()
            .map_err(|source| Error::sqlite(&self.path, "read", source))
    }

    /// Notes something about the file itself. Not part of the plan: no history, no undo, not shared.
    pub fn set_meta(&self, key: &str, value: &str) -> Result<(), Error> {
        self.connection
            .execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)", [key, value])
            .map(|_| ())
            .map_err(|source| Error::sqlite(&self.path, "save to", source))
    }

    /// The error for what went wrong while `doing` something to this file.
    pub(crate) fn fault(&self, doing: &'static str, fault: Fault) -> Error {
        wrap_fault(&self.path, doing, fault)
    }
}

fn fill(path: &Path) -> Result<(PlanFile, Document), Error> {
    let path = fs::canonicalize(path).map_err(|source| Error::io(path, "make", source))?;
    let guard = Guard::take(&path, "make")?;
    let make = || -> Result<Connection, rusqlite::Error> {
        let connection = connect::exclusive(&path)?;
        format::migrate(&connection, MIGRATIONS)?;
        connect::make_durable(&connection)?;
        Ok(connection)
    };
    let connection = make().map_err(|source| Error::sqlite(&path, "make", source))?;
    let document = read::document(&connection).map_err(|fault| wrap_fault(&path, "make", fault))?;
    Ok((PlanFile { connection, path, backup: None, authors: Authors::default(), _guard: guard }, document))
}

fn open(path: &Path, known: &[Migration]) -> Result<(PlanFile, Document), Error> {
    // SQLite follows links, and keeps its other files beside what they point to.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    check::identify(&path, known)?;
    let guard = Guard::take(&path, "open")?;
    let wrap = |source| Error::sqlite(&path, "open", source);
    let connection = connect::exclusive(&path).map_err(wrap)?;
    if connection.is_readonly("main").map_err(wrap)? {
        return Err(Error::ReadOnly { doing: "open", path });
    }
    // What a crash left in the write-ahead log stays there until it is trusted; otherwise closing would move it over.
    let keep_log = DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
    connection.set_db_config(keep_log, connect::has_log(&path)).map_err(wrap)?;
    connect::hold(&connection).map_err(wrap)?;

    let found = check::inspect(&connection, &path, known)?;
    let (document, backup) = match found.number < known.len() as i32 {
        false => (read::document(&connection), None),
        true => {
            let backup = copy::back_up(&connection, &path, found.number)?;
            (update(&connection, known), Some(backup))
        }
    };
    let document = document.map_err(|fault| wrap_fault(&path, "open", fault))?;
    connection.set_db_config(keep_log, false).map_err(wrap)?;
    connect::make_durable(&connection).map_err(wrap)?;
    Ok((PlanFile { connection, path, backup, authors: Authors::default(), _guard: guard }, document))
}

/// Brings the file up to date and reads it; if it cannot be read afterwards, it stays as it was.
fn update(connection: &Connection, known: &[Migration]) -> Result<Document, Fault> {
    let transaction = connection.unchecked_transaction()?;
    format::migrate(&transaction, known)?;
    let document = read::document(&transaction)?;
    transaction.commit()?;
    Ok(document)
}

/// The error for what went wrong while `doing` something to a file.
pub(crate) fn wrap_fault(path: &Path, doing: &'static str, fault: Fault) -> Error {
    match fault {
        Fault::Sqlite(source) => Error::sqlite(path, doing, source),
        Fault::Damaged(what) => Error::Damaged { path: path.to_owned(), what },
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use plan::{Author, Change, EntityId, Field, Intent, Role, Signed, Slot, Stamp, Value};
    use tempfile::TempDir;

    use super::*;

    fn rename(document: &Document, title: &str) -> Change {
        let stamp = Stamp { time: 1 << 40, author: Author([1; 32]) };
        let by = Signed { stamp, name: String::new(), role: Role::Pm, label: String::new(), intent: Intent::Act };
        let slot = Slot::of(EntityId::PLAN, Field::Title);
        document.draft(by, [(slot, Value::Text(title.to_owned()))])
    }

    fn new_plan(folder: &TempDir) -> (PathBuf, PlanFile, Document) {
        let path = folder.path().join("q3.plimsoll");
        let (mut file, mut document) = PlanFile::create(&path).unwrap();
        let merged = document.apply(rename(&document, "Q3"));
        file.append_merged(&merged, &document).unwrap();
        (path, file, document)
    }

    #[test]
    fn a_full_disk_refuses_the_change_and_keeps_the_plan() {
        let folder = tempfile::tempdir().unwrap();
        let (path, mut file, document) = new_plan(&folder);
        let pages: i64 = file.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
        let sql = format!("PRAGMA max_page_count = {pages}");
        file.connection.query_row(&sql, [], |_| Ok(())).unwrap();

        let mut attempt = document.clone();
        let merged = attempt.apply(rename(&document, "Q3 and Q4"));
        let problem = merged.taken[0].edits[0].slot.clone();
        let long =
            Slot { entity: EntityId { kind: plan::Kind::Item, ..problem.entity }, field: Field::Problem, ..problem };
        let change = rename(&attempt, "Q3 and Q4");
        let change = Change {
            edits: vec![plan::Edit { slot: long, value: Value::Text("x".repeat(50_000)), replaces: vec![] }],
            ..change
        };
        let mut merged = merged;
        let then = attempt.apply(change);
        merged.taken.extend(then.taken);
        merged.touched.extend(then.touched);

        let refusal = file.append_merged(&merged, &attempt).expect_err("there is no room");
        assert!(matches!(refusal, Error::Full { .. }), "{refusal}");
        assert_eq!(file.document().unwrap().plan(), document.plan(), "the first change went with the second");
        file.close().unwrap();
        let (_, document) = PlanFile::open(&path).unwrap();
        assert_eq!(document.plan().settings.title, "Q3");
    }

    /// The migrations of a program two formats later; the first of the two may still be opened by this program.
    const LATER: &[Migration] = &[
        Migration { sql: MIGRATIONS[0].sql, compatible: 1 },
        Migration { sql: MIGRATIONS[1].sql, compatible: 2 },
        Migration {
            sql: "ALTER TABLE change ADD COLUMN device TEXT; ALTER TABLE author ADD COLUMN name TEXT; CREATE TABLE baseline (name TEXT) STRICT;",
            compatible: 2,
        },
        Migration { sql: "CREATE INDEX baseline_by_name ON baseline (name);", compatible: 4 },
    ];

    #[test]
    fn an_older_plan_is_copied_then_brought_up_to_date() {
        let folder = tempfile::tempdir().unwrap();
        let (path, file, document) = new_plan(&folder);
        file.close().unwrap();
        fs::write(folder.path().join("q3 (format 2).plimsoll"), "somebody's notes").unwrap();

        let (file, updated) = open(&path, LATER).unwrap();
        assert_eq!(updated.plan(), document.plan());
        let backup = file.backup().unwrap().to_owned();
        assert_eq!(backup.file_name().unwrap(), "q3 (format 2, 2).plimsoll");
        file.close().unwrap();
        let (file, again) = open(&path, LATER).unwrap();
        assert_eq!((again.plan(), file.backup()), (document.plan(), None));
        let (file, kept) = PlanFile::open(&backup).unwrap();
        assert_eq!((kept.plan(), file.backup()), (document.plan(), None));
        let refusal = { PlanFile::open(&path).expect_err("format 4 needs a newer program") };
        assert!(matches!(refusal, Error::Newer { .. }), "{refusal}");
    }

    #[test]
    fn a_newer_plan_that_only_adds_can_be_opened_and_edited() {
        let folder = tempfile::tempdir().unwrap();
        let (path, file, _) = new_plan(&folder);
        file.close().unwrap();
        open(&path, &LATER[..3]).unwrap().0.close().unwrap();
        let (mut file, mut document) = PlanFile::open(&path).unwrap();
        assert_eq!(file.backup(), None);
        let merged = document.apply(rename(&document, "Q4"));
        file.append_merged(&merged, &document).unwrap();
        file.close().unwrap();
        assert_eq!(open(&path, &LATER[..3]).unwrap().1.plan().settings.title, "Q4");
    }

    #[test]
    fn a_migration_that_fails_leaves_the_plan_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let (path, file, document) = new_plan(&folder);
        file.close().unwrap();
        let broken = [
            Migration { sql: MIGRATIONS[0].sql, compatible: 1 },
            Migration { sql: MIGRATIONS[1].sql, compatible: 2 },
            Migration {
                sql: "CREATE TABLE baseline (name TEXT) STRICT; INSERT INTO meta VALUES (NULL, NULL);",
                compatible: 3,
            },
        ];
        open(&path, &broken).expect_err("the second migration fails");
        assert_eq!(PlanFile::open(&path).unwrap().1.plan(), document.plan());
    }

    #[track_caller]
    fn check_schema(expected: Expect) {
        let connection = connect::memory().unwrap();
        format::migrate(&connection, MIGRATIONS).unwrap();
        let columns = |name: &str| -> String {
            let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)").unwrap();
            let names = statement.query_map([name], |row| row.get::<_, String>(0)).unwrap();
            names.collect::<Result<Vec<_>, _>>().unwrap().join(" ")
        };
        let lines = format::schema(&connection).unwrap().into_iter().map(|(object, _)| {
            match object.split(' ').collect::<Vec<_>>()[..] {
                ["table", name, ..] => format!("{name}: {}\n", columns(name)),
                _ => format!("{object}\n"),
            }
        });
        expected.assert_eq(&lines.collect::<String>());
    }

    #[test]
    fn the_schema_changes_by_migration_only() {
        check_schema(expect![[r#"
            index change_aside on change
            index change_by_time on change
            index sqlite_autoindex_author_1 on author
            index sqlite_autoindex_change_1 on change
            author: number key
            change: number author seq seconds fraction name role label intent target hash signature aside
            edit: change position kind entity field key value replaces
            held: author seq change
            meta: key value
            value: kind entity field key position value change edit
        "#]]);
    }
}
