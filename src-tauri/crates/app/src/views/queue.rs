//! What a team has under way, stage by stage, and for how long: beside what its own past says such things take, so that what
//! has lain too long stands out.

use forecast::delivery::{self, Times};
use forecast::words;
use plan::{Day, Health, Item, ItemId, ItemKind, ItemState, Plan, Team};
use serde::{Deserialize, Serialize};

use super::Seen;
use super::delivery::wait_sentence;

/// What is under way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct QueueView {
    /// "3 under way; the oldest, “Refunds”, for 42 days, longer than 85% of what was closed took."
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
    /// Whether it is older than 85 % of what was closed took.
    pub old: bool,
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
    let is_old = |since: Day| times.is_some_and(|times| age(since) as u32 >= times.p85);
    let shown = |(item, stage, since): &(&Item, Stage, Option<Day>)| QueuedView {
        id: item.id,
        title: item.title.clone(),
        share: since.map_or(0.0, |since| f64::from(age(since)) / f64::from(oldest)),
        words: since.map_or_else(
            || "no day says since when".to_owned(),
            |since| format!("{}, since {}", words::days(age(since)), words::day(since, seen.today)),
        ),
        old: *stage != Stage::Delivering && since.is_some_and(is_old),
    };
    let stages = Stage::ALL.map(|stage| QueueStage {
        title: stage.title().to_owned(),
        items: lying.iter().filter(|(_, there, _)| *there == stage).map(shown).collect(),
    });
    let waits = delivery::recent_waits(&team.past, seen.today);
    QueueView {
        sentence: sentence(&lying, seen.today, times),
        stages: stages.into_iter().filter(|stage| !stage.items.is_empty()).collect(),
        review: waits.map_or_else(String::new, |waits| wait_sentence(waits, times)),
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

fn sentence(lying: &[(&Item, Stage, Option<Day>)], today: Day, times: Option<Times>) -> String {
    let count = match lying.len() {
        0 => return "Nothing is under way.".to_owned(),
        1 => "1 item is under way".to_owned(),
        n => format!("{n} items are under way"),
    };
    let begun = lying.iter().filter(|(_, stage, _)| *stage != Stage::Delivering);
    let Some((item, since)) = begun.filter_map(|(item, _, since)| Some((item, (*since)?))).next() else {
        return format!("{count}.");
    };
    let age = today.since(since).max(0);
    let beside = match times {
        Some(times) if age as u32 >= times.p85 => {
            format!(", longer than 85% of what was closed took ({})", words::days(times.p85 as i32))
        }
        Some(times) if age as u32 >= times.p50 => {
            format!(", longer than half of what was closed took ({})", words::days(times.p50 as i32))
        }
        Some(_) | None => String::new(),
    };
    format!("{count}; the oldest, “{}”, for {}{beside}.", item.title, words::days(age))
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
