//! A PostgreSQL server of one test's own: in a folder of its own, on a socket there, gone with the test.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// How long a server may take to start on a slow machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// Who keeps the store in stories: owns the database and is no superuser.
pub const KEEPER: &str = "keeper";
/// The password of the role `locked`, which the server asks it for.
pub const PASSWORD: &str = "open sesame";

/// A running server with an empty database `plans`, owned by the keeper, and the roles of a story.
pub struct Postgres {
    folder: TempDir,
    bin: PathBuf,
    user: Option<(u32, u32)>,
    server: Option<Child>,
    /// The port on loopback where it also answers, encrypted.
    port: Option<u16>,
}

impl Postgres {
    /// Starts one; nothing where PostgreSQL is not installed, unless this is a check of the project, which must not pass it by.
    pub fn start() -> Option<Postgres> {
        let Some(bin) = programs() else {
            assert!(std::env::var_os("CI").is_none(), "PostgreSQL is missing: `cargo xtask setup` installs it");
            eprintln!("PostgreSQL is not installed: `cargo xtask setup` installs it; this test is passed by");
            return None;
        };
        // Sockets have short names, so the folder does too.
        let folder = tempfile::Builder::new().prefix("pg").tempdir().expect("there is room for a folder");
        let user = (id("-u", None) == 0).then(|| (id("-u", Some("postgres")), id("-g", Some("postgres"))));
        if let Some((uid, gid)) = user {
            std::os::unix::fs::chown(folder.path(), Some(uid), Some(gid)).expect("root may give a folder away");
        }
        let mut postgres = Postgres { folder, bin, user, server: None, port: None };
        let data = postgres.data();
        let mut initdb = postgres.program("initdb");
        initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync", "-D"]);
        assert!(initdb.arg(&data).stdout(Stdio::null()).status().expect("initdb starts").success());
        std::fs::write(data.join("pg_hba.conf"), "local all locked scram-sha-256\nlocal all all trust\n").unwrap();
        postgres.wake();
        postgres.run(
            "postgres",
            &format!(
                "CREATE ROLE {KEEPER} LOGIN; CREATE ROLE ana LOGIN; CREATE ROLE ben LOGIN; CREATE ROLE eve LOGIN;
             CREATE ROLE vic LOGIN; CREATE ROLE locked LOGIN PASSWORD '{PASSWORD}';"
            ),
        );
        postgres.run("postgres", &format!("CREATE DATABASE plans OWNER {KEEPER}"));
        Some(postgres)
    }

