//! For tests: a plan as text goes in, what the forecast says of it comes out as text.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use expect_test::Expect;
use forecast::{Accounts, Assumptions, Finish, Forecast, When, forecast};
use plan::{Day, ItemId, Kind, Plan, fixture};

/// Monday, 23 November 2026.
pub fn monday() -> Day {
    Day::new(2026, 11, 23).expect("a day of the calendar")
}

/// What every plan has unless it says otherwise: nothing drifts, so that dates can be worked out by hand.
const STEADY: &str = "plan \"Test\" drift 0\n";

/// The sound plan of a text.
pub fn planned(text: &str) -> Plan {
    let text = if text.trim_start().starts_with("plan ") { text.to_owned() } else { format!("{STEADY}{text}") };
    plan::sound(&fixture::plan(&text).expect("the text is a plan")).0
}

/// The handles of the items of a text, in its order, with their ids.
fn handles(text: &str) -> Vec<(String, ItemId)> {
    let names = |line: &str| {
        let mut words = line.split_whitespace();
        let kind = words.next()?;
        ["item", "paydown", "enabler", "external"].contains(&kind).then(|| words.next().map(str::to_owned))?
    };
    text.lines().filter_map(names).map(|name| (name.clone(), ItemId(fixture::id(Kind::Item, &name).id))).collect()
}

/// The forecast of a plan from a day on.
pub fn forecast_of(plan: &Plan, today: Day, trials: u32) -> Forecast {
    let assumptions = Assumptions { today, seed: 1, trials };
    forecast(plan, &assumptions, &AtomicBool::new(false)).expect("nobody stops a test")
}

/// What a few trials of a text come to, from the Monday on.
pub fn told(text: &str) -> Forecast {
    forecast_of(&planned(text), monday(), 16)
}

/// The P50 as-planned finish of an item.
pub fn finish(forecast: &Forecast, handle: &str) -> When {
    forecast.items[&fixture::item(handle)].outlook.as_planned.p50
}

/// A day in words.
pub fn date(when: When) -> String {
    when.map_or("never".to_owned(), |day| day.0.format("%a %-d %b").to_string())
}

/// Start and finish of every item as planned, and debt-free where that differs.
pub fn check_from(today: Day, text: &str, expect: Expect) {
    let forecast = forecast_of(&planned(text), today, 16);
    let mut said = String::new();
    for (handle, id) in handles(text) {
        let item = &forecast.items[&id];
        let outlook = &item.outlook;
        let mut line = format!("{handle:<8} {} – {}", date(item.start.p50), date(outlook.as_planned.p50));
        if outlook.debt_free.p50 != outlook.as_planned.p50 {
            line += &format!(" (debt-free {})", date(outlook.debt_free.p50));
        }
        if let Some(reason) = &item.never {
            line += &format!(": {}", told_reason(reason, text));
        }
        said += &(line + "\n");
    }
    expect.assert_eq(&said);
}

fn told_reason(reason: &forecast::NeverReason, text: &str) -> String {
    use forecast::NeverReason;
    match reason {
        NeverReason::NoTeam => "no team".to_owned(),
        NeverReason::NobodyOnTeam(_) => "nobody on its team".to_owned(),
        NeverReason::NobodyWithSkill(skill) => format!("nobody with {skill}"),
        NeverReason::Waits(id) => {
            let other = handles(text).into_iter().find(|(_, other)| other == id);
            format!("waits for {}", other.map_or("?".to_owned(), |(name, _)| name))
        }
        NeverReason::NoCapacity(_) => "no capacity".to_owned(),
    }
}

/// The same from the Monday on.
pub fn check(text: &str, expect: Expect) {
    check_from(monday(), text, expect);
}

/// Where the capacity of one team goes, week by week, in person-days.
pub fn check_weeks(text: &str, team: &str, n_weeks: usize, expect: Expect) {
    let forecast = told(text);
    let weeks = &forecast.teams[&fixture::team(team)].weeks;
    let mut said = String::new();
    for week in weeks.iter().take(n_weeks) {
        said += &format!("{}:{}", week.monday.0.format("%-d %b"), accounts(&week.accounts));
        if week.overflow > 1e-9 {
            said += &format!(" overflow {:.2}", week.overflow);
        }
        said += "\n";
    }
    expect.assert_eq(&said);
}

/// The accounts that are not empty.
pub fn accounts(accounts: &Accounts) -> String {
    let named = BTreeMap::from([
        ("1 new work", accounts.new_work),
        ("2 drag", accounts.drag),
        ("3 toil", accounts.toil),
        ("4 incidents", accounts.incidents),
        ("5 paydown", accounts.paydown),
        ("6 support", accounts.support),
        ("7 reserve", accounts.reserve),
        ("8 other", accounts.other),
        ("9 idle", accounts.idle),
    ]);
    named.iter().filter(|(_, days)| **days > 1e-9).map(|(name, days)| format!(" {} {days:.2}", &name[2..])).collect()
}

/// The three quantiles of a finish.
pub fn quantiles(finish: &Finish) -> [When; 3] {
    [finish.p50, finish.p85, finish.p95]
}
