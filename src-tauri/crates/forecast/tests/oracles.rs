//! The oracles: what must hold whatever the implementation. Numbers are derived from m, never typed.

mod common;
#[path = "../examples/generate/mod.rs"]
mod generate;

use std::sync::atomic::AtomicBool;

use common::{finish, forecast_of, monday, planned, told};
use forecast::{Assumptions, Forecast, forecast, m, trials};
use plan::{Day, Plan, fixture};

const SOLO: &str = "team core\nperson ann team core\ncomponent app team core\n";

/// The day on which so many working days of one person, begun on the Monday, are done.
fn after_days(effort: f64) -> Day {
    let working = (effort - 1e-9).ceil() as i32 - 1;
    monday().plus(working / 5 * 7 + working % 5)
}

// Oracle 1

#[test]
fn five_days_from_monday_finish_on_friday() {
    let forecast = told(&format!("{SOLO}item auth team core effort 5 basis clean in app 1"));
    assert_eq!(finish(&forecast, "auth"), Some(after_days(5.0)));
    assert_eq!(after_days(5.0), monday().plus(4), "a finish at the end of Friday is dated Friday");
}

#[test]
fn debt_on_the_only_component_takes_m_times_as_long() {
    let text = format!("{SOLO}debt mess in app drag 0.5\nitem auth team core effort 5 basis clean in app 1");
    let forecast = told(&text);
    let effort = 5.0 * m(0.5);
    assert_eq!(finish(&forecast, "auth"), Some(after_days(effort)));
    assert_eq!(after_days(effort), monday().plus(9), "the second Wednesday");
    let auth = &forecast.items[&fixture::item("auth")];
    assert!((auth.clean - 5.0).abs() < 1e-9);
    assert!((auth.drag - (effort - 5.0)).abs() < 1e-9, "drag is {} and not {}", auth.drag, effort - 5.0);
    assert_eq!(auth.outlook.debt_free.p50, Some(after_days(5.0)));
    assert_eq!(auth.slowed_by.len(), 1);
}

#[test]
fn estimate_on_the_basis_of_today_already_contains_todays_drag() {
    let text = format!("{SOLO}debt mess in app drag 0.5\nitem auth team core effort 5 in app 1");
    let forecast = told(&text);
    assert_eq!(finish(&forecast, "auth"), Some(after_days(5.0)));
    let auth = &forecast.items[&fixture::item("auth")];
    assert_eq!(auth.outlook.debt_free.p50, Some(after_days(5.0 / m(0.5))));
    assert!((auth.clean - 5.0 / m(0.5)).abs() < 1e-9);
}

// Oracle 2

/// Every order of `0..n`.
fn orders(n: usize) -> Vec<Vec<usize>> {
    if n == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for shorter in orders(n - 1) {
        for place in 0..n {
            let mut order = shorter.clone();
            order.insert(place, n - 1);
            all.push(order);
        }
    }
    all
}

/// A team of one that works items and one paydown in this order; place `items.len()` is the paydown.
fn in_order(items: &[(f64, f64, f64)], principal: f64, drag: f64, order: &[usize]) -> Forecast {
    let mut text = format!("{SOLO}debt mess in app drag {drag}\n");
    for &place in order {
        text += &match items.get(place) {
            Some((effort, share, _)) => {
                format!("item i{place} team core people 1 basis clean effort {effort} in app {share}\n")
            }
            None => format!("paydown pay team core people 1 pays mess 1 effort {principal}\n"),
        };
    }
    forecast_of(&planned(&text), monday(), 1)
}

/// When each item finishes in working days, worked out by hand.
fn finishes(items: &[(f64, f64, f64)], principal: f64, drag: f64, order: &[usize]) -> Vec<f64> {
    let (mut t, mut paid) = (0.0, false);
    let mut ends = vec![0.0; items.len() + 1];
    for &place in order {
        match items.get(place) {
            Some((effort, share, _)) => t += effort * (1.0 + share * (m(if paid { 0.0 } else { drag }) - 1.0)),
            None => {
                t += principal;
                paid = true;
            }
        }
        ends[place] = t;
    }
    ends
}

