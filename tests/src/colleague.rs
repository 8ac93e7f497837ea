//! Colleagues who work in processes of their own, each with a folder, and can be held, woken and killed.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use app::{HistoryFilter, PlanView, Reply, Request, SessionView, SyncState, UiError};
use plan::{Field, Op, Role, Value, fixture};

use crate::desk::set;

/// The plan that colleagues work on.
const SMALL: &str = r#"
plan "Small" drift 0
team core "Core"
person ana "Ana" team core
item login "Login" team core effort 5 basis clean
item billing "Billing" team core effort 5 basis clean
"#;

/// A running program of somebody's.
pub struct Colleague {
    /// What they are called.
    pub name: &'static str,
    /// Where their plan and their key are.
    pub folder: PathBuf,
    process: Child,
    says: ChildStdin,
    hears: BufReader<ChildStdout>,
}

/// In which network somebody is.
#[derive(Clone, Debug)]
pub enum Place {
    /// On this machine, for this machine alone.
    Loopback,
    /// In the network namespace of this name.
    Namespace(String),
}

impl Colleague {
    /// Starts the program `colleague`, which is at `program`, for somebody who lives in a folder beneath `home`.
    pub fn start(program: &str, name: &'static str, home: &Path, place: &Place) -> Colleague {
        let folder = home.join(name);
        std::fs::create_dir_all(&folder).expect("there is room for a folder");
        let mut command = match place {
            Place::Loopback => Command::new(program),
            Place::Namespace(namespace) => {
                let mut command = Command::new("ip");
                command.args(["netns", "exec", namespace, program]);
                command
            }
        };
        command.arg(&folder).arg(if matches!(place, Place::Loopback) { "loopback" } else { "network" });
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program starts");
        let says = process.stdin.take().expect("its input is piped");
        let hears = BufReader::new(process.stdout.take().expect("its output is piped"));
        let mut colleague = Colleague { name, folder, process, says, hears };
        colleague.ask(Request::SetAuthor { name: name.to_owned(), role: Role::Em });
        colleague
    }

    /// Where their plan is.
    pub fn path(&self) -> String {
        self.folder.join("plan.plimsoll").display().to_string()
    }

    /// Makes the plan.
    pub fn plan(&mut self) {
        let path = self.path();
        self.ask(Request::New { path });
        let ops = fixture::ops(SMALL).expect("the text is a plan");
        self.ask(Request::Act { op: Op::All { label: "Set the scene".to_owned(), ops } });
    }

    /// Opens it again.
    pub fn reopen(&mut self) {
        let path = self.path();
        self.ask(Request::Open { path });
    }

    /// Asks; `None` if the process ended meanwhile.
    pub fn try_ask(&mut self, request: &Request) -> Option<Result<Reply, UiError>> {
        let mut line = serde_json::to_vec(request).expect("a request always serialises");
        line.push(b'\n');
        self.says.write_all(&line).and_then(|()| self.says.flush()).ok()?;
        let mut answer = String::new();
        self.hears.read_line(&mut answer).ok()?;
        answer.ends_with('\n').then(|| serde_json::from_str(&answer).expect("answers are answers"))
    }

    /// Asks what must be answered.
    pub fn ask(&mut self, request: Request) -> Reply {
        let answer = self.try_ask(&request).unwrap_or_else(|| panic!("{}'s program has ended", self.name));
        answer.unwrap_or_else(|error| panic!("{request:?} was refused: {error}"))
    }

    /// Retitles the login; `false` if the process ended meanwhile, so that nobody knows whether it was done.
    pub fn retitle(&mut self, title: &str) -> bool {
        let op = set("login", Field::Title, Value::Text(title.to_owned()));
        self.try_ask(&Request::Act { op }).is_some_and(|answer| answer.is_ok())
    }

    /// Makes so many edits, numbered after `from`; answers the number of the last that was acknowledged.
    pub fn edits(&mut self, from: u32, n: u32) -> u32 {
        let name = self.name;
        (from + 1..=from + n).take_while(|number| self.retitle(&format!("{name} {number}"))).last().unwrap_or(from)
    }

    /// The plan.
    pub fn whole(&mut self) -> PlanView {
        let Reply::Plan(view) = self.ask(Request::Plan) else { panic!("the plan is answered by the plan") };
        *view
    }

    /// How many changes of this person they have.
    pub fn changes_of(&mut self, name: &str) -> u32 {
        let request = Request::History { filter: HistoryFilter::default(), skip: 0, limit: 1 };
        let Reply::History(history) = self.ask(request) else { panic!("history is answered") };
        history.authors.iter().find(|author| author.by == name).map_or(0, |author| author.changes)
    }

    /// The session.
    pub fn session(&mut self) -> SessionView {
        let Reply::Session(view) = self.ask(Request::Session) else { panic!("a session is answered") };
        *view
    }

    /// Whether they say that all they have is on the others' disks.
    pub fn in_sync(&mut self) -> bool {
        self.session().sync == SyncState::InSync
    }

    /// A ticket for so many.
    pub fn ticket(&mut self, uses: u32) -> String {
        let Reply::Session(view) = self.ask(Request::Share { uses, minutes: 10 }) else {
            panic!("a session is answered")
        };
        view.invitation.expect("the host has a ticket").ticket
    }

    /// Joins, with the open plan or to get it.
    pub fn join(&mut self, ticket: &str) {
        let path = self.path();
        let path = (!Path::new(&path).exists()).then_some(path);
        self.ask(Request::Join { ticket: ticket.to_owned(), path });
    }

    /// Whether the other is connected, as they see it.
    pub fn sees(&mut self, name: &str) -> bool {
        self.session().people.iter().any(|person| person.name == name && person.here)
    }

    /// Neither says nor hears anything until [`Colleague::go_on`].
    pub fn hold(&self) {
        self.signal("STOP");
    }

    /// Goes on.
    pub fn go_on(&self) {
        self.signal("CONT");
    }

    /// What ends the process from elsewhere, at once.
    pub fn killer(&self) -> impl FnOnce() + Send + 'static {
        let id = self.process.id();
        move || signal(id, "KILL")
    }

    /// Waits until a killed process is gone.
    pub fn wait(&mut self) {
        self.process.wait().expect("it was started here");
    }

    /// The process, for looking at it from outside.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    fn signal(&self, name: &str) {
        signal(self.process.id(), name);
    }
}

impl Drop for Colleague {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn signal(id: u32, name: &str) {
    // The shell's own `kill` is everywhere, and the standard library knows one signal alone.
    let kill = Command::new("sh").args(["-c", &format!("kill -{name} {id}")]).status();
    assert!(kill.is_ok_and(|status| status.success()), "the process is there to hear the signal");
}

/// Waits until something is so; answers how long that took.
pub fn until(what: &str, mut is_so: impl FnMut() -> bool) -> Duration {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(60) {
        if is_so() {
            return begun.elapsed();
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("it never came to this: {what}");
}

/// Waits until both say that they are in sync, and sees that they have the same; answers how long that took.
pub fn settled(one: &mut Colleague, other: &mut Colleague) -> Duration {
    let took = until("both are in sync", || one.in_sync() && other.in_sync() && one.whole().plan == other.whole().plan);
    let (here, there) = (one.whole(), other.whole());
    assert_eq!(here.conflicts.len(), there.conflicts.len());
    took
}
