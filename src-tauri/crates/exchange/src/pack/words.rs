//! How dates, chances and efforts are written in what leadership reads: the words of the screen.

use chrono::Datelike;
use forecast::{Finish, NeverReason, Slip, When};
use plan::{Day, Plan, Range};

/// "14 Mar", with the year where it is not that of `today`.
pub(crate) fn day(day: Day, today: Day) -> String {
    let format = if day.0.year() == today.0.year() { "%-d %b" } else { "%-d %b %Y" };
    day.0.format(format).to_string()
}

/// "23 November 2026".
pub(crate) fn long_day(day: Day) -> String {
    day.0.format("%-d %B %Y").to_string()
}

/// A day or "never".
pub(crate) fn when(when: When, today: Day) -> String {
    when.map_or_else(|| "never".to_owned(), |finish| day(finish, today))
}

/// "50% by 14 Mar · 85% by 18 Apr · 95% by 9 May".
pub(crate) fn chances(finish: &Finish, today: Day) -> String {
    let part = |percent: u32, date: When| match date {
        Some(date) => format!("{percent}% by {}", day(date, today)),
        None => format!("{percent}% never"),
    };
    [part(50, finish.p50), part(85, finish.p85), part(95, finish.p95)].join(" · ")
}

/// "38%"; never certain, because a simulation is not.
pub(crate) fn chance(share: f64) -> String {
    if share > 0.0 && share < 0.005 {
        "<1%".to_owned()
    } else if share < 1.0 && share > 0.995 {
        ">99%".to_owned()
    } else {
        format!("{:.0}%", share * 100.0)
    }
}

/// "12", "3.4", "0.25": as many digits as matter.
pub(crate) fn number(value: f64) -> String {
    let digits = match value.abs() {
        10.0.. => 0,
        1.0.. => 1,
        _ => 2,
    };
    let text = format!("{value:.digits$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// "10–20–35 pd"; "5 pd" without spread.
pub(crate) fn range(range: Range) -> String {
    if range.low == range.high {
        format!("{} pd", number(range.likely))
    } else {
        format!("{}–{}–{} pd", number(range.low), number(range.likely), number(range.high))
    }
}

/// "28 days later", "at least 400 days later", "3 days earlier", "none"; empty where neither ever comes.
pub(crate) fn slip(slip: Slip) -> String {
    let days = |count: i32| if count.abs() == 1 { "1 day".to_owned() } else { format!("{} days", count.abs()) };
    let way = |count: i32| if count < 0 { "earlier" } else { "later" };
    match slip {
        Slip::None => String::new(),
        Slip::Days(0) => "none".to_owned(),
        Slip::Days(count) => format!("{} {}", days(count), way(count)),
        Slip::AtLeast(count) => format!("at least {} {}", days(count), way(count)),
    }
}

/// Why something never finishes, as the end of a sentence.
pub(crate) fn never(plan: &Plan, reason: &NeverReason) -> String {
    let title = |id: plan::EntityId| plan.title(id).unwrap_or("?").to_owned();
    match reason {
        NeverReason::NoTeam => "no team does it".to_owned(),
        NeverReason::NobodyOnTeam(team) => format!("nobody is on team {}", title((*team).into())),
        NeverReason::NobodyWithSkill(skill) => format!("nobody on its team can do {skill}"),
        NeverReason::Waits(item) => format!("it waits for {}, which never finishes", title((*item).into())),
        NeverReason::NoCapacity(team) => {
            format!("the capacity of {} does not reach it before the forecast ends", title((*team).into()))
        }
    }
}
