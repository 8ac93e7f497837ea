//! What a move costs, in person-days and in words.

use forecast::When;
use plan::{Day, ItemId, Plan};

use super::Move;
use super::candidates::Candidate;
use crate::flag::ItemEffect;
use crate::presence::presence;
use crate::text::{days, effort};

/// Person-days that a move costs until this day: what it gives up, what a new person is there for, what is not set aside.
pub(super) fn cost(before: &Plan, after: &Plan, candidate: &Candidate, today: Day, until: Day) -> f64 {
    match candidate.kind {
        Move::Pay | Move::Cut | Move::Split | Move::Shortcut => candidate.gives_up,
        Move::People => {
            let new = after.people.values().filter(|person| !before.people.contains_key(&person.id));
            let hired = new.filter_map(|person| Some(presence(after.teams.get(&person.team?)?, person, today, until)));
            hired.sum()
        }
        Move::Reserve => {
            let weeks = f64::from(until.since(today).max(0)) / 7.0;
            let given =
                before.teams.values().filter_map(|team| Some(team.reserve - after.teams.get(&team.id)?.reserve));
            given.sum::<f64>() * weeks
        }
        Move::Order | Move::Limit | Move::Promise => 0.0,
    }
}

/// The same in words.
pub(super) fn price(plan: &Plan, candidate: &Candidate, cost: f64, item: ItemId, moved: &[ItemEffect]) -> String {
    let paid = cost >= 0.05;
    match candidate.kind {
        Move::Pay if paid => format!("{} to pay it off", effort(cost)),
        Move::People if paid => format!("{} of a new person by then", effort(cost)),
        Move::Reserve => format!("{} of reserve by then", effort(cost)),
        Move::Cut => format!("{} of work is not done", effort(cost)),
        Move::Split => format!("{} of it come later", effort(cost)),
        Move::Shortcut => format!("a debt of {}", effort(cost)),
        Move::Pay | Move::People | Move::Order | Move::Limit | Move::Promise => later(plan, item, moved),
    }
}

/// What it puts off most.
fn later(plan: &Plan, item: ItemId, moved: &[ItemEffect]) -> String {
    let delay = |before: When, after: When| match (before, after) {
        (Some(before), Some(after)) => after.since(before),
        (Some(_), None) => i32::MAX,
        (None, Some(_) | None) => 0,
    };
    let others = moved.iter().filter(|other| other.item != item);
    let delays = others.map(|other| (delay(other.p85.before, other.p85.after), other.item));
    let title = |item: ItemId| format!("“{}”", plan.title(item.into()).unwrap_or_default().trim());
    match delays.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1))) {
        Some((i32::MAX, other)) => format!("{} is never finished", title(other)),
        Some((late, other)) if late > 0 => format!("{} comes {} later", title(other), days(late)),
        Some(_) | None => "nothing else comes later".to_owned(),
    }
}
