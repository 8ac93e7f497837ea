//! Other programs: started, waited for, and ended together with everything they started.
//!
//! A [`Group`] is one process group. Children that outlive their parent (the web processes of a window, the servers of a
//! test) belong to it and end with it, however this program leaves the scope.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// What went wrong, as a sentence for the person at the keyboard.
pub type Outcome<T = ()> = Result<T, String>;

/// The root of the repository.
pub fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.ancestors().nth(2).expect("xtask lives two folders below the root").to_path_buf()
}

/// The folder that cargo builds into.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// A command that runs at the root of the repository.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The cargo that started this program.
pub fn cargo() -> Command {
    command(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
}

/// npm in the folder of the user interface.
pub fn npm() -> Command {
    let mut npm = command(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.current_dir(root().join("ui"));
    npm
}

/// Says what is run, runs it, and fails with `doing` when it does not succeed.
pub fn run(doing: &str, command: &mut Command) -> Outcome {
    eprintln!("▸ {doing}");
    match command.stdin(Stdio::null()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{doing}: {} failed ({status})", name(command))),
        Err(error) => Err(format!("{doing}: cannot start {}: {error}", name(command))),
    }
}

/// Runs `command` and hands its output, line by line, to `each`.
pub fn run_reading(doing: &str, command: &mut Command, mut each: impl FnMut(&str)) -> Outcome {
    eprintln!("▸ {doing}");
    let started = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
    let mut child = started.map_err(|error| format!("{doing}: cannot start {}: {error}", name(command)))?;
    for line in BufReader::new(output_of(&mut child)).split(b'\n').map_while(Result::ok) {
        each(&String::from_utf8_lossy(&line));
    }
    match child.wait() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{doing}: {} failed ({status})", name(command))),
        Err(error) => Err(format!("{doing}: {error}")),
    }
}

/// What `command` prints, or nothing when it cannot be run or fails.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether a program of this name can be started from the search path.
pub fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

fn name(command: &Command) -> String {
    Path::new(command.get_program()).file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn output_of(child: &mut Child) -> ChildStdout {
    child.stdout.take().expect("the caller asked for a pipe")
}

/// A program and everything it starts, ended when this is dropped.
pub struct Group {
    child: Child,
    lines: mpsc::Receiver<String>,
}

impl Group {
    /// Starts `command` as the leader of its own group, with its output kept for [`Group::wait_for_line`].
    pub fn start(command: &mut Command) -> Outcome<Group> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let started = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut child = started.map_err(|error| format!("cannot start {}: {error}", name(command)))?;
        let output = BufReader::new(output_of(&mut child));
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                // Nobody waits any more: the rest of the output is read all the same, so that the program never blocks.
                let _ = sender.send(line);
            }
        });
        Ok(Group { child, lines })
    }

    /// The first line of output that `wanted` accepts, or `None` when the program ends or `patience` does.
    pub fn wait_for_line(&mut self, patience: Duration, wanted: impl Fn(&str) -> bool) -> Option<String> {
        let end = std::time::Instant::now() + patience;
        loop {
            let left = end.checked_duration_since(std::time::Instant::now())?;
            let line = self.lines.recv_timeout(left).ok()?;
            if wanted(&line) {
                return Some(line);
            }
        }
    }

    /// The process id of the leader.
    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // The shell's own `kill` is on every Unix, and the standard library cannot signal a group.
        #[cfg(unix)]
        {
            let kill = format!("kill -TERM -{0}; sleep 0.3; kill -KILL -{0}", self.child.id());
            let _ = Command::new("sh").args(["-c", &kill]).stderr(Stdio::null()).status();
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
