//! Where a team store is: the address as PostgreSQL writes it, without a password.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};

use super::Error;

/// How long one host may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// The address of a team store: `postgres://user@host/database`. Holds no password, so it can be kept and shown.
///
/// The connection is encrypted and the host's certificate verified, by the system's authorities or those in the file
/// that `sslrootcert=` names. `sslmode=disable` is for this machine alone; sockets (`host=/run/postgresql`) need no more.
#[derive(Clone, PartialEq)]
pub struct Address {
    text: String,
    pub(crate) config: Config,
    /// Certificates of the authorities to trust, instead of the system's.
    pub(crate) authorities: Option<PathBuf>,
}

impl FromStr for Address {
    type Err = Error;

    fn from_str(text: &str) -> Result<Address, Error> {
        let text = text.trim();
        if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
            return Err(Error::NotAnAddress);
        }
        let (base, query) = text.split_once('?').unwrap_or((text, ""));
        let (mut authorities, mut said, mut rest) = (None, None, Vec::new());
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("sslrootcert", path)) => authorities = Some(PathBuf::from(path)),
                Some(("sslmode", mode)) => said = Some(mode),
                Some(("password", _)) => return Err(Error::PasswordInAddress),
                Some(_) | None => rest.push(pair),
            }
        }
        let mut config: Config = format!("{base}?{}", rest.join("&")).parse().map_err(|_| Error::NotAnAddress)?;
        if config.get_password().is_some() {
            return Err(Error::PasswordInAddress);
        }
        if config.get_hosts().is_empty() {
            return Err(Error::NotAnAddress);
        }
        let sockets_only = config.get_hosts().iter().all(|host| !matches!(host, Host::Tcp(_)));
        let mode = match said {
            _ if sockets_only => SslMode::Disable,
            Some("disable") if config.get_hosts().iter().all(is_here) => SslMode::Disable,
            Some("disable") => return Err(Error::Unencrypted),
            // What libpq means by the weaker ones would let anybody between listen.
            Some(_) | None => SslMode::Require,
        };
        config.ssl_mode(mode).connect_timeout(PATIENCE).application_name("plimsoll");
        config.keepalives_idle(Duration::from_secs(30)).tcp_user_timeout(Duration::from_secs(30));
        Ok(Address { text: text.to_owned(), config, authorities })
    }
}

impl Address {
    /// The first host, for sentences and for the password file.
    pub(crate) fn host(&self) -> String {
        match self.config.get_hosts().first() {
            Some(Host::Tcp(name)) => name.clone(),
            #[cfg(unix)]
            Some(Host::Unix(path)) => path.display().to_string(),
            #[allow(unreachable_patterns, reason = "where there are no sockets there is nothing else")]
            Some(_) | None => String::new(),
        }
    }

    /// The role to log in as: the one named, or the user of this machine.
    pub(crate) fn user(&self) -> String {
        let own = || std::env::var("USER").or_else(|_| std::env::var("USERNAME")).unwrap_or_default();
        self.config.get_user().map_or_else(own, str::to_owned)
    }

    /// The database: the one named, or that of the user's name.
    pub(crate) fn database(&self) -> String {
        self.config.get_dbname().map_or_else(|| self.user(), str::to_owned)
    }

    pub(crate) fn port(&self) -> u16 {
        self.config.get_ports().first().copied().unwrap_or(5432)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn is_here(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Expect) {
        let told = match text.parse::<Address>() {
            Ok(address) => format!(
                "{} at {} port {} in {}, {:?}",
                address.user(),
                address.host(),
                address.port(),
                address.database(),
                address.config.get_ssl_mode()
            ),
            Err(error) => error.to_string(),
        };
        expected.assert_eq(&told);
    }

    #[test]
    fn an_address_says_who_where_and_whether_it_is_encrypted() {
        check("postgres://ana@db.example/plans", expect!["ana at db.example port 5432 in plans, Require"]);
        check(
            "postgresql://ana@db.example:6432/plans?sslmode=prefer",
            expect!["ana at db.example port 6432 in plans, Require"],
        );
        check(
            "postgres://ana@127.0.0.1/plans?sslmode=disable",
            expect!["ana at 127.0.0.1 port 5432 in plans, Disable"],
        );
        check(
            "postgres://ana@/plans?host=/run/postgresql",
            expect!["ana at /run/postgresql port 5432 in plans, Disable"],
        );
    }

    #[test]
    fn what_would_give_a_secret_away_is_refused() {
        check(
            "postgres://ana:secret@db.example/plans",
            expect![
                "leave the password out of the address, where others would see it: set PGPASSWORD, put it into ~/.pgpass, or wait to be asked"
            ],
        );
        check(
            "postgres://ana@db.example/plans?password=secret",
            expect![
                "leave the password out of the address, where others would see it: set PGPASSWORD, put it into ~/.pgpass, or wait to be asked"
            ],
        );
        check(
            "postgres://ana@db.example/plans?sslmode=disable",
            expect!["the connection to another machine is always encrypted: leave `sslmode=disable` out"],
        );
        check(
            "db.example/plans",
            expect!["this is not the address of a team store: write it as postgres://you@host/database"],
        );
        check(
            "postgres:///plans",
            expect!["this is not the address of a team store: write it as postgres://you@host/database"],
        );
    }
}
