//! What goes wrong with a team store, each with a way out. No sentence repeats what the server said of values or passwords.

use std::path::PathBuf;

use tokio_postgres::error::SqlState;

/// Why a team store did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The text is not an address.
    #[error("this is not the address of a team store: write it as postgres://you@host/database")]
    NotAnAddress,
    /// An address is shown and kept; a password is not.
    #[error(
        "leave the password out of the address, where others would see it: set PGPASSWORD, put it into ~/.pgpass, or wait to be asked"
    )]
    PasswordInAddress,
    /// Without encryption everybody between could read along.
    #[error("the connection to another machine is always encrypted: leave `sslmode=disable` out")]
    Unencrypted,
    /// The password file is open to others.
    #[error("`{}` can be read by others: run `chmod 600` on it, then try again", path.display())]
    OpenPasswords {
        /// Where it is.
        path: PathBuf,
    },
    /// There is nobody at the address.
    #[error(
        "cannot reach the team store at `{host}`: check the address and the network; your work is safe in the plan file"
    )]
    Unreachable {
        /// The host.
        host: String,
    },
    /// No encryption, or nobody known vouches for it.
    #[error(
        "the connection to `{host}` is not safe ({what}): have the server offer TLS with a certificate for that name, and name the company's own authority by `sslrootcert=FILE`"
    )]
    Unsafe {
        /// The host.
        host: String,
        /// What is wrong.
        what: String,
    },
    /// The file of authorities cannot be used.
    #[error("cannot read certificates from `{}`: name a PEM file in `sslrootcert=`", path.display())]
    Authorities {
        /// Where it should be.
        path: PathBuf,
    },
    /// A password is needed and there is none, or it is wrong.
    #[error("`{user}` was not let in: check the password (PGPASSWORD, ~/.pgpass, or as you are asked)")]
    Password {
        /// The database role.
        user: String,
    },
    /// The server does not know the role, or not from here.
    #[error("the server does not let `{user}` in from here: ask whoever keeps it for a login")]
    Login {
        /// The database role.
        user: String,
    },
    /// There is no such database.
    #[error(
        "there is no database `{database}` on that server: have it made by `createdb {database}`, or correct the address"
    )]
    NoDatabase {
        /// Its name.
        database: String,
    },
    /// The database is there, the tables are not.
    #[error("the database is not a team store yet: have its owner run `plimsoll team init` with this address")]
    NotAStore,
    /// Something else is called what ours would be called.
    #[error("the database has something else named `plimsoll`: use another database")]
    Taken,
    /// A newer program made it.
    #[error("the team store was made by a newer version of Plimsoll (format {found}): update this program")]
    Newer {
        /// Its format.
        found: i32,
    },
    /// The server is older than we can use.
    #[error("the server is PostgreSQL {found}: the team store needs 13 or newer")]
    OldServer {
        /// Its version.
        found: u32,
    },
    /// The role may not do this.
    #[error("`{user}` may not {doing} there: ask whoever steers the plan, or keeps the store, to let you")]
    NotAllowed {
        /// The database role.
        user: String,
        /// What was tried.
        doing: &'static str,
    },
    /// The plan is not there, or not for us to see.
    #[error("there is no plan `{plan}` there that `{user}` may see: `plimsoll team list` says which there are")]
    NoPlan {
        /// As it was named.
        plan: String,
        /// The database role.
        user: String,
    },
    /// More than one plan is called that.
    #[error("more than one plan there is called `{plan}`: name it by the first digits that `plimsoll team list` shows")]
    ManyPlans {
        /// As it was named.
        plan: String,
    },
    /// It was shared before.
    #[error("the plan is in that team store already: sync it, or ask to be admitted to it")]
    SharedAlready,
    /// An author key that is somebody else's there.
    #[error("the key belongs to another database role there: ask whoever keeps the store to move it")]
    KeyTaken,
    /// There is no such database role.
    #[error("the server knows no role `{role}`: have it made by `createuser {role}`")]
    NoRole {
        /// Its name.
        role: String,
    },
    /// Text that can be no author key.
    #[error("an author key is 64 hexadecimal digits: `plimsoll team key` prints one's own")]
    NotAKey,
    /// Whoever edits signs, so they need a key.
    #[error(
        "only a Viewer is admitted without a key: add `--author` with the key that `plimsoll team key` prints at theirs"
    )]
    KeyNeeded,
    /// Two copies were changed under one key.
    #[error("{0}")]
    Forked(String),
    /// What the plan file said.
    #[error("{0}")]
    Log(String),
    /// No room there.
    #[error(
        "the team store's disk is full: tell whoever keeps it; your work is safe in the plan file, sync again then"
    )]
    Full,
    /// Too many at once, starting up, shutting down.
    #[error("the team store is busy or restarting: your work is safe in the plan file, sync again in a while")]
    Busy,
    /// Anything else.
    #[error("the team store did not {doing}: {what}")]
    Server {
        /// What was tried.
        doing: &'static str,
        /// The server's condition, without any value.
        what: String,
    },
}

impl Error {
    /// Whether trying again may help, with nothing changed here.
    pub fn passes(&self) -> bool {
        matches!(self, Error::Unreachable { .. } | Error::Busy | Error::Full)
    }

    /// Whether a password would help.
    pub fn asks_for_password(&self) -> bool {
        matches!(self, Error::Password { .. })
    }
}

/// Who was doing what, for the sentence of an error.
#[derive(Clone, Debug)]
pub(crate) struct Doing<'a> {
    pub host: &'a str,
    pub user: &'a str,
    pub database: &'a str,
    pub what: &'static str,
}

impl Doing<'_> {
    /// What an error of the client or the server means here.
    pub fn failed(&self, error: &tokio_postgres::Error) -> Error {
        let (user, doing) = (self.user.to_owned(), self.what);
        let Some(state) = error.code() else {
            let text = error.to_string();
            let what = std::error::Error::source(error).map_or_else(String::new, ToString::to_string);
            // The client tells these apart by its words alone.
            let says = |word: &str| text.contains(word) || what.contains(word);
            return if says("TLS") {
                Error::Unsafe { host: self.host.to_owned(), what }
            } else if says("password") || says("authentication") {
                Error::Password { user }
            } else {
                Error::Unreachable { host: self.host.to_owned() }
            };
        };
        let found = error.as_db_error().map(|error| error.message().to_owned()).unwrap_or_default();
        match state {
            s if *s == SqlState::INVALID_PASSWORD => Error::Password { user },
            s if *s == SqlState::INVALID_AUTHORIZATION_SPECIFICATION => Error::Login { user },
            s if *s == SqlState::INVALID_CATALOG_NAME => Error::NoDatabase { database: self.database.to_owned() },
            s if *s == SqlState::INSUFFICIENT_PRIVILEGE => Error::NotAllowed { user, doing },
            s if *s == SqlState::UNDEFINED_TABLE || *s == SqlState::INVALID_SCHEMA_NAME => Error::NotAStore,
            s if *s == SqlState::DUPLICATE_SCHEMA => Error::Taken,
            s if *s == SqlState::DISK_FULL => Error::Full,
            s if *s == SqlState::TOO_MANY_CONNECTIONS
                || *s == SqlState::CANNOT_CONNECT_NOW
                || *s == SqlState::ADMIN_SHUTDOWN
                || *s == SqlState::CRASH_SHUTDOWN =>
            {
                Error::Busy
            }
            s if *s == SqlState::INTEGRITY_CONSTRAINT_VIOLATION => Error::Server { doing, what: found },
            s => Error::Server { doing, what: format!("it answered with PostgreSQL's condition {}", s.code()) },
        }
    }
}
