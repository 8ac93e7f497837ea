//! Searches a better order for the sample plan and for fifty generated ones, and measures the gain on seeds that took no
//! part: one JSON object a plan, then the mean and the worst.
//!
//! `cargo run --release --package advice --example search [PLANS [ORDERS]]`

#[path = "../../forecast/examples/generate/mod.rs"]
mod generate;

use std::ops::ControlFlow;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use advice::search::{better_order, order_cost};
use forecast::Assumptions;
use plan::{Day, Plan, fixture};

/// Orders tried for each plan, unless said otherwise.
const ORDERS: u32 = 1_500;
/// Trials that judge the best.
const TRIALS: u32 = 2_000;
/// Seeds on which each gain is measured again.
const FRESH: u32 = 3;

fn main() {
    let number =
        |at: usize, default: u32| std::env::args().nth(at).and_then(|word| word.parse().ok()).unwrap_or(default);
    let (n_plans, n_orders) = (number(1, 50), number(2, ORDERS));
    let mut gains =
        vec![measure("sample", &sample(), Day::new(2026, 11, 23).expect("a day of the calendar"), n_orders)];
    for seed in 1..=n_plans {
        let plan = valued(generate::generated(10 + seed as usize, u64::from(seed)));
        gains.push(measure(&format!("generated {seed}"), &plan, generate::today(), n_orders));
    }
    let mean = gains.iter().sum::<f64>() / gains.len() as f64;
    let worst = gains.iter().copied().fold(f64::INFINITY, f64::min);
    println!("{{\"plans\":{},\"mean_gain\":{mean:.4},\"worst_gain\":{worst:.4}}}", gains.len());
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

/// The gain as a share of the cost, the least of the fresh seeds; 0 where nothing better was found.
fn measure(name: &str, plan: &Plan, today: Day, budget: u32) -> f64 {
    let assumptions = Assumptions { today, seed: 1, trials: TRIALS };
    let stop = AtomicBool::new(false);
    let start = Instant::now();
    let searched = better_order(plan, &assumptions, budget, &stop, &mut |_| ControlFlow::Continue(()));
    let searched = searched.expect("nobody stops the bench");
    let seconds = start.elapsed().as_secs_f64();
    let mut least: f64 = 0.0;
    let mut steps = 0;
    if let Some(found) = &searched.found {
        steps = found.steps.len();
        let mut changed = plan.clone();
        for (slot, value) in plan::decide(plan, &found.op).expect("a better order is allowed").edits {
            changed.set(&slot, &value);
        }
        let changed = plan::sound(&changed).0;
        let gain = |seed: u32| {
            let fresh = Assumptions { seed: 1_000_000 + seed, ..assumptions };
            let cost = |changed: &Plan| order_cost(plan, changed, &fresh, &stop);
            let (now, then) = (cost(plan)?.total(), cost(&changed)?.total());
            Some((now - then) / now)
        };
        least = (0..FRESH).filter_map(gain).fold(f64::INFINITY, f64::min);
    }
    println!(
        "{{\"name\":\"{name}\",\"items\":{},\"debts\":{},\"tried\":{},\"steps\":{steps},\"gain\":{least:.4},\"seconds\":{seconds:.1}}}",
        plan.items.len(),
        plan.debts.len(),
        searched.tried
    );
    least
}
