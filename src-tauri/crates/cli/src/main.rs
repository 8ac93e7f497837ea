//! `plimsoll`: checks, forecasts, imports, exports and serves plans without a window, through the same door.

mod accepted;
mod args;
mod authors;
mod baseline;
mod bench;
mod check;
mod decisions;
mod diff;
mod explain;
mod meant;
mod members;
mod merge;
mod report;
mod scenario;
mod serve;
mod team;
mod throughput;

use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

use app::{App, Code, Options, Reach, Reply, Request, Since, Source, UiError};
use clap::Parser;

use args::{Arguments, Bench, Command};

/// Nothing stands in the way.
const FINE: u8 = 0;
/// The command could not be carried out.
const FAILED: u8 = 1;
/// A flag at or above `--fail-on` stands.
const FLAGGED: u8 = 2;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("plimsoll: {error}");
            ExitCode::from(FAILED)
        }
    }
}

fn run(arguments: Arguments) -> Result<u8, UiError> {
    let options = Options { today: arguments.today, seed: arguments.seed, ..Options::of_this_machine()? };
    match arguments.command {
        Command::Serve { plan, port, lan, relay, by } => {
            let reach = match relay {
                Some(relay) => Reach::Relayed(relay),
                None if lan => Reach::Network,
                None => Reach::Loopback,
            };
            serve::serve(Options { reach, ..options }, &plan, port, by.author.as_deref()).map(|()| FINE)
        }
        Command::Bench(Bench::Psplib { dir, schedules, seconds, json }) => {
            let limits = bench::Limits::new(schedules, seconds, arguments.seed);
            say(&bench::psplib(&dir, limits, json)?)?;
            Ok(FINE)
        }
        Command::When { history, rate, remaining, from, by, json } => {
            let from = from.or(arguments.today);
            let question = throughput::Question { remaining, from, by, seed: arguments.seed };
            let source = throughput::Source { history, rate };
            say(&throughput::when(&source, &question, json)?)?;
            Ok(FINE)
        }
        Command::Backtest { history, json } => {
            let (text, whole) = throughput::backtest(&history, arguments.seed, json);
            say(&text)?;
            Ok(if whole { FINE } else { FAILED })
        }
        command => {
            let app = App::start(options, |_| ())?;
            command.author().map_or(Ok(()), |name| app.work_as(name))?;
            answer(&app, command)
        }
    }
}

/// Writes an answer out. Whoever reads it may have seen enough of it before its end, as `head` has: that is no failure.
///
/// # Errors
/// If it cannot be written, as on a full disk.
fn say(text: &str) -> Result<(), UiError> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(UiError { code: Code::Failed, message: format!("cannot write the answer: {error}") })
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

