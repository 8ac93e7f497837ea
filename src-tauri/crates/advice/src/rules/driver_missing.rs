//! driver-missing: something that somebody must answer for belongs to nobody: work with an effort, a component that holds work
//! or debt, or a decision. A debt is answered for by the teams that own its components. One flag an item, a component, a decision.
//!
//! | fires when | default | source | severity |
//! |---|---|---|---|
//! | open work with an effort and no team | any | our convention | warning |
//! | a component without an owner, that a debt with toil or incidents sits in | any | our convention | warning |
//! | a component without an owner, that other debt or open work sits in | any | our convention | note |
//! | an accepted decision that nobody answers for | any | our convention | warning |
//! | a proposed decision that nobody answers for | any | our convention | note |

use std::collections::BTreeMap;

use plan::{Component, Concern, Debt, DecisionRecord, DecisionState, Field, Item, Op, TeamId, Value};

use super::Raised;
use crate::case::Case;
use crate::flag::{Flag, Remedy, RuleId, Severity};
use crate::remedy::{apply, open, spent};
use crate::text::{count, effort, figure, first};
use crate::threshold::any;

pub(super) fn judge(case: &Case<'_>) -> Vec<Raised> {
    let items = case.work().filter_map(|item| of_item(case, item));
    let components = case.plan.components.values().filter(|component| component.alive);
    let components = components.filter_map(|component| of_component(case, component));
    let decisions = case.plan.decisions.values().filter(|decision| decision.alive);
    items.chain(components).chain(decisions.filter_map(|decision| of_decision(case, decision))).collect()
}

/// Work can be delegated, accountability cannot.
fn of_decision(case: &Case<'_>, decision: &DecisionRecord) -> Option<Raised> {
    let severity = match decision.state {
        DecisionState::Accepted => Severity::Warning,
        DecisionState::Proposed => Severity::Note,
        DecisionState::Rejected | DecisionState::Deprecated => return None,
    };
    if !decision.accountable.trim().is_empty() {
        return None;
    }
    let title = format!("“{}”", decision.title.trim());
    let driver = case.plan.settings.driver(Concern::Technical).word();
    let touches = decision.shapes.len() + decision.creates.len() + decision.retires.len();
    let flag = Flag {
        rule: RuleId::DriverMissing,
        severity,
        subjects: vec![decision.id.into()],
        subject_key: plan::subject_key(&[decision.id.into()]),
        sentence: format!("Nobody answers for the decision {title}, which is {}", decision.state.word()),
        numbers: vec![figure("Touches", count(touches, "item or debt", "items and debts"), touches as f64)],
        threshold: any("any decision that nobody answers for"),
        clears_when: "somebody answers for it".into(),
        remedies: vec![
            apply(
                format!("Let the {driver} answer for {title}"),
                "That is who drives what is technical in this plan".into(),
                vec![Op::set(decision.id, Field::Accountable, Value::Text(driver.into()))],
            ),
            open(
                format!("Say who answers for {title}"),
                "Carrying it out may be delegated; answering for it may not".into(),
                decision.id,
                Field::Accountable,
            ),
        ],
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: touches as f64 })
}

fn of_item(case: &Case<'_>, item: &Item) -> Option<Raised> {
    let estimate = item.estimate.filter(|estimate| estimate.likely > 0.0)?;
    if item.team.is_some_and(|team| case.team(team).is_some()) {
        return None;
    }
    let title = case.title(item.id);
    let owner = item
        .components
        .iter()
        .filter_map(|(component, share)| Some((case.plan.components.get(component)?.team?, *share)))
        .filter(|(team, _)| case.is_staffed(*team))
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
        .map(|(team, _)| team);
    let team = owner.or_else(|| case.teams().iter().map(|team| team.id).find(|team| case.is_staffed(*team)));
    let give = team.map(|team| {
        apply(
            format!("Give {title} to {}", case.title(team)),
            if owner.is_some() { "It owns most of what the work lies in" } else { "It is the first team of the plan" }
                .into(),
            vec![Op::set(item.id, Field::Team, Value::Ref(team.0))],
        )
    });
    let flag = Flag {
        rule: RuleId::DriverMissing,
        severity: Severity::Warning,
        subjects: vec![item.id.into()],
        subject_key: plan::subject_key(&[item.id.into()]),
        sentence: format!("{title} takes {} and belongs to no team: nobody will do it", effort(estimate.likely)),
        numbers: vec![figure("Effort", effort(estimate.likely), estimate.likely)],
        threshold: any("any work without a team"),
        clears_when: "it has a team".into(),
        remedies: give
            .into_iter()
            .chain([open(format!("Choose the team of {title}"), "It then counts".into(), item.id, Field::Team)])
            .collect(),
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: estimate.likely })
}

