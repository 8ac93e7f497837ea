//! single-holder: a skill that planned work needs hangs on one person of the team, or on nobody who is there at the time.
//! One flag a team and skill.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | people of the team with a skill it needs | ≤ 1 | Avelino et al. 2016 | warning |
//! | working days on end without any of them while such an item is in work | ≥ 5 | our convention | critical |
//!
//! An item is in work from its P50 start to its P50 finish, or to the horizon if it never finishes.

use std::collections::BTreeSet;

use plan::{Day, Item, Person, Team};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, RuleId, Severity};
use crate::presence::days;
use crate::remedy::{add_person, learn};
use crate::text::{count, day, effort, figure, first, list};
use crate::threshold::threshold;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    let mut raised = Vec::new();
    for team in case.teams() {
        let skills: BTreeSet<&str> = case
            .work()
            .filter(|item| item.team == Some(team.id))
            .flat_map(|item| item.skills.iter().filter(|(_, share)| **share > 0.0).map(|(skill, _)| skill.as_str()))
            .collect();
        raised.extend(skills.into_iter().filter_map(|skill| raise(case, team, skill)));
    }
    raised
}

/// A working day of the team on which none of the holders is there, and the how-manieth working day it is.
type Absence = (Day, usize);

/// The working days from today to a last one on which none of these people is there.
fn absences(case: &Case<'_>, team: &Team, holders: &[&Person], last: Day) -> Vec<Absence> {
    let working = days(case.today(), last).filter(|day| team.works_on(*day)).enumerate();
    let nobody = |day: Day| holders.iter().all(|person| forecast::availability(person, team, day) == 0.0);
    working.filter(|(_, day)| nobody(*day)).map(|(n, day)| (day, n)).collect()
}

/// The longest run of them from one day to another: its first and last day, and how many they are.
fn longest(absences: &[Absence], from: Day, to: Day) -> Option<(Day, Day, usize)> {
    let within = &absences[absences.partition_point(|(day, _)| *day < from)..];
    let within = &within[..within.partition_point(|(day, _)| *day <= to)];
    let runs =
        within.chunk_by(|(_, n), (_, next)| n + 1 == *next).map(|run| (run[0].0, run[run.len() - 1].0, run.len()));
    runs.max_by_key(|(first, _, n)| (*n, std::cmp::Reverse(*first)))
}

