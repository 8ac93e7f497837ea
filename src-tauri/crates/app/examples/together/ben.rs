//! The other process: does what it is told, a line at a time, and answers with numbers.

use std::io::{BufRead, BufReader, Write, stdin};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use app::{App, Event, Request, SharedPlan, Topic};
use live::{Log, Me, Session, Ticket, Tips, Version};
use plan::{Author, Change, Role};

use crate::{Outcome, edit, estimate, in_sync, now, open, start_with};

/// Ben, from outside.
pub struct Ben {
    process: Child,
    says: ChildStdin,
    hears: BufReader<ChildStdout>,
}

impl Ben {
    /// Starts him, with a copy of the plan or with none.
    pub fn start(folder: &Path, plan: Option<&Path>) -> Outcome<Ben> {
        std::fs::create_dir_all(folder)?;
        if let Some(plan) = plan {
            std::fs::copy(plan.with_extension("copy"), folder.join("plan.plimsoll"))?;
        }
        let mut command = Command::new(std::env::current_exe()?);
        let mut process = command.arg(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let says = process.stdin.take().ok_or("he listens")?;
        let hears = BufReader::new(process.stdout.take().ok_or("he answers")?);
        Ok(Ben { process, says, hears })
    }

    /// Tells him to do something.
    pub fn tell(&mut self, what: &str) -> Outcome {
        writeln!(self.says, "{what}")?;
        Ok(self.says.flush()?)
    }

    /// His next answer.
    pub fn numbers<const N: usize>(&mut self) -> Outcome<[u64; N]> {
        let mut line = String::new();
        self.hears.read_line(&mut line)?;
        let numbers: Result<Vec<u64>, _> = line.split_whitespace().map(str::parse).collect();
        numbers?.try_into().map_err(|_| format!("Ben said “{}”", line.trim()).into())
    }
}

impl Drop for Ben {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What he does in his own process.
pub fn work(folder: &Path) -> Outcome {
    let (tell, looked) = channel();
    let app = start_with(folder, "Ben", move |event| {
        if matches!(&event, Event::Changed { topics } if topics.as_slice() == [Topic::Forecast]) {
            let _ = tell.send(now());
        }
    })?;
    let path = folder.join("plan.plimsoll");
    if path.exists() {
        app.call(open(&path))?;
    }
    let mut watching = None;
    for line in stdin().lines() {
        match line?.split_once(' ') {
            Some(("watch", ticket)) => {
                app.judged()?;
                watching = Some(watch(&app, folder, ticket)?);
                say(&[now()]);
                break;
            }
            Some(("edit", n)) => say(&[make_edits(&app, n.parse()?)?]),
            Some(("join", ticket)) => {
                let path = (!path.exists()).then(|| path.display().to_string());
                app.call(Request::Join { ticket: ticket.to_owned(), path })?;
                while !in_sync(&app)? {
                    std::thread::sleep(Duration::from_millis(1));
                }
                say(&[now()]);
            }
            Some(_) | None => return Err("he does not know what that means".into()),
        }
    }
    if let Some((_session, taken)) = watching {
        tell_of_each(&taken, &looked)?;
    }
    Ok(())
}

fn make_edits(app: &App, n: usize) -> Outcome<u64> {
    let app::Reply::Plan(view) = app.call(Request::Plan)? else { return Err("the plan is answered".into()) };
    let slots: Vec<_> = view.plan.items.keys().map(|id| estimate((*id).into())).collect();
    for n in 0..n {
        edit(app, &slots[n * 7 % slots.len()], n + 1)?;
    }
    Ok(n as u64)
}

type Taken = Receiver<(u64, u64)>;

fn watch(app: &App, folder: &Path, ticket: &str) -> Outcome<(Session, Taken)> {
    let (tell, taken) = channel();
    let log =
        Timed { plan: SharedPlan::new(app, folder.join("plan.plimsoll").canonicalize()?), tell: Mutex::new(tell) };
    let key: [u8; 32] = std::fs::read(folder.join("data/author.key"))?.try_into().map_err(|_| "a key has 32 bytes")?;
    let me = Me { name: "Ben".to_owned(), role: Role::Em };
    let (session, _) = Session::join(Arc::new(log), &key, me, Ticket::parse(ticket)?, live::Reach::Loopback)?;
    Ok((session, taken))
}

/// Of each change: when it was there, when it was on disk, and when the first look at it was done.
fn tell_of_each(taken: &Taken, looked: &Receiver<u64>) -> Outcome {
    for (begun, ended) in taken {
        let look = loop {
            let look = looked.recv()?;
            if look > ended {
                break look;
            }
        };
        say(&[begun, ended, look]);
    }
    Ok(())
}

fn say(numbers: &[u64]) {
    let words: Vec<String> = numbers.iter().map(u64::to_string).collect();
    println!("{}", words.join(" "));
}

/// The shared plan, with a clock beside it.
struct Timed {
    plan: Arc<SharedPlan>,
    tell: Mutex<std::sync::mpsc::Sender<(u64, u64)>>,
}

impl Log for Timed {
    fn tips(&self) -> Result<Tips, String> {
        self.plan.tips()
    }

    fn beyond(&self, version: &Version, most: u32) -> Result<Vec<Change>, String> {
        self.plan.beyond(version, most)
    }

    fn forked(&self, tips: &Tips) -> Result<Option<String>, String> {
        self.plan.forked(tips)
    }

    fn founder(&self) -> Option<Author> {
        self.plan.founder()
    }

    fn take(&self, changes: Vec<Change>) -> Result<Vec<String>, String> {
        let begun = now();
        let left_out = self.plan.take(changes)?;
        let _ = self.tell.lock().map(|tell| tell.send((begun, now())));
        Ok(left_out)
    }

    fn welcome(&self, author: Author, name: &str, role: Role) -> Option<Role> {
        self.plan.welcome(author, name, role)
    }

    fn stirred(&self) {
        self.plan.stirred();
    }
}
