//! Three worlds in ten thousand trials: at both sizes, beside the draws alone; and the preview.

use std::sync::atomic::AtomicBool;

use forecast::Assumptions;
use plan::Plan;

use crate::draws::Draws;
use crate::measure::{Cost, cost, fields, median, ratios};
use crate::{LARGE, PATIENCE, ROUNDS, SMALL, first_look, generate, glance, in_full, made, promised, simulation};

/// The full forecast of both sizes and of the draws of each, in turn, and how it grows from the one to the other.
/// Answers with the seconds that the larger takes.
pub fn measure() -> f64 {
    let (small, large) = (promised(SMALL), promised(LARGE));
    let many_teams = plan::sound(&generate::generated(SMALL, 1)).0;
    let small_draws = Draws::new(&small, &first_look(&small));
    let large_draws = Draws::new(&large, &first_look(&large));
    let draw = |draws: &Draws| draws.make(Assumptions::FULL);
    let works: [&dyn Fn() -> Cost; 5] = [
        &|| cost(|| in_full(&small)),
        &|| cost(|| draw(&small_draws)),
        &|| cost(|| in_full(&many_teams)),
        &|| cost(|| in_full(&large)),
        &|| cost(|| draw(&large_draws)),
    ];
    let [small_full, small_floor, many_full, large_full, large_floor] = in_turn(works);
    let rows = [
        (&small, Some((&small_draws, small_floor)), &small_full),
        (&many_teams, None, &many_full),
        (&large, Some((&large_draws, large_floor)), &large_full),
    ];
    for (plan, floor, full) in rows {
        println!("{{\"name\":\"three worlds in full\",{},{}}}", proportions(plan), fields(full));
        if let Some((draws, floor)) = floor {
            println!(
                "{{\"name\":\"its draws alone\",\"variates\":{},{}}}",
                draws.variates() * f64::from(Assumptions::FULL),
                fields(&floor)
            );
            println!("{{\"name\":\"in full / its draws\",{}}}", ratios(full, &floor));
        }
    }
    println!("{{\"name\":\"growth t({LARGE})/t({SMALL})\",{}}}", ratios(&large_full, &small_full));
    median(large_full.iter().map(|cost| cost.wall).collect())
}

/// The first answer on a plan just opened, and the first and the finer one after an edit of its first item, at both sizes.
pub fn preview() {
    for n_items in [SMALL, LARGE] {
        let plan = promised(n_items);
        let mut edited = plan.clone();
        if let Some(range) = edited.items.values_mut().find_map(|item| item.estimate.as_mut()) {
            range.high *= 2.0;
        }
        let mut renamed = plan.clone();
        renamed.items.values_mut().take(1).for_each(|item| item.title = "Another title".to_owned());
        let trials = Assumptions::glimpse(n_items);
        let simulation = simulation(&plan, Assumptions::PREVIEW);
        let (known, glimpse) = (simulation.forecast(&plan), made(&plan, trials));
        let frame =
            |plan: &Plan| simulation.glance(&known, plan, plan, &AtomicBool::new(false)).expect("nothing is new");
        let in_frame = frame(&edited).assumptions.trials;
        // The shortest is done before the caches are warm.
        frame(&edited);
        let works: [&dyn Fn() -> Cost; 4] =
            [&|| cost(|| frame(&renamed)), &|| cost(|| frame(&edited)), &|| cost(|| first_look(&plan)), &|| {
                cost(|| glance(&known, &glimpse, &edited))
            }];
        let [words, first, opened, finer] = in_turn(works);
        println!("{{\"name\":\"preview, just opened\",\"items\":{n_items},{}}}", fields(&opened));
        println!("{{\"name\":\"first answer, words only\",\"items\":{n_items},{}}}", fields(&words));
        println!(
            "{{\"name\":\"first answer to an edit\",\"items\":{n_items},\"trials\":{in_frame},{}}}",
            fields(&first)
        );
        println!("{{\"name\":\"finer preview\",\"items\":{n_items},\"trials\":{trials},{}}}", fields(&finer));
    }
}

/// Costs of several works in turn, round by round.
fn in_turn<const N: usize>(works: [&dyn Fn() -> Cost; N]) -> [Vec<Cost>; N] {
    let mut costs = [const { Vec::new() }; N];
    let mut left = PATIENCE;
    while left > 0.0 && costs[0].len() < ROUNDS {
        let mut round = 0.0;
        for (costs, work) in costs.iter_mut().zip(works) {
            let cost = work();
            round += cost.wall;
            costs.push(cost);
        }
        // Another must fit as well.
        left = if round > left - round { 0.0 } else { left - round };
    }
    costs
}

fn proportions(plan: &Plan) -> String {
    format!(
        "\"items\":{},\"debts\":{},\"people\":{},\"teams\":{}",
        plan.items.len(),
        plan.debts.len(),
        plan.people.len(),
        plan.teams.len()
    )
}