#[test]
fn every_order_of_small_plans_finishes_as_worked_out_by_hand() {
    let items = [(4.0, 1.0, 3.0), (7.5, 0.5, 1.0), (2.25, 0.8, 5.0)];
    for order in orders(items.len() + 1) {
        let forecast = in_order(&items, 3.0, 0.6, &order);
        let by_hand = finishes(&items, 3.0, 0.6, &order);
        for (place, end) in by_hand.iter().enumerate().take(items.len()) {
            assert_eq!(finish(&forecast, &format!("i{place}")), Some(after_days(*end)), "i{place} in {order:?}");
        }
    }
}

#[test]
fn paying_first_shortens_the_plan_if_and_only_if_it_saves_more_than_it_costs() {
    let items = [(10.0, 1.0, 0.0), (20.0, 0.5, 0.0), (15.0, 0.75, 0.0)];
    let drag = 0.4;
    let saved: f64 = items.iter().map(|(effort, share, _)| effort * share * (m(drag) - 1.0)).sum();
    for principal in [0.3, 0.9, 1.1, 1.7].map(|factor| factor * saved) {
        let first = in_order(&items, principal, drag, &[3, 0, 1, 2]).plan.as_planned.p50;
        let unpaid = in_order(&items, principal, drag, &[0, 1, 2]).plan.as_planned.p50;
        assert_eq!(first < unpaid, principal < saved, "P = {principal}, Σ s = {saved}: {first:?} and {unpaid:?}");
    }
}

#[test]
fn for_cost_of_delay_paying_helps_where_the_sum_says() {
    let items = [(8.0, 1.0, 2.0), (12.0, 0.6, 7.0), (10.0, 0.9, 1.0)];
    let (drag, principal) = (0.5, 5.0);
    let saved: Vec<f64> = items.iter().map(|(effort, share, _)| effort * share * (m(drag) - 1.0)).collect();
    let cost = |order: &[usize]| -> f64 {
        let ends = finishes(&items, principal, drag, order);
        items.iter().enumerate().map(|(place, (_, _, weight))| weight * ends[place]).sum()
    };
    for place in 0..items.len() {
        let sum: f64 =
            (place..items.len()).map(|j| items[j].2 * (principal - saved[place..=j].iter().sum::<f64>())).sum();
        let mut paid: Vec<usize> = (0..items.len()).collect();
        paid.insert(place, items.len());
        assert_eq!(cost(&paid) < cost(&[0, 1, 2]), sum < 0.0, "before place {place}");
        let forecast = in_order(&items, principal, drag, &paid);
        for (item, end) in finishes(&items, principal, drag, &paid).iter().enumerate().take(items.len()) {
            assert_eq!(finish(&forecast, &format!("i{item}")), Some(after_days(*end)));
        }
    }
}

// Oracle 4

#[test]
fn accounts_sum_to_gross_in_every_trial_team_and_week_and_effort_is_conserved() {
    for seed in 0..6 {
        let plan = plan::sound(&generate::generated(40, seed)).0;
        let assumptions = Assumptions { today: generate::today(), seed: 1, trials: 6 };
        for (number, trial) in trials(&plan, &assumptions).iter().enumerate() {
            for (id, team) in &trial.teams {
                for week in &team.weeks {
                    let gross = gross(&plan, *id, week.monday);
                    let accounts = &week.accounts;
                    let sum = accounts.gross();
                    assert!((sum - gross).abs() < 1e-6, "{seed}/{number}: {sum} is not {gross} on {}", week.monday);
                    assert!(accounts.idle >= 0.0 && accounts.new_work >= 0.0 && accounts.drag >= 0.0);
                    assert!(accounts.toil >= 0.0 && accounts.incidents >= 0.0 && week.overflow >= 0.0);
                }
            }
            let booked: f64 =
                trial.teams.values().flat_map(|team| &team.weeks).map(|week| week.accounts.new_work).sum();
            let paid: f64 = trial.teams.values().flat_map(|team| &team.weeks).map(|week| week.accounts.paydown).sum();
            let done = |paydown: bool| -> f64 {
                let finished = trial.effort.iter().filter(|(id, _)| trial.as_planned[*id].is_some());
                let of_kind = finished.filter(|(id, _)| (plan.items[id].kind == plan::ItemKind::Paydown) == paydown);
                of_kind.map(|(_, effort)| effort).sum()
            };
            assert!(trial.as_planned.values().all(Option::is_some), "generated plans finish");
            assert!((booked - done(false)).abs() < 1e-6, "{seed}/{number}: {booked} booked, {} drawn", done(false));
            assert!((paid - done(true)).abs() < 1e-6, "{seed}/{number}: {paid} booked, {} drawn", done(true));
        }
    }
}

