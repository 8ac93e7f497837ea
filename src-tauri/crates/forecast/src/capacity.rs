//! The deterministic part of a team's capacity: who is there on which working day, and what other work, support and
//! reserve leave of it. Toil, incidents and drag depend on luck and are taken in the trial.

use plan::{Day, Person, PersonId, Plan, Team, TeamId};

use crate::bits;
use crate::calendar::Calendar;

/// A run of working days on which the same people have the same availability.
#[derive(Clone, Debug)]
pub(crate) struct Era {
    /// The first working day after it.
    pub end: usize,
    /// Sum of the availability, in person-days a day.
    pub gross: f64,
    /// Meetings, mail and the rest.
    pub other: f64,
    /// Support served.
    pub support: f64,
    /// Support that nobody is left to serve.
    pub overflow: f64,
    /// Reserve kept.
    pub reserve: f64,
    /// What is left for toil, incidents and planned work.
    pub left: f64,
    /// Availability of each person of the team, in their order.
    pub availability: Vec<f64>,
    /// Who is there at all.
    pub present: Vec<u64>,
}

/// The people of a team in the order they are dealt in, and their availability over time.
#[derive(Clone, Debug)]
pub(crate) struct Capacity {
    /// Fewest skills first, then by id.
    pub people: Vec<PersonId>,
    /// Words in a set of the team's people.
    pub words: usize,
    /// The era of each working day.
    pub era_of: Vec<u16>,
    /// In order of time.
    pub eras: Vec<Era>,
}

impl Capacity {
    pub(crate) fn new(plan: &Plan, team: &Team, calendar: &Calendar, today: Day) -> Capacity {
        let people = people_of(plan, team.id);
        let words = bits::words(people.len());
        let mut era_of = Vec::with_capacity(calendar.n_working());
        let mut eras: Vec<Era> = Vec::new();
        let mut availability = vec![0.0; people.len()];
        for working in 0..calendar.n_working() {
            let day = today.plus(calendar.day(working) as i32);
            for (slot, person) in availability.iter_mut().zip(&people) {
                *slot = availability_on(person, day);
            }
            match eras.last_mut() {
                Some(era) if era.availability == availability => era.end += 1,
                _ => eras.push(era(team, working, &availability, words)),
            }
            era_of.push(eras.len() as u16 - 1);
        }
        Capacity { people: people.iter().map(|person| person.id).collect(), words, era_of, eras }
    }

    /// The era of this working day.
    #[inline]
    pub(crate) fn era(&self, working: usize) -> &Era {
        &self.eras[usize::from(self.era_of[working])]
    }
}

/// The people of a team in the order they are dealt in.
pub(crate) fn people_of(plan: &Plan, team: TeamId) -> Vec<&Person> {
    let mut people: Vec<&Person> =
        plan.people.values().filter(|person| person.alive && person.team == Some(team)).collect();
    people.sort_by(|a, b| a.skills.len().cmp(&b.skills.len()).then(a.id.cmp(&b.id)));
    people
}

/// Person-days that a person is there for on one day: none on a day off of the team, else FTE after leave, start, end and
/// ramp-up. It is gross: meetings, support and the rest are not taken yet.
pub fn availability(person: &Person, team: &Team, day: Day) -> f64 {
    if team.works_on(day) { availability_on(person, day) } else { 0.0 }
}

/// FTE on a working day of the team after leave, start, end and ramp-up.
fn availability_on(person: &Person, day: Day) -> f64 {
    if person.start.is_some_and(|start| day < start) || person.end.is_some_and(|end| day > end) {
        return 0.0;
    }
    if person.leave.iter().any(|(&first, &last)| first <= day && day <= last) {
        return 0.0;
    }
    let speed = match person.start {
        Some(start) if day < start.plus(person.ramp_days as i32) => {
            let gone = f64::from(day.since(start)) / f64::from(person.ramp_days);
            person.ramp_from + (1.0 - person.ramp_from) * gone
        }
        Some(_) | None => 1.0,
    };
    person.fte * speed
}

fn era(team: &Team, working: usize, availability: &[f64], words: usize) -> Era {
    let gross: f64 = availability.iter().sum();
    let other = gross * (1.0 - team.focus);
    let support = (team.support / 5.0).min(gross - other);
    let reserve = (team.reserve / 5.0).min(gross - other - support);
    let mut present = vec![0; words];
    for (idx, _) in availability.iter().enumerate().filter(|(_, available)| **available > 0.0) {
        bits::set(&mut present, idx);
    }
    Era {
        end: working + 1,
        gross,
        other,
        support,
        overflow: team.support / 5.0 - support,
        reserve,
        left: (gross - other - support - reserve).max(0.0),
        availability: availability.to_vec(),
        present,
    }
}
