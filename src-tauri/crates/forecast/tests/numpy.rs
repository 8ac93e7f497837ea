//! Two readings of how dates are made agree to the day, in every trial and every world: this crate, and the numpy
//! reference of the bench, which reads the plan for itself.

#[allow(dead_code, reason = "the bench compares quantiles, this compares trials")]
#[path = "../examples/numpy/reading.rs"]
mod reading;

#[path = "../examples/generate/mod.rs"]
mod generate;

use std::collections::BTreeMap;

use forecast::{Assumptions, TrialRecord, When, trials};
use plan::{ItemId, ItemKind, ItemState, Plan};
use reading::Days;

/// The finishes of one trial in one world.
type Finishes = BTreeMap<ItemId, When>;

/// A world by its name, what the other reading says of it, and where ours is.
type World<'a> = (&'a str, &'a Days, fn(&TrialRecord) -> &Finishes);

fn check(python: &str, name: &str, plan: &Plan, assumptions: &Assumptions) {
    let records = trials(plan, assumptions);
    let theirs = reading::ask(python, plan, assumptions, true).every.expect("every trial was asked for");
    let worlds: [World<'_>; 3] = [
        ("as planned", &theirs.as_planned, |record| &record.as_planned),
        ("debt-free", &theirs.debt_free, |record| &record.debt_free),
        ("never paid", &theirs.never_paid, |record| &record.never_paid),
    ];
    for (world, theirs, of) in worlds {
        for (trial, record) in records.iter().enumerate() {
            for (id, ours) in of(record) {
                let ours = ours.map(|day| day.since(assumptions.today));
                assert_eq!(ours, theirs[id][trial], "{name}: item {} in trial {trial}, {world}: ours, theirs", id.0);
            }
        }
    }
}

/// A generated plan with what the generator leaves out: parents, work that is started or done, debts paid in part and out
/// of their principal, people who leave, other weeks.
fn varied(n_items: usize, seed: u64) -> Plan {
    let mut plan = generate::generated(n_items, seed);
    plan.settings.cap = 1;
    let today = generate::today();
    let order: Vec<ItemId> = plan.ranked().iter().map(|item| item.id).collect();
    for (place, id) in order.iter().enumerate() {
        let item = plan.items.get_mut(id).expect("the order names the plan's items");
        item.max_people = 1 + place as u32 % 3;
        match place % 12 {
            1 => item.state = ItemState::Started,
            3 => (item.state, item.done_on) = (ItemState::Done, Some(today.plus(-(place as i32 % 9)))),
            5 | 6 => item.parent = Some(order[place / 12 * 12 + 4]),
            8 => item.estimate = None,
            _ => {}
        }
        if item.kind == ItemKind::Paydown {
            item.estimate = item.estimate.filter(|_| place % 2 == 0);
            item.pays.values_mut().for_each(|fraction| *fraction = 0.5);
        }
    }
    for (place, team) in plan.teams.values_mut().enumerate() {
        team.weekdays[place % 7] = !team.weekdays[place % 7];
    }
    for (place, debt) in plan.debts.values_mut().enumerate() {
        debt.unpaid = [1.0, 0.6, 0.25][place % 3];
        debt.growth *= 5.0;
    }
    for person in plan.people.values_mut().step_by(6) {
        person.end = Some(today.plus(50));
    }
    plan::sound(&plan).0
}

#[test]
fn readings_agree_in_every_trial() {
    let Some(python) = reading::python() else {
        eprintln!("skipped: there is no python3 with numpy (on Debian: python3-numpy)");
        return;
    };
    let today = generate::today();
    for (seed, n_items) in [(1, 20), (2, 30), (3, 30)] {
        let assumptions = Assumptions { today, seed: seed as u32, trials: 100 };
        check(python, &format!("generated plan {seed}"), &generate::generated(n_items, seed), &assumptions);
        // From a day on which most have off.
        let assumptions = Assumptions { today: today.plus(-1), ..assumptions };
        check(python, &format!("varied plan {seed}"), &varied(n_items, seed), &assumptions);
    }
}
