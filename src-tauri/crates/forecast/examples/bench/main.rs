//! Measures the forecast on generated plans: what it costs in full, beside the draws alone and at a tenth of the size; the
//! preview, an edit, a stop, and memory. Medians of rounds in turn, one JSON object a line.
//!
//! `cargo run --release --package forecast --example bench`; parts of it by name: `full`, `preview`, `edits`, `stops`, `memory`.

mod draws;
mod edits;
mod full;
#[path = "../generate/mod.rs"]
mod generate;
#[path = "../measure/mod.rs"]
mod measure;
mod memory;
mod stops;

use std::sync::atomic::AtomicBool;

use forecast::{Assumptions, Forecast, Simulation, carried, forecast};
use plan::Plan;

/// The sizes that are measured: what one team has, and what we promise to carry.
const SMALL: usize = 200;
const LARGE: usize = 2_000;

/// Rounds of a measurement, and the seconds in which they must fit: where they do not there are fewer, and one at least.
const ROUNDS: usize = 7;
const PATIENCE: f64 = 140.0;

fn main() {
    // Another process of this program measures its own memory.
    if std::env::args().nth(1).as_deref() == Some(memory::ALONE) {
        return memory::alone();
    }
    let parts: Vec<String> = std::env::args().skip(1).collect();
    let is_asked = |part: &str| parts.is_empty() || parts.iter().any(|asked| asked == part);
    // Where a full run takes long, the edits make do with the trials of a preview, and the stops with its beginning.
    let long = PATIENCE / ROUNDS as f64;
    let whole = if is_asked("full") { full::measure() } else { long };
    if is_asked("preview") {
        full::preview();
    }
    if is_asked("edits") {
        edits::measure(SMALL, 40, Assumptions::FULL);
        edits::measure(LARGE, 20, if whole < long { Assumptions::FULL } else { Assumptions::PREVIEW });
    }
    if is_asked("stops") {
        stops::measure(whole.min(long));
    }
    if is_asked("memory") {
        memory::measure();
    }
}

fn assumptions(trials: u32) -> Assumptions {
    Assumptions { today: generate::today(), seed: 1, trials }
}

fn in_full(plan: &Plan) -> Forecast {
    made(plan, Assumptions::FULL)
}

fn made(plan: &Plan, trials: u32) -> Forecast {
    forecast(plan, &assumptions(trials), &AtomicBool::new(false)).expect("nobody stops the bench")
}

fn simulation(plan: &Plan, trials: u32) -> Simulation {
    Simulation::new(plan, plan, &assumptions(trials), &AtomicBool::new(false)).expect("nobody stops the bench")
}

/// The first answer on a plan that nothing is known of yet.
fn first_look(plan: &Plan) -> Forecast {
    made(plan, Assumptions::PREVIEW)
}

/// The finer answer after an edit that moves dates: a few trials, carried over to what was known in full.
fn glance(known: &Forecast, glimpse: &Forecast, edited: &Plan) -> Forecast {
    carried(edited, known, glimpse, made(edited, glimpse.assumptions.trials))
}

/// The sound plan of the promised proportions.
fn promised(n_items: usize) -> Plan {
    plan::sound(&generate::promised(n_items, 1)).0
}
