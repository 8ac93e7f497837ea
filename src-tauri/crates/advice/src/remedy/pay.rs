//! Pay a debt first: a paydown that stands before the work the debt slows.

use std::collections::BTreeSet;

use plan::{
    Assign, Day, Debt, DebtId, DebtState, EntityId, Field, ItemId, ItemKind, ItemState, Kind, Op, TeamId, Value,
};

use super::{apply, fresh, open};
use crate::case::{Case, may_be_preceded};
use crate::flag::Remedy;
use crate::text::{day, effort, list};

/// Calendar days for which a debt is kept on purpose before it comes up again: a quarter.
pub(crate) const KEPT: i32 = 91;

/// What a debt costs the work before some finish, and what paying it would take and save. In person-days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bill {
    pub debt: DebtId,
    /// Drag on that work, and toil and incidents beside it.
    pub costs: f64,
    /// The part of `costs` that falls after a pay-off that begins today.
    pub saves: f64,
    /// Effort to pay it.
    pub principal: f64,
}

impl Bill {
    /// What paying at once would win.
    pub fn net(&self) -> f64 {
        self.saves - self.principal
    }
}

/// What each debt costs the work that stands before this item's finish, the dearest first. An estimate from the accounts
/// of the forecast: it ranks the debts, the preview of a remedy measures.
pub(crate) fn bills(case: &Case<'_>, item: ItemId) -> Vec<Bill> {
    let ahead = case.ahead_of(item);
    let teams: BTreeSet<TeamId> = ahead.iter().filter_map(|work| work.team).collect();
    let horizon = case.forecast.horizon_end;
    let finish = case.outlook(item).and_then(|item| item.outlook.as_planned.p50);
    let until = finish.map_or(horizon, |finish| finish.min(horizon));
    let mut bills: Vec<Bill> = case
        .owed()
        .filter_map(|debt| {
            let price = case.forecast.debts.get(&debt.id)?;
            let paid = paid_by(case, debt, price.principal);
            let ours = owners(case, debt).iter().any(|team| teams.contains(team));
            let rest = if ours { (price.to_horizon - price.drag_to_horizon).max(0.0) } else { 0.0 };
            let (mut costs, mut saves) = (
                rest * overlap(case.today(), horizon, case.today(), until),
                rest * overlap(case.today(), horizon, paid, until),
            );
            for work in &ahead {
                let drag = drag_on(case, work.id, debt.id);
                costs += drag;
                saves += drag
                    * case.outlook(work.id).map_or(0.0, |work| {
                        let start = work.start.p50.unwrap_or(case.today()).max(case.today());
                        overlap(start, work.outlook.as_planned.p50.unwrap_or(horizon), paid, case.forecast.cap)
                    });
            }
            Some(Bill { debt: debt.id, costs, saves, principal: price.principal })
        })
        .filter(|bill| bill.costs > 0.0)
        .collect();
    bills.sort_by(|a, b| b.costs.total_cmp(&a.costs).then(a.debt.cmp(&b.debt)));
    bills
}

/// The share of the days from `start` to `end` that lies between two others.
pub(crate) fn overlap(start: Day, end: Day, from: Day, to: Day) -> f64 {
    let days = |from: Day, to: Day| f64::from((to.since(from)).max(0));
    let all = days(start, end.plus(1));
    if all > 0.0 { days(start.max(from), end.plus(1).min(to.plus(1))) / all } else { 0.0 }
}

