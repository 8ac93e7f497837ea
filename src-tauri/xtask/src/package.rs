//! `cargo xtask package`: what users get, in one folder.

use crate::desktop::{self, COMMAND, Profile, WINDOW};
use crate::frontend;
use crate::machine::{self, Purpose};
use crate::process::{Outcome, target};
use std::path::Path;

/// Builds the release and copies it to target/package.
pub fn package() -> Outcome {
    machine::setup(&[Purpose::Build])?;
    frontend::build()?;
    desktop::build(Profile::Release)?;
    let folder = target().join("package");
    for name in [WINDOW, COMMAND] {
        let program = desktop::program(Profile::Release, name);
        let size = copy(&program, &folder).map_err(|error| format!("cannot copy {}: {error}", program.display()))?;
        let megabytes = size as f64 / 1e6;
        println!("{:24} {megabytes:6.1} MB", program.file_name().unwrap_or_default().to_string_lossy());
    }
    println!("in {}", folder.display());
    Ok(())
}

fn copy(program: &Path, folder: &Path) -> std::io::Result<u64> {
    std::fs::create_dir_all(folder)?;
    std::fs::copy(program, folder.join(program.file_name().unwrap_or_default()))
}
