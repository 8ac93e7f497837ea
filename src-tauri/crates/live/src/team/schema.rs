//! The tables of a team store: which program may use them, and how older ones are brought up to date.
//!
//! As with the plan file, a format is the number of migrations that made it, and the compatibility number is the oldest
//! format that a program must know to use it. A migration that only adds leaves that number alone.

use tokio_postgres::Client;

use super::Error;
use super::error::Doing;

/// One step from a format to the next. Once released it never changes.
pub(crate) struct Migration {
    /// What it does.
    pub sql: &'static str,
    /// The compatibility number from this format on.
    pub compatible: i32,
}

/// Every migration there has been, in order. New ones are added at the end.
pub(crate) const MIGRATIONS: &[Migration] = &[Migration { sql: include_str!("migrations/001.sql"), compatible: 1 }];

/// The oldest server we can use.
const OLDEST_SERVER: u32 = 13;
/// Names the lock that keeps two programs from making the tables at once: `Plim`.
const LOCK: i64 = 0x506c_696d;

/// Makes the tables, or brings them up to date; does nothing to those that are. Each migration whole or not at all.
pub(crate) async fn migrate(client: &mut Client, doing: &Doing<'_>) -> Result<(), Error> {
    let wrap = |error| doing.failed(&error);
    check_server(client, doing).await?;
    let transaction = client.transaction().await.map_err(wrap)?;
    transaction.execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK]).await.map_err(wrap)?;
    let row = transaction.query_one("SELECT to_regclass('plimsoll.format') IS NOT NULL", &[]).await.map_err(wrap)?;
    let from = if row.get(0) {
        let sql = "SELECT number, compatible FROM plimsoll.format ORDER BY number DESC LIMIT 1";
        let row = transaction.query_one(sql, &[]).await.map_err(wrap)?;
        usable(row.get(0), row.get(1))?
    } else {
        0
    };
    for (number, migration) in (1_i32..).zip(MIGRATIONS).filter(|(number, _)| *number > from) {
        transaction.batch_execute(migration.sql).await.map_err(wrap)?;
        let sql = "INSERT INTO plimsoll.format (number, compatible) VALUES ($1, $2)";
        transaction.execute(sql, &[&number, &migration.compatible]).await.map_err(wrap)?;
    }
    transaction.commit().await.map_err(wrap)
}

/// Whether this program may use the tables that are there.
pub(crate) async fn check(client: &Client, doing: &Doing<'_>) -> Result<(), Error> {
    check_server(client, doing).await?;
    let sql = "SELECT number, compatible FROM plimsoll.format ORDER BY number DESC LIMIT 1";
    let row = client.query_one(sql, &[]).await.map_err(|error| doing.failed(&error))?;
    usable(row.get(0), row.get(1)).map(|_| ())
}

fn usable(number: i32, compatible: i32) -> Result<i32, Error> {
    if compatible > MIGRATIONS.len() as i32 { Err(Error::Newer { found: number }) } else { Ok(number) }
}

async fn check_server(client: &Client, doing: &Doing<'_>) -> Result<(), Error> {
    let row = client.query_one("SHOW server_version_num", &[]).await.map_err(|error| doing.failed(&error))?;
    let found = row.get::<_, &str>(0).parse::<u32>().unwrap_or(0) / 10_000;
    if found < OLDEST_SERVER { Err(Error::OldServer { found }) } else { Ok(()) }
}
