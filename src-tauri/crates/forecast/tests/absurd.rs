//! Plans that nobody means: every one is answered, with dates or with never, and no figure is beyond counting.

mod common;

use std::time::{Duration, Instant};

use common::{date, finish, forecast_of, monday, planned};
use forecast::Forecast;
use plan::Day;

/// More than any of these plans takes, by far.
const PATIENCE: Duration = Duration::from_secs(60);

fn answered(name: &str, text: &str, today: Day) -> Forecast {
    let begun = Instant::now();
    let forecast = forecast_of(&planned(text), today, 32);
    assert!(begun.elapsed() < PATIENCE, "{name} is answered while somebody waits: {:?}", begun.elapsed());
    let finite = |figure: f64, what: &str| assert!(figure.is_finite(), "{name}: {what} is {figure}");
    for item in forecast.items.values() {
        finite(item.clean, "effort of an item");
        finite(item.drag, "drag of an item");
        finite(item.criticality, "criticality of an item");
        let comes = item.outlook.as_planned.p50.is_some();
        assert!(!comes || item.never.is_none(), "{name}: what comes is not said to come never");
    }
    for team in forecast.teams.values() {
        for week in &team.weeks {
            let accounts = &week.accounts;
            let booked = accounts.new_work + accounts.drag + accounts.toil + accounts.incidents + accounts.paydown;
            finite(booked + accounts.support + accounts.reserve + accounts.other + accounts.idle, "a week of a team");
            finite(week.overflow, "what a week of a team could not serve");
        }
    }
    forecast
}

/// Who works in the plans below, and on what.
const TEAM: &str = "team core\nperson ana team core\ncomponent ledger team core\n";

fn check(name: &str, text: &str, item: &str, expected: &str) {
    let forecast = answered(name, &format!("{TEAM}{text}"), monday());
    assert_eq!(date(finish(&forecast, item)), expected, "{name}");
}

#[test]
fn efforts_beyond_all_measure_never_finish_and_none_at_all_is_over_at_once() {
    check("a billion days", "item a team core effort 1000000000", "a", "never");
    check("hardly anything, or a billion days", "item a team core effort 0/0.000001/1000000000", "a", "Mon 23 Nov");
    check("nothing to do", "item a team core effort 0", "a", "Mon 23 Nov");
    check("next to nothing", "item a team core effort 0.000000000001", "a", "Mon 23 Nov");
    check("the least there is", "item a team core effort 5e-324", "a", "Mon 23 Nov");
}

#[test]
fn debts_beyond_all_measure_leave_an_answer() {
    let debts = "debt d in ledger drag 1000000000 principal 1000000000 toil 1000000000 incidents 1000 loss 1000000000 growth 1\n";
    check("a debt of everything", &format!("{debts}item a team core effort 1 in ledger 1"), "a", "never");
    check("and paying it", &format!("{debts}paydown a team core pays d 1"), "a", "never");
    let wild = "debt d in ledger drag 0/0.000001/1000000000 toil 0/0.000001/1000000000 incidents 1000 loss 0/0.000001/1000000000 principal 0/0.000001/1000000000\n";
    answered(
        "a debt that may be nothing or everything",
        &format!("{TEAM}{wild}item a team core effort 1 in ledger 1\npaydown b team core pays d 1"),
        monday(),
    );
}

#[test]
fn days_at_the_end_of_time_are_beyond_every_trial() {
    check("a start in 2199", "item a team core effort 1 earliest 2199-12-31", "a", "never");
    check("a delivery in 2199", "external a delivery 1970-01-01/2199-12-31/2199-12-31", "a", "never");
    check("a delivery in 1970", "external a delivery 1970-01-01", "a", "Mon 23 Nov");
    check("done in 1970", "item b effort 1 done 1970-01-01\nitem a team core effort 1 after b+2000", "a", "Mon 23 Nov");
    check("done in 2199", "item b effort 1 done 2199-12-31\nitem a team core effort 1 after b+2000", "a", "never");
    check("the longest lag", "item b team core effort 1\nitem a team core effort 1 after b+2000", "a", "never");
    let year = |year| Day::new(year, 1, 1).expect("a day of the calendar");
    for today in [year(1), year(1970), year(2199), year(9999)] {
        let text = format!("{TEAM}item a team core effort 1 target 2027-01-01\nitem b effort 1 done 2026-01-01");
        answered(&format!("seen on {today}"), &text, today);
    }
}

#[test]
fn nobody_and_nothing_are_answered_too() {
    assert!(answered("an empty plan", "", monday()).items.is_empty());
    answered(
        "a team of nobody",
        "team core\ncomponent ledger team core\ndebt d in ledger toil 5 incidents 3 loss 2\n",
        monday(),
    );
    for (name, text) in [
        ("no team", "item a effort 5"),
        ("nobody on the team", "team core\nitem a team core effort 5"),
        (
            "fifty years of leave",
            "team core\nperson ana team core leave 2026-11-23..2076-11-23\nitem a team core effort 5",
        ),
        ("a person for no hour", "team core\nperson ana team core fte 0\nitem a team core effort 5"),
        ("a team that thinks of other things", "team core focus 0\nperson ana team core\nitem a team core effort 5"),
        ("a person yet to be born", "team core\nperson ana team core start 2199-12-31\nitem a team core effort 5"),
    ] {
        let forecast = answered(name, text, monday());
        assert_eq!(date(finish(&forecast, "a")), "never", "{name}");
    }
}

#[test]
fn the_longest_plan_in_the_smallest_steps_is_answered() {
    let mut text =
        "plan \"Long\" drift 2 cap 20 horizon 520\nteam core wip 1 lag 250 support 1000 reserve 1000\n".to_owned();
    for person in 0..70 {
        text += &format!("person p{person} team core fte 0.01 ramp 730 from 0 start 2026-12-01\n");
    }
    for item in 0..300 {
        text += &format!("item i{item} team core effort 0.01/1/100 people 100");
        text += &if item > 0 { format!(" after i{}+1\n", item - 1) } else { "\n".to_owned() };
    }
    answered("twenty years of small steps", &text, monday());
}
