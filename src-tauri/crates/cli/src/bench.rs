//! The search measured on projects whose best schedules the world has looked for since 1996: one thread a project, two
//! projects at a time.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use advice::search::{Breeding, Problem, Project, Scheduler, search};
use app::{Code, UiError};
use serde::Serialize;

/// Schedules of each project unless something else is said: what published results are compared at.
const SCHEDULES: u32 = 5_000;
/// Projects that are searched at a time.
const THREADS: usize = 2;
/// Candidates that live at a time when only the clock ends the search.
const POPULATION: usize = 300;

/// When the search of one project ends.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    schedules: Option<u32>,
    time: Option<Duration>,
    seed: u32,
}

impl Limits {
    /// So many schedules, or so long, whichever is first; neither is 5,000 schedules.
    pub fn new(schedules: Option<u32>, seconds: Option<f64>, seed: u32) -> Limits {
        let schedules = schedules.or(seconds.is_none().then_some(SCHEDULES));
        Limits { schedules, time: seconds.map(Duration::from_secs_f64), seed }
    }

    fn breeding(self) -> Breeding {
        let population = self.schedules.map_or(POPULATION, |schedules| (schedules as usize / 50).clamp(20, POPULATION));
        Breeding { seed: self.seed, population, mutation: 0.01, patience: 30, moves: 0, rounds: usize::MAX }
    }
}

/// What came of one project.
#[derive(Clone, Debug, Serialize)]
struct Outcome {
    instance: String,
    makespan: u32,
    critical_path: u32,
    best_known: Option<u32>,
    schedules: u64,
    seconds: f64,
}

impl Outcome {
    fn above_critical_path(&self) -> f64 {
        f64::from(self.makespan) / f64::from(self.critical_path.max(1)) - 1.0
    }

    fn above_best_known(&self) -> Option<f64> {
        Some(f64::from(self.makespan) / f64::from(self.best_known?.max(1)) - 1.0)
    }
}

/// Searches every project of a folder; answers with the report.
pub fn psplib(dir: &Path, limits: Limits, json: bool) -> Result<String, UiError> {
    let files = files(dir)?;
    let best = best_known(dir)?;
    let next = AtomicUsize::new(0);
    let outcomes: Mutex<BTreeMap<usize, Result<Outcome, UiError>>> = Mutex::default();
    thread::scope(|scope| {
        for _ in 0..THREADS.min(files.len()) {
            scope.spawn(|| {
                while let Some((idx, file)) = {
                    let idx = next.fetch_add(1, Ordering::Relaxed);
                    files.get(idx).map(|file| (idx, file))
                } {
                    let outcome = measure(file, &best, limits);
                    outcomes.lock().expect("no thread panics with the lock").insert(idx, outcome);
                }
            });
        }
    });
    let outcomes = outcomes.into_inner().expect("no thread panicked with the lock");
    let outcomes = outcomes.into_values().collect::<Result<Vec<Outcome>, UiError>>()?;
    Ok(if json { as_json(&outcomes) } else { as_text(&outcomes) })
}

fn files(dir: &Path) -> Result<Vec<PathBuf>, UiError> {
    let unreadable = |error: std::io::Error| failed(format!("cannot read the folder `{}`: {error}", dir.display()));
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("sm")) {
            files.push(path);
        }
    }
    if files.is_empty() {
        return Err(failed(format!(
            "there is no PSPLIB file (.sm) in `{}`: name the folder of the instances",
            dir.display()
        )));
    }
    files.sort();
    Ok(files)
}

/// From the list in the folder, or beside it; empty if there is none.
fn best_known(dir: &Path) -> Result<BTreeMap<String, u32>, UiError> {
    for place in [dir.join("best-known.csv"), dir.join("../best-known.csv")] {
        if let Ok(bytes) = fs::read(&place) {
            return exchange::best_known(&bytes)
                .map_err(|error| failed(format!("cannot read `{}`: {error}", place.display())));
        }
    }
    Ok(BTreeMap::new())
}

fn measure(file: &Path, best: &BTreeMap<String, u32>, limits: Limits) -> Result<Outcome, UiError> {
    let cannot = |why: String| failed(format!("cannot read `{}`: {why}", file.display()));
    let length = fs::metadata(file).map_err(|error| cannot(error.to_string()))?.len();
    exchange::check_size(length).map_err(|error| cannot(error.to_string()))?;
    let bytes = fs::read(file).map_err(|error| cannot(error.to_string()))?;
    let project = exchange::psplib(&bytes).map_err(|error| cannot(error.to_string()))?;
    let instance = file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let best_known = best.get(&instance).copied();
    Ok(schedule(&project, instance, best_known, limits))
}

fn schedule(project: &Project, instance: String, best_known: Option<u32>, limits: Limits) -> Outcome {
    let begun = Instant::now();
    let critical_path = project.critical_path();
    let mut scheduler = Scheduler::new(project);
    let mut enough = |progress: &advice::search::Progress<'_>| {
        // Nothing is shorter than the critical path.
        let done = progress.best <= f64::from(critical_path) || limits.time.is_some_and(|time| begun.elapsed() >= time);
        if done { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let budget = limits.schedules.map_or(u64::MAX, u64::from);
    let found = search(&mut scheduler, limits.breeding(), budget, &mut enough);
    let makespan = found.first().map_or(critical_path, |(makespan, _)| *makespan as u32);
    Outcome {
        instance,
        makespan,
        critical_path,
        best_known,
        schedules: scheduler.spent(),
        seconds: begun.elapsed().as_secs_f64(),
    }
}

fn mean(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, n) = numbers.fold((0.0, 0_u32), |(sum, n), number| (sum + number, n + 1));
    (n > 0).then(|| sum / f64::from(n))
}

fn as_text(outcomes: &[Outcome]) -> String {
    let mut text = format!(
        "{:<12} {:>8} {:>14} {:>10} {:>10}\n",
        "instance", "makespan", "critical path", "best known", "schedules"
    );
    for outcome in outcomes {
        let best = outcome.best_known.map_or_else(|| "-".to_owned(), |best| best.to_string());
        let Outcome { instance, makespan, critical_path, schedules, .. } = outcome;
        let _ = writeln!(text, "{instance:<12} {makespan:>8} {critical_path:>14} {best:>10} {schedules:>10}");
    }
    let above = mean(outcomes.iter().map(Outcome::above_critical_path)).unwrap_or(0.0);
    let _ = writeln!(text, "\n{} projects: {:.2}% above the critical path in the mean", outcomes.len(), 100.0 * above);
    if let Some(above) = mean(outcomes.iter().filter_map(Outcome::above_best_known)) {
        let n = outcomes.iter().filter(|outcome| outcome.best_known.is_some()).count();
        let _ = writeln!(text, "{n} of them with a best known makespan: {:.2}% above it in the mean", 100.0 * above);
    }
    text
}

fn as_json(outcomes: &[Outcome]) -> String {
    let report = serde_json::json!({
        "instances": outcomes,
        "mean_above_critical_path": mean(outcomes.iter().map(Outcome::above_critical_path)),
        "mean_above_best_known": mean(outcomes.iter().filter_map(Outcome::above_best_known)),
    });
    format!("{report:#}\n")
}

fn failed(message: String) -> UiError {
    UiError { code: Code::Failed, message }
}
