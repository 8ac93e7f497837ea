//! A glance at an edit: a few of the trials that were run before, run again.

#[path = "../examples/generate/mod.rs"]
mod generate;

use std::sync::atomic::AtomicBool;

use forecast::{Assumptions, Forecast, Simulation};
use plan::{Commitment, DebtId, ItemId, Plan, Range};

const TRIALS: u32 = 1000;

fn simulated(plan: &Plan) -> Simulation {
    let assumptions = Assumptions { today: generate::today(), seed: 1, trials: TRIALS };
    Simulation::new(plan, plan, &assumptions, &AtomicBool::new(false)).expect("nobody stops a test")
}

fn glance(plan: &Plan, edited: &Plan) -> Option<Forecast> {
    let known = simulated(plan);
    known.glance(&known.forecast(plan), edited, edited, &AtomicBool::new(false))
}

fn nth(plan: &Plan, at: usize) -> ItemId {
    plan.ranked()[at].id
}

/// How far the 50 and 85 % dates of all items are from those of a full run, in days, in the mean.
fn error(seen: &Forecast, full: &Forecast) -> f64 {
    let dates = |forecast: &Forecast| -> Vec<f64> {
        let finishes =
            forecast.items.values().flat_map(|item| [item.outlook.as_planned.p50, item.outlook.as_planned.p85]);
        finishes.map(|day| f64::from(day.unwrap_or(forecast.cap).since(forecast.assumptions.today))).collect()
    };
    let (seen, full) = (dates(seen), dates(full));
    seen.iter().zip(&full).map(|(seen, full)| (seen - full).abs()).sum::<f64>() / full.len() as f64
}

#[test]
fn what_moves_no_date_is_said_in_full() {
    let plan = generate::generated(60, 3);
    let mut edited = plan.clone();
    let item = edited.items.get_mut(&nth(&plan, 7)).expect("it is there");
    item.title = "Another title".to_owned();
    item.target = Some(generate::today().plus(90));
    let day = generate::today().plus(120);
    let committed = plan.items.values().find(|item| item.commitment.is_some()).expect("somebody promised something").id;
    let item = edited.items.get_mut(&committed).expect("it is there");
    item.commitment = Some(Commitment { day, to: "somebody else".to_owned(), confidence: 0.5 });
    assert_eq!(glance(&plan, &edited), Some(simulated(&plan).forecast(&edited)));
}

#[test]
fn a_few_trials_see_most_of_what_an_edit_moves() {
    for seed in 1..4 {
        let plan = generate::generated(120, seed);
        let mut edited = plan.clone();
        for at in [3, 5, 8] {
            let item = edited.items.get_mut(&nth(&plan, at)).expect("it is there");
            item.estimate = Some(Range { low: 30.0, likely: 50.0, high: 70.0 });
        }
        let seen = glance(&plan, &edited).expect("nothing new");
        let full = simulated(&edited).forecast(&edited);
        let moved = error(&simulated(&plan).forecast(&plan), &full);
        let off = error(&seen, &full);
        assert!(off < 0.5 * moved, "off by {off}; the edit moves by {moved}");
        assert!(seen.assumptions.trials < 64, "it says how many trials it took");
    }
}

#[test]
fn a_new_item_is_said_as_the_few_trials_have_it() {
    let plan = generate::generated(60, 3);
    let mut fewer = plan.clone();
    let last = nth(&plan, 59);
    fewer.items.get_mut(&last).expect("it is there").alive = false;
    let seen = glance(&fewer, &plan).expect("an item can be told of");
    assert!(seen.items[&last].outlook.as_planned.p50.is_some());
    assert_eq!(seen.items.len(), plan.items.len());
}

#[test]
fn what_can_never_be_done_any_more_is_never() {
    let plan = generate::generated(60, 3);
    let mut edited = plan.clone();
    let item = nth(&plan, 4);
    edited.items.get_mut(&item).expect("it is there").team = None;
    let seen = glance(&plan, &edited).expect("nothing new");
    assert_eq!(seen.items[&item].outlook.as_planned.p50, None);
    assert_eq!(seen.items[&item].never, Some(forecast::NeverReason::NoTeam));
}

#[test]
fn a_debt_that_was_not_there_needs_more_trials() {
    let plan = generate::generated(60, 3);
    let mut fewer = plan.clone();
    let debt: DebtId = *plan.debts.keys().next().expect("there are debts");
    fewer.debts.get_mut(&debt).expect("it is there").alive = false;
    assert_eq!(glance(&plan::sound(&fewer).0, &plan), None);
    assert!(glance(&plan, &plan::sound(&fewer).0).is_some(), "one that has gone needs none");
}
