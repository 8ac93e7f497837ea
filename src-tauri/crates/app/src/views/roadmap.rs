//! The timeline: lanes by team, rows in rank order with children under their parents.

use std::collections::{BTreeMap, BTreeSet};

use advice::Effect;
use plan::{Day, Item, ItemId, ItemState, TeamId};
use serde::{Deserialize, Serialize};

use super::Seen;
use super::remedied::fixes;
use super::rollout::{RolloutView, rollouts};
use super::row::{Place, RowView, parents, row, share};

/// The timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct RoadmapView {
    /// Today.
    pub today: Day,
    /// The first day worth drawing.
    pub first: Day,
    /// The last day worth drawing.
    pub last: Day,
    /// Whether the figures are of an older version of the plan than the bars' titles.
    pub stale: bool,
    /// A lane per team in order, then one for items without a team.
    pub lanes: Vec<LaneView>,
    /// Dependencies between the rows, from predecessor to successor.
    pub links: Vec<(ItemId, ItemId)>,
    /// Of each slowed item, the way out of the debt that slows it most.
    pub fixes: BTreeMap<ItemId, String>,
    /// What has to happen outside the team and has a day, of each item that has some.
    pub rollouts: BTreeMap<ItemId, RolloutView>,
}

/// A team's lane.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct LaneView {
    /// The team; `None` for items without one.
    pub team: Option<TeamId>,
    /// Its name.
    pub title: String,
    /// "6 people · 92 % booked".
    pub summary: String,
    /// "interest 18 %", apart because it is amber.
    pub interest: String,
    /// "thin data: 1 of its items was finished" while its estimates rest on fewer than five; empty else.
    pub thin: String,
    /// Its items in rank order, children under their parents.
    pub rows: Vec<RowView>,
}

/// What an op would do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct PreviewView {
    /// In words and numbers.
    pub effect: Effect,
    /// The timeline as it would be.
    pub roadmap: RoadmapView,
}

/// The timeline of what is seen.
pub fn roadmap(seen: &Seen<'_>) -> RoadmapView {
    let plan = seen.plan();
    let mut teams: Vec<_> = plan.teams.values().collect();
    teams.sort_by(|a, b| a.rank.cmp(&b.rank).then(a.id.cmp(&b.id)));
    let order = families(&plan.ranked());
    let parents = parents(plan);
    let place = |item: &Item, depth: u32| Place { depth, parent: parents.contains(&item.id) };
    let rows_of = |team: Option<TeamId>| -> Vec<RowView> {
        let here = order.iter().filter(|(item, _)| item.team == team);
        here.map(|(item, depth)| row(seen, item, place(item, *depth))).collect()
    };
    let mut lanes: Vec<LaneView> = teams
        .into_iter()
        .map(|team| LaneView {
            team: Some(team.id),
            title: team.title.clone(),
            summary: summary(seen, team.id),
            interest: interest(seen, team.id),
            thin: thin(seen, team.id),
            rows: rows_of(Some(team.id)),
        })
        .collect();
    let homeless = rows_of(None);
    if !homeless.is_empty() {
        let title = "Across teams".to_owned();
        lanes.push(LaneView {
            team: None,
            title,
            summary: String::new(),
            interest: String::new(),
            thin: String::new(),
            rows: homeless,
        });
    }
    let (first, last) = span(seen, &lanes);
    let links = plan.items.values().flat_map(|item| item.after.keys().map(|before| (*before, item.id))).collect();
    RoadmapView {
        today: seen.today,
        first,
        last,
        stale: seen.stale(),
        lanes,
        links,
        fixes: fixes(seen),
        rollouts: rollouts(seen),
    }
}

/// Fewer finished items than this say little of how a team's estimates turn out.
const FEW: usize = 5;

fn thin(seen: &Seen<'_>, team: TeamId) -> String {
    let ours = |item: &&Item| item.team == Some(team) && item.state == ItemState::Done && item.actual.is_some();
    match seen.plan().items.values().filter(ours).count() {
        0 => "thin data: none of its items was finished with its effort known".to_owned(),
        1 => "thin data: 1 of its items was finished with its effort known".to_owned(),
        n if n < FEW => format!("thin data: {n} of its items were finished with their effort known"),
        _ => String::new(),
    }
}

/// "6 people · 92% booked": booked is what is not idle, to the horizon.
pub fn summary(seen: &Seen<'_>, team: TeamId) -> String {
    let people = seen.plan().people.values().filter(|person| person.team == Some(team)).count();
    let people = if people == 1 { "1 person".to_owned() } else { format!("{people} people") };
    match seen.team(team) {
        Some(forecast) if forecast.total.gross() > 0.0 => {
            let booked = 1.0 - share(forecast.total.idle, forecast.total.gross());
            format!("{people} · {:.0}% booked", booked * 100.0)
        }
        _ => people,
    }
}

/// "interest 18%": drag, toil and incidents of what is left after other work, to the horizon.
pub fn interest(seen: &Seen<'_>, team: TeamId) -> String {
    seen.team(team).map_or_else(String::new, |forecast| {
        let total = &forecast.total;
        let interest = share(total.interest(), total.gross() - total.other);
        if interest < 0.005 { String::new() } else { format!("interest {:.0}%", interest * 100.0) }
    })
}

/// Every item in rank order, but children right under their parents, with their depth. A child whose parent stands in
/// another team's lane keeps its depth.
pub fn families<'a>(ranked: &[&'a Item]) -> Vec<(&'a Item, u32)> {
    let known: BTreeSet<ItemId> = ranked.iter().map(|item| item.id).collect();
    let mut children: BTreeMap<Option<ItemId>, Vec<&'a Item>> = BTreeMap::new();
    for item in ranked {
        children.entry(item.parent.filter(|parent| known.contains(parent))).or_default().push(item);
    }
    let mut order = Vec::with_capacity(ranked.len());
    let mut waiting: Vec<(&'a Item, u32)> =
        children.get(&None).into_iter().flatten().rev().map(|item| (*item, 0)).collect();
    while let Some((item, depth)) = waiting.pop() {
        order.push((item, depth));
        let below = children.get(&Some(item.id)).into_iter().flatten().rev();
        waiting.extend(below.map(|child| (*child, depth + 1)));
    }
    order
}

/// From a little before today to the last P95 or due day, at least the horizon, at most three years.
fn span(seen: &Seen<'_>, lanes: &[LaneView]) -> (Day, Day) {
    let horizon = seen.today.plus(7 * i32::try_from(seen.plan().settings.horizon).unwrap_or(26));
    let rows = || lanes.iter().flat_map(|lane| &lane.rows);
    let last = rows()
        .flat_map(|row| [row.p95.or(row.p85).or(row.p50), row.due.as_ref().map(|due| due.day)])
        .flatten()
        .fold(horizon, Day::max)
        .min(seen.today.plus(3 * 365));
    let first = rows().filter_map(|row| row.start.or(row.p50)).fold(seen.today, Day::min).max(seen.today.plus(-90));
    (first.plus(-14).monday(), last.plus(21))
}
