//! Opening SQLite so that a hostile file can do no harm: nothing in a schema is trusted or run, and sizes are bounded.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

/// The oldest SQLite without the bug that could lose a commit when the write-ahead log was reset.
const OLDEST_SQLITE: i32 = 3_051_003;

/// How long to wait for a program that is just closing the same plan.
pub(crate) const PATIENCE: Duration = Duration::from_millis(200);

/// Looks into a file without locking it, without reading its write-ahead log and without leaving anything beside it.
pub(crate) fn peek(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    harden(Connection::open_with_flags(immutable(path), flags)?)
}

/// Opens a file that is there for one writer alone: as soon as it reads, it holds the file until it closes or dies.
pub(crate) fn exclusive(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = harden(Connection::open_with_flags(path, flags)?)?;
    // Exclusive locks are file locks of the operating system: they end with the process, however it ends. They also
    // keep the index of the write-ahead log in memory, so that no third file appears.
    connection.pragma_update(None, "locking_mode", "exclusive")?;
    Ok(connection)
}

/// Takes hold of the file now rather than at the first read. Writes nothing.
pub(crate) fn hold(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("BEGIN EXCLUSIVE; COMMIT;")
}

/// A database in memory, to find out what the migrations make.
pub(crate) fn memory() -> rusqlite::Result<Connection> {
    harden(Connection::open_in_memory()?)
}

/// From here on a commit is on the disk when it returns.
pub(crate) fn make_durable(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "PRAGMA journal_mode = wal; PRAGMA synchronous = full; PRAGMA fullfsync = on; PRAGMA checkpoint_fullfsync = on;",
    )
}

/// Whether changes stand in the write-ahead log beside the file that are not in the file itself.
pub(crate) fn has_log(path: &Path) -> bool {
    std::fs::metadata(beside(path, "-wal")).is_ok_and(|metadata| metadata.len() > 0)
}

/// The file that SQLite keeps beside this one, such as `-wal`.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn harden(connection: Connection) -> rusqlite::Result<Connection> {
    assert!(
        rusqlite::version_number() >= OLDEST_SQLITE,
        "SQLite {} can lose commits, at least 3.51.3 is needed",
        rusqlite::version()
    );
    for (setting, on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
    ] {
        connection.set_db_config(setting, on)?;
    }
    for (limit, most) in [
        (Limit::SQLITE_LIMIT_LENGTH, 64 << 20),
        (Limit::SQLITE_LIMIT_SQL_LENGTH, 100_000),
        (Limit::SQLITE_LIMIT_COLUMN, 100),
        (Limit::SQLITE_LIMIT_EXPR_DEPTH, 20),
        (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 5),
        (Limit::SQLITE_LIMIT_VDBE_OP, 25_000),
        (Limit::SQLITE_LIMIT_FUNCTION_ARG, 8),
        (Limit::SQLITE_LIMIT_ATTACHED, 0),
        (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 50),
        (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 1),
    ] {
        connection.set_limit(limit, most)?;
    }
    connection.execute_batch("PRAGMA cell_size_check = on; PRAGMA mmap_size = 0;")?;
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// The path as SQLite takes it to read a file as if nobody could change it.
fn immutable(path: &Path) -> String {
    let mut uri = String::from("file://");
    let bytes = path.as_os_str().as_encoded_bytes();
    // `C:\plans` becomes `/C:/plans`.
    if cfg!(windows) {
        uri.push('/');
    }
    for byte in bytes {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'/' | b'.' | b'-' | b'_' | b':' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => uri.push(char::from(*byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    uri
}
