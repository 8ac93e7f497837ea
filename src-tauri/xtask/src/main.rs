//! The project's own commands: `cargo xtask run`, `cargo xtask test` and what serves them.
//!
//! Apart from the product so that a fresh clone needs nothing but Rust, Node and git: the standard library only, built
//! in seconds, and it installs the rest. No file here is part of what users get.

mod bench;
mod desktop;
mod display;
mod frontend;
mod machine;
mod package;
mod process;
mod run;
mod test;
mod together;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  setup             install what building, running and testing need
  run [--release]   build the app and open it on a sample plan; without a display, leave a picture of it in target/
  test              run every test: Rust, user interface, browser and the real window
  bindings          regenerate ui/src/bindings.ts from the Rust types
  bench [live]      measure the forecast, advice, the plan file, working together, start-up, memory and size, or working
                    together alone; prints a table
  package           build the release binaries into target/package";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match args.as_slice() {
        ["setup"] => machine::setup(&machine::Purpose::ALL).and_then(|()| frontend::install()),
        ["run"] => run::run(desktop::Profile::Debug),
        ["run", "--release"] => run::run(desktop::Profile::Release),
        ["test"] => test::test(),
        ["bindings"] => test::bindings(),
        ["bench"] => bench::bench(),
        ["bench", "live"] => together::measure(),
        ["package"] => package::package(),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
