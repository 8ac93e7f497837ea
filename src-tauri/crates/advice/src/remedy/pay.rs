//! Pay a debt first: a paydown that stands before the work the debt slows.

use std::collections::{BTreeMap, BTreeSet};

use plan::{Assign, Debt, DebtId, DebtState, EntityId, Field, Item, ItemId, ItemKind, ItemState, Kind, Op, TeamId, Value};

use super::{apply, assign, fresh, set};
use crate::case::Case;
use crate::flag::Remedy;
use crate::text::{effort, list};

/// What a debt costs some work, and what paying it would take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bill {
    pub debt: DebtId,
    /// Drag on that work and toil and incidents beside it, in person-days.
    pub costs: f64,
    /// Effort to pay it, in person-days.
    pub principal: f64,
}

impl Bill {
    /// What paying at once would win at most, in person-days.
    pub fn net(&self) -> f64 {
        self.costs - self.principal
    }
}

/// What each debt costs the work that stands before this item's finish, the dearest first. An estimate from the accounts
/// of the forecast: it ranks the debts, the preview of a remedy measures.
pub(crate) fn bills(case: &Case<'_>, item: ItemId) -> Vec<Bill> {
    let ahead = case.ahead_of(item);
    let teams: BTreeSet<TeamId> = ahead.iter().filter_map(|work| work.team).collect();
    let until = case
        .outlook(item)
        .and_then(|item| item.outlook.as_planned.p50)
        .map_or(case.forecast.horizon_end, |finish| finish.min(case.forecast.horizon_end));
    let horizon = f64::from(case.forecast.horizon_end.since(case.today()).max(1));
    let share = f64::from(until.since(case.today())).max(0.0) / horizon;
    let mut bills: Vec<Bill> = case
        .owed()
        .filter_map(|debt| {
            let price = case.forecast.debts.get(&debt.id)?;
            let drag: f64 = ahead.iter().map(|work| drag_on(case, work.id, debt.id)).sum();
            let ours = owners(case, debt).iter().any(|team| teams.contains(team));
            let rest = if ours { (price.to_horizon - price.drag_to_horizon).max(0.0) * share } else { 0.0 };
            Some(Bill { debt: debt.id, costs: drag + rest, principal: price.principal })
        })
        .filter(|bill| bill.costs > 0.0)
        .collect();
    bills.sort_by(|a, b| b.costs.total_cmp(&a.costs).then(a.debt.cmp(&b.debt)));
    bills
}

/// Person-days of an item's drag that fall to a debt.
pub(crate) fn drag_on(case: &Case<'_>, item: ItemId, debt: DebtId) -> f64 {
    let slowed_by = case.outlook(item).map_or(&[][..], |item| &item.slowed_by);
    slowed_by.iter().filter(|slowing| slowing.debt == debt).map(|slowing| slowing.drag).sum()
}

/// Pay these debts before the work they slow: moves the paydowns that are planned already up, and plans the others.
/// `None` if nothing would change, or if it is not known what paying takes.
pub(crate) fn pay_first(case: &Case<'_>, flag: &str, debts: &[DebtId], why: String) -> Option<Remedy> {
    let mut ops = Vec::new();
    let mut paid = Vec::new();
    for id in debts {
        let debt = case.plan.debts.get(id)?;
        let steps = pay(case, flag, debt)?;
        if !steps.is_empty() {
            ops.extend(steps);
            paid.push(case.title(*id));
        }
    }
    if ops.is_empty() {
        return None;
    }
    Some(apply(format!("Pay down {} first", list(&paid)), why, ops))
}

/// Why paying this bill first helps.
pub(crate) fn why_pay(case: &Case<'_>, bill: &Bill, item: ItemId) -> String {
    format!(
        "{} takes {} before {} is finished; paying it off takes {}",
        case.title(bill.debt),
        effort(bill.costs),
        case.title(item),
        effort(bill.principal),
    )
}

