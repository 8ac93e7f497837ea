//! The full forecast after one edit, against one from nothing: what moves no date needs no trial.
//!
//! The mix, from dice that always fall the same: of ten edits three change words (a title, a brief), one a target, one the
//! day of a promise; two an estimate, one a place in the order, one the drag of a debt, one the components of an item. The
//! first five move no date.

use std::sync::atomic::AtomicBool;

use plan::Plan;

use crate::generate::{self, Dice};
use crate::measure::{Cost, cost, figure};
use crate::{made, promised, simulation};

/// Each edit alone on top of the same plan, in turn with the forecast of its outcome from nothing.
pub fn measure(n_items: usize, n_edits: usize, trials: u32) {
    let plan = promised(n_items);
    let known = simulation(&plan, trials);
    let said = known.forecast(&plan);
    let mut dice = Dice(11);
    let (mut held, mut edits, mut fulls) = (0, Vec::new(), Vec::new());
    for _ in 0..n_edits {
        let changed = edited(&plan, &mut dice);
        edits.push(cost(|| {
            let seen = known.glance(&said, &changed, &changed, &AtomicBool::new(false));
            let whole = seen.filter(|seen| seen.assumptions.trials == trials);
            held += usize::from(whole.is_some());
            whole.unwrap_or_else(|| simulation(&changed, trials).forecast(&changed))
        }));
        fulls.push(cost(|| made(&changed, trials)));
    }
    let [edit_wall, edit_cpu] = means(&edits);
    let [full_wall, full_cpu] = means(&fulls);
    println!(
        "{{\"name\":\"after one edit, mean\",\"items\":{n_items},\"trials\":{trials},\"edits\":{n_edits},\
         \"without_trials\":{held},\"wall_ms\":{},\"full_ms\":{},\"wall_ratio\":{},\"cpu_ratio\":{}}}",
        figure(edit_wall * 1e3),
        figure(full_wall * 1e3),
        figure(edit_wall / full_wall),
        figure(edit_cpu / full_cpu),
    );
}

fn means(costs: &[Cost]) -> [f64; 2] {
    let mean = |part: fn(&Cost) -> f64| costs.iter().map(part).sum::<f64>() / costs.len() as f64;
    [mean(|cost| cost.wall), mean(|cost| cost.cpu)]
}

/// The plan after one edit of the mix.
fn edited(plan: &Plan, dice: &mut Dice) -> Plan {
    let mut changed = plan.clone();
    let kind = dice.below(10);
    let promised = |item: &plan::Item| item.commitment.is_some();
    let mut items: Vec<&mut plan::Item> =
        changed.items.values_mut().filter(|item| kind != 4 || promised(item)).collect();
    let at = dice.below(items.len());
    let item = &mut *items[at];
    match kind {
        0 | 1 => item.title = "Another title".to_owned(),
        2 => item.brief.update = "Half of it works".to_owned(),
        3 => item.target = Some(generate::today().plus(dice.below(300) as i32)),
        4 => {
            if let Some(commitment) = &mut item.commitment {
                commitment.day = commitment.day.plus(7);
            }
        }
        5 | 6 => item.estimate = Some(dice.range(3.0, 20.0)),
        7 => item.rank = format!("{:06}m", dice.below(plan.items.len())),
        8 => {
            let debt = dice.below(changed.debts.len());
            if let Some(debt) = changed.debts.values_mut().nth(debt) {
                debt.drag = Some(dice.range(0.05, 0.5));
            }
        }
        _ => item.components.clear(),
    }
    plan::sound(&changed).0
}
