//! People, skills, leave.

use std::collections::BTreeMap;

use plan::{Day, ItemState, Person, PersonId};
use serde::{Deserialize, Serialize};

use super::Seen;
use forecast::words;

/// People, skills, leave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct PeopleView {
    /// All skills, with who has them and what needs them.
    pub skills: Vec<SkillRow>,
    /// Everybody.
    pub people: Vec<PersonRow>,
}

/// A skill.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct SkillRow {
    /// Its name.
    pub skill: String,
    /// How many have it.
    pub holders: u32,
    /// Likely open effort that needs it, person-days.
    #[specta(type = specta_typescript::Number)]
    pub demand: f64,
    /// "only Mia Keller", "nobody", "4 people".
    pub words: String,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct PersonRow {
    /// The person.
    pub id: PersonId,
    /// Their name.
    pub title: String,
    /// Their team's name.
    pub team: String,
    /// "80 %, from 1 Feb 2027, ramp-up 60 days".
    pub availability: String,
    /// What they can do.
    pub skills: Vec<String>,
    /// Skills that only they have on their team and an open item needs.
    pub only_holder_of: Vec<String>,
    /// Their leave in words.
    pub leave: String,
}

/// The people of what is seen, and the skills that are held or needed.
pub fn people(seen: &Seen<'_>) -> PeopleView {
    let plan = seen.plan();
    let mut skills: BTreeMap<&str, (Vec<&Person>, f64)> = BTreeMap::new();
    for person in plan.people.values() {
        for skill in &person.skills {
            skills.entry(skill).or_default().0.push(person);
        }
    }
    for item in plan.items.values().filter(|item| item.state != ItemState::Done) {
        for (skill, part) in &item.skills {
            skills.entry(skill).or_default().1 += part * item.estimate.map_or(0.0, |estimate| estimate.likely);
        }
    }
    let rows = skills.into_iter().map(|(skill, (holders, demand))| SkillRow {
        skill: skill.to_owned(),
        holders: u32::try_from(holders.len()).unwrap_or(u32::MAX),
        demand,
        words: match holders.as_slice() {
            [] => "nobody".to_owned(),
            [only] => format!("only {}", only.title),
            several => format!("{} people", several.len()),
        },
    });
    let mut people: Vec<PersonRow> = plan.people.values().map(|person| person_row(seen, person)).collect();
    people.sort_by(|a, b| a.team.cmp(&b.team).then_with(|| a.title.cmp(&b.title)));
    PeopleView { skills: rows.collect(), people }
}

fn person_row(seen: &Seen<'_>, person: &Person) -> PersonRow {
    let plan = seen.plan();
    let needed = |skill: &String| {
        let mut open = plan.items.values().filter(|item| item.state != ItemState::Done && item.team == person.team);
        open.any(|item| item.skills.contains_key(skill))
    };
    let shared = |skill: &String| {
        let mut others = plan.people.values().filter(|other| other.id != person.id && other.team == person.team);
        others.any(|other| other.skills.contains(skill))
    };
    let leave = person.leave.iter().filter(|(_, last)| **last >= seen.today);
    PersonRow {
        id: person.id,
        title: person.title.clone(),
        team: person.team.and_then(|team| plan.teams.get(&team)).map_or_else(String::new, |team| team.title.clone()),
        availability: availability(person, seen.today),
        skills: person.skills.iter().cloned().collect(),
        only_holder_of: person.skills.iter().filter(|skill| needed(skill) && !shared(skill)).cloned().collect(),
        leave: leave.map(|(first, last)| span(*first, *last, seen.today)).collect::<Vec<_>>().join(", "),
    }
}

fn availability(person: &Person, today: Day) -> String {
    let mut parts = vec![format!("{:.0}%", person.fte * 100.0)];
    if let Some(start) = person.start.filter(|start| *start > today) {
        parts.push(format!("from {}", words::day(start, today)));
    }
    if let Some(end) = person.end {
        parts.push(format!("until {}", words::day(end, today)));
    }
    let ramping = person.start.is_some_and(|start| start.plus(person.ramp_days as i32) > today);
    if person.ramp_days > 0 && ramping {
        parts.push(format!("ramp-up over {} days", person.ramp_days));
    }
    parts.join(", ")
}

fn span(first: Day, last: Day, today: Day) -> String {
    if first == last {
        words::day(first, today)
    } else {
        format!("{} – {}", words::day(first, today), words::day(last, today))
    }
}
