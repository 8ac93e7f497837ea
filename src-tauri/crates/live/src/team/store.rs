//! A team store that is connected: making it, who belongs to a plan, which plans there are. Calls block.

use plan::{Author, Role};
use tokio::runtime::Runtime;
use tokio::sync::mpsc;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Row};

use super::error::Doing;
use super::{Address, Error, Password, connect, schema};

/// A connected team store.
pub struct Team {
    pub(super) runtime: Runtime,
    pub(super) client: Client,
    pub(super) heard: mpsc::UnboundedReceiver<()>,
    address: Address,
    names: (String, String, String),
}

/// A plan that one may see in a team store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Names it: the hash of its first change, 64 hexadecimal digits.
    pub plan: String,
    /// What it is called.
    pub title: String,
    /// What one may be in it; `None` for the keeper of the store, who belongs to none.
    pub role: Option<Role>,
    /// How many changes it has.
    pub changes: u32,
    /// The database roles that belong to it, each with what it may be.
    pub members: Vec<(String, Role)>,
}

impl Team {
    /// Makes the tables, or brings them up to date, and lets these database roles share plans. May be done again.
    ///
    /// # Errors
    /// If the server cannot be reached, the database is missing, or a newer program made the tables.
    pub fn init(address: &Address, password: Option<&Password>, sharers: &[String]) -> Result<Team, Error> {
        let mut team = Team::reach(address, password)?;
        let doing = doing(&team.names, "make the tables of a team store");
        team.runtime.block_on(schema::migrate(&mut team.client, &doing))?;
        for role in sharers {
            team.ask("SELECT plimsoll.let_share($1)", &[role]).map_err(|error| match error.code() {
                Some(state) if *state == SqlState::UNDEFINED_OBJECT => Error::NoRole { role: role.clone() },
                Some(_) | None => doing.failed(&error),
            })?;
        }
        Ok(team)
    }

    /// Connects to a team store.
    ///
    /// # Errors
    /// If it cannot be reached, does not let us in, or is not one that this program can use.
    pub fn connect(address: &Address, password: Option<&Password>) -> Result<Team, Error> {
        let team = Team::reach(address, password)?;
        team.runtime.block_on(schema::check(&team.client, &doing(&team.names, "open the team store")))?;
        Ok(team)
    }