    /// Starts the server again after [`Postgres::sleep`].
    pub fn wake(&mut self) {
        let mut server = self.program("postgres");
        server.arg("-D").arg(self.data()).arg("-k").arg(self.folder.path());
        server.args([
            "-c",
            "listen_addresses=",
            "-c",
            "fsync=off",
            "-c",
            "max_connections=30",
            "-c",
            "log_min_messages=fatal",
        ]);
        if let Some(port) = self.port {
            server.args(["-c", "listen_addresses=127.0.0.1", "-c", "ssl=on", "-c", &format!("port={port}")]);
        }
        self.server = Some(server.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the server starts"));
        let begun = Instant::now();
        let answers = || {
            let mut psql = self.psql("postgres", "postgres", "SELECT 1");
            psql.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
        };
        while !answers() {
            assert!(begun.elapsed() < PATIENCE, "the server does not answer");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Stops the server; whoever is connected is cut off.
    pub fn sleep(&mut self) {
        let Some(mut server) = self.server.take() else { return };
        let mut stop = self.program("pg_ctl");
        stop.args(["stop", "--silent", "-m", "immediate", "-D"]).arg(self.data());
        let stopped = stop.stdout(Stdio::null()).stderr(Stdio::null()).status();
        if !stopped.is_ok_and(|status| status.success()) {
            let _ = server.kill();
        }
        let _ = server.wait();
    }

    /// Has the server answer on loopback too, encrypted, as `localhost`; answers its port and the file of the authority
    /// that vouches for it.
    pub fn offer_tls(&mut self) -> (u16, PathBuf) {
        self.sleep();
        let subject = "subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n";
        std::fs::write(self.folder.path().join("extensions"), subject).expect("there is room for a file");
        for arguments in [
            "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout ca.key -out ca.crt",
            "req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout data/server.key -out request",
            "x509 -req -in request -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile extensions -out data/server.crt",
        ] {
            let mut openssl = self.as_nobody_special(Path::new("openssl"));
            openssl.args(arguments.split(' ')).stdout(Stdio::null()).stderr(Stdio::null());
            assert!(openssl.status().expect("openssl comes with PostgreSQL's package").success(), "{arguments}");
        }
        let rules = "local all all trust\nhostssl all all 127.0.0.1/32 trust\n";
        std::fs::write(self.data().join("pg_hba.conf"), rules).expect("there is room for a file");
        let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr());
        let port = free.expect("a port is free").port();
        self.port = Some(port);
        self.wake();
        (port, self.folder.path().join("ca.crt"))
    }

    /// The address of the database for this role.
    pub fn url(&self, role: &str) -> String {
        self.url_of(role, "plans")
    }

    /// The address of another database.
    pub fn url_of(&self, role: &str, database: &str) -> String {
        format!("postgres://{role}@/{database}?host={}", self.folder.path().display())
    }

    /// Runs SQL in the database as a role, and answers what it prints; an error is answered as `Err`.
    pub fn sql(&self, role: &str, sql: &str) -> Result<String, String> {
        self.answer(role, "plans", sql)
    }

    fn run(&self, database: &str, sql: &str) {
        self.answer("postgres", database, sql).expect("the server does what it is told");
    }

    fn answer(&self, role: &str, database: &str, sql: &str) -> Result<String, String> {
        let output = self.psql(role, database, sql).output().expect("psql starts");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) }
    }

    fn psql(&self, role: &str, database: &str, sql: &str) -> Command {
        let mut psql = self.program("psql");
        psql.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-w", "-U", role, "-d", database, "-h"]);
        psql.arg(self.folder.path()).args(["-c", sql, "-p", &self.port.unwrap_or(5432).to_string()]);
        psql
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A program of PostgreSQL, as somebody who is not root, which it refuses.
    fn program(&self, name: &str) -> Command {
        let mut program = self.as_nobody_special(&self.bin.join(name));
        for name in ["PGPASSWORD", "PGPASSFILE", "PGHOST", "PGUSER", "PGDATABASE", "PGPORT", "PGOPTIONS", "PGSERVICE"] {
            program.env_remove(name);
        }
        program
    }

    fn as_nobody_special(&self, program: &Path) -> Command {
        let mut program = Command::new(program);
        program.current_dir(self.folder.path());
        if let Some((uid, gid)) = self.user {
            program.uid(uid).gid(gid);
        }
        program
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.sleep();
    }
}

/// Where `initdb` and `postgres` are: on the search path, or where Debian keeps them, the newest.
fn programs() -> Option<PathBuf> {
    let on_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect::<Vec<_>>());
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut debian: Vec<PathBuf> = debian.map(|version| version.path().join("bin")).collect();
    debian.sort();
    let has_all =
        |folder: &&Path| ["initdb", "postgres", "pg_ctl", "psql"].iter().all(|name| folder.join(name).is_file());
    debian.iter().rev().chain(on_path.iter().flatten()).map(PathBuf::as_path).find(has_all).map(Path::to_owned)
}

fn id(what: &str, of: Option<&str>) -> u32 {
    let output = Command::new("id").arg(what).args(of).output().expect("`id` is on every machine");
    String::from_utf8_lossy(&output.stdout).trim().parse().expect("PostgreSQL's package makes the user `postgres`")
}
