//! driver-missing: something that somebody must answer for belongs to nobody: work with an effort, a component that holds work
//! or debt, or a decision. A debt is answered for by the teams that own its components. One flag a component, a decision, and all
//! the work that the same team could take; what somebody has accepted stays together as it was accepted.
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
    let components = case.plan.components.values().filter(|component| component.alive);
    let components = components.filter_map(|component| of_component(case, component));
    let decisions = case.plan.decisions.values().filter(|decision| decision.alive);
    let decisions = decisions.filter_map(|decision| of_decision(case, decision));
    of_items(case).into_iter().chain(components).chain(decisions).collect()
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

/// What items without a team share, so that they are told of together.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Shared<'a> {
    /// The subjects of the acceptance that names them.
    Acceptance(&'a str),
    /// The team that could take them, and whether it owns most of what their work lies in.
    Taker(Option<TeamId>, bool),
}

fn of_items(case: &Case<'_>) -> Vec<Raised> {
    let mut flags: BTreeMap<Shared<'_>, Vec<&Item>> = BTreeMap::new();
    let orphans = case.work().filter(|item| item.team.is_none_or(|team| case.team(team).is_none()));
    for item in orphans.filter(|item| likely(item) > 0.0) {
        let (team, owns) = taker(case, item);
        let accepted = case.accepted_with(RuleId::DriverMissing, item.id);
        flags.entry(accepted.map_or(Shared::Taker(team, owns), Shared::Acceptance)).or_default().push(item);
    }
    flags.into_iter().map(|(shared, items)| of_orphans(case, &shared, &items)).collect()
}

fn likely(item: &Item) -> f64 {
    item.estimate.map_or(0.0, |estimate| estimate.likely)
}

/// The team that owns most of what the work lies in, else the first of the plan; one with people.
fn taker(case: &Case<'_>, item: &Item) -> (Option<TeamId>, bool) {
    let owner = item
        .components
        .iter()
        .filter_map(|(component, share)| Some((case.plan.components.get(component)?.team?, *share)))
        .filter(|(team, _)| case.is_staffed(*team))
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
        .map(|(team, _)| team);
    let first = || case.teams().iter().map(|team| team.id).find(|team| case.is_staffed(*team));
    (owner.or_else(first), owner.is_some())
}

fn of_orphans(case: &Case<'_>, shared: &Shared<'_>, items: &[&Item]) -> Raised {
    let ids: Vec<_> = items.iter().map(|item| item.id.into()).collect();
    let ((team, owns), subject_key) = match shared {
        Shared::Acceptance(subject) => (taker(case, items[0]), (*subject).to_owned()),
        Shared::Taker(team, owns) => ((*team, *owns), plan::subject_key(&ids)),
    };
    let all: f64 = items.iter().map(|item| likely(item)).sum();
    let titles = case.titles(items.iter().map(|item| item.id));
    let (take, them, which) = match titles.as_slice() {
        [only] => ("takes", "it", only.clone()),
        several => ("take", "them", format!("all {}", several.len())),
    };
    let belong = if items.len() == 1 { "belongs" } else { "belong" };
    let give = team.map(|team| {
        apply(
            format!("Give {which} to {}", case.title(team)),
            if owns { "It owns most of what the work lies in" } else { "It is the first team of the plan" }.into(),
            items.iter().map(|item| Op::set(item.id, Field::Team, Value::Ref(team.0))).collect(),
        )
    });
    let choose = open(format!("Choose the team of {}", titles[0]), "It then counts".into(), items[0].id, Field::Team);
    let flag = Flag {
        rule: RuleId::DriverMissing,
        severity: Severity::Warning,
        subjects: ids,
        subject_key,
        sentence: format!(
            "{} {take} {} and {belong} to no team: nobody will do {them}",
            first(&titles, 2),
            effort(all)
        ),
        numbers: vec![
            figure("Effort", effort(all), all),
            figure("Without a team", count(items.len(), "item", "items"), items.len() as f64),
        ],
        threshold: any("any work without a team"),
        clears_when: if items.len() == 1 { "it has a team" } else { "they have a team" }.into(),
        remedies: give.into_iter().chain([choose]).collect(),
        evidence: Vec::new(),
        waived: None,
    };
    Raised { flag, weight: all }
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
    fn work_that_one_team_could_take_is_told_of_together_but_for_what_is_accepted() {
        check(
            RuleId::DriverMissing,
            r#"
team core "Core"
person ada "Ada" team core
item a "Refunds" effort 10
item b "Barriers" effort 5
item c "Lights" effort 5
item d "Kiosks" effort 2
waiver w rule driver-missing subject item:c reason "next year" until 2027-03-31 by "Ana, PM"
"#,
            expect![[r#"
                warning: “Refunds”, “Barriers” and “Kiosks” take 17 pd and belong to no team: nobody will do them
                  → Give all 3 to Core
                  … Choose the team of “Refunds”
                warning: “Lights” takes 5 pd and belongs to no team: nobody will do it
                  accepted by Ana, PM until 2027-03-31: next year
                  → Give “Lights” to Core
                  … Choose the team of “Lights”
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
