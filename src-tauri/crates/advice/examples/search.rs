//! Searches a better order for the sample plan and for fifty generated ones, and measures what it gains on seeds that took no
//! part, in the whole cost and in cost of delay alone: one JSON object a plan, then the mean and the worst of both. Ends
//! with a failure if any is worse than nothing.
//!
//! `cargo run --release --package advice --example search [PLANS [ORDERS]]`

#[path = "../../forecast/examples/generate/mod.rs"]
mod generate;

use std::ops::ControlFlow;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use advice::search::{better_order, order_cost};
use forecast::Assumptions;
use plan::{Day, Plan, fixture};

/// Orders tried for each plan, unless said otherwise.
const ORDERS: u32 = 1_500;
/// Seeds on which each gain is measured again.
const FRESH: u32 = 3;

fn main() -> ExitCode {
    let number =
        |at: usize, default: u32| std::env::args().nth(at).and_then(|word| word.parse().ok()).unwrap_or(default);
    let (n_plans, n_orders) = (number(1, 50), number(2, ORDERS));
    let first_day = Day::new(2026, 11, 23).expect("a day of the calendar");
    let mut gains = vec![measure("sample", &sample(), first_day, n_orders)];
    for seed in 1..=n_plans {
        let plan = valued(generate::generated(10 + seed as usize, u64::from(seed)));
        gains.push(measure(&format!("generated {seed}"), &plan, generate::today(), n_orders));
    }
    let found: Vec<&Gain> = gains.iter().flatten().collect();
    let mean = |figure: fn(&Gain) -> f64| found.iter().map(|gain| figure(gain)).sum::<f64>() / gains.len() as f64;
    let worst = |figure: fn(&Gain) -> f64| found.iter().map(|gain| figure(gain)).fold(f64::INFINITY, f64::min);
    let worst_delay = worst(|gain| gain.delay);
    let worst_whole = worst(|gain| gain.whole);
    println!(
        "{{\"name\":\"all plans\",\"plans\":{},\"found_nothing\":{},\"mean_gain\":{:.4},\"worst_gain\":{worst_whole:.4},\
         \"mean_delay_gain\":{:.4},\"worst_delay_gain\":{worst_delay:.4}}}",
        gains.len(),
        gains.len() - found.len(),
        mean(|gain| gain.whole),
        mean(|gain| gain.delay)
    );
    println!("{{\"name\":\"giving up\",\"items\":200,\"worst_ms\":{:.2}}}", giving_up().as_secs_f64() * 1e3);
    if worst_whole < 0.0 || worst_delay < 0.0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn sample() -> Plan {
    let mut plan = Plan::default();
    for op in fixture::sample() {
        for (slot, value) in plan::decide(&plan, &op).expect("the sample is a plan").edits {
            plan.set(&slot, &value);
        }
    }
    plan::sound(&plan).0
}

/// Generated plans know no cost of delay: two items in three get one, from a thousand to sixteen thousand a week.
fn valued(mut plan: Plan) -> Plan {
    for (at, item) in plan.items.values_mut().enumerate() {
        let dice = at * 2_654_435_761 % 4_294_967_296;
        item.cost_of_delay = if dice % 3 == 0 { 0.0 } else { f64::from(1_000 << (dice / 7 % 5)) };
    }
    plan::sound(&plan).0
}

/// What an order gains, as a share of what the plan costs without it; of the fresh seeds the one on which it gains least.
struct Gain {
    whole: f64,
    delay: f64,
}

/// What a search gains; nothing where it found no better order.
fn measure(name: &str, plan: &Plan, today: Day, budget: u32) -> Option<Gain> {
    let assumptions = Assumptions { today, seed: 1, trials: Assumptions::FULL };
    let stop = AtomicBool::new(false);
    let start = Instant::now();
    let searched = better_order(plan, &assumptions, budget, &stop, &mut |_| ControlFlow::Continue(()));
    let searched = searched.expect("nobody stops the bench");
    let seconds = start.elapsed().as_secs_f64();
    let steps = searched.found.as_ref().map_or(0, |found| found.steps.len());
    let gain = searched.found.map(|found| {
        let mut changed = plan.clone();
        for (slot, value) in plan::decide(plan, &found.op).expect("a better order is allowed").edits {
            changed.set(&slot, &value);
        }
        let changed = plan::sound(&changed).0;
        let mut least = Gain { whole: f64::INFINITY, delay: f64::INFINITY };
        for seed in 0..FRESH {
            let fresh = Assumptions { seed: 1_000_000 + seed, ..assumptions };
            let cost = |changed: &Plan| order_cost(plan, changed, &fresh, &stop).expect("nobody stops the bench");
            let (now, then) = (cost(plan), cost(&changed));
            least.whole = least.whole.min((now.total() - then.total()) / now.total());
            // A plan may be all promises: then its cost of delay is nothing, and stays it.
            least.delay = least.delay.min((now.delay - then.delay) / now.delay.max(1.0));
        }
        least
    });
    let said =
        |figure: fn(&Gain) -> f64| gain.as_ref().map_or("null".to_owned(), |gain| format!("{:.4}", figure(gain)));
    println!(
        "{{\"name\":\"{name}\",\"items\":{},\"debts\":{},\"tried\":{},\"steps\":{steps},\"gain\":{},\"delay_gain\":{},\
         \"seconds\":{seconds:.1}}}",
        plan.items.len(),
        plan.debts.len(),
        searched.tried,
        said(|gain| gain.whole),
        said(|gain| gain.delay)
    );
    gain
}

/// How long a search of a large plan takes to end once it is given up, at the worst of some moments.
fn giving_up() -> Duration {
    let plan = valued(generate::generated(200, 1));
    let assumptions = Assumptions { today: generate::today(), seed: 1, trials: Assumptions::FULL };
    let after = |wait: u64| {
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let search = scope.spawn(|| {
                better_order(&plan, &assumptions, ORDERS, &stop, &mut |_| ControlFlow::Continue(()));
                Instant::now()
            });
            std::thread::sleep(Duration::from_millis(wait));
            let told = Instant::now();
            stop.store(true, Ordering::Relaxed);
            search.join().expect("the search does not panic").saturating_duration_since(told)
        })
    };
    (0..10).map(|at| after(200 + 777 * at)).max().unwrap_or_default()
}
