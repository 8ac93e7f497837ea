//! Every move that could bring a date forward, drawn up from the accounts of the forecast. Which of them do is tried.

use std::collections::{BTreeMap, BTreeSet};

use plan::{DebtId, Field, Item, ItemId, Op, TeamId, Value};

use super::Move;
use crate::case::Case;
use crate::flag::{Remedy, RemedyAction};
use crate::remedy::{
    add_person, aim_later, apply, bills, cut, learn, limit_for, may_be_put_off, move_up, once_each, pay_first,
    promise_later, put_off, shortcut, spent, split, why_pay, without_reserve,
};

/// Debts whose paydown is tried, dearest first.
const DEBTS: usize = 6;
/// Items that are tried put off and cut.
const OTHERS: usize = 4;
/// Teams and, in each, skills that are tried with a person more.
const TEAMS: usize = 3;
const SKILLS: usize = 2;

/// A move before it is tried.
pub(super) struct Candidate {
    pub kind: Move,
    pub remedy: Remedy,
    /// Effort that it adds, cuts, puts off or will take to mend, in person-days.
    pub gives_up: f64,
}

/// The moves for an item, each once.
pub(super) fn candidates(case: &Case<'_>, item: ItemId) -> Vec<Candidate> {
    let Some(known) = case.plan.items.get(&item) else { return Vec::new() };
    let name = format!("lever/{item}");
    let mut drawn: Vec<Candidate> = payments(case, &name, item)
        .into_iter()
        .map(|remedy| Candidate { kind: Move::Pay, gives_up: principal(case, &remedy), remedy })
        .collect();
    let mut add = |kind, remedies: Vec<Remedy>| {
        drawn.extend(remedies.into_iter().map(|remedy| Candidate { kind, remedy, gives_up: 0.0 }));
    };
    add(Move::Order, move_up(case, item));
    let others = may_be_put_off(case, item);
    add(Move::Order, others.iter().take(OTHERS).filter_map(|work| put_off(case, item, work)).collect());
    add(Move::People, people(case, &name, item));
    add(Move::Reserve, teams(case, item).filter_map(|team| without_reserve(case, case.team(team)?)).collect());
    add(
        Move::Limit,
        limit_for(case, known).into_iter().chain(teams(case, item).filter_map(|team| unlimited(case, team))).collect(),
    );
    add(Move::Promise, promise_later(case, known).or_else(|| aim_later(case, known)).into_iter().collect());
    for work in heaviest(others, case).into_iter().take(OTHERS) {
        drawn.push(Candidate { kind: Move::Cut, remedy: cut(case, item, work), gives_up: spent(case, work) });
    }
    // Of the item itself, or of its heaviest part: the first that there is enough of.
    let own = case.work().filter(|work| case.upwards(work.id).iter().any(|holder| holder.id == item)).collect();
    for work in heaviest(own, case).into_iter().take(1) {
        drawn.extend(split(case, &name, item, work).map(|remedy| Candidate {
            kind: Move::Split,
            remedy,
            gives_up: spent(case, work) / 2.0,
        }));
        drawn.extend(shortcut(case, &name, work).map(|(remedy, principal)| Candidate {
            kind: Move::Shortcut,
            remedy,
            gives_up: principal,
        }));
    }
    let mut labels = BTreeSet::new();
    drawn.retain(|candidate| labels.insert(candidate.remedy.label.clone()));
    drawn
}

/// Pay what slows the work before this date: each of the dearest alone, and the first two together.
fn payments(case: &Case<'_>, name: &str, item: ItemId) -> Vec<Remedy> {
    let bills = bills(case, item);
    let alone = bills.iter().take(DEBTS);
    let mut remedies: Vec<Remedy> =
        alone.filter_map(|bill| pay_first(case, name, &[bill.debt], why_pay(case, &[*bill], item))).collect();
    if let [one, two, ..] = &bills[..] {
        let why = why_pay(case, &[*one, *two], item);
        remedies.extend(pay_first(case, name, &[one.debt, two.debt], why));
    }
    // Where one of the two is being paid already, both are the other alone.
    once_each(remedies)
}

/// The effort of the paydowns that a remedy plans.
fn principal(case: &Case<'_>, remedy: &Remedy) -> f64 {
    let RemedyAction::Apply { op: Op::All { ops, .. } } = &remedy.action else { return 0.0 };
    let planned = ops.iter().filter_map(|op| match op {
        Op::Create { values, .. } => Some(values),
        Op::Set { .. } | Op::Delete { .. } | Op::Move { .. } | Op::All { .. } => None,
    });
    let paid = planned.flatten().filter(|assign| assign.field == Field::Pays);
    let effort = paid.filter_map(|assign| {
        let debt = DebtId(assign.key.parse().ok()?);
        Some(case.forecast.debts.get(&debt)?.principal)
    });
    effort.sum()
}

/// The teams that work on what the item needs, the one with most of it first.
fn teams(case: &Case<'_>, item: ItemId) -> impl Iterator<Item = TeamId> {
    let needed = case.needed_for(item);
    let mut load: BTreeMap<TeamId, f64> = BTreeMap::new();
    for work in case.work().filter(|work| needed.contains(&work.id)) {
        if let Some(team) = work.team {
            *load.entry(team).or_default() += spent(case, work);
        }
    }
    let mut teams: Vec<(TeamId, f64)> = load.into_iter().collect();
    teams.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    teams.into_iter().map(|(team, _)| team).take(TEAMS)
}

/// A person more, with the skill that is needed most or with none in particular; and somebody who learns it.
fn people(case: &Case<'_>, name: &str, item: ItemId) -> Vec<Remedy> {
    let needed = case.needed_for(item);
    let mut remedies = Vec::new();
    for team in teams(case, item) {
        let mut load: BTreeMap<Option<&str>, f64> = BTreeMap::new();
        for work in case.work().filter(|work| work.team == Some(team) && needed.contains(&work.id)) {
            let skilled: f64 = work.skills.values().sum();
            for (skill, share) in &work.skills {
                *load.entry(Some(skill)).or_default() += share * spent(case, work);
            }
            *load.entry(None).or_default() += (1.0 - skilled).max(0.0) * spent(case, work);
        }
        let mut load: Vec<_> = load.into_iter().filter(|(_, load)| *load > 0.0).collect();
        load.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        for (skill, _) in load.into_iter().take(SKILLS) {
            let name = format!("{name}/{team}/{}", skill.unwrap_or_default());
            remedies.extend(add_person(case, &name, team, skill));
            remedies.extend(skill.and_then(|skill| learn(case, team, skill)));
        }
    }
    remedies
}

/// Begin as much at once as there are hands.
fn unlimited(case: &Case<'_>, team: TeamId) -> Option<Remedy> {
    let known = case.team(team)?;
    let limit = known.wip_limit?;
    Some(apply(
        format!("Lift the limit of {limit} at once in {}", case.title(team)),
        "What is ready need not wait for what was begun before it; more is under way at once".into(),
        vec![Op::set(team, Field::WipLimit, Value::Nothing)],
    ))
}

fn heaviest<'a>(mut work: Vec<&'a Item>, case: &Case<'_>) -> Vec<&'a Item> {
    work.sort_by(|a, b| spent(case, b).total_cmp(&spent(case, a)).then(a.id.cmp(&b.id)));
    work
}
