//! Changed plans under the luck of the plan they would change.

mod common;

use std::sync::atomic::AtomicBool;

use common::{forecast_of, monday, planned};
use forecast::{Assumptions, Forecast, Simulation, WhatIf, forecast_instead, what_if, without_debt};
use plan::{Plan, fixture};

const PLAN: &str = "plan \"T\" drift 0.3\nteam core\nperson ann team core\ncomponent app team core\n\
                    debt mess in app drag 0.3/0.5/0.9 principal 3/5/8 toil 1/2/4\nitem auth team core effort 6/10/20 in app 1\n\
                    paydown fix team core pays mess 1\nitem bill team core effort 5 in app 0.5 after fix\n";

fn assumptions() -> Assumptions {
    Assumptions { today: monday(), seed: 1, trials: 64 }
}

fn instead(changed: &Plan) -> WhatIf {
    what_if(&planned(PLAN), changed, &assumptions(), &AtomicBool::new(false)).expect("nobody stops a test")
}

fn base() -> Forecast {
    forecast_of(&planned(PLAN), monday(), 64)
}

#[test]
fn unchanged_plan_is_the_forecast() {
    let (base, same) = (base(), instead(&planned(PLAN)));
    for (id, item) in &base.items {
        assert_eq!(item.outlook.as_planned, same.items[id]);
    }
    assert_eq!(base.plan.as_planned, same.plan);
    assert_eq!(base.teams, same.teams);
    let stop = AtomicBool::new(false);
    assert_eq!(Some(base), forecast_instead(&planned(PLAN), &planned(PLAN), &assumptions(), &stop));
}

#[test]
fn estimate_keeps_todays_drag_when_a_what_if_takes_the_debt_away() {
    let changed = planned(&PLAN.replace("drag 0.3/0.5/0.9", "drag 0").replace("toil 1/2/4", "toil 0"));
    let auth = fixture::item("auth");
    let debt_free = base().items[&auth].outlook.debt_free.clone();
    assert_eq!(instead(&changed).items[&auth], debt_free, "without the debt it is as in the debt-free world");
    let alone = forecast_of(&changed, monday(), 64).items[&auth].outlook.as_planned.clone();
    assert_ne!(alone, debt_free, "by itself the changed plan would take the estimate for clean");
}

#[test]
fn plan_without_a_debt_pays_nothing_for_it() {
    let changed = without_debt(&planned(PLAN), fixture::debt("mess"));
    let (base, without) = (base(), instead(&changed));
    for (id, item) in &base.items {
        assert_eq!(without.items[id], item.outlook.debt_free);
    }
}

#[test]
fn paydown_of_several_debts_loses_the_part_of_the_one_left_out() {
    let text = "team core\nperson ann team core\ncomponent app team core\ndebt one in app principal 4\ndebt two in app principal 12\n\
                paydown both team core pays one 1,two 0.5 effort 10\nitem hack team core effort 1 incurs one";
    let changed = without_debt(&planned(text), fixture::debt("one"));
    let both = &changed.items[&fixture::item("both")];
    assert_eq!(both.estimate.map(|range| range.likely), Some(6.0));
    assert_eq!(both.pays.len(), 1);
    assert!(changed.items[&fixture::item("hack")].incurs.is_empty());
}

#[test]
fn no_trials_say_nothing_and_do_not_fail() {
    let none = Assumptions { trials: 0, ..assumptions() };
    let forecast = forecast::forecast(&planned(PLAN), &none, &AtomicBool::new(false)).expect("nobody stops a test");
    assert_eq!(forecast.plan.as_planned.p50, None);
}

#[test]
fn days_beyond_every_calendar_are_never() {
    let text = "plan \"T\" drift 0 cap 1\nteam core\nperson ann team core\nitem late team core effort 1 earliest 2099-01-01\n\
                external far delivery 2090-01-01/2095-01-01/2098-01-01\nitem wait team core effort 1 after far\n\
                external held delivery 2026-12-01/2026-12-01/2026-12-01 earliest 2098-01-01\nitem soon team core effort 1";
    let forecast = forecast_of(&planned(text), monday(), 8);
    for handle in ["late", "far", "wait", "held"] {
        assert_eq!(forecast.items[&fixture::item(handle)].outlook.as_planned.p50, None, "{handle}");
    }
    assert_eq!(forecast.items[&fixture::item("soon")].outlook.as_planned.p50, Some(monday()));
}

#[test]
fn simulation_says_in_full_what_moves_no_date_and_nothing_else() {
    let plan = planned(PLAN);
    let stop = AtomicBool::new(false);
    let simulation = Simulation::new(&plan, &plan, &assumptions(), &stop).expect("nobody stops a test");
    let said = simulation.forecast(&plan);
    let glance = |plan: &Plan| simulation.glance(&said, plan, plan, &stop).expect("nothing is new");
    let mut renamed = plan.clone();
    let auth = renamed.items.get_mut(&fixture::item("auth")).expect("it is in the plan");
    auth.title = "Sign in".to_owned();
    auth.target = Some(monday().plus(20));
    assert_eq!(Some(glance(&renamed)), forecast_instead(&renamed, &renamed, &assumptions(), &stop));
    assert_ne!(glance(&renamed), said, "the chance of the new target is said");

    for changed in
        [PLAN.replace("effort 5", "effort 6"), PLAN.replace("toil 1/2/4", "toil 1/2/5"), PLAN.replace("after fix", "")]
    {
        assert_ne!(glance(&planned(&changed)).assumptions, assumptions());
    }
}