/// When a debt would be paid off, were two people of its team put on it today.
fn paid_by(case: &Case<'_>, debt: &Debt, principal: f64) -> Day {
    let never = case.forecast.cap;
    let Some(team) = payer(case, debt) else { return never };
    let Some(quarter) = case.windows(team).into_iter().next() else { return never };
    let spent = quarter.accounts;
    let people = case.people(team).len() as f64;
    let days = f64::from(quarter.to.since(quarter.from) + 1);
    let pace = (spent.new_work + spent.drag + spent.paydown + spent.idle) / days / people * people.min(2.0);
    if pace > 0.0 { case.today().plus((principal / pace).min(1e4) as i32).min(never) } else { never }
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

/// Why paying these bills first helps.
pub(crate) fn why_pay(case: &Case<'_>, bills: &[Bill], item: ItemId) -> String {
    let each = bills.iter().map(|bill| {
        format!("{} takes {} and saves {}", case.title(bill.debt), effort(bill.principal), effort(bill.saves))
    });
    let each: Vec<String> = each.collect();
    let pause = if each.len() > 1 { "," } else { "" };
    format!("Paying off {}{pause} before {} is finished", each.join(", "), case.title(item))
}

/// The edits that pay one debt first; none if it is being paid first already, `None` if it cannot be planned.
fn pay(case: &Case<'_>, flag: &str, debt: &Debt) -> Option<Vec<Op>> {
    let paydowns = case.paydowns(debt.id);
    if paydowns.iter().any(|paydown| paydown.state == ItemState::Started) {
        return Some(Vec::new());
    }
    if let Some(paydown) = paydowns.first() {
        let before = first_slowed(case, debt, paydown.team)?;
        let moves = case.place(before) < case.place(paydown.id);
        return Some(if moves { vec![Op::Move { item: paydown.id, before: Some(before) }] } else { Vec::new() });
    }
    debt.principal?;
    let team = payer(case, debt)?;
    let before = first_slowed(case, debt, Some(team));
    let entity = fresh(case, Kind::Item, &format!("{flag}/{}", debt.id));
    let values = vec![
        Assign::of(Field::Title, Value::Text(format!("Pay down {}", debt.title.trim()))),
        Assign::of(Field::Kind, Value::Text(ItemKind::Paydown.word().into())),
        Assign::of(Field::Team, Value::Ref(team.0)),
        Assign { field: Field::Pays, key: debt.id.to_string(), value: Value::Number(debt.outstanding().min(1.0)) },
    ];
    let mut ops = vec![Op::Create { entity, values }];
    if before.is_some() {
        ops.push(Op::Move { item: ItemId(entity.id), before });
    }
    ops.push(Op::set(EntityId::from(debt.id), Field::State, Value::Text(DebtState::Scheduled.word().into())));
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
    let slowed = case.slowed_by(debt.id);
    let drag = |team: &TeamId| slowed.and_then(|slowed| slowed.drag.get(team)).copied().unwrap_or(0.0);
    let most = |teams: Vec<TeamId>| {
        let staffed = teams.into_iter().filter(|team| case.is_staffed(*team));
        staffed.max_by(|a, b| drag(a).total_cmp(&drag(b)).then(b.cmp(a)))
    };
    let slowed_teams = || slowed.map_or(Vec::new(), |slowed| slowed.drag.keys().copied().collect());
    most(owners(case, debt).into_iter().collect()).or_else(|| most(slowed_teams()))
}

/// The first item in rank that has not begun and that the debt slows, else that the team does; paydowns excepted.
fn first_slowed(case: &Case<'_>, debt: &Debt, team: Option<TeamId>) -> Option<ItemId> {
    let of_team = || case.work().find(|item| item.team == team && may_be_preceded(item)).map(|item| item.id);
    case.slowed_by(debt.id).and_then(|slowed| slowed.first).or_else(of_team)
}

/// Pay those of these debts that repay themselves within the horizon: the two that win most together, then each alone.
/// Where none does, the one that loses least.
pub(crate) fn pay_each(case: &Case<'_>, flag: &str, debts: &[&Debt]) -> Vec<Remedy> {
    let mut wins: Vec<(DebtId, f64, f64)> = debts
        .iter()
        .filter(|debt| !case.is_accepted(debt))
        .filter_map(|debt| {
            let price = case.forecast.debts.get(&debt.id)?;
            Some((debt.id, price.to_horizon, price.principal))
        })
        .collect();
    wins.sort_by(|a, b| (b.1 - b.2).total_cmp(&(a.1 - a.2)).then(a.0.cmp(&b.0)));
    let horizon = day(case.forecast.horizon_end, case.today());
    let why_both = |a: &(DebtId, f64, f64), b: &(DebtId, f64, f64)| {
        format!(
            "Left unpaid, {} costs {} by {horizon} and {} {}; paying them off takes {} and {}",
            case.title(a.0),
            effort(a.1),
            case.title(b.0),
            effort(b.1),
            effort(a.2),
            effort(b.2),
        )
    };
    let n_repaid = wins.iter().filter(|(_, wins, principal)| wins > principal).count();
    let mut remedies = Vec::new();
    if let ([a, b, ..], 2..) = (&wins[..], n_repaid) {
        remedies.extend(pay_first(case, flag, &[a.0, b.0], why_both(a, b)));
    }
    for (id, wins, principal) in wins.iter().take(n_repaid.clamp(1, 2)) {
        let (title, costs, takes) = (case.title(*id), effort(*wins), effort(*principal));
        let why = format!("Left unpaid, {title} costs {costs} by {horizon}; paying it off takes {takes}");
        remedies.extend(pay_first(case, flag, &[*id], why));
    }
    once_each(remedies)
}

/// Each way out once: a bundle of which one half is being paid already is the other half alone.
pub(crate) fn once_each(mut remedies: Vec<Remedy>) -> Vec<Remedy> {
    let mut labels = BTreeSet::new();
    remedies.retain(|remedy| labels.insert(remedy.label.clone()));
    remedies
}

/// Whether any of these debts repays itself within the horizon.
pub(crate) fn any_repays(case: &Case<'_>, debts: &[&Debt]) -> bool {
    let repays =
        |debt: &&Debt| case.forecast.debts.get(&debt.id).is_some_and(|price| price.to_horizon > price.principal);
    debts.iter().any(repays)
}

/// Keep each of these debts on purpose, for a reason that somebody gives.
pub(crate) fn keep_debts(case: &Case<'_>, debts: &[&Debt]) -> Vec<Remedy> {
    let keep = |debt: &&Debt| {
        open(
            format!("Keep {} on purpose, for a while", case.title(debt.id)),
            "It goes on costing; a reason and a name stand beside it, and it comes up again on the day you say".into(),
            debt.id,
            Field::Reason,
        )
    };
    debts.iter().take(2).map(keep).collect()
}
