//! Where capacity goes, team by team and week by week.

use forecast::{Accounts, TeamWeek, words};
use plan::{Day, Person, PersonId, Team, TeamId};
use serde::{Deserialize, Serialize};

use super::Seen;
use super::record::{RecordView, record};
use super::roadmap;
use super::row::share;

/// Where capacity goes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct CapacityView {
    /// Team by team.
    pub teams: Vec<TeamCapacity>,
    /// Whether the figures are of an older version.
    pub stale: bool,
}

/// Where one team's capacity goes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct TeamCapacity {
    /// The team.
    pub team: TeamId,
    /// Its name.
    pub title: String,
    /// In words: "6 people · 92 % booked · interest 18 % · 4 pd a week of support and toil unserved".
    pub summary: String,
    /// Week by week to the horizon.
    pub weeks: Vec<WeekCapacity>,
    /// Sum to the horizon.
    pub total: Accounts,
    /// How often its forecasts came true, and what was learned from that.
    pub record: RecordView,
    /// Its people's availability, week by week as `weeks`.
    pub people: Vec<PersonCapacity>,
}

/// A week of a team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct WeekCapacity {
    /// Its Monday.
    pub monday: Day,
    /// Where it goes, person-days.
    pub accounts: Accounts,
    /// All there is, person-days.
    #[specta(type = specta_typescript::Number)]
    pub gross: f64,
    /// 1 − idle share; above 1 where support and toil went unserved.
    #[specta(type = specta_typescript::Number)]
    pub utilisation: f64,
}

/// A person's availability.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct PersonCapacity {
    /// The person.
    pub id: PersonId,
    /// Their name.
    pub title: String,
    /// Person-days a week, after calendar, leave, start, end and ramp-up.
    #[specta(type = Vec<specta_typescript::Number>)]
    pub weeks: Vec<f64>,
}

/// The capacity of what is seen.
pub fn capacity(seen: &Seen<'_>) -> CapacityView {
    let mut teams: Vec<&Team> = seen.plan().teams.values().collect();
    teams.sort_by(|a, b| a.rank.cmp(&b.rank).then(a.id.cmp(&b.id)));
    CapacityView { teams: teams.into_iter().map(|team| team_capacity(seen, team)).collect(), stale: seen.stale() }
}

fn team_capacity(seen: &Seen<'_>, team: &Team) -> TeamCapacity {
    let horizon = seen.plan().settings.horizon;
    let mondays: Vec<Day> = (0..horizon).map(|week| seen.today.monday().plus(7 * week as i32)).collect();
    let forecast = seen.team(team.id);
    let booked = forecast.map_or(&[][..], |forecast| &forecast.weeks);
    let weeks =
        mondays.iter().filter_map(|monday| booked.iter().find(|week| week.monday == *monday)).map(week).collect();
    let people = seen.plan().people.values().filter(|person| person.team == Some(team.id));
    TeamCapacity {
        team: team.id,
        title: team.title.clone(),
        summary: summary(seen, team, booked, horizon),
        weeks,
        total: forecast.map(|forecast| forecast.total).unwrap_or_default(),
        record: record(seen.plan(), team.id, forecast),
        people: people.map(|person| person_capacity(seen, team, person, &mondays)).collect(),
    }
}

fn summary(seen: &Seen<'_>, team: &Team, weeks: &[TeamWeek], horizon: u32) -> String {
    let mut parts = vec![roadmap::summary(seen, team.id)];
    let interest = roadmap::interest(seen, team.id);
    if !interest.is_empty() {
        parts.push(interest);
    }
    let unserved =
        weeks.iter().take(horizon as usize).map(|week| week.overflow).sum::<f64>() / f64::from(horizon.max(1));
    if unserved >= 0.05 {
        parts.push(format!("{} pd a week of support and toil unserved", words::number(unserved)));
    }
    parts.join(" · ")
}

fn week(week: &TeamWeek) -> WeekCapacity {
    let gross = week.accounts.gross();
    WeekCapacity {
        monday: week.monday,
        accounts: week.accounts,
        gross,
        utilisation: share(gross - week.accounts.idle + week.overflow, gross),
    }
}

fn person_capacity(seen: &Seen<'_>, team: &Team, person: &Person, mondays: &[Day]) -> PersonCapacity {
    let in_week = |monday: &Day| -> f64 {
        let days = (0..7).map(|offset| monday.plus(offset)).filter(|day| *day >= seen.today);
        days.map(|day| forecast::availability(person, team, day)).sum()
    };
    PersonCapacity { id: person.id, title: person.title.clone(), weeks: mondays.iter().map(in_week).collect() }
}
