//! Who is there on a day, and how much of a person that is. Counts what the plan says of people and calendars, nothing
//! of the work.

use plan::{Day, Person, Team};

/// The person's gross capacity on this day, in person-days.
pub(crate) fn presence(team: &Team, person: &Person, day: Day) -> f64 {
    let away = person.leave.iter().any(|(first, last)| *first <= day && day <= *last);
    let here = person.start.is_none_or(|start| start <= day) && person.end.is_none_or(|end| day <= end);
    if away || !here || !team.works_on(day) {
        return 0.0;
    }
    let speed = match person.start {
        Some(start) if person.ramp_days > 0 => {
            let way = f64::from(day.since(start)) / f64::from(person.ramp_days);
            person.ramp_from + (1.0 - person.ramp_from) * way.min(1.0)
        }
        Some(_) | None => 1.0,
    };
    person.fte * speed
}

/// The person's gross capacity from one day to another, both included.
pub(crate) fn presence_between(team: &Team, person: &Person, from: Day, to: Day) -> f64 {
    days(from, to).map(|day| presence(team, person, day)).sum()
}

/// The days from one to another, both included.
pub(crate) fn days(from: Day, to: Day) -> impl Iterator<Item = Day> {
    (0..=to.since(from)).map(move |n| from.plus(n))
}
