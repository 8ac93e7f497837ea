//! The user interface: its packages and its build, each redone only when it has gone stale.

use crate::process::{Outcome, npm, root, run};
use std::path::Path;
use std::time::SystemTime;

/// Installs the packages that package-lock.json names, unless they are there already.
pub fn install() -> Outcome {
    let ui = root().join("ui");
    // npm writes this file last.
    let installed = changed(&ui.join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= changed(&ui.join("package-lock.json")) {
        return Ok(());
    }
    let mut install = npm();
    // The browser tests use the system's Chromium.
    install.args(["ci", "--no-audit", "--no-fund"]).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    run("installing the packages of the user interface", &mut install)
}

/// Builds ui/dist, which is compiled into the app, unless it is newer than all it is made of.
pub fn build() -> Outcome {
    install()?;
    let ui = root().join("ui");
    let sources = ["src", "public", "index.html", "package-lock.json", "vite.config.ts", "tsconfig.json"];
    let newest = sources.iter().filter_map(|source| newest(&ui.join(source))).max();
    let built = changed(&ui.join("dist/index.html"));
    if built.is_some() && built >= newest {
        return Ok(());
    }
    run("building the user interface", npm().args(["run", "--silent", "build"]))
}

fn newest(path: &Path) -> Option<SystemTime> {
    let own = changed(path);
    let Ok(entries) = std::fs::read_dir(path) else { return own };
    // A folder's own time counts too: it changes when a file in it is removed.
    entries.flatten().filter_map(|entry| newest(&entry.path())).chain(own).max()
}

fn changed(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|metadata| metadata.modified()).ok()
}
