//! What the machine must have, and how it gets it.
//!
//! Each need is found by looking for the thing itself, so it does not matter who installed it. On Debian and its relatives
//! what is missing is installed; elsewhere it is named, and the command stops.

use crate::process::{Outcome, answer, command, on_path, run};
use std::fmt::Write as _;

/// What a command is about to do, and hence what the machine must have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Compile the app and open its window.
    Build,
    /// Open the window where there is no display, and take a picture of it.
    Headless,
    /// Drive the real window, the user interface in a browser, and a database server.
    Drive,
    /// Measure the forecast against other programs.
    Compare,
}

impl Purpose {
    /// Everything that building, running and testing take.
    pub const ALL: [Purpose; 3] = [Purpose::Build, Purpose::Headless, Purpose::Drive];
}

struct Need {
    purpose: Purpose,
    /// How a person would call it.
    what: &'static str,
    sign: Sign,
    /// The package that brings it on Debian and its relatives.
    debian: &'static str,
}

enum Sign {
    /// A program of one of these names is on the search path.
    Program(&'static [&'static str]),
    /// `pkg-config` knows this library.
    Library(&'static str),
    /// PostgreSQL's server is on the search path, or where Debian keeps it.
    Postgres,
    /// The Python on the search path, or the one of the system, knows this module.
    Module(&'static str),
}

const LINUX: [Need; 11] = [
    Need { purpose: Purpose::Build, what: "a C compiler", sign: Sign::Program(&["cc"]), debian: "build-essential" },
    Need { purpose: Purpose::Build, what: "pkg-config", sign: Sign::Program(&["pkg-config"]), debian: "pkg-config" },
    Need {
        purpose: Purpose::Build,
        what: "WebKitGTK 4.1 with its headers",
        sign: Sign::Library("webkit2gtk-4.1"),
        debian: "libwebkit2gtk-4.1-dev",
    },
    Need { purpose: Purpose::Headless, what: "Xvfb", sign: Sign::Program(&["Xvfb"]), debian: "xvfb" },
    Need {
        purpose: Purpose::Headless,
        what: "ImageMagick's `import`",
        sign: Sign::Program(&["import"]),
        debian: "imagemagick",
    },
    Need {
        purpose: Purpose::Drive,
        what: "WebKitWebDriver",
        sign: Sign::Program(&["WebKitWebDriver"]),
        debian: "webkit2gtk-driver",
    },
    Need { purpose: Purpose::Drive, what: "xdotool", sign: Sign::Program(&["xdotool"]), debian: "xdotool" },
    Need {
        purpose: Purpose::Drive,
        what: "Chromium",
        sign: Sign::Program(&["chromium", "chromium-browser", "google-chrome"]),
        debian: "chromium",
    },
    Need {
        purpose: Purpose::Drive,
        what: "PostgreSQL's server, 13 or newer",
        sign: Sign::Postgres,
        debian: "postgresql",
    },
    Need {
        purpose: Purpose::Compare,
        what: "Python 3 with numpy",
        sign: Sign::Module("numpy"),
        debian: "python3-numpy",
    },
    Need { purpose: Purpose::Compare, what: "TaskJuggler 3", sign: Sign::Program(&["tj3"]), debian: "tj3" },
];

/// The oldest Node that the user interface's tools run on.
const NODE: u32 = 20;

/// Sees to it that the machine has what `purposes` need.
///
/// # Errors
/// What is missing and could not be installed, named so that a person can install it.
pub fn setup(purposes: &[Purpose]) -> Outcome {
    let node = answer(command("node").arg("--version")).and_then(|version| major(&version));
    if node.is_none_or(|major| major < NODE) || !(on_path("npm") || cfg!(windows)) {
        return Err(format!("Node {NODE} or newer with npm is needed: install it and run this again"));
    }
    match std::env::consts::OS {
        "linux" => setup_linux(purposes),
        "macos" if answer(command("xcode-select").arg("-p")).is_none() => {
            Err("the Xcode command line tools are needed: run `xcode-select --install` and then this again".to_owned())
        }
        // Windows: Rust itself needs the C++ build tools, and WebView2 comes with the system.
        _ => Ok(()),
    }
}

fn setup_linux(purposes: &[Purpose]) -> Outcome {
    let missing = missing(purposes);
    if missing.is_empty() {
        return Ok(());
    }
    if !is_debian() {
        return Err(plea(&missing));
    }
    let packages: Vec<&str> = missing.iter().map(|need| need.debian).collect();
    let is_root = answer(command("id").arg("-u")).is_some_and(|id| id == "0");
    if !is_root && !on_path("sudo") {
        return Err(format!("run as root: apt-get install --no-install-recommends {}", packages.join(" ")));
    }
    let apt_get = |verb: &str, packages: &[&str]| {
        let mut apt_get = command(if is_root { "env" } else { "sudo" });
        if !is_root {
            apt_get.arg("env");
        }
        apt_get.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]);
        // Other installations going on are waited for.
        apt_get.args(["-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"]);
        apt_get.args([verb, "--no-install-recommends"]).args(packages);
        apt_get
    };
    run("reading the package lists", &mut apt_get("update", &[]))?;
    run(&format!("installing {}", packages.join(" ")), &mut apt_get("install", &packages))?;
    let missing = self::missing(purposes);
    if missing.is_empty() { Ok(()) } else { Err(plea(&missing)) }
}

fn missing(purposes: &[Purpose]) -> Vec<&'static Need> {
    let is_there = |need: &Need| match need.sign {
        Sign::Program(names) => names.iter().any(|name| on_path(name)),
        Sign::Postgres => on_path("initdb") || debian_has_postgres(),
        Sign::Library(name) => answer(command("pkg-config").args(["--modversion", name])).is_some(),
        Sign::Module(name) => ["python3", "/usr/bin/python3"]
            .iter()
            .any(|python| answer(command(python).args(["-c", &format!("import {name}")])).is_some()),
    };
    LINUX.iter().filter(|need| purposes.contains(&need.purpose) && !is_there(need)).collect()
}

fn debian_has_postgres() -> bool {
    let mut versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    versions.any(|version| version.path().join("bin/initdb").exists())
}

fn plea(missing: &[&Need]) -> String {
    let mut plea = "this machine lacks what is listed here: install it and run this again".to_owned();
    for need in missing {
        let _ = write!(plea, "\n  {} (on Debian: {})", need.what, need.debian);
    }
    plea
}

fn is_debian() -> bool {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    on_path("apt-get") && debian_like(&release)
}

fn debian_like(release: &str) -> bool {
    let ids = release.lines().filter_map(|line| line.strip_prefix("ID=").or(line.strip_prefix("ID_LIKE=")));
    ids.flat_map(|ids| ids.trim_matches('"').split_whitespace()).any(|id| id == "debian" || id == "ubuntu")
}

fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relatives_of_debian_are_recognised() {
        assert!(debian_like("NAME=x\nID=debian\n"));
        assert!(debian_like("ID=pop\nID_LIKE=\"ubuntu debian\"\n"));
        assert!(!debian_like("ID=fedora\n"));
        assert!(!debian_like("HOME_URL=https://debian\n"), "only the identifiers count");
    }

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("nonsense"), None);
    }
}
