//! A glance at an edit: a few of the trials that were run before, run again.

#[path = "../examples/generate/mod.rs"]
mod generate;

use std::sync::atomic::AtomicBool;

use forecast::{Assumptions, Forecast, Simulation};
use plan::{Commitment, DebtId, ItemId, Plan, Range};

const TRIALS: u32 = 400;

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

/// The plan after an edit of any kind, most of which might move nothing.
fn edited(plan: &Plan, dice: &mut generate::Dice) -> Plan {
    let mut changed = plan.clone();
    let item = nth(plan, dice.below(plan.items.len()));
    let person = plan.people.keys().copied().nth(dice.below(plan.people.len())).expect("there are people");
    let debt = plan.debts.keys().copied().nth(dice.below(plan.debts.len())).expect("there are debts");
    let team = plan.teams.keys().copied().nth(dice.below(plan.teams.len())).expect("there are teams");
    let item = changed.items.get_mut(&item).expect("it is there");
    let (person, debt) = (changed.people.get_mut(&person).expect("she is there"), changed.debts.get_mut(&debt));
    let (team, debt) = (changed.teams.get_mut(&team).expect("it is there"), debt.expect("it is there"));
    match dice.below(14) {
        0 => item.title = "Another title".to_owned(),
        1 => item.target = Some(generate::today().plus(dice.below(300) as i32)),
        2 => item.commitment = None,
        3 => item.cost_of_delay = 7.0,
        4 => item.earliest = Some(generate::today().plus(-(dice.below(40) as i32))),
        5 => item.rank.push('m'),
        6 => item.max_people += 7,
        7 => item.estimate = Some(dice.range(3.0, 20.0)),
        8 => person.title = "Somebody else".to_owned(),
        9 => person.skills.extend(["knitting".to_owned()]),
        10 => debt.drag = Some(dice.range(0.05, 0.5)),
        11 => debt.title = "Another debt".to_owned(),
        12 => team.title = "Another team".to_owned(),
        _ => team.support += 0.5,
    }
    plan::sound(&changed).0
}

#[test]
fn whatever_the_edit_what_is_said_in_full_is_what_a_fresh_run_says() {
    let plan = plan::sound(&generate::generated(40, 5)).0;
    let known = simulated(&plan);
    let said = known.forecast(&plan);
    let mut dice = generate::Dice(3);
    let mut in_full = 0;
    for _ in 0..60 {
        let edited = edited(&plan, &mut dice);
        let seen = known.glance(&said, &edited, &edited, &AtomicBool::new(false)).expect("nothing is new");
        if seen.assumptions.trials == TRIALS {
            assert_eq!(seen, simulated(&edited).forecast(&edited));
            in_full += 1;
        }
    }
    assert!((15..50).contains(&in_full), "{in_full} of the edits moved nothing");
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
