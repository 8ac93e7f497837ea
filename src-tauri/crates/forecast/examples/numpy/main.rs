//! Measures the forecast against a second reading of the same rules in numpy, in turn in the same run, once both agree.
//! One JSON object a line.
//!
//! `cargo run --release --package forecast --example numpy`
//!
//! Ours is the whole forecast, with accounts, chances, waits and prices; the other finds the finishes of every item in every
//! world and their P50 and P85, no more.

#[path = "../generate/mod.rs"]
mod generate;
#[allow(dead_code, reason = "a test compares every trial, this compares quantiles")]
mod reading;

use std::process::ExitCode;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use forecast::{Assumptions, Forecast, forecast};
use plan::Plan;
use reading::{Answer, ask, distance, python};

const ITEMS: usize = 200;
const ROUNDS: usize = 7;
/// The same where a round takes the other reading longer than `LONG` seconds.
const FEW_ROUNDS: usize = 3;
const LONG: f64 = 60.0;

/// Quantiles may lie this share of the horizon apart.
const TOLERANCE: f64 = 0.01;

fn main() -> ExitCode {
    let Some(python) = python() else {
        println!("{{\"name\":\"numpy\",\"skipped\":\"there is no python3 with numpy (on Debian: python3-numpy)\"}}");
        return ExitCode::SUCCESS;
    };
    let plan = generate::generated(ITEMS, 1);
    let assumptions = Assumptions { today: generate::today(), seed: 1, trials: Assumptions::FULL };
    let answer = ask(python, &plan, &assumptions, false);
    if let Err(disagreement) = agree(&plan, &assumptions, &answer) {
        eprintln!("not timed: {disagreement}");
        return ExitCode::FAILURE;
    }
    measure(python, &plan, &assumptions, if answer.wall > LONG { FEW_ROUNDS } else { ROUNDS });
    ExitCode::SUCCESS
}

/// Whether both readings come to the same; else the quantile in which they differ most.
fn agree(plan: &Plan, assumptions: &Assumptions, answer: &Answer) -> Result<(), String> {
    let ours = ours(plan, assumptions);
    let outlooks = ours.items.iter().map(|(id, item)| (*id, &item.outlook));
    let apart = distance(outlooks, answer, assumptions.today);
    let allowed = TOLERANCE * f64::from(plan.settings.horizon * 7);
    let (trials, days) = (assumptions.trials, apart.days);
    if f64::from(days) > allowed {
        return Err(format!(
            "the numpy reference says otherwise: {} by {days} days, {allowed:.2} are allowed",
            apart.of
        ));
    }
    println!(
        "{{\"name\":\"agreement with numpy\",\"items\":{ITEMS},\"trials\":{trials},\"worlds\":3,\"days_apart\":{days},\
         \"allowed\":{allowed:.2}}}"
    );
    Ok(())
}

fn ours(plan: &Plan, assumptions: &Assumptions) -> Forecast {
    forecast(plan, assumptions, &AtomicBool::new(false)).expect("nobody stops the bench")
}

/// Times both in turn: the processor on one thread each, the wall with as many threads as each takes.
fn measure(python: &str, plan: &Plan, assumptions: &Assumptions, rounds: usize) {
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread can be had");
    let [mut processor, mut wall, mut their_processor, mut their_wall] = [const { Vec::new() }; 4];
    for _ in 0..rounds {
        processor.extend(one_thread.install(|| {
            let before = thread_seconds()?;
            std::hint::black_box(ours(plan, assumptions));
            Some(thread_seconds()? - before)
        }));
        let start = Instant::now();
        std::hint::black_box(ours(plan, assumptions));
        wall.push(start.elapsed().as_secs_f64());
        let answer = ask(python, plan, assumptions, false);
        their_processor.push(answer.processor);
        their_wall.push(answer.wall);
    }
    let mut row = format!(
        "\"name\":\"three worlds against numpy\",\"items\":{ITEMS},\"trials\":{},\"rounds\":{rounds}",
        assumptions.trials
    );
    row += &compared("wall", wall, their_wall);
    if processor.len() == rounds {
        row += &compared("cpu", processor, their_processor);
    }
    println!("{{{row}}}");
}

/// Medians in milliseconds, and the median of the ratios round by round.
fn compared(what: &str, ours: Vec<f64>, theirs: Vec<f64>) -> String {
    let ratio = median(theirs.iter().zip(&ours).map(|(theirs, ours)| theirs / ours).collect());
    let (ours, theirs) = (median(ours) * 1e3, median(theirs) * 1e3);
    format!(",\"{what}_ms\":{ours:.1},\"numpy_{what}_ms\":{theirs:.0},\"{what}_ratio\":{ratio:.1}")
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// Seconds of processor that this thread has taken; nothing where the system does not tell.
fn thread_seconds() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(told.split_whitespace().next()?.parse::<f64>().ok()? / 1e9)
}
