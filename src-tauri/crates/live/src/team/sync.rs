//! "I have author → n": what the store lacks of ours goes there, what we lack comes here. Idempotent, and resumed where it
//! was broken off.
//!
//! One adds only what one's own keys have signed; the exception is sharing a plan, which brings all that is in it, at once.

use std::collections::BTreeMap;

use plan::{Author, Change, Role, Tip};
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, GenericClient};

use super::{Error, Team};
use crate::log::{Log, Tips, Version, count_beyond, version};

/// Changes that are sent or fetched at once.
const PAGE: u32 = 200;

/// What a sync came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Synced {
    /// How many changes went there.
    pub pushed: u32,
    /// How many changes came from there and were not known here; of them, those left out did not come in.
    pub pulled: u32,
    /// What did not come in, in words.
    pub left_out: Vec<String>,
    /// Whose changes did not go there.
    pub stuck: Vec<Stuck>,
    /// How much of every author the store has now.
    pub there: Version,
}

/// Changes that stay here, because no key of one's own has signed them: as those of a guest in a live session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stuck {
    /// Whose they are.
    pub author: Author,
    /// How many.
    pub changes: u32,
    /// The database role that alone may add them; `None` if nobody may.
    pub dbrole: Option<String>,
}

impl Synced {
    /// In words.
    pub fn sentence(&self) -> String {
        match (self.pushed, self.pulled) {
            (0, 0) => "In sync with the team store".to_owned(),
            (sent, 0) => format!("Sent {} to the team store", changes(sent)),
            (0, got) => format!("Got {} from the team store", changes(got)),
            (sent, got) => format!("Sent {} to the team store and got {}", changes(sent), changes(got)),
        }
    }
}

impl Team {
    /// Puts a plan into the store, with all that is in it, as one's own to steer; whole or not at all.
    ///
    /// # Errors
    /// If it is there already, or one may not share plans there.
    pub fn share(&mut self, plan: &str, title: &str, me: Author, role: Role, log: &dyn Log) -> Result<Synced, Error> {
        let names = (self.address().host(), self.address().user(), self.address().database());
        let doing = super::store::doing(&names, "share plans");
        let wrap = |error: tokio_postgres::Error| match error.code() {
            Some(state) if *state == SqlState::UNIQUE_VIOLATION => Error::SharedAlready,
            Some(_) | None => doing.failed(&error),
        };
        let client = &mut self.client;
        let shared = async {
            let transaction = client.transaction().await.map_err(wrap)?;
            let found = "SELECT plimsoll.found($1, $2, $3, $4)";
            let (title, me, role) = (title.chars().take(500).collect::<String>(), me.hex(), role.word());
            transaction.execute(found, &[&plan, &title, &me, &role]).await.map_err(wrap)?;
            let pushed = push(&transaction, plan, Version::new(), log, wrap).await?;
            transaction.commit().await.map_err(wrap)?;
            Ok(Synced { pushed, ..Synced::default() })
        };
        self.runtime.block_on(shared)
    }

    /// Brings plan and store to the same, as far as one may.
    ///
    /// # Errors
    /// If the store does not answer or the two cannot be merged; what has come in or gone there by then stays.
    pub fn sync(&mut self, plan: &str, log: &dyn Log) -> Result<Synced, Error> {
        let names = (self.address().host(), self.address().user(), self.address().database());
        let doing = super::store::doing(&names, "sync the plan");
        let wrap = |error: tokio_postgres::Error| doing.failed(&error);
        let client = &self.client;
        let synced = async {
            let seen =
                client.query_opt("SELECT 1 FROM plimsoll.plans WHERE plan = $1", &[&plan]).await.map_err(wrap)?;
            if seen.is_none() {
                return Err(Error::NoPlan { plan: plan.chars().take(8).collect(), user: names.1.clone() });
            }
            let theirs = tips(client, plan).await.map_err(wrap)?;
            if let Some(why) = log.forked(&theirs).map_err(Error::Log)? {
                return Err(Error::Forked(why));
            }
            let mut synced = Synced::default();
            pull(client, plan, log, &mut synced, wrap).await?;

            let ours = version(&log.tips().map_err(Error::Log)?);
            let keys = keys(client, plan).await.map_err(wrap)?;
            let mine = |author: &Author| keys.get(author).is_some_and(|key| key.mine);
            let (mut there, mut foreign) = (version(&theirs), Version::new());
            for (author, seq) in ours.iter().filter(|(author, _)| !mine(author)) {
                foreign.insert(*author, *seq);
                there.insert(*author, u32::MAX);
            }
            synced.pushed = push(client, plan, there, log, wrap).await?;
            // Counted against what is there now: a colleague may have brought them meanwhile.
            let theirs = version(&tips(client, plan).await.map_err(wrap)?);
            for (author, seq) in foreign {
                let changes = count_beyond(&Version::from([(author, seq)]), &theirs);
                if changes > 0 {
                    let dbrole = keys.get(&author).map(|key| key.dbrole.clone());
                    synced.stuck.push(Stuck { author, changes, dbrole });
                }
            }
            synced.there = theirs;
            Ok(synced)
        };
        self.runtime.block_on(synced)
    }

