//! Change who can do the work: one more person, or one more holder of a skill.

use plan::{Assign, Field, Kind, Person, TeamId, Value};

use super::{apply, fresh, set_record};
use crate::case::Case;
use crate::flag::Remedy;
use crate::presence::presence;
use crate::text::day;

/// Calendar days until somebody new is there, and until they are up to speed; assumptions that the remedy states.
const ARRIVES: i32 = 28;
const RAMP: u32 = 56;

/// Add a person to a team, with this skill if one is named.
pub(crate) fn add_person(case: &Case<'_>, flag: &str, team: TeamId, skill: Option<&str>) -> Option<Remedy> {
    case.team(team)?;
    let start = case.today().plus(ARRIVES);
    let entity = fresh(case, Kind::Person, flag);
    let mut values = vec![
        Assign::of(
            Field::Title,
            Value::Text(skill.map_or("New person".into(), |skill| format!("New person ({skill})"))),
        ),
        Assign::of(Field::Team, Value::Ref(team.0)),
        Assign::of(Field::Start, Value::Day(start)),
        Assign::of(Field::RampDays, Value::Number(f64::from(RAMP))),
    ];
    values.extend(skill.map(|skill| Assign { field: Field::Skill, key: skill.into(), value: Value::Flag(true) }));
    let whom = skill.map_or("a person".into(), |skill| format!("a person with {skill}"));
    Some(apply(
        format!("Add {whom} to {} from {}", case.title(team), day(start, case.today())),
        format!(
            "Assumes that they start in {ARRIVES} days at a fifth of full speed, and reach full speed {} weeks later",
            RAMP / 7
        ),
        vec![plan::Op::Create { entity, values }],
    ))
}

/// Have somebody of the team learn a skill: of those who are there, one who stays, and the one with the fewest skills.
pub(crate) fn learn(case: &Case<'_>, team: TeamId, skill: &str) -> Option<Remedy> {
    let own = case.team(team)?;
    let there = |person: &&Person| presence(own, person, case.today(), case.forecast.horizon_end);
    let people = case.people(team);
    let learner =
        people.iter().filter(|person| !person.skills.contains(skill) && there(person) > 0.0).min_by(|a, b| {
            let leaves = |person: &Person| person.end.is_some_and(|end| end < case.forecast.horizon_end);
            let fewest = a.skills.len().cmp(&b.skills.len());
            leaves(a).cmp(&leaves(b)).then(fewest).then(there(b).total_cmp(&there(a))).then(a.id.cmp(&b.id))
        })?;
    Some(apply(
        format!("Have {} learn {skill}", case.title(learner.id)),
        "A second pair of hands, and nobody to wait for; the forecast counts no time for the learning itself".into(),
        vec![set_record(learner.id, Field::Skill, skill.into(), Value::Flag(true))],
    ))
}
