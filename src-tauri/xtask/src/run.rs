//! `cargo xtask run`: the app on a sample plan, on this screen or, where there is none, in a picture.

use crate::desktop::{self, COMMAND, Profile};
use crate::display::{self, Display};
use crate::frontend;
use crate::machine::{self, Purpose};
use crate::process::{Outcome, command, run as run_program, target};

/// Installs, builds and opens.
pub fn run(profile: Profile) -> Outcome {
    let is_headless = !display::is_there();
    machine::setup(if is_headless { &[Purpose::Build, Purpose::Headless] } else { &[Purpose::Build] })?;
    frontend::build()?;
    desktop::build(profile)?;
    let plan = target().join("sample.plimsoll");
    let mut window = desktop::window(profile, &plan);
    if !is_headless {
        return run_program(&format!("opening {}", plan.display()), &mut window);
    }
    eprintln!("▸ this machine has no display: opening the app on an invisible one");
    let display = Display::start()?;
    // A newcomer's picture: nothing that somebody set on this machine before shows in it.
    let home = target().join("headless");
    desktop::settle(&mut window, &home)?;
    let app = desktop::open(window, display.name())?;
    display.picture(&target().join("plimsoll.png"))?;
    drop(app);
    let mut check = command(&desktop::program(profile, COMMAND).to_string_lossy());
    desktop::settle(check.arg("check").arg(&plan), &home)?;
    eprintln!("▸ the plan's flags");
    match check.status() {
        // The sample is meant to have flags.
        Ok(status) if matches!(status.code(), Some(0 | 2)) => Ok(()),
        Ok(status) => Err(format!("{COMMAND} check failed ({status})")),
        Err(error) => Err(format!("cannot start {COMMAND}: {error}")),
    }
}
