//! `cargo xtask bench live`: what working together costs, in time between two programs and in the size of the program.

use crate::bench::{example, mega, part, row};
use crate::desktop::{self, COMMAND, Profile};
use crate::frontend;
use crate::process::{Outcome, answer, cargo, command, npm, run, run_reading};

/// Measures it all; a part that this machine cannot measure is named and left out.
pub fn measure() -> Outcome {
    part("together", || example("app", "together"));
    part("together, to the paint", paint);
    part("what working together weighs", weight);
    Ok(())
}

/// From a key in one page to the paint of another, each served by a program of its own.
fn paint() -> Outcome {
    build_command(&[])?;
    let mut measure = npm();
    measure.args(["run", "--silent", "bench:browser"]);
    measure.env("PLIMSOLL", desktop::program(Profile::Release, COMMAND));
    run_reading("measuring in a browser", &mut measure, |line| {
        // The rest is what the runner says of itself.
        if line.starts_with('{') {
            println!("  {}", row(line));
        }
    })
}

/// The program with its page.
fn build_command(flags: &[&str]) -> Outcome {
    frontend::build()?;
    let mut build = cargo();
    build.args(["rustc", "--release", "--package", "cli", "--bin", COMMAND, "--"]).args(flags);
    run("building the command", &mut build)
}

/// How much of the program belongs to working together: the code and data whose names are those of its libraries, in a
/// build that has kept its names.
fn weight() -> Outcome {
    build_command(&["-C", "strip=none"])?;
    let program = desktop::program(Profile::Release, COMMAND);
    let names = answer(command("nm").args(["--print-size", "--demangle", "--radix=d"]).arg(&program));
    let (all, live) = weigh(&names.ok_or("nm of the binutils is needed")?);
    println!("  {:24} {:7.1} MB of {:.1} MB that have a name", "iroh, TLS, PostgreSQL", mega(live), mega(all));
    // What stays behind is the program as users get it.
    build_command(&[])?;
    let bytes = program.metadata().map_err(|error| format!("{}: {error}", program.display()))?.len();
    println!("  {:24} {:7.1} MB", "the whole command", mega(bytes));
    Ok(())
}

/// The bytes of all symbols, and of those that only working together needs.
fn weigh(names: &str) -> (u64, u64) {
    let only = [
        "live::",
        "iroh",
        "noq",
        "rustls",
        "webpki",
        "ring_core",
        "tokio_postgres",
        "postgres_",
        "netwatch",
        "netlink",
        "simple_dns",
    ];
    let mut sums = (0, 0);
    for line in names.lines() {
        // address, size, kind, name
        let mut words = line.splitn(4, ' ');
        let size = words.nth(1).and_then(|size| size.parse::<u64>().ok()).unwrap_or(0);
        let name = words.nth(1).unwrap_or_default();
        sums.0 += size;
        sums.1 += if only.iter().any(|part| name.contains(part)) { size } else { 0 };
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_working_together_needs_is_weighed_apart() {
        let names =
            "00001000 00000030 t <iroh::socket::Socket as Drop>::drop\n00002000 00000012 T plan::fold\n00003000 b x";
        assert_eq!(weigh(names), (42, 30));
    }
}
