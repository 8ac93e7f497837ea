//! How soon a forecast in the middle of its trials ends once nobody wants it any more.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use forecast::{Assumptions, forecast};
use plan::Plan;

use crate::generate::Dice;
use crate::measure::median;
use crate::{LARGE, assumptions, promised};

/// How often it is stopped.
const STOPS: usize = 24;

/// From the flag to the return, at moments in the first so many seconds of a full run that the dice choose.
pub fn measure(within: f64) {
    let plan = promised(LARGE);
    let mut dice = Dice(7);
    let mut waits = Vec::new();
    while waits.len() < STOPS {
        // One that ended before the flag is no stop.
        waits.extend(stopped(&plan, Duration::from_secs_f64(within * dice.between(0.02, 0.9))));
    }
    let worst = waits.iter().copied().fold(0.0, f64::max);
    println!(
        "{{\"name\":\"from stop to return\",\"items\":{LARGE},\"stops\":{STOPS},\"median_ms\":{:.2},\"worst_ms\":{worst:.2}}}",
        median(waits)
    );
}

/// Milliseconds from the flag to the return.
fn stopped(plan: &Plan, after: Duration) -> Option<f64> {
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let run = scope.spawn(|| {
            let forecast = forecast(plan, &assumptions(Assumptions::FULL), &stop);
            (forecast.is_none(), Instant::now())
        });
        std::thread::sleep(after);
        stop.store(true, Ordering::Relaxed);
        let raised = Instant::now();
        let (stopped, end) = run.join().expect("a forecast does not panic");
        stopped.then(|| end.saturating_duration_since(raised).as_secs_f64() * 1e3)
    })
}
