//! The format of the file: how a plan is told from other databases, which program may open it, and how an older one is
//! brought up to date.
//!
//! A format is the number of migrations that made it. `user_version` holds it together with the compatibility number,
//! the oldest format a program must know to open the file. A migration that only adds leaves that number alone, so that
//! older programs go on opening the file; they find what they know and overlook the rest.

use rusqlite::Connection;

/// `Plim`, at its place in the header of the file.
pub(crate) const APPLICATION_ID: i32 = 0x506c_696d;

/// One step from a format to the next. Once released it never changes.
pub(crate) struct Migration {
    /// What it does.
    pub sql: &'static str,
    /// The compatibility number from this format on.
    pub compatible: i32,
}

/// Every migration there has been, in order. New ones are added at the end.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration { sql: include_str!("migrations/001.sql"), compatible: 1 },
    // An older program would show what is kept aside.
    Migration { sql: include_str!("migrations/002.sql"), compatible: 2 },
];

/// What a file says about its format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Format {
    /// How many migrations made it.
    pub number: i32,
    /// The oldest format a program must know to open it.
    pub compatible: i32,
}

/// Reads the format of a file.
pub(crate) fn read(connection: &Connection) -> rusqlite::Result<Format> {
    let version: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(Format { number: version % 1000, compatible: version / 1000 })
}

/// Applies the migrations that a file lacks, each whole or not at all.
pub(crate) fn migrate(connection: &Connection, migrations: &[Migration]) -> rusqlite::Result<()> {
    let from = read(connection)?.number;
    for (number, migration) in (1..).zip(migrations).filter(|(number, _)| *number > from) {
        connection.execute_batch("SAVEPOINT migration")?;
        connection.execute_batch(migration.sql)?;
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
        connection.pragma_update(None, "user_version", migration.compatible * 1000 + number)?;
        connection.execute_batch("RELEASE migration")?;
    }
    Ok(())
}

/// The tables and indices of a database, as `type name: text`, sorted. SQLite's own indices have no text.
pub(crate) fn schema(connection: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    let mut statement = connection
        .prepare("SELECT type || ' ' || name || ' on ' || tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY 1")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}
