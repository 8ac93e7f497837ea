//! What a team has under way, stage by stage: for how long, and until when. The review step, which no item shows, is told in
//! words beside what the work takes in all.

use forecast::delivery::{self, Times};
use forecast::words;
use plan::{Day, Health, Item, ItemId, ItemKind, ItemState, Plan, Team};
use serde::{Deserialize, Serialize};

use super::Seen;
use super::waits::review_step;

/// What is under way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct QueueView {
    /// "3 items are under way; the oldest, “Refunds”, for 42 days."
    pub sentence: String,
    /// The stages that have something, in the order in which work passes through them.
    pub stages: Vec<QueueStage>,
    /// The review step, in words; empty while no reviews are known.
    pub review: String,
}

/// A stage, and what lies in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct QueueStage {
    /// "Being worked on".
    pub title: String,
    /// The oldest first; those of unknown age last.
    pub items: Vec<QueuedView>,
}

/// An item under way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct QueuedView {
    /// The item.
    pub id: ItemId,
    /// Its title.
    pub title: String,
    /// Its age beside that of the oldest, 0 to 1.
    #[specta(type = specta_typescript::Number)]
    pub share: f64,
    /// "42 days, since 12 Oct"; "no day says since when".
    pub words: String,
    /// "85% by 11 Feb"; empty where there is no forecast of it.
    pub until: String,
    /// Whether it has been begun and does not move.
    pub waits: bool,
}

/// Where work lies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Waiting,
    Working,
    Delivering,
}

impl Stage {
    const ALL: [Stage; 3] = [Stage::Waiting, Stage::Working, Stage::Delivering];

    fn title(self) -> &'static str {
        match self {
            Stage::Waiting => "Begun and waiting",
            Stage::Working => "Being worked on",
            Stage::Delivering => "Done, on its way out",
        }
    }
}

/// What a team of what is seen has under way; `times` is how long what it closed took.
pub(super) fn queue(seen: &Seen<'_>, team: &Team, times: Option<Times>) -> QueueView {
    let plan = seen.plan();
    let ours = plan.items.values().filter(|item| item.team == Some(team.id) && item.kind != ItemKind::External);
    let mut lying: Vec<(&Item, Stage, Option<Day>)> = ours
        .filter_map(|item| stage(plan, team, item, seen.today).map(|(stage, since)| (item, stage, since)))
        .collect();
    lying.sort_by_key(|(item, _, since)| (since.is_none(), *since, item.id));
    let age = |since: Day| seen.today.since(since).max(0);
    let oldest = lying.iter().find_map(|(_, _, since)| *since).map_or(1, age).max(1);
    let until = |item: &Item| {
        let p85 = seen.item(item.id).filter(|_| item.state != ItemState::Done)?.outlook.as_planned.p85;
        Some(words::by(85, p85, seen.today))
    };
    let shown = |(item, stage, since): &(&Item, Stage, Option<Day>)| QueuedView {
        id: item.id,
        title: item.title.clone(),
        share: since.map_or(0.0, |since| f64::from(age(since)) / f64::from(oldest)),
        words: since.map_or_else(
            || "no day says since when".to_owned(),
            |since| format!("{}, since {}", words::days(age(since)), words::day(since, seen.today)),
        ),
        until: until(item).unwrap_or_default(),
        waits: *stage == Stage::Waiting,
    };
    let stages = Stage::ALL.map(|stage| QueueStage {
        title: stage.title().to_owned(),
        items: lying.iter().filter(|(_, there, _)| *there == stage).map(shown).collect(),
    });
    let waits = delivery::recent_waits(&team.past, seen.today);
    QueueView {
        sentence: sentence(&lying, seen.today),
        stages: stages.into_iter().filter(|stage| !stage.items.is_empty()).collect(),
        review: waits.map_or_else(String::new, |waits| review_step(waits, times)),
    }
}

fn stage(plan: &Plan, team: &Team, item: &Item, today: Day) -> Option<(Stage, Option<Day>)> {
    let undone = |on: &ItemId| plan.items.get(on).is_some_and(|on| on.alive && on.state != ItemState::Done);
    match item.state {
        ItemState::Planned => None,
        ItemState::Started if item.brief.health == Some(Health::Blocked) || item.after.keys().any(undone) => {
            Some((Stage::Waiting, item.begun_on))
        }
        ItemState::Started => Some((Stage::Working, item.begun_on)),
        ItemState::Done => {
            let done = item.done_on.filter(|done| today <= delivered(team, *done))?;
            Some((Stage::Delivering, Some(done)))
        }
    }
}

/// The last of the team's working days from done to delivered; the day itself without a lag.
fn delivered(team: &Team, done: Day) -> Day {
    let mut left = team.delivery_lag;
    let mut day = done;
    // A team without working days never delivers; two years say as much.
    for _ in 0..730 {
        if left == 0 {
            break;
        }
        day = day.plus(1);
        left -= u32::from(team.works_on(day));
    }
    if team.delivery_lag == 0 { done.plus(-1) } else { day }
}

fn sentence(lying: &[(&Item, Stage, Option<Day>)], today: Day) -> String {
    let count = match lying.len() {
        0 => return "Nothing is under way.".to_owned(),
        1 => "1 item is under way".to_owned(),
        n => format!("{n} items are under way"),
    };
    let begun = lying.iter().filter(|(_, stage, _)| *stage != Stage::Delivering);
    match begun.filter_map(|(item, _, since)| Some((item, (*since)?))).next() {
        Some((item, since)) if lying.len() > 1 => {
            format!("{count}; the oldest, “{}”, for {}.", item.title, words::days(today.since(since).max(0)))
        }
        Some(_) | None => format!("{count}."),
    }
}

#[cfg(test)]
mod tests {
    use plan::fixture;

    use super::*;

    #[test]
    fn a_done_item_is_on_its_way_for_its_teams_lag_in_working_days() {
        let plan = fixture::plan("team core lag 2\nteam port\n").unwrap();
        let day = |text: &str| text.parse::<Day>().unwrap();
        let of = |team, done| delivered(&plan.teams[&fixture::team(team)], done);
        assert_eq!(of("core", day("2026-11-20")), day("2026-11-24"), "Friday and two working days");
        assert!(of("port", day("2026-11-20")) < day("2026-11-20"), "without a lag it is out already");
    }
}
