//! How many items a team finishes a week, by the days on which the plan's own items were done. A few tell nothing, and what
//! lies a quarter back tells little of today.

use plan::{Day, ItemKind, ItemState, Plan, TeamId};

/// Days that are looked back on.
const WINDOW: i32 = 91;
/// A team that began to write down what is done only lately is counted over so many days at least.
const LEAST: i32 = 28;
/// Fewer finished items are no pace. Our convention.
const ENOUGH: usize = 4;

/// Items that the team finishes in a week; `None` if too few were finished of late.
pub(crate) fn throughput(plan: &Plan, team: TeamId, today: Day) -> Option<f64> {
    let done = plan.items.values().filter(|item| {
        item.alive && item.team == Some(team) && item.state == ItemState::Done && item.kind != ItemKind::External
    });
    let ages: Vec<i32> = done.filter_map(|item| Some(today.since(item.done_on?))).filter(|age| *age >= 0).collect();
    let known = ages.iter().copied().max()?.clamp(LEAST, WINDOW);
    let finished = ages.iter().filter(|age| **age <= WINDOW).count();
    (finished >= ENOUGH).then(|| finished as f64 * 7.0 / f64::from(known))
}

/// Whether some team has finished enough to have a pace on some day.
pub(crate) fn is_known(plan: &Plan) -> bool {
    let latest = plan.items.values().filter(|item| item.alive).filter_map(|item| item.done_on).max();
    latest.is_some_and(|today| plan.teams.keys().any(|team| throughput(plan, *team, today).is_some()))
}