/// The edits that pay one debt first; none if it is being paid first already, `None` if it cannot be planned.
fn pay(case: &Case<'_>, flag: &str, debt: &Debt) -> Option<Vec<Op>> {
    let paydowns = case.paydowns(debt.id);
    if paydowns.iter().any(|paydown| paydown.state == ItemState::Started) {
        return Some(Vec::new());
    }
    if let Some(paydown) = paydowns.first() {
        let before = first_slowed(case, debt, paydown.team, Some(paydown.id))?;
        let moves = case.place(before) < case.place(paydown.id);
        return Some(if moves { vec![Op::Move { item: paydown.id, before: Some(before) }] } else { Vec::new() });
    }
    debt.principal?;
    let team = payer(case, debt)?;
    let before = first_slowed(case, debt, Some(team), None);
    let entity = fresh(case, Kind::Item, &format!("{flag}/{}", debt.id));
    let values = vec![
        assign(Field::Title, Value::Text(format!("Pay down {}", case.title(debt.id)))),
        assign(Field::Kind, Value::Text(ItemKind::Paydown.word().into())),
        assign(Field::Team, Value::Ref(team.0)),
        Assign { field: Field::Pays, key: debt.id.to_string(), value: Value::Number(debt.outstanding().min(1.0)) },
    ];
    let mut ops = vec![Op::Create { entity, values }];
    if before.is_some() {
        ops.push(Op::Move { item: ItemId(entity.id), before });
    }
    ops.push(set(EntityId::from(debt.id), Field::State, Value::Text(DebtState::Scheduled.word().into())));
    Some(ops)
}

/// The teams that own the debt's components.
pub(crate) fn owners(case: &Case<'_>, debt: &Debt) -> BTreeSet<TeamId> {
    debt.components
        .iter()
        .filter_map(|component| case.plan.components.get(component)?.team)
        .filter(|team| case.team(*team).is_some())
        .collect()
}

/// Who pays: of the owners with people, the team whose work it slows most; without an owner, that team at large.
fn payer(case: &Case<'_>, debt: &Debt) -> Option<TeamId> {
    let mut slowed: BTreeMap<TeamId, f64> = BTreeMap::new();
    for work in case.work() {
        if let Some(team) = work.team {
            *slowed.entry(team).or_default() += drag_on(case, work.id, debt.id);
        }
    }
    let owners = owners(case, debt);
    let staffed = |team: &TeamId| !case.people(*team).is_empty();
    let drag = |team: &TeamId| slowed.get(team).copied().unwrap_or(0.0);
    let most = |teams: Vec<TeamId>| {
        teams.into_iter().filter(staffed).max_by(|a, b| drag(a).total_cmp(&drag(b)).then(b.cmp(a)))
    };
    most(owners.into_iter().collect()).or_else(|| most(slowed.keys().copied().collect()))
}

/// The first item in rank that has not begun and that the debt slows, or that the paying team does; other paydowns excepted.
fn first_slowed(case: &Case<'_>, debt: &Debt, team: Option<TeamId>, paydown: Option<ItemId>) -> Option<ItemId> {
    let planned = |item: &&Item| {
        item.state == ItemState::Planned && item.kind != ItemKind::Paydown && Some(item.id) != paydown
    };
    let slowed = |item: &&Item| drag_on(case, item.id, debt.id) > 0.0;
    let first = case.work().filter(planned).find(slowed);
    first.or_else(|| case.work().filter(planned).find(|item| item.team == team)).map(|item| item.id)
}

/// Pay the dearest of these debts that repay themselves within the horizon, two together and each alone.
pub(crate) fn pay_dearest(case: &Case<'_>, flag: &str, counts: impl Fn(&Debt) -> bool) -> Vec<Remedy> {
    let debts: Vec<&Debt> = case.owed().filter(|debt| counts(debt)).collect();
    pay_each(case, flag, &debts)
}

/// Pay these debts first: the two that win most together, then each alone; those that repay themselves before those that do not.
pub(crate) fn pay_each(case: &Case<'_>, flag: &str, debts: &[&Debt]) -> Vec<Remedy> {
    let mut wins: Vec<(DebtId, f64, f64)> = debts
        .iter()
        .filter_map(|debt| {
            let price = case.forecast.debts.get(&debt.id)?;
            Some((debt.id, price.to_horizon, price.principal))
        })
        .collect();
    wins.sort_by(|a, b| (b.1 - b.2).total_cmp(&(a.1 - a.2)).then(a.0.cmp(&b.0)));
    let why = |(id, wins, principal): &(DebtId, f64, f64)| {
        format!("{} takes {} by the horizon; paying it off takes {}", case.title(*id), effort(*wins), effort(*principal))
    };
    let repaid: Vec<_> = wins.iter().filter(|(_, wins, principal)| wins > principal).take(2).collect();
    let mut remedies = Vec::new();
    if let [a, b] = repaid[..] {
        remedies.extend(pay_first(case, flag, &[a.0, b.0], format!("{}; {}", why(a), why(b))));
    }
    for win in wins.iter().take(2) {
        let alone = pay_first(case, flag, &[win.0], why(win));
        remedies.extend(alone.filter(|alone| remedies.iter().all(|remedy: &Remedy| remedy.label != alone.label)));
    }
    remedies
}
