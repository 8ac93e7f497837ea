//! Measures the forecast on generated plans: the median of seven runs, one JSON object a line.
//!
//! `cargo run --release --package forecast --example bench`

mod generate;

use std::sync::atomic::AtomicBool;
use std::time::Instant;

use forecast::{Assumptions, forecast};

const ROUNDS: usize = 7;

fn main() {
    let mut full = Vec::new();
    for n_items in [50, 200, 1000] {
        full.push(measure("three worlds in full", n_items, Assumptions::FULL));
    }
    println!("{{\"name\":\"growth t(1000)/t(200)\",\"ratio\":{:.2}}}", full[2] / full[1]);
    for n_items in [50, 200, 1000] {
        measure("three worlds, preview", n_items, Assumptions::PREVIEW);
    }
}

fn measure(name: &str, n_items: usize, trials: u32) -> f64 {
    let plan = generate::generated(n_items, 1);
    let assumptions = Assumptions { today: generate::today(), seed: 1, trials };
    let stop = AtomicBool::new(false);
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            forecast(&plan, &assumptions, &stop).expect("nobody stops the bench");
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let median = times[ROUNDS / 2];
    println!("{{\"name\":\"{name}\",\"items\":{n_items},\"trials\":{trials},\"median_ms\":{median:.1}}}");
    median
}
