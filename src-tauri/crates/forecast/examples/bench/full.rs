//! Three worlds in ten thousand trials: at both sizes, beside the draws alone; and the preview.

use forecast::Assumptions;
use plan::Plan;

use crate::draws::Draws;
use crate::measure::{Cost, cost, fields, median, ratios};
use crate::{LARGE, PATIENCE, ROUNDS, SMALL, generate, in_full, previewed, promised};

/// The full forecast of both sizes and of the draws of each, in turn, and how it grows from the one to the other.
/// Answers with the seconds that the larger takes.
pub fn measure() -> f64 {
    let (small, large) = (promised(SMALL), promised(LARGE));
    let many_teams = plan::sound(&generate::generated(SMALL, 1)).0;
    let small_draws = Draws::new(&small, &previewed(&small));
    let large_draws = Draws::new(&large, &previewed(&large));
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

/// The first answer after an edit, at both sizes.
pub fn preview() {
    let (small, large) = (promised(SMALL), promised(LARGE));
    let costs = in_turn([&|| cost(|| previewed(&small)), &|| cost(|| previewed(&large))]);
    for (plan, costs) in [&small, &large].into_iter().zip(&costs) {
        println!("{{\"name\":\"preview\",{},{}}}", proportions(plan), fields(costs));
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