    /// Hears from now on when anything is added to the plan.
    ///
    /// # Errors
    /// If the store does not answer.
    pub fn listen(&self, plan: &str) -> Result<(), Error> {
        // As the trigger in the database names it; the plan's name is hexadecimal digits alone.
        let channel: String = plan.chars().filter(char::is_ascii_hexdigit).take(48).collect();
        let listen = format!("LISTEN plimsoll_{channel}");
        self.runtime.block_on(self.client.batch_execute(&listen)).map_err(|e| self.failed("tell what is new", &e))
    }
}

/// The last change of each author that is there.
async fn tips(client: &Client, plan: &str) -> Result<Tips, tokio_postgres::Error> {
    let sql = "SELECT DISTINCT ON (author) author, seq, hash FROM plimsoll.changes WHERE plan = $1
        ORDER BY author, seq DESC";
    let rows = client.query(sql, &[&plan]).await?;
    let tip = |row: &tokio_postgres::Row| {
        let hash = row.get::<_, &[u8]>(2).try_into().ok()?;
        Some((Author::from_hex(row.get(0))?, Tip { seq: u32::try_from(row.get::<_, i32>(1)).ok()?, hash }))
    };
    Ok(rows.iter().filter_map(tip).collect())
}

/// A key that is tied to a database role.
struct Key {
    dbrole: String,
    /// Whether one may add changes that it has signed.
    mine: bool,
}

async fn keys(client: &Client, plan: &str) -> Result<BTreeMap<Author, Key>, tokio_postgres::Error> {
    let sql = "SELECT author, dbrole, dbrole = session_user AND role <> 'Viewer' FROM plimsoll.members
        WHERE plan = $1 AND author IS NOT NULL";
    let rows = client.query(sql, &[&plan]).await?;
    let key =
        |row: &tokio_postgres::Row| Some((Author::from_hex(row.get(0))?, Key { dbrole: row.get(1), mine: row.get(2) }));
    Ok(rows.iter().filter_map(key).collect())
}

async fn pull(
    client: &Client,
    plan: &str,
    log: &dyn Log,
    synced: &mut Synced,
    wrap: impl Fn(tokio_postgres::Error) -> Error,
) -> Result<(), Error> {
    let sql = "SELECT arrived, author, seq, change::text FROM plimsoll.changes
        LEFT JOIN unnest($2::text[], $3::int[]) AS have (whose, n) ON whose = author
        WHERE plan = $1 AND seq > coalesce(n, 0) AND arrived > $4 ORDER BY arrived LIMIT $5";
    let ours = version(&log.tips().map_err(Error::Log)?);
    let authors: Vec<String> = ours.keys().map(Author::hex).collect();
    let seqs: Vec<i32> = ours.values().map(|seq| i32::try_from(*seq).unwrap_or(i32::MAX)).collect();
    let mut after = 0_i64;
    loop {
        let rows = client.query(sql, &[&plan, &authors, &seqs, &after, &i64::from(PAGE)]).await.map_err(&wrap)?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.get(0);
        let mut page = Vec::with_capacity(rows.len());
        for row in &rows {
            let (author, seq): (&str, i32) = (row.get(1), row.get(2));
            match serde_json::from_str::<Change>(row.get(3)) {
                Ok(change) if change.id.author.hex() == author && i64::from(change.id.seq) == i64::from(seq) => {
                    page.push(change);
                }
                Ok(_) | Err(_) => synced.left_out.push(format!(
                    "change {seq} of {} is not readable in the team store: ask its author for a copy of the plan",
                    &author[..author.floor_char_boundary(8)]
                )),
            }
        }
        synced.pulled += page.len() as u32;
        synced.left_out.extend(log.take(page).map_err(Error::Log)?);
    }
}

/// Sends what is beyond `there`, page by page. Answers how many changes were new to the store.
async fn push(
    client: &impl GenericClient,
    plan: &str,
    mut there: Version,
    log: &dyn Log,
    wrap: impl Fn(tokio_postgres::Error) -> Error,
) -> Result<u32, Error> {
    let sql = "INSERT INTO plimsoll.changes (plan, author, seq, hash, previous, change)
        SELECT $1, author, seq, hash, previous, change::json
        FROM unnest($2::text[], $3::int[], $4::bytea[], $5::bytea[], $6::text[])
            WITH ORDINALITY AS fresh (author, seq, hash, previous, change, n)
        ORDER BY n ON CONFLICT (plan, author, seq) DO NOTHING";
    let mut pushed = 0;
    loop {
        let page = log.beyond(&there, PAGE).map_err(Error::Log)?;
        if page.is_empty() {
            return Ok(pushed);
        }
        let authors: Vec<String> = page.iter().map(|change| change.id.author.hex()).collect();
        let seqs: Vec<i32> = page.iter().map(|change| i32::try_from(change.id.seq).unwrap_or(i32::MAX)).collect();
        let hashes: Vec<Vec<u8>> = page.iter().map(|change| change.hash().to_vec()).collect();
        let before: Vec<Vec<u8>> = page.iter().map(|change| change.previous.to_vec()).collect();
        let texts: Vec<String> =
            page.iter().map(|change| serde_json::to_string(change).expect("a change is plain data")).collect();
        let new = client.execute(sql, &[&plan, &authors, &seqs, &hashes, &before, &texts]).await.map_err(&wrap)?;
        pushed += new as u32;
        for change in page {
            there.insert(change.id.author, change.id.seq);
        }
    }
}

pub(super) fn changes(n: u32) -> String {
    if n == 1 { "1 change".to_owned() } else { format!("{n} changes") }
}
