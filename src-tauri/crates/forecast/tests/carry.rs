//! A first look after an edit, made of a few trials and of what all of them said before.

#[path = "../examples/generate/mod.rs"]
mod generate;

use std::sync::atomic::AtomicBool;

use forecast::{Assumptions, Forecast, When, carried, forecast};
use plan::{ItemId, Plan, Range};

fn run(plan: &Plan, trials: u32) -> Forecast {
    let assumptions = Assumptions { today: generate::today(), seed: 1, trials };
    forecast(plan, &assumptions, &AtomicBool::new(false)).expect("nobody stops a test")
}

/// The dates of every item, which are in order.
fn dates(forecast: &Forecast) -> Vec<When> {
    let of = |item: &forecast::ItemForecast| {
        let finish = &item.outlook.as_planned;
        let dates = [finish.p50, finish.p85, finish.p95];
        let in_order = |dates: &[When]| dates.windows(2).all(|two| two[1].is_none() || two[0] <= two[1]);
        assert!(in_order(&dates) && in_order(&finish.dots), "{dates:?} {:?}", finish.dots);
        dates
    };
    forecast.items.values().flat_map(of).collect()
}

/// How far dates are from what all trials say, in days, in the mean.
fn error(seen: &Forecast, full: &Forecast) -> f64 {
    let (seen, full) = (dates(seen), dates(full));
    let days = seen.iter().zip(&full).filter_map(|(seen, full)| Some(f64::from(seen.as_ref()?.since((*full)?).abs())));
    days.sum::<f64>() / full.len() as f64
}

fn edited(mut plan: Plan) -> Plan {
    let ranked: Vec<ItemId> = plan.ranked().iter().map(|item| item.id).collect();
    let item = plan.items.get_mut(&ranked[5]).expect("the order names the plan's items");
    item.estimate = Some(Range { low: 20.0, likely: 30.0, high: 60.0 });
    plan
}

#[test]
fn without_an_edit_it_says_what_all_trials_said() {
    let plan = generate::generated(30, 3);
    let (before, glimpse) = (run(&plan, 2000), run(&plan, 32));
    let seen = carried(&plan, &before, &glimpse, glimpse.clone());
    assert_eq!(dates(&seen), dates(&before));
    for (id, team) in &before.teams {
        let (seen, said) = (&seen.teams[id].total, &team.total);
        assert!((seen.gross() - said.gross()).abs() < 1e-9 && (seen.drag - said.drag).abs() < 1e-9);
    }
    assert_eq!(seen.assumptions.trials, 32, "a first look says how many trials it took");
}

#[test]
fn an_edit_is_seen_far_better_than_by_a_few_trials_alone() {
    let plan = generate::generated(30, 3);
    let changed = edited(plan.clone());
    let (before, then, alone) = (run(&plan, 2000), run(&plan, 32), run(&changed, 32));
    let full = run(&changed, 2000);
    let seen = carried(&changed, &before, &then, alone.clone());
    let (moved, seen, alone) = (error(&before, &full), error(&seen, &full), error(&alone, &full));
    assert!(seen < 0.4 * alone && seen < 0.4 * moved, "off by {seen}, alone by {alone}; the edit moves by {moved}");
}

#[test]
fn what_was_not_there_before_is_said_as_it_is() {
    let plan = generate::generated(30, 3);
    let mut fewer = plan.clone();
    let last = plan.ranked().last().expect("there are items").id;
    fewer.items.get_mut(&last).expect("it is there").alive = false;
    let (before, then, now) = (run(&fewer, 500), run(&fewer, 32), run(&plan, 32));
    let seen = carried(&plan, &before, &then, now.clone());
    assert_eq!(seen.items[&last], now.items[&last]);
    assert_eq!(seen.items.len(), now.items.len());
}

#[test]
fn a_promise_for_the_very_day_of_the_p85_is_kept_at_85_per_cent() {
    let plan = generate::generated(30, 3);
    let before = run(&plan, 2000);
    let promised: Vec<ItemId> = plan.items.values().filter(|item| item.due().is_some()).map(|item| item.id).collect();
    assert!(!promised.is_empty(), "some items have a day to keep");
    let mut moved = plan.clone();
    for id in &promised {
        let item = moved.items.get_mut(id).expect("it is there");
        (item.commitment, item.target) = (None, before.items[id].outlook.as_planned.p85);
    }
    let seen = carried(&moved, &before, &run(&plan, 32), run(&moved, 32));
    for id in promised {
        let finish = &seen.items[&id].outlook.as_planned;
        let (on_time, due) = (finish.on_time.expect("it has a day to keep"), moved.items[&id].target);
        assert_eq!(finish.p85, due, "moving the day moves no work");
        assert!(on_time >= 0.85, "{on_time}");
    }
}