fn raise(case: &Case<'_>, team: &Team, skill: &str) -> Option<Raised> {
    let (few, absence) = (threshold(case.plan, "single-holder"), threshold(case.plan, "single-holder-absence"));
    let holders: Vec<&Person> = case.holders(team.id, skill);
    if holders.is_empty() {
        return None;
    }
    let needing: Vec<&Item> = case
        .work()
        .filter(|item| item.team == Some(team.id) && item.skills.get(skill).is_some_and(|share| *share > 0.0))
        .collect();
    let demand: f64 = needing
        .iter()
        .map(|item| case.outlook(item.id).map_or(0.0, |outlook| outlook.clean + outlook.drag) * item.skills[skill])
        .sum();
    let spans: Vec<(&Item, Day, Day)> = needing
        .iter()
        .filter_map(|item| {
            let outlook = case.outlook(item.id)?;
            let to = outlook.outlook.as_planned.p50.unwrap_or(case.forecast.horizon_end);
            Some((*item, outlook.start.p50.unwrap_or(case.today()), to))
        })
        .collect();
    let last = spans.iter().map(|(_, _, to)| *to).max().unwrap_or(case.today());
    let absences = absences(case, team, &holders, last);
    let gap = spans
        .iter()
        .filter_map(|(item, from, to)| {
            let (first, last, n) = longest(&absences, *from, *to)?;
            Some((n, first, last, item.id))
        })
        .max_by_key(|(n, first, _, item)| (*n, std::cmp::Reverse(*first), *item))
        .filter(|(n, ..)| *n as f64 >= absence.value);
    if holders.len() as f64 > few.value && gap.is_none() {
        return None;
    }
    let titles = case.titles(needing.iter().map(|item| item.id));
    let who = list(&case.titles(holders.iter().map(|person| person.id)));
    let (knows, is) = if holders.len() == 1 { ("knows", "is") } else { ("know", "are") };
    let needs = if titles.len() == 1 { "needs" } else { "need" };
    let reach = format!("{} {needs} {} of it", first(&titles, 2), effort(demand));
    let (severity, sentence, limit) = match gap {
        Some((n, first_day, last_day, item)) => (
            Severity::Critical,
            format!(
                "Only {who} {knows} {skill} in {}, and {is} away for {} from {} to {} while {}",
                case.title(team.id),
                count(n, "working day", "working days"),
                day(first_day, case.today()),
                day(last_day, case.today()),
                if titles.len() == 1 { reach } else { format!("{} is in work; {reach}", case.title(item)) },
            ),
            absence,
        ),
        None => (Severity::Warning, format!("Only {who} knows {skill} in {}; {reach}", case.title(team.id)), few),
    };
    let key = format!("{}/{skill}", plan::subject_key(&[team.id.into()]));
    let name = format!("{}/{key}", RuleId::SingleHolder.word());
    let mut remedies = Vec::new();
    remedies.extend(learn(case, team.id, skill));
    remedies.extend(add_person(case, &name, team.id, Some(skill)));
    let mut numbers = vec![
        figure("Holders", holders.len().to_string(), holders.len() as f64),
        figure("Work that needs it", effort(demand), demand),
        figure("Items that need it", needing.len().to_string(), needing.len() as f64),
    ];
    numbers.extend(gap.map(|(n, ..)| figure("Away at a stretch", count(n, "working day", "working days"), n as f64)));
    let holders_then_items =
        holders.iter().map(|person| person.id.into()).chain(needing.iter().map(|item| item.id.into()));
    let flag = Flag {
        rule: RuleId::SingleHolder,
        severity,
        subjects: std::iter::once(team.id.into()).chain(holders_then_items).collect(),
        subject_key: key,
        sentence,
        numbers,
        threshold: limit,
        clears_when: format!("a second person of {} knows {skill} and is there when it is needed", case.title(team.id)),
        remedies,
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: demand })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::flag::RuleId;
    use crate::testing::check;

    #[test]
    fn warns_of_a_skill_that_one_person_has() {
        check(
            RuleId::SingleHolder,
            r#"
team core "Core"
person ada "Ada" team core skills rust,ui
person bo "Bo" team core skills ui
item a "Ledger" team core effort 10 skills rust 0.5,ui 0.5
"#,
            expect![[r#"
                warning: Only Ada knows rust in Core; “Ledger” needs 5 pd of it
                  → Have Bo learn rust
                  → Add a person with rust to Core from 21 Dec
            "#]],
        );
    }

    #[test]
    fn is_silent_when_two_people_have_it() {
        check(
            RuleId::SingleHolder,
            r#"
team core "Core"
person ada "Ada" team core skills rust,ui
person bo "Bo" team core skills ui,rust
item a "Ledger" team core effort 10 skills rust 0.5,ui 0.5
"#,
            expect![[""]],
        );
    }

    #[test]
    fn is_critical_when_nobody_with_it_is_there() {
        check(
            RuleId::SingleHolder,
            r#"
team core "Core"
person ada "Ada" team core skills rust leave 2026-12-01..2026-12-07
person bo "Bo" team core skills ui
item a "Ledger" team core effort 10 skills rust
"#,
            expect![[r#"
                critical: Only Ada knows rust in Core, and is away for 5 working days from 1 Dec to 7 Dec while “Ledger” needs 10 pd of it
                  → Have Bo learn rust
                  → Add a person with rust to Core from 21 Dec
            "#]],
        );
    }

    #[test]
    fn a_few_days_off_are_no_alarm() {
        check(
            RuleId::SingleHolder,
            r#"
team core "Core"
person ada "Ada" team core skills rust leave 2026-12-01..2026-12-06
person bo "Bo" team core skills ui
item a "Ledger" team core effort 10 skills rust
"#,
            expect![[r#"
                warning: Only Ada knows rust in Core; “Ledger” needs 10 pd of it
                  → Have Bo learn rust
                  → Add a person with rust to Core from 21 Dec
            "#]],
        );
    }

    #[test]
    fn is_critical_when_both_are_away_at_once() {
        check(
            RuleId::SingleHolder,
            r#"
team core "Core"
person ada "Ada" team core skills rust leave 2026-12-01..2026-12-07
person bo "Bo" team core skills rust leave 2026-11-30..2026-12-08
item a "Ledger" team core effort 20 skills rust people 1
"#,
            expect![[r#"
                critical: Only Ada and Bo know rust in Core, and are away for 5 working days from 1 Dec to 7 Dec while “Ledger” needs 20 pd of it
                  → Add a person with rust to Core from 21 Dec
            "#]],
        );
    }
}
