//! skill-gap: planned work needs a skill that nobody on its team has, or its team has nobody at all: it is never finished.
//! One flag a team and skill.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | demand for a skill that nobody on the team has | any | | critical |

use std::collections::BTreeMap;

use plan::{Field, Item, Op, Team, Value};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, Remedy, RuleId, Severity};
use crate::remedy::{add_person, apply, learn};
use crate::text::{count, effort, figure, first};
use crate::threshold::any;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    case.teams().into_iter().flat_map(|team| gaps(case, team)).collect()
}

fn gaps(case: &Case<'_>, team: &Team) -> Vec<Raised> {
    let mine: Vec<&Item> = case.work().filter(|item| item.team == Some(team.id) && likely(case, item) > 0.0).collect();
    if mine.is_empty() {
        return Vec::new();
    }
    let there = case.people(team.id).into_iter().any(|person| person.end.is_none_or(|end| end >= case.today()));
    if !there {
        return vec![raise(case, team, None, &mine)];
    }
    let mut needing: BTreeMap<&str, Vec<&Item>> = BTreeMap::new();
    for item in mine {
        for (skill, _) in item.skills.iter().filter(|(_, share)| **share > 0.0) {
            needing.entry(skill).or_default().push(item);
        }
    }
    needing
        .into_iter()
        .filter(|(skill, _)| case.holders(team.id, skill).is_empty())
        .map(|(skill, items)| raise(case, team, Some(skill), &items))
        .collect()
}

/// An item's effort as estimated; a forecast books none for what nobody can do.
fn likely(case: &Case<'_>, item: &Item) -> f64 {
    match item.estimate {
        Some(estimate) => estimate.likely,
        None => {
            item.pays.iter().filter_map(|(debt, part)| Some(part * case.plan.debts.get(debt)?.principal?.likely)).sum()
        }
    }
}

fn raise(case: &Case<'_>, team: &Team, skill: Option<&str>, items: &[&Item]) -> Raised {
    let demand: f64 = items.iter().map(|item| likely(case, item) * skill.map_or(1.0, |skill| item.skills[skill])).sum();
    let titles = first(&case.titles(items.iter().map(|item| item.id)), 3);
    let (wait, n) = (if items.len() == 1 { "is" } else { "are" }, count(items.len(), "item", "items"));
    let title = case.title(team.id);
    let sentence = match skill {
        Some(skill) => format!(
            "Nobody in {title} knows {skill}, which {titles} {} {} of: as planned {n} {wait} never finished",
            if items.len() == 1 { "needs" } else { "need" },
            effort(demand)
        ),
        None => format!("There is nobody in {title}: {titles} ({}) {wait} never finished", effort(demand)),
    };
    let key = format!("{}/{}", plan::subject_key(&[team.id.into()]), skill.unwrap_or("any"));
    let name = format!("{}/{key}", RuleId::SkillGap.word());
    let mut remedies: Vec<Remedy> = Vec::new();
    remedies.extend(skill.and_then(|skill| learn(case, team.id, skill)));
    remedies.extend(hand_over(case, team, items));
    remedies.extend(add_person(case, &name, team.id, skill));
    let flag = Flag {
        rule: RuleId::SkillGap,
        severity: Severity::Critical,
        subjects: std::iter::once(team.id.into()).chain(items.iter().map(|item| item.id.into())).collect(),
        subject_key: key,
        sentence,
        numbers: vec![
            figure("People who can", "0", 0.0),
            figure("Work that needs them", effort(demand), demand),
            figure("Items", items.len().to_string(), items.len() as f64),
        ],
        threshold: any("any work that nobody can do"),
        clears_when: match skill {
            Some(skill) => format!("somebody in {title} knows {skill}, or nothing there needs it"),
            None => format!("somebody is in {title}, or nothing is planned for it"),
        },
        remedies,
        evidence: Vec::new(),
        waived: None,
    };
    Raised { flag, weight: demand }
}

/// Give the items to a team that can do all of each.
fn hand_over(case: &Case<'_>, from: &Team, items: &[&Item]) -> Option<Remedy> {
    let able = case.teams().into_iter().find(|team| {
        team.id != from.id
            && !case.people(team.id).is_empty()
            && items.iter().all(|item| item.skills.keys().all(|skill| !case.holders(team.id, skill).is_empty()))
    })?;
    let ops: Vec<Op> = items.iter().map(|item| Op::set(item.id, Field::Team, Value::Ref(able.id.0))).collect();
    Some(apply(
        format!("Give {} to {}", first(&case.titles(items.iter().map(|item| item.id)), 2), case.title(able.id)),
        format!("{} has everybody it takes", case.title(able.id)),
        ops,
    ))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::flag::RuleId;
    use crate::testing::check;

    #[test]
    fn fires_when_nobody_can_do_the_work() {
        check(
            RuleId::SkillGap,
            r#"
team core "Core"
person ada "Ada" team core skills ui
team port "Port"
person cy "Cy" team port skills rust,ui
item a "Ledger" team core effort 10 skills rust 0.5,ui 0.5
item b "Login" team core effort 5 skills ui
"#,
            expect![[r#"
                critical: Nobody in Core knows rust, which “Ledger” needs 5 pd of: as planned 1 item is never finished
                  → Have Ada learn rust
                  → Give “Ledger” to Port
                  → Add a person with rust to Core from 21 Dec
            "#]],
        );
    }

    #[test]
    fn is_silent_when_somebody_can() {
        check(
            RuleId::SkillGap,
            r#"
team core "Core"
person ada "Ada" team core skills ui,rust
item a "Ledger" team core effort 10 skills rust 0.5,ui 0.5
"#,
            expect![[""]],
        );
    }

    #[test]
    fn a_holder_who_has_left_is_none() {
        check(
            RuleId::SkillGap,
            r#"
team core "Core"
person ada "Ada" team core skills rust end 2026-11-20
person bo "Bo" team core
item a "Ledger" team core effort 10 skills rust
"#,
            expect![[r#"
                critical: Nobody in Core knows rust, which “Ledger” needs 10 pd of: as planned 1 item is never finished
                  → Have Bo learn rust
                  → Add a person with rust to Core from 21 Dec
            "#]],
        );
    }

    #[test]
    fn names_a_team_without_people() {
        check(
            RuleId::SkillGap,
            r#"
team core "Core"
item a "Ledger" team core effort 10
item b "Login" team core effort 5
"#,
            expect![[r#"
                critical: There is nobody in Core: “Ledger” and “Login” (15 pd) are never finished
                  → Add a person to Core from 21 Dec
            "#]],
        );
    }
}