    fn reach(address: &Address, password: Option<&Password>) -> Result<Team, Error> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.map_err(|_| Error::Busy)?;
        let (client, heard) = runtime.block_on(connect::connect(address, password))?;
        let names = (address.host(), address.user(), address.database());
        Ok(Team { runtime, client, heard, address: address.clone(), names })
    }

    /// Where it is.
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// The database role that one is there.
    pub fn user(&self) -> &str {
        &self.names.1
    }

    /// The plans that one may see, by title. Of several keys that a database role signs with, the first says what it may be.
    ///
    /// # Errors
    /// If the store does not answer.
    pub fn plans(&self) -> Result<Vec<Listed>, Error> {
        let sql = "SELECT plan, title,
                (SELECT role FROM plimsoll.members WHERE members.plan = plans.plan AND dbrole = session_user
                 ORDER BY author IS NULL, admitted LIMIT 1),
                (SELECT count(*) FROM plimsoll.changes WHERE changes.plan = plans.plan),
                ARRAY(SELECT DISTINCT ON (dbrole) role || ' ' || dbrole FROM plimsoll.members
                      WHERE members.plan = plans.plan ORDER BY dbrole, author IS NULL, admitted)
            FROM plimsoll.plans ORDER BY title, plan";
        let rows = self.ask(sql, &[]).map_err(|e| self.failed("list plans", &e))?;
        let listed = |row: Row| Listed {
            plan: row.get(0),
            title: row.get(1),
            role: row.get::<_, Option<&str>>(2).and_then(Role::from_word),
            changes: row.get::<_, i64>(3).try_into().unwrap_or(u32::MAX),
            members: row.get::<_, Vec<&str>>(4).into_iter().filter_map(member).collect(),
        };
        Ok(rows.into_iter().map(listed).collect())
    }

    /// The one plan of this title, or whose digits begin so.
    ///
    /// # Errors
    /// If there is none, or more than one.
    pub fn find(&self, named: &str) -> Result<Listed, Error> {
        let digits = named.len() >= 4 && named.bytes().all(|byte| byte.is_ascii_hexdigit());
        let is_it = |listed: &Listed| {
            listed.title.to_lowercase() == named.to_lowercase()
                || digits && listed.plan.starts_with(&named.to_lowercase())
        };
        let mut found = self.plans()?.into_iter().filter(is_it);
        match (found.next(), found.next()) {
            (Some(listed), None) => Ok(listed),
            (Some(_), Some(_)) => Err(Error::ManyPlans { plan: named.to_owned() }),
            (None, _) => Err(Error::NoPlan { plan: named.to_owned(), user: self.names.1.clone() }),
        }
    }

    /// Lets a database role belong to a plan: to look on, or to edit with this key. Again, to let it be something else.
    ///
    /// # Errors
    /// If one may not say so, there is no such role, or the key is somebody else's.
    pub fn admit(&self, plan: &str, dbrole: &str, author: Option<Author>, role: Role) -> Result<(), Error> {
        if author.is_none() && role != Role::Viewer {
            return Err(Error::KeyNeeded);
        }
        let (author, word) = (author.map(|author| author.hex()), role.word());
        let done = self.ask("SELECT plimsoll.admit($1, $2, $3, $4)", &[&plan, &dbrole, &author, &word]);
        done.map(|_| ()).map_err(|error| match error.code() {
            Some(state) if *state == SqlState::UNDEFINED_OBJECT => Error::NoRole { role: dbrole.to_owned() },
            Some(state) if *state == SqlState::UNIQUE_VIOLATION => Error::KeyTaken,
            Some(_) | None => self.failed("admit anybody to the plan", &error),
        })
    }

    /// Lets a database role belong to a plan no longer. What it has changed stays. Answers whether it belonged.
    ///
    /// # Errors
    /// If one may not say so.
    pub fn dismiss(&self, plan: &str, dbrole: &str) -> Result<bool, Error> {
        let rows = self.ask("SELECT plimsoll.dismiss($1, $2)", &[&plan, &dbrole]);
        let rows = rows.map_err(|e| self.failed("dismiss anybody from the plan", &e))?;
        Ok(rows.iter().any(|row| row.get::<_, i64>(0) > 0))
    }

    /// Whether the plan is there, and for us to see.
    ///
    /// # Errors
    /// If the store does not answer.
    pub fn has(&self, plan: &str) -> Result<bool, Error> {
        let rows = self.ask("SELECT 1 FROM plimsoll.plans WHERE plan = $1", &[&plan]);
        Ok(!rows.map_err(|e| self.failed("say whether the plan is there", &e))?.is_empty())
    }

    /// The keys that a database role signs with in a plan, and those it brings the changes of.
    ///
    /// # Errors
    /// If the store does not answer.
    pub fn keys_of(&self, plan: &str, dbrole: &str) -> Result<Vec<Author>, Error> {
        let sql = "SELECT author FROM plimsoll.members
            WHERE plan = $1 AND dbrole = $2 AND author IS NOT NULL ORDER BY admitted";
        let rows = self.ask(sql, &[&plan, &dbrole]).map_err(|e| self.failed("say who belongs to the plan", &e))?;
        Ok(rows.iter().filter_map(|row| Author::from_hex(row.get(0))).collect())
    }

    /// Asks the server and waits for all of its answer.
    pub(super) fn ask(&self, sql: &str, about: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, tokio_postgres::Error> {
        self.runtime.block_on(self.client.query(sql, about))
    }

    pub(super) fn failed(&self, what: &'static str, error: &tokio_postgres::Error) -> Error {
        doing(&self.names, what).failed(error)
    }
}

/// A role has no blank in its word; the name of a database role may have.
fn member(role_and_name: &str) -> Option<(String, Role)> {
    let (role, dbrole) = role_and_name.split_once(' ')?;
    Some((dbrole.to_owned(), Role::from_word(role)?))
}

pub(super) fn doing<'a>((host, user, database): &'a (String, String, String), what: &'static str) -> Doing<'a> {
    Doing { host, user, database, what }
}
