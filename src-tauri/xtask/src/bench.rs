//! `cargo xtask bench`: the figures we are held to, as ratios to a floor measured in the same run wherever there is one.
//!
//! The window is measured from outside, as a user's patience measures it: from the start of the process until the page
//! says, two frames after it is complete, that it can be used.

use crate::desktop::{self, Profile, WINDOW};
use crate::display::Display;
use crate::frontend;
use crate::machine::{self, Purpose};
use crate::process::{Group, Outcome, answer, cargo, command, root, run, run_reading, target};
use crate::together;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// Rounds of the window and the empty window in turn.
const ROUNDS: usize = 9;

/// Measures everything; a part that this machine cannot measure is named and left out.
pub fn bench() -> Outcome {
    part("forecast", || example("forecast", "bench"));
    part("forecast against numpy", || against("numpy"));
    part("forecast against TaskJuggler", || against("taskjuggler"));
    part("better order", || example("advice", "search"));
    part("questions", || example("advice", "questions"));
    part("plan file", || example("store", "file"));
    together::measure()?;
    part("window", window);
    part("size", size);
    Ok(())
}

/// Measures a part; one that this machine cannot measure is named and left out.
pub fn part(what: &str, measure: impl FnOnce() -> Outcome) {
    println!("\n{what}");
    if let Err(reason) = measure() {
        println!("  not measured: {reason}");
    }
}

/// The forecast beside another program, which the bench itself looks for: with several of them, one may be had where another
/// cannot. Both take most of a minute a round, so these parts take their time.
fn against(program: &str) -> Outcome {
    if let Err(lack) = machine::setup(&[Purpose::Compare]) {
        println!("  {lack}");
    }
    example("forecast", program)
}

/// A crate's own bench: an example that prints one JSON object a line, with a `name` or a `bench`.
pub fn example(package: &str, name: &str) -> Outcome {
    let mut bench = cargo();
    bench.args(["run", "--release", "--package", package, "--example", name]);
    run_reading(&format!("measuring the {package} crate"), &mut bench, |line| println!("  {}", row(line)))
}

/// A flat JSON object as a row of a table, its name first; lists are for those who read the object itself.
pub fn row(object: &str) -> String {
    let inner = object.trim().trim_start_matches('{').trim_end_matches('}');
    let fields = inner.split(",\"").filter_map(|field| field.split_once(':'));
    let fields = fields.map(|(name, value)| (name.trim_matches('"').trim(), value.trim().trim_matches('"')));
    let (names, figures): (Vec<_>, Vec<_>) = fields.partition(|(name, _)| matches!(*name, "bench" | "name"));
    let Some((_, name)) = names.first() else { return object.to_owned() };
    let figures = figures.into_iter().filter(|(_, value)| !value.starts_with('['));
    figures.fold(format!("{name:24}"), |row, (name, value)| format!("{row}  {name} {value}"))
}

fn window() -> Outcome {
    machine::setup(&[Purpose::Build, Purpose::Headless])?;
    frontend::build()?;
    desktop::build(Profile::Release)?;
    let mut build = cargo();
    build.args(["build", "--release", "--package", "desktop", "--example", "empty"]);
    run("building an empty window", &mut build)?;

    let home = target().join("bench-home");
    let plan = home.join("sample.plimsoll");
    let _ = std::fs::remove_dir_all(&home);
    std::fs::create_dir_all(&home).map_err(|error| format!("cannot make {}: {error}", home.display()))?;
    let display = Display::start()?;
    let app = || desktop::window(Profile::Release, &plan);
    let empty = || command(&desktop::program(Profile::Release, "examples/empty").to_string_lossy());
    // The first of each makes the plan and fills the caches.
    measure(app(), &display, &home)?;
    measure(empty(), &display, &home)?;
    let (mut apps, mut empties) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        apps.push(measure(app(), &display, &home)?);
        empties.push(measure(empty(), &display, &home)?);
    }
    report("start to usable", "ms", &apps, &empties, |figure| figure.start);
    report("memory, all processes", "MB", &apps, &empties, |figure| figure.memory);
    Ok(())
}

/// What one start of a window cost.
struct Figure {
    /// Milliseconds until it could be used.
    start: f64,
    /// Megabytes a second later, shared pages shared out among their users.
    memory: f64,
}

fn measure(mut window: Command, display: &Display, home: &Path) -> Outcome<Figure> {
    desktop::settle(&mut window, home)?;
    let begin = Instant::now();
    let group = desktop::open(window, display.name())?;
    let start = begin.elapsed().as_secs_f64() * 1e3;
    std::thread::sleep(Duration::from_secs(1));
    Ok(Figure { start, memory: memory(&group) })
}

/// The memory of the group's leader and of all that it started, in megabytes.
fn memory(group: &Group) -> f64 {
    let mut family = vec![group.id()];
    let parents: Vec<(u32, u32)> = processes().into_iter().filter_map(|id| Some((id, parent(id)?))).collect();
    let mut idx = 0;
    while let Some(&id) = family.get(idx) {
        family.extend(parents.iter().filter(|(_, parent)| *parent == id).map(|(child, _)| child));
        idx += 1;
    }
    family.iter().filter_map(|id| proportional_kilobytes(*id)).sum::<f64>() * 1024.0 / 1e6
}

fn processes() -> Vec<u32> {
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect()
}

fn parent(id: u32) -> Option<u32> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name before the last bracket may hold anything; the state and the parent follow it.
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

fn proportional_kilobytes(id: u32) -> Option<f64> {
    let rollup = std::fs::read_to_string(format!("/proc/{id}/smaps_rollup")).ok()?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.split_whitespace().next()?.parse().ok()
}

fn report(what: &str, unit: &str, apps: &[Figure], empties: &[Figure], of: impl Fn(&Figure) -> f64) {
    let (app, empty) = (median(apps.iter().map(&of)), median(empties.iter().map(&of)));
    println!("  {what:24} {app:7.0} {unit}   empty window {empty:7.0} {unit}   {:.2} ×", app / empty);
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn size() -> Outcome {
    let program = desktop::program(Profile::Release, WINDOW);
    let bytes = program.metadata().map_err(|error| format!("{}: {error}", program.display()))?.len();
    println!("  {:24} {:7.1} MB", "the desktop program", mega(bytes));
    let mut pack = command("sh");
    pack.args(["-c", "tar -cf - -C \"$0\" dist | gzip -9 | wc -c"]).arg(root().join("ui"));
    let packed = answer(&mut pack).and_then(|count| count.parse().ok()).ok_or("tar and gzip are needed")?;
    println!("  {:24} {:7.1} MB", "its page, compressed", mega(packed));
    Ok(())
}

/// Bytes as megabytes.
pub fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_becomes_a_row() {
        let row = row(r#"{"all":[1,2],"bench":"edit, durable","ms":0.31,"ratio":1.2}"#);
        assert_eq!(row.split_whitespace().collect::<Vec<_>>(), ["edit,", "durable", "ms", "0.31", "ratio", "1.2"]);
    }

    #[test]
    fn the_median_is_in_the_middle() {
        assert!((median([3.0, 1.0, 2.0].into_iter()) - 2.0).abs() < f64::EPSILON);
    }
}