fn of_component(case: &Case<'_>, component: &Component) -> Option<Raised> {
    if component.team.is_some_and(|team| case.team(team).is_some()) {
        return None;
    }
    let debts: Vec<&Debt> = case.owed().filter(|debt| debt.components.contains(&component.id)).collect();
    let touches = |item: &&Item| item.components.get(&component.id).is_some_and(|share| *share > 0.0);
    let items: Vec<&Item> = case.work().filter(touches).collect();
    if debts.is_empty() && items.is_empty() {
        return None;
    }
    let burdens = |debt: &&Debt| {
        debt.toil.is_some_and(|toil| toil.likely > 0.0)
            || (debt.incident_rate > 0.0 && debt.incident_loss.is_some_and(|loss| loss.likely > 0.0))
    };
    let lost = debts.iter().filter(|debt| burdens(debt)).count();
    let title = case.title(component.id);
    let what = match (debts.len(), items.len()) {
        (0, n) => format!("{} of work", count(n, "piece", "pieces")),
        (n, 0) => count(n, "debt", "debts"),
        (debts, items) => {
            format!("{} and {} of work", count(debts, "debt", "debts"), count(items, "piece", "pieces"))
        }
    };
    let tail = match lost {
        0 => "nobody answers for it".to_owned(),
        _ => format!(
            "nobody serves the toil and the incidents of {}, and no date counts them",
            first(&case.titles(debts.iter().filter(|debt| burdens(debt)).map(|debt| debt.id)), 2)
        ),
    };
    let flag = Flag {
        rule: RuleId::DriverMissing,
        severity: if lost > 0 { Severity::Warning } else { Severity::Note },
        subjects: std::iter::once(component.id.into()).chain(debts.iter().map(|debt| debt.id.into())).collect(),
        subject_key: plan::subject_key(&[component.id.into()]),
        sentence: format!("No team owns {title}, which holds {what}: {tail}"),
        numbers: vec![
            figure("Debts in it", debts.len().to_string(), debts.len() as f64),
            figure("Work in it", count(items.len(), "item", "items"), items.len() as f64),
        ],
        threshold: any("any component in use without an owner"),
        clears_when: "a team owns it".into(),
        remedies: ways_out(case, component, &items),
        evidence: Vec::new(),
        waived: None,
    };
    Some(Raised { flag, weight: (debts.len() + items.len()) as f64 })
}

/// Give it to the team that works in it most, else to the owner of what it is a part of.
fn ways_out(case: &Case<'_>, component: &Component, items: &[&Item]) -> Vec<Remedy> {
    let mut work: BTreeMap<TeamId, f64> = BTreeMap::new();
    for item in items {
        if let Some(team) = item.team.filter(|team| case.team(*team).is_some()) {
            *work.entry(team).or_default() += spent(case, item) * item.components[&component.id];
        }
    }
    let most = work.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    let around = || {
        let holders = case.lineage(component.id);
        holders.iter().filter_map(|id| case.plan.components.get(id)?.team).find(|team| case.team(*team).is_some())
    };
    let title = case.title(component.id);
    let give = |team: TeamId, why: String| {
        apply(
            format!("Give {title} to {}", case.title(team)),
            why,
            vec![Op::set(component.id, Field::Team, Value::Ref(team.0))],
        )
    };
    let step = match most {
        Some((team, work)) => Some(give(team, format!("It works in it most: {}", effort(work)))),
        None => around().map(|team| give(team, "It owns what this is a part of".into())),
    };
    let ask = open(
        format!("Choose who owns {title}"),
        "Toil and incidents then fall on somebody".into(),
        component.id,
        Field::Team,
    );
    step.into_iter().chain([ask]).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::flag::RuleId;
    use crate::testing::check;

    #[test]
    fn warns_of_work_without_a_team() {
        check(
            RuleId::DriverMissing,
            r#"
team core "Core"
person ada "Ada" team core
team port "Port"
person cy "Cy" team port
component gate "Gate" team port
item a "Refunds" effort 10
item b "Barriers" effort 5 in gate 1
item c "A name for it all"
"#,
            expect![[r#"
                warning: “Refunds” takes 10 pd and belongs to no team: nobody will do it
                  → Give “Refunds” to Core
                  … Choose the team of “Refunds”
                warning: “Barriers” takes 5 pd and belongs to no team: nobody will do it
                  → Give “Barriers” to Port
                  … Choose the team of “Barriers”
            "#]],
        );
    }

    #[test]
    fn tells_of_components_in_use_that_nobody_owns() {
        check(
            RuleId::DriverMissing,
            r#"
team core "Core"
person ada "Ada" team core
component shop "Shop"
component batch "Night batch" parent app
component app "App" team core
component unused "Unused"
debt copy "Copied rules" in shop principal 2 drag 0.1
debt hand "By hand" in batch principal 2 toil 4
item a "Refunds" team core effort 10 in shop 1
"#,
            expect![[r#"
                warning: No team owns Night batch, which holds 1 debt: nobody serves the toil and the incidents of “By hand”, and no date counts them
                  → Give Night batch to Core
                  … Choose who owns Night batch
                note: No team owns Shop, which holds 1 debt and 1 piece of work: nobody answers for it
                  → Give Shop to Core
                  … Choose who owns Shop
            "#]],
        );
    }

    #[test]
    fn asks_who_answers_for_a_decision() {
        check(
            RuleId::DriverMissing,
            r#"
team core "Core"
person ada "Ada" team core
item a "Refunds" team core effort 10
decision one "Keep one ledger" shapes a
decision two "Buy the terminals" accountable "Ada (EM)"
decision three "Write our own" state rejected
"#,
            expect![[r#"
                note: Nobody answers for the decision “Keep one ledger”, which is proposed
                  → Let the EM answer for “Keep one ledger”
                  … Say who answers for “Keep one ledger”
            "#]],
        );
    }

    #[test]
    fn is_silent_when_all_belongs_to_somebody() {
        check(
            RuleId::DriverMissing,
            r#"
team core "Core"
person ada "Ada" team core
component shop "Shop" team core
debt copy "Copied rules" in shop principal 2 drag 0.1 toil 1
item a "Refunds" team core effort 10 in shop 1
external cert "Certificate" delivery 2027-01-04
"#,
            expect![[""]],
        );
    }
}
