//! The built app and the plan it is shown on.

use crate::process::{Group, Outcome, cargo, command, run, target};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// How the app is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Built quickly, and a little slow.
    Debug,
    /// What users get.
    Release,
}

/// The window's program.
pub const WINDOW: &str = "plimsoll-desktop";
/// The program without a window.
pub const COMMAND: &str = "plimsoll";

/// How long an app may take to show itself on a slow machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Compiles both programs.
pub fn build(profile: Profile) -> Outcome {
    let mut build = cargo();
    build.args(["build", "--package", "desktop", "--package", "cli"]);
    if profile == Profile::Release {
        build.arg("--release");
    }
    run("building the app", &mut build)
}

/// Where a program is after the build.
pub fn program(profile: Profile, name: &str) -> PathBuf {
    let folder = match profile {
        Profile::Debug => "debug",
        Profile::Release => "release",
    };
    target().join(folder).join(name).with_extension(std::env::consts::EXE_EXTENSION)
}

/// Lets `command` run as a user whose home is `home` and who has said who they are, so that no window asks for it.
pub fn settle(command: &mut Command, home: &Path) -> Outcome {
    for name in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
        command.env(name, home);
    }
    let settings = home.join("plimsoll/settings.json");
    if settings.exists() {
        return Ok(());
    }
    let written = std::fs::create_dir_all(home.join("plimsoll"))
        .and_then(|()| std::fs::write(&settings, r#"{ "author": { "name": "You", "role": "EM" } }"#));
    written.map_err(|error| format!("cannot write {}: {error}", settings.display()))
}

/// Starts a window on `display` and waits until it says that it can be used.
pub fn open(mut window: Command, display: &str) -> Outcome<Group> {
    // The user's session is left out of it: its display, and the bus on which an app already running would take over.
    window.env("DISPLAY", display).env_remove("WAYLAND_DISPLAY").env("GDK_BACKEND", "x11");
    window.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/dev/null").env("NO_AT_BRIDGE", "1");
    let mut group = Group::start(&mut window)?;
    match group.wait_for_line(PATIENCE, |line| line == "ready") {
        Some(_) => Ok(group),
        None => Err(format!("the window could not be used within {} seconds of its start", PATIENCE.as_secs())),
    }
}

/// The command that opens the app on `plan`, made from the sample if it is not there, and reports when it can be used.
pub fn window(profile: Profile, plan: &Path) -> Command {
    let mut window = command(&program(profile, WINDOW).to_string_lossy());
    window.args(["--report-ready", "--sample"]).arg(plan);
    window
}
