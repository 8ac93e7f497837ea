//! The price of debt against its closed forms.

mod common;

use common::{forecast_of, monday, planned, told};
use forecast::{DebtForecast, m};
use plan::fixture;

/// One person for ever at work in one component, begun on the Monday.
const BUSY: &str = "plan \"T\" drift 0 horizon 26\nteam core\nperson ann team core\ncomponent app team core\n\
                    item long team core effort 1000 basis clean in app 1\n";

fn debt(text: &str, handle: &str) -> DebtForecast {
    told(&format!("{BUSY}{text}")).debts[&fixture::debt(handle)].clone()
}

fn close(value: f64, to: f64) {
    assert!((value / to - 1.0).abs() < 2e-3, "{value} is not {to}");
}

/// Weeks from today to the end of the break-even day.
fn break_even(debt: &DebtForecast) -> f64 {
    f64::from(debt.break_even.expect("it breaks even").since(monday()) + 1) / 7.0
}

fn within_a_day(weeks: f64, to: f64) {
    assert!((weeks - to).abs() <= 1.0 / 7.0 + 1e-9, "{weeks} weeks are not {to}");
}

#[test]
fn toil_is_repaid_after_principal_over_interest() {
    let chores = debt("debt chores in app toil 8 principal 10", "chores");
    close(chores.per_week, 1.0);
    close(chores.to_horizon, 26.0);
    assert_eq!(chores.drag_to_horizon, 0.0);
    close(chores.principal, 10.0);
    within_a_day(break_even(&chores), 10.0);
    close(chores.roi_horizon.expect("it has a principal"), 26.0 / 10.0 - 1.0);
}

#[test]
fn growing_toil_is_repaid_after_a_logarithm() {
    let (growth, principal) = (0.02, 12.0);
    let chores = debt(&format!("debt chores in app toil 8 principal {principal} growth {growth}"), "chores");
    within_a_day(break_even(&chores), libm::log(1.0 + growth * principal) / growth);
    close(chores.to_horizon, (libm::exp(growth * 26.0) - 1.0) / growth);
}

#[test]
fn incidents_cost_their_rate_times_their_loss() {
    let fire = debt("debt fire in app incidents 2 loss 1.5 principal 9 unpaid 0.5", "fire");
    let interest = 0.5 * 2.0 * 1.5 * 12.0 / 52.18;
    close(fire.per_week, interest);
    close(fire.principal, 4.5);
    within_a_day(break_even(&fire), 4.5 / interest);
}

#[test]
fn drag_costs_on_the_clean_effort_that_flows() {
    let mess = debt("debt mess in app drag 0.5 principal 10", "mess");
    let interest = 5.0 / m(0.5) * (m(0.5) - 1.0);
    close(mess.per_week, interest);
    close(mess.drag_to_horizon, 26.0 * interest);
    within_a_day(break_even(&mess), 10.0 / interest);
}

#[test]
fn four_debts_on_one_component_are_worth_more_together() {
    let text: String = (0..4).map(|idx| format!("debt d{idx} in app drag 0.6 principal 10\n")).collect();
    let one = debt(&text, "d0");
    let flow = 26.0 * 5.0 / m(2.4);
    close(one.to_horizon, flow * (m(2.4) - m(1.8)));
    close(one.roi_horizon.expect("it has a principal"), flow * (m(2.4) - m(1.8)) / 10.0 - 1.0);
    close(one.roi_together.expect("they have principals"), flow * (m(2.4) - 1.0) / 40.0 - 1.0);
}

#[test]
fn planned_pay_off_saves_from_its_finish_on() {
    let text = "team ops\nperson bob team ops\npaydown fix team ops pays chores 0.5 effort 10\ndebt chores in app toil 8 principal 30";
    let chores = debt(text, "chores");
    close(chores.to_horizon, 26.0);
    close(chores.principal, 10.0);
    within_a_day(break_even(&chores), 20.0);
    close(chores.roi_horizon.expect("it has a principal"), 24.0 * 0.5 / 10.0 - 1.0);
    assert_eq!(chores.paid_off.expect("it is planned").p50, Some(monday().plus(11)));
}

#[test]
fn debt_that_is_incurred_later_costs_from_then_on() {
    let text =
        "team ops\nperson bob team ops\nitem fast team ops effort 20 incurs hack\ndebt hack in app toil 8 principal 5";
    let hack = debt(text, "hack");
    assert_eq!(hack.per_week, 0.0);
    close(hack.to_horizon, 22.0);
}

#[test]
fn paid_or_unknown_debt_has_no_return() {
    for text in ["debt old in app toil 8 principal 10 state paid", "debt old in app toil 8"] {
        let old = debt(text, "old");
        assert_eq!((old.principal, old.roi_horizon, old.break_even), (0.0, None, None));
    }
}

#[test]
fn debt_is_valued_before_its_own_pay_off_and_the_others_as_planned() {
    // The paydown of one is over from the start of the second week.
    let text = "team ops\nperson bob team ops\npaydown fix team ops pays one 1 effort 5\n\
                debt one in app drag 0.5\ndebt two in app drag 0.5";
    let forecast = forecast_of(&planned(&format!("{BUSY}{text}")), monday(), 4);
    let (one, two) = (&forecast.debts[&fixture::debt("one")], &forecast.debts[&fixture::debt("two")]);
    let (first, rest) = (5.0 / m(1.0), 25.0 * 5.0 / m(0.5));
    close(one.to_horizon, (first + rest) * (m(1.0) - m(0.5)));
    close(two.to_horizon, first * (m(1.0) - m(0.5)) + rest * (m(0.5) - 1.0));
}
