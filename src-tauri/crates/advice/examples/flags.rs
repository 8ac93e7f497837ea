//! Measures what the flags of an edit take beside its forecast, on the sample and on generated plans: the median of three runs,
//! one JSON object a line.
//!
//! `cargo run --release --package advice --example flags`

#[path = "../../forecast/examples/generate/mod.rs"]
mod generate;

use std::sync::atomic::AtomicBool;
use std::time::Instant;

use advice::{Known, flags};
use forecast::{Assumptions, forecast};
use plan::{Plan, fixture};

const ROUNDS: usize = 3;

fn main() {
    let sample = fixture::sample().into_iter().fold(Plan::default(), |mut plan, op| {
        for (slot, value) in plan::decide(&plan, &op).expect("the sample is a plan").edits {
            plan.set(&slot, &value);
        }
        plan
    });
    for trials in [Assumptions::FULL, Assumptions::PREVIEW] {
        measure("sample", &plan::sound(&sample).0, trials);
        for n_items in [50, 200] {
            let plan = generate::generated(n_items, 1);
            measure(&format!("{n_items} items"), &plan, trials);
            measure(&format!("{n_items} items, every promise near its edge"), &at_the_edge(plan), trials);
        }
    }
}

/// The plan with each promise a day after its P85: what slips are tried for.
fn at_the_edge(mut plan: Plan) -> Plan {
    let assumptions = Assumptions { today: generate::today(), seed: 1, trials: Assumptions::PREVIEW };
    let forecast = forecast(&plan, &assumptions, &AtomicBool::new(false)).expect("nobody stops the bench");
    for (id, item) in &mut plan.items {
        let p85 = forecast.items[id].outlook.as_planned.p85;
        if let (Some(promise), Some(day)) = (&mut item.commitment, p85) {
            promise.day = day.plus(1);
        }
    }
    plan
}

fn measure(name: &str, plan: &Plan, trials: u32) {
    let assumptions = Assumptions { today: generate::today(), seed: 1, trials };
    let stop = AtomicBool::new(false);
    let known = Known::default();
    let mut n_flags = 0;
    let (mut alone, mut both): (Vec<f64>, Vec<f64>) = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            let forecast = forecast(plan, &assumptions, &stop).expect("nobody stops the bench");
            let alone = start.elapsed().as_secs_f64() * 1000.0;
            n_flags = flags(plan, &forecast, &[], &known).len();
            (alone, start.elapsed().as_secs_f64() * 1000.0 - alone)
        })
        .unzip();
    let median = |times: &mut Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[ROUNDS / 2]
    };
    let (forecast, flags) = (median(&mut alone), median(&mut both));
    println!(
        "{{\"plan\":\"{name}\",\"trials\":{trials},\"forecast_ms\":{forecast:.1},\"flags_ms\":{flags:.1},\"n_flags\":{n_flags},\"ratio\":{:.2}}}",
        (forecast + flags) / forecast
    );
}
