//! `cargo xtask test`: every test there is, away from the user's own data, with one count at the end.

use crate::desktop::{self, COMMAND, Profile};
use crate::frontend;
use crate::machine::{self, Purpose};
use crate::process::{Outcome, cargo, npm, run, run_reading, target};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Everything that is compiled for the tests, compiled together: apart, cargo would choose other features of shared
/// packages and compile the window's libraries twice.
const ALL: [&str; 3] = ["--workspace", "--features", "tests/desktop"];

/// Runs everything; all of it even when a part fails.
///
/// # Errors
/// The parts that failed.
pub fn test() -> Outcome {
    machine::setup(&Purpose::ALL)?;
    frontend::build()?;
    run("building everything", cargo().args(["build", "--all-targets"]).args(ALL))?;
    let home = Home::make()?;
    let mut count = Count::default();
    let parts = [
        home.part(
            "testing the Rust crates and the real window",
            cargo().args(["test", "--no-fail-fast"]).args(ALL),
            &mut count,
        ),
        home.untouched(),
        home.part("testing the user interface", npm().args(["run", "--silent", "test"]), &mut count),
        home.part("testing in a browser", npm().args(["run", "--silent", "test:browser"]), &mut count),
    ];
    let failures: Vec<String> = parts.into_iter().filter_map(Result::err).collect();
    println!("\n{} passed, {} failed", count.passed, count.failed);
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
}

/// Writes the bindings anew.
///
/// # Errors
/// When the crate that owns them does not compile.
pub fn bindings() -> Outcome {
    let mut update = cargo();
    update.args(["test", "--quiet", "--package", "app", "bindings_are_current"]).env("UPDATE", "1");
    run("writing ui/src/bindings.ts", &mut update)
}

/// A home folder for the tests, empty at the start.
struct Home(PathBuf);

impl Home {
    fn make() -> Outcome<Home> {
        let home = target().join("test-home");
        let _ = std::fs::remove_dir_all(&home);
        std::fs::create_dir_all(&home).map_err(|error| format!("cannot make {}: {error}", home.display()))?;
        Ok(Home(home))
    }

    fn part(&self, doing: &str, command: &mut Command, count: &mut Count) -> Outcome {
        self.move_in(command);
        run_reading(doing, command, |line| {
            println!("{line}");
            count.read(line);
        })
    }

    fn move_in(&self, command: &mut Command) {
        // Cargo itself lives in the real home.
        let real = std::env::home_dir().unwrap_or_default();
        for (name, folder) in [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")] {
            if std::env::var_os(name).is_none() {
                command.env(name, real.join(folder));
            }
        }
        for name in ["HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"] {
            command.env(name, &self.0);
        }
        // The browser tests serve the plan with the program just built.
        command.env("PLIMSOLL", desktop::program(Profile::Debug, COMMAND));
        for (name, folder) in [("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache")] {
            command.env(name, self.0.join(folder));
        }
    }

    /// That no test used the data folder which the app would use for the person at this machine: each has to bring its own.
    fn untouched(&self) -> Outcome {
        let touched = plimsoll_files(&self.0);
        if touched.is_empty() {
            return Ok(());
        }
        let list: Vec<String> = touched.iter().map(|path| path.display().to_string()).collect();
        Err(format!("tests wrote to the user's data folder (here a stand-in for it): {}", list.join(", ")))
    }
}

/// What lies in `folder` and, by its path, belongs to this program.
fn plimsoll_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    let is_ours = |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().contains("plimsoll"));
    paths.flat_map(|path| if is_ours(&path) { vec![path] } else { plimsoll_files(&path) }).collect()
}

/// How many tests passed and failed, read from what the runners say.
#[derive(Debug, Default, PartialEq, Eq)]
struct Count {
    passed: u32,
    failed: u32,
}

impl Count {
    fn read(&mut self, line: &str) {
        let line = line.trim();
        // cargo: `test result: ok. 3 passed; 1 failed; …`; vitest: `Tests  1 failed | 3 passed (4)`; Playwright: `3 passed (2s)`.
        let is_playwright = line.split_once(' ').is_some_and(|(first, _)| first.parse::<u32>().is_ok());
        if !(line.starts_with("test result: ") || line.starts_with("Tests ") || is_playwright) {
            return;
        }
        let words: Vec<&str> = line.split([' ', ';', '|']).filter(|word| !word.is_empty()).collect();
        let said = |kind: &str| {
            let at = words.iter().position(|word| *word == kind)?;
            words.get(at.checked_sub(1)?)?.parse::<u32>().ok()
        };
        self.passed += said("passed").unwrap_or(0);
        self.failed += said("failed").unwrap_or(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_runner_is_understood() {
        let mut count = Count::default();
        for line in [
            "test result: FAILED. 12 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "      Tests  2 failed | 30 passed (32)",
            " Test Files  1 failed | 3 passed (4)",
            "  4 passed (3.2s)",
            "  1 failed",
            "12 items passed along",
        ] {
            count.read(line);
        }
        assert_eq!(count, Count { passed: 46, failed: 4 });
    }
}
