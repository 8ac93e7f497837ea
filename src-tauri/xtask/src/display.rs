//! A display for windows that nobody looks at.

use crate::process::{Group, Outcome, command, run};
use std::path::Path;
use std::time::Duration;

/// The size of the screen, and so of the pictures taken of it.
const SCREEN: &str = "1440x900x24";

/// A running Xvfb; its windows end with it.
pub struct Display {
    name: String,
    _server: Group,
}

impl Display {
    /// Starts a display on the first free number.
    pub fn start() -> Outcome<Display> {
        let mut xvfb = command("Xvfb");
        xvfb.args(["-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"]).stderr(std::process::Stdio::null());
        let mut server = Group::start(&mut xvfb)?;
        let number = server.wait_for_line(Duration::from_secs(20), |_| true);
        let number = number.ok_or("Xvfb did not start: run `Xvfb -displayfd 1` to see why")?;
        Ok(Display { name: format!(":{}", number.trim()), _server: server })
    }

    /// The value of `DISPLAY` for programs that shall appear here.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Writes a picture of the whole screen.
    pub fn picture(&self, file: &Path) -> Outcome {
        let mut import = command("import");
        import.args(["-display", &self.name, "-window", "root"]).arg(file);
        run(&format!("taking a picture: {}", file.display()), &mut import)
    }
}

/// Whether somebody sits in front of this machine.
pub fn is_there() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
