//! How long one waits for the questions that take many forecasts, on a generated plan: one JSON object each.
//!
//! `cargo run --release --package advice --example questions [ITEMS]`

#[path = "../../forecast/examples/generate/mod.rs"]
mod generate;

use std::ops::ControlFlow;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use advice::{Budget, Draws, Version, course, levers};
use forecast::{Assumptions, forecast, what_if};
use plan::{ItemState, Plan};

fn main() {
    let n_items = std::env::args().nth(1).and_then(|word| word.parse().ok()).unwrap_or(200);
    let plan = plan::sound(&generate::generated(n_items, 1)).0;
    let stop = AtomicBool::new(false);
    let start = Instant::now();
    what_if(&plan, &plan, &Assumptions { today: generate::today(), seed: 1, trials: 2_000 }, &stop);
    println!(
        "{{\"name\":\"one forecast of 2,000 trials\",\"items\":{n_items},\"seconds\":{:.2}}}",
        start.elapsed().as_secs_f64()
    );
    forward(&plan, &stop);
    moved(&plan, &stop);
}

fn forward(plan: &Plan, stop: &AtomicBool) {
    let assumptions = Assumptions { today: generate::today(), seed: 1, trials: Assumptions::FULL };
    let full = forecast(plan, &assumptions, stop).expect("nobody stops the bench");
    let ranked = plan.ranked();
    let open: Vec<_> =
        ranked.iter().filter(|item| item.commitment.is_some() && item.state != ItemState::Done).collect();
    for item in [open[0], open[open.len() / 2], open[open.len() - 1]] {
        let start = Instant::now();
        let mut first = None;
        let found = levers(plan, &full, item.id, Budget::new(1), stop, &mut |found| {
            if first.is_none() && !found.levers.is_empty() {
                first = Some(start.elapsed().as_secs_f64());
            }
            ControlFlow::Continue(())
        });
        println!(
            "{{\"name\":\"levers\",\"tried\":{},\"found\":{},\"first\":{:.2},\"seconds\":{:.2}}}",
            found.tried,
            found.levers.len(),
            first.unwrap_or(f64::NAN),
            start.elapsed().as_secs_f64()
        );
    }
}

fn moved(plan: &Plan, stop: &AtomicBool) {
    let mut later = plan.clone();
    for item in later.items.values_mut().step_by(7) {
        item.estimate = item.estimate.map(|range| plan::Range { high: range.high * 1.2, ..range });
    }
    for debt in later.debts.values_mut().step_by(3) {
        debt.drag = None;
    }
    for team in later.teams.values_mut().take(1) {
        team.support += 0.5;
    }
    let version = |plan| Version { plan, today: generate::today() };
    let start = Instant::now();
    let draws = Draws { seed: 1, trials: Assumptions::FULL };
    let mut forecasts = 0;
    course(version(plan), version(&later), draws, stop, &mut |_, of| forecasts = of).expect("nobody stops the bench");
    println!(
        "{{\"name\":\"why it moved\",\"forecasts\":{forecasts},\"seconds\":{:.2}}}",
        start.elapsed().as_secs_f64()
    );
}
