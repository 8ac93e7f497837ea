//! The most memory that a process holds which makes one full forecast and nothing else.

use std::process::Command;

use crate::{LARGE, in_full, promised};

/// The argument of the process that is measured.
pub const ALONE: &str = "alone";

/// Starts that process and tells what it held.
pub fn measure() {
    let told = std::env::current_exe().ok().and_then(|program| Command::new(program).arg(ALONE).output().ok());
    match told {
        Some(told) if told.status.success() => print!("{}", String::from_utf8_lossy(&told.stdout)),
        Some(_) | None => {
            println!("{{\"name\":\"memory of one forecast\",\"skipped\":\"it cannot be started alone\"}}")
        }
    }
}

/// What that process does.
pub fn alone() {
    let plan = promised(LARGE);
    let before = peak();
    std::hint::black_box(in_full(&plan));
    match (before, peak()) {
        (Some(before), Some(peak)) => {
            println!(
                "{{\"name\":\"memory of one forecast\",\"items\":{LARGE},\"peak_mb\":{peak:.1},\"before_mb\":{before:.1}}}"
            );
        }
        _ => println!("{{\"name\":\"memory of one forecast\",\"skipped\":\"this system does not tell\"}}"),
    }
}

/// The most megabytes that this process has held so far.
fn peak() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<f64>().ok()? * 1024.0 / 1e6)
}
