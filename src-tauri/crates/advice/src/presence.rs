//! Who is there from one day to another. What a person is there for on a day is the forecast's to say.

use forecast::availability;
use plan::{Day, Person, Team};

/// The person's gross capacity from one day to another, both included, in person-days.
pub(crate) fn presence(team: &Team, person: &Person, from: Day, to: Day) -> f64 {
    days(from, to).map(|day| availability(person, team, day)).sum()
}

/// The days from one to another, both included.
pub(crate) fn days(from: Day, to: Day) -> impl Iterator<Item = Day> {
    (0..=to.since(from)).map(move |n| from.plus(n))
}
