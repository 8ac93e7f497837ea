//! The deterministic part of a team's capacity: who is there on which working day, and what other work, support and
//! reserve leave of it. Toil, incidents and drag depend on luck and are taken in the trial.

use plan::{Day, Person, PersonId, Plan, Team, TeamId};

use crate::bits;
use crate::calendar::Calendar;

/// A run of working days on which the same people are there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Era {
    /// The first working day after it.
    pub end: usize,
    /// Who is there.
    pub present: Vec<u64>,
    /// Whether somebody's availability changes within it.
    pub ramps: bool,
}

/// The people of a team in the order they are dealt in, and what they have to give on each working day.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Capacity {
    /// Fewest skills first, then by id.
    pub people: Vec<PersonId>,
    /// Words in a set of the team's people.
    pub words: usize,
    /// In order of time.
    pub eras: Vec<Era>,
    /// By working day.
    pub days: Vec<Workday>,
    /// Availability of each person on each working day.
    availability: Vec<f64>,
    /// Other work, support and reserve, and support that nobody is left to serve.
    pub fixed: Vec<Fixed>,
}

/// A working day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Workday {
    /// Sum of the availability, in person-days.
    pub gross: f64,
    /// What other work, support and reserve leave for toil, incidents and planned work.
    pub left: f64,
    pub era: u16,
}

/// What is taken off a working day before luck plays a part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Fixed {
    pub other: f64,
    pub support: f64,
    pub reserve: f64,
    pub overflow: f64,
}

impl Capacity {
    pub(crate) fn new(plan: &Plan, team: &Team, calendar: &Calendar, today: Day) -> Capacity {
        let people = people_of(plan, team.id);
        let n_working = calendar.n_working();
        let mut capacity = Capacity {
            people: people.iter().map(|person| person.id).collect(),
            words: bits::words(people.len()),
            eras: Vec::new(),
            days: Vec::with_capacity(n_working),
            availability: Vec::with_capacity(n_working * people.len()),
            fixed: Vec::with_capacity(n_working),
        };
        for working in 0..n_working {
            let day = today.plus(calendar.day(working) as i32);
            capacity.availability.extend(people.iter().map(|person| availability_on(person, day)));
            capacity.add_day(team, working);
        }
        capacity
    }

    fn add_day(&mut self, team: &Team, working: usize) {
        let availability = self.availability(working);
        let gross: f64 = availability.iter().sum();
        let mut present = vec![0; self.words];
        for (idx, _) in availability.iter().enumerate().filter(|(_, available)| **available > 0.0) {
            bits::set(&mut present, idx);
        }
        let ramps = working > 0 && availability != self.availability(working - 1);
        match self.eras.last_mut() {
            Some(era) if era.present == present => {
                era.end += 1;
                era.ramps |= ramps;
            }
            Some(_) | None => self.eras.push(Era { end: working + 1, present, ramps: false }),
        }
        let other = gross * (1.0 - team.focus);
        let support = (team.support / 5.0).min(gross - other);
        let reserve = (team.reserve / 5.0).min(gross - other - support);
        let left = (gross - other - support - reserve).max(0.0);
        self.days.push(Workday { gross, left, era: self.eras.len() as u16 - 1 });
        self.fixed.push(Fixed { other, support, reserve, overflow: team.support / 5.0 - support });
    }

    /// Availability of each person on a working day.
    #[inline]
    pub(crate) fn availability(&self, working: usize) -> &[f64] {
        &self.availability[working * self.people.len()..(working + 1) * self.people.len()]
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
