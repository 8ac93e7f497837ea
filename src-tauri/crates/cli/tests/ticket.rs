//! A ticket stands where it is handed over and nowhere else: not in what the programs print, not in the list of processes,
//! not in the files that they keep.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

/// `plimsoll serve` for somebody with a home of their own, with all that it prints kept in a file.
struct Served {
    child: Child,
    address: String,
    cookie: String,
}

fn plimsoll(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plimsoll"));
    command.current_dir(home);
    for name in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "APPDATA"] {
        command.env(name, home);
    }
    command
}

impl Served {
    fn start(home: &Path) -> Served {
        let errors = fs::File::create(home.join("errors")).unwrap();
        // As much as the libraries beneath can be made to say.
        let mut command = plimsoll(home);
        command.args(["serve", "plan.plimsoll"]).env("RUST_LOG", "trace").env("RUST_BACKTRACE", "full");
        let mut child = command.stdout(Stdio::piped()).stderr(errors).spawn().unwrap();
        let mut line = String::new();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        output.read_line(&mut line).unwrap();
        let mut rest = fs::File::create(home.join("output")).unwrap();
        std::thread::spawn(move || std::io::copy(&mut output, &mut rest));
        let (address, token) = line.trim().strip_prefix("http://").unwrap().split_once("/?token=").unwrap();
        let mut served = Served { child, address: address.to_owned(), cookie: String::new() };
        let entered = served.exchange(&format!("GET /?token={token} HTTP/1.1\r\n"), "");
        let (_, cookie) = entered.split_once("set-cookie: ").unwrap();
        served.cookie = cookie.split(';').next().unwrap().to_owned();
        served
    }

    fn exchange(&self, first: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let (address, cookie, length) = (&self.address, &self.cookie, body.len());
        let head = format!(
            "{first}Host: {address}\r\nCookie: {cookie}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\
             Connection: close\r\n\r\n{body}"
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn call(&self, request: &Value) -> Value {
        let answer = self.exchange("POST /call HTTP/1.1\r\n", &json!([request]).to_string());
        let outcomes: Value = serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap();
        let [answered, refused] = ["Ok", "Err"].map(|kind| outcomes[0][kind].clone());
        if answered.is_null() { refused } else { answered }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The files beneath a folder that hold these bytes.
fn holding(folder: &Path, bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(holding(&path, bytes));
        } else if fs::read(&path).is_ok_and(|content| content.windows(bytes.len()).any(|part| part == bytes)) {
            found.push(path.display().to_string());
        }
    }
    found
}

#[test]
fn a_ticket_is_printed_listed_and_kept_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let [ana, ben] = ["ana", "ben"].map(|name| folder.path().join(name));
    fs::create_dir(&ana).unwrap();
    fs::create_dir(&ben).unwrap();
    assert!(plimsoll(&ana).args(["new", "--sample", "plan.plimsoll"]).output().unwrap().status.success());
    fs::copy(ana.join("plan.plimsoll"), ben.join("plan.plimsoll")).unwrap();
    let (host, guest) = (Served::start(&ana), Served::start(&ben));
    for (served, name) in [(&host, "Ana"), (&guest, "Ben")] {
        served.call(&json!({ "type": "set_author", "name": name, "role": "EM" }));
    }
    let shared = host.call(&json!({ "type": "share", "uses": 2, "minutes": 10 }));
    let ticket = shared["value"]["invitation"]["ticket"].as_str().expect("the host gets it to hand it over").to_owned();
    // One that does not hold and one that does.
    let cut = guest.call(&json!({ "type": "join", "ticket": &ticket[..ticket.len() - 4], "path": null }));
    assert!(cut["message"].as_str().is_some_and(|message| !message.contains(&ticket[15..40])), "{cut}");
    let joined = guest.call(&json!({ "type": "join", "ticket": ticket, "path": null }));
    assert_eq!(joined["value"]["part"], "guest", "{joined}");
    assert_eq!(joined["value"]["invitation"], Value::Null, "a guest has none to hand over");
    host.call(&json!({ "type": "leave_session" }));

    // The part with the secret, and the text as anybody would look for it.
    let secret = &ticket[ticket.len() / 2..];
    #[cfg(target_os = "linux")]
    for served in [&host, &guest] {
        for what in ["cmdline", "environ", "comm"] {
            let seen = fs::read(format!("/proc/{}/{what}", served.child.id())).unwrap();
            let seen = String::from_utf8_lossy(&seen);
            assert!(
                !seen.contains("plimsoll-live-") && !seen.contains(secret),
                "{what} of a process is for all to see"
            );
        }
    }
    for text in ["plimsoll-live-", secret] {
        assert_eq!(holding(folder.path(), text.as_bytes()), Vec::<String>::new(), "it is kept nowhere");
    }
    // Nor can it be given where the shell's history and every user would see it.
    let help = plimsoll(&ana).args(["serve", "--help"]).output().unwrap();
    let refused = plimsoll(&ana).args(["join", &ticket]).output().unwrap();
    assert!(!String::from_utf8_lossy(&help.stdout).contains("ticket") && !refused.status.success());
}