/// Person-days of a team in the rest of a calendar week, summed day by day.
fn gross(plan: &Plan, team: plan::TeamId, week: Day) -> f64 {
    let people = plan.people.values().filter(|person| person.team == Some(team));
    let days = (0..7).map(|day| week.plus(day)).filter(|day| *day >= generate::today());
    days.map(|day| people.clone().map(|person| forecast::availability(person, &plan.teams[&team], day)).sum::<f64>())
        .sum()
}

// Oracle 5

#[test]
fn one_thread_and_many_give_the_same_bytes() {
    let plan = plan::sound(&generate::generated(30, 5)).0;
    let assumptions = Assumptions { today: generate::today(), seed: 3, trials: 300 };
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool of threads");
        pool.install(|| forecast(&plan, &assumptions, &AtomicBool::new(false)).expect("nobody stops a test"))
    };
    let (one, two, five) = (on(1), on(2), on(5));
    assert_eq!(format!("{one:?}"), format!("{two:?}"));
    assert_eq!(format!("{one:?}"), format!("{five:?}"));
}

#[test]
fn trials_that_keep_accounts_finish_on_the_same_days_as_those_that_do_not() {
    for seed in 0..3 {
        let plan = plan::sound(&generate::generated(40, seed)).0;
        let assumptions = Assumptions { today: generate::today(), seed: 1, trials: 600 };
        let forecast = forecast(&plan, &assumptions, &AtomicBool::new(false)).expect("nobody stops a test");
        let trials = trials(&plan, &assumptions);
        for (id, item) in &forecast.items {
            let mut finishes: Vec<_> = trials.iter().map(|trial| trial.as_planned[id]).collect();
            finishes.sort_by_key(|finish| finish.unwrap_or(forecast.cap));
            let at = |share: f64| finishes[(share * 600.0) as usize - 1];
            let outlook = &item.outlook.as_planned;
            assert_eq!([outlook.p50, outlook.p85, outlook.p95], [at(0.5), at(0.85), at(0.95)], "{id} in plan {seed}");
        }
    }
}

#[test]
fn edit_to_one_item_leaves_the_luck_of_the_others() {
    let text = |effort: u32| {
        format!(
            "plan \"Luck\"\nteam core\nperson ann team core\nteam other\nperson bob team other\n\
             item a team core effort 4/{effort}/40\nitem b team other effort 5/9/20\n"
        )
    };
    let (before, after) = (told(&text(10)), told(&text(12)));
    assert_ne!(before.items[&fixture::item("a")].outlook, after.items[&fixture::item("a")].outlook);
    assert_eq!(before.items[&fixture::item("b")], after.items[&fixture::item("b")]);
}

#[test]
fn stopped_forecast_is_none() {
    let plan = generate::generated(20, 1);
    let assumptions = Assumptions { today: generate::today(), seed: 1, trials: 1000 };
    assert!(forecast(&plan, &assumptions, &AtomicBool::new(true)).is_none());
}

// Oracle 6

#[test]
fn debt_free_is_as_planned_when_debts_cost_nothing_and_none_is_paid() {
    for seed in 0..4 {
        let mut plan = generate::generated(30, seed);
        for debt in plan.debts.values_mut() {
            debt.drag = None;
            debt.toil = None;
            debt.incident_rate = 0.0;
        }
        plan.items.retain(|_, item| item.kind != plan::ItemKind::Paydown);
        let plan = plan::sound(&plan).0;
        let assumptions = Assumptions { today: generate::today(), seed: 2, trials: 20 };
        for trial in trials(&plan, &assumptions) {
            assert_eq!(trial.as_planned, trial.debt_free);
            assert_eq!(trial.as_planned, trial.never_paid);
        }
    }
}