fn answer(app: &App, command: Command) -> Result<u8, UiError> {
    match command {
        Command::New { sample, plan, .. } => {
            let path = plan.display().to_string();
            app.call(if sample { Request::NewSample { path } } else { Request::New { path } })?;
            app.call(Request::Close)?;
            Ok(FINE)
        }
        Command::Import { plan, file, history: _, team, dry_run, .. } => {
            open(app, &plan)?;
            let (source, apply) = (Source::Path { path: file.display().to_string() }, !dry_run);
            let request = match team {
                Some(name) => Request::ImportHistory { source, team: explain::find_team(app, &name)?, apply },
                None => Request::Import { source, apply },
            };
            if let Reply::Import(found) = app.call(request)? {
                say(&report::import(&found, dry_run))?;
            }
            Ok(FINE)
        }
        Command::Merge { plan, copy, admit, dry_run, json, .. } => {
            open(app, &plan)?;
            let source = Source::Path { path: copy.display().to_string() };
            let admit = merge::admitted(app, &source, &admit)?;
            let request = Request::Merge { source, admit, apply: !dry_run };
            let Reply::Merge(view) = app.call(request)? else { return Ok(FAILED) };
            app.call(Request::Close)?;
            say(&if json { merge::json(&view) } else { merge::text(&view, dry_run) })?;
            Ok(FINE)
        }
        Command::Members { plan, of, json, .. } => {
            open(app, &plan)?;
            let text = members::members(app, &of, json)?;
            app.call(Request::Close)?;
            say(&text)?;
            Ok(FINE)
        }
        Command::Check { plan, fail_on, explain, json } => {
            open(app, &plan)?;
            let judged = app.judged()?;
            let text = match (json, explain) {
                (true, _) => check::json(&judged),
                (false, true) => check::explained(app, &judged)?,
                (false, false) => check::text(&judged),
            };
            say(&text)?;
            let limit = fail_on.map(advice::Severity::from);
            let mut standing = judged.flags.iter().filter(|flag| flag.waived.is_none());
            let flagged = standing.any(|flag| limit.is_some_and(|limit| flag.severity >= limit));
            Ok(if flagged { FLAGGED } else { FINE })
        }
        Command::Forecast { plan, json } => {
            open(app, &plan)?;
            let judged = app.judged()?;
            if let Reply::Roadmap(roadmap) = app.call(Request::Roadmap)? {
                say(&if json {
                    report::forecast_json(&judged, &roadmap)
                } else {
                    report::forecast(&judged, &roadmap)
                })?;
            }
            Ok(FINE)
        }
        Command::Explain { plan, what, slip, json } => {
            open(app, &plan)?;
            say(&explain::explain(app, &what, slip, json)?)?;
            Ok(FINE)
        }
        Command::Why { plan, item, since, back, than, then, json } => {
            open(app, &plan)?;
            let since = match (since, back, than) {
                (Some(since), ..) => match since.parse() {
                    Ok(day) => Since::Day { day },
                    Err(_) => Since::Baseline { id: baseline::find(app, &since)? },
                },
                (None, Some(changes), _) => Since::Back { changes },
                (None, None, Some(path)) => Since::File { path: path.display().to_string(), then },
                (None, None, None) => unreachable!("the arguments ask for one of the three"),
            };
            say(&explain::why(app, item.as_deref(), since, json)?)?;
            Ok(FINE)
        }
        Command::Baseline { plan, make, sign, json, .. } => {
            open(app, &plan)?;
            let done = match (make, sign) {
                (Some(name), _) => Some(Request::MakeBaseline { name }),
                (None, Some(name)) => Some(Request::SignBaseline { id: baseline::find(app, &name)? }),
                (None, None) => None,
            };
            if let Some(request) = done {
                app.call(request)?;
            }
            say(&baseline::list(app, json)?)?;
            app.call(Request::Close)?;
            Ok(FINE)
        }
        Command::Authors { add, role, rename, to, remove, json } => {
            if let Some((name, role)) = add.zip(role) {
                authors::add(app, name, role)?;
            }
            if let Some((name, to)) = rename.zip(to) {
                authors::rename(app, name, to)?;
            }
            if let Some(name) = remove {
                authors::remove(app, name)?;
            }
            say(&authors::list(app, json)?)?;
            Ok(FINE)
        }
        Command::Scenario { plan, make, compare, take, delete, json, .. } => {
            open(app, &plan)?;
            let text = match (make, compare, take, delete) {
                (Some(name), ..) => scenario::make(app, name)?,
                (None, Some(name), ..) => scenario::compare(app, &name, json)?,
                (None, None, Some(name), _) => scenario::take(app, &name)?,
                (None, None, None, Some(name)) => scenario::delete(app, &name)?,
                (None, None, None, None) => scenario::list(app, json)?,
            };
            say(&text)?;
            app.call(Request::Close)?;
            Ok(FINE)
        }
        Command::Decisions { plan, import, dry_run, export, json, .. } => {
            open(app, &plan)?;
            let text = match (import.is_empty(), export) {
                (false, _) => decisions::import(app, &import, dry_run)?,
                (true, Some(folder)) => decisions::export(app, &folder)?,
                (true, None) => decisions::list(app, json)?,
            };
            app.call(Request::Close)?;
            say(&text)?;
            Ok(FINE)
        }
        Command::Waive { plan, flag, of, debt, reason, until, json, .. } => {
            open(app, &plan)?;
            if let Some((reason, until)) = reason.zip(until) {
                accepted::accept(app, flag.as_deref(), of.as_deref(), debt.as_deref(), (reason, until))?;
            }
            let text = accepted::list(app, json)?;
            app.call(Request::Close)?;
            say(&text)?;
            Ok(FINE)
        }
        Command::Diff { first, second, json } => {
            say(&diff::diff(app, &first, &second, json)?)?;
            Ok(FINE)
        }
        Command::Export { plan, format, out } => {
            open(app, &plan)?;
            app.call(Request::Export { format: format.into(), path: Some(out.display().to_string()) })?;
            Ok(FINE)
        }
        Command::Reorder { plan, seconds, orders, apply, json, .. } => {
            open(app, &plan)?;
            app.call(Request::StartReorder { seconds, orders })?;
            let answer = app.reordered()?;
            let Reply::Reorder(view) = app.call(Request::Reorder)? else { return Ok(FAILED) };
            let op = answer.found.as_ref().map(|found| found.op.clone()).filter(|_| apply);
            let applied = op.is_some();
            if let Some(op) = op {
                app.call(Request::Act { op })?;
                app.call(Request::Close)?;
            }
            say(&if json { report::reorder_json(&answer, &view, applied) } else { report::reorder(&view, applied) })?;
            Ok(FINE)
        }
        Command::Team(of) => {
            say(&team::team(app, of)?)?;
            Ok(FINE)
        }
        Command::Serve { .. } | Command::Bench(_) | Command::When { .. } | Command::Backtest { .. } => {
            unreachable!("they need no open plan and are done already")
        }
    }
}

fn open(app: &App, plan: &Path) -> Result<(), UiError> {
    meant::open(app, &plan.display().to_string())
}
