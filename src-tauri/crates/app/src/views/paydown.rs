//! One paydown for several debts: what it takes, what it wins, and the op that plans it. Its effort is that of their
//! principals, its team the one that owns most of it; its rank is for people to give.

use std::collections::BTreeMap;

use forecast::{DebtForecast, words};
use plan::{Assign, Debt, DebtId, DebtState, EntityId, Field, ItemKind, Op, Plan, Slot, TeamId, Value};
use serde::{Deserialize, Serialize};

use super::Seen;
use super::debts::planned;

/// Weeks in a quarter, as everywhere in the picture of cost against effort.
const WEEKS: f64 = 13.0;
/// A longer title of a debt is cut in the title of its paydown, in characters.
const TITLE: usize = 120;

/// What paying some debts together would be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct PaydownView {
    /// "3 debts, 24 pd, pays back in 2 quarters · Payments".
    pub sentence: String,
    /// Why some of them are left out, each in a sentence; empty if none is.
    pub left_out: Vec<String>,
    /// The paydown it makes.
    pub item: EntityId,
    /// Plans it in one step; `None` if nothing is left to pay.
    pub op: Option<Op>,
}

/// A debt that can be paid, and its price.
type Payable<'a> = (&'a Debt, &'a DebtForecast);

/// What paying `debts` together by the new item `item` would be.
pub fn paydown(seen: &Seen<'_>, debts: &[DebtId], item: EntityId) -> PaydownView {
    let plan = seen.plan();
    let mut left_out = Vec::new();
    let mut paid: Vec<Payable<'_>> = Vec::new();
    for debt in debts.iter().filter_map(|id| plan.debts.get(id)) {
        if paid.iter().all(|(other, _)| other.id != debt.id) {
            match payable(seen, debt) {
                Ok(price) => paid.push((debt, price)),
                Err(why) => left_out.push(format!("“{}” {why}", debt.title)),
            }
        }
    }
    let team = owner(plan, &paid);
    let sentence = sentence(plan, &paid, team);
    PaydownView { sentence, left_out, item, op: op(&paid, item, team) }
}

/// The debt's price, or why there is nothing to plan.
fn payable<'a>(seen: &Seen<'a>, debt: &Debt) -> Result<&'a DebtForecast, String> {
    if debt.outstanding() == 0.0 {
        return Err("is paid".to_owned());
    }
    if let Some(item) = planned(seen, debt) {
        return Err(format!("is paid by “{}” already", item.title));
    }
    let price = seen.judged.and_then(|judged| judged.forecast.debts.get(&debt.id));
    match price {
        None => Err("is being priced: wait for the forecast".to_owned()),
        Some(price) if price.principal <= 0.0 => {
            Err("is without a principal: say first what it takes to pay it off".to_owned())
        }
        Some(price) => Ok(price),
    }
}

/// The team that owns most of the effort, each debt's split evenly over its components.
fn owner(plan: &Plan, paid: &[Payable<'_>]) -> Option<TeamId> {
    let mut shares: BTreeMap<TeamId, f64> = BTreeMap::new();
    for (debt, price) in paid {
        for team in debt.components.iter().filter_map(|id| plan.components.get(id)?.team) {
            *shares.entry(team).or_default() += price.principal / debt.components.len() as f64;
        }
    }
    shares.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(team, _)| team)
}

fn sentence(plan: &Plan, paid: &[Payable<'_>], team: Option<TeamId>) -> String {
    let (effort, per_week) = paid
        .iter()
        .fold((0.0, 0.0), |(effort, per_week), (_, price)| (effort + price.principal, per_week + price.per_week));
    let debts = match paid.len() {
        0 => return "nothing here is left to pay".to_owned(),
        1 => "1 debt".to_owned(),
        n => format!("{n} debts"),
    };
    let who = match team.and_then(|team| plan.teams.get(&team)) {
        Some(team) => team.title.as_str(),
        None => "no owner yet",
    };
    format!("{debts}, {}, {} · {who}", words::effort(effort), pays_back(effort, per_week, plan.settings.cap))
}

fn pays_back(effort: f64, per_week: f64, cap: u32) -> String {
    let quarters = effort / (per_week * WEEKS);
    // A hair above a whole number is that number.
    match (quarters - 1e-6).ceil() {
        _ if per_week <= 0.0 || quarters > f64::from(cap) * 4.0 => format!("does not pay back within {cap} years"),
        ..=1.0 => "pays back within a quarter".to_owned(),
        quarters => format!("pays back in {} quarters", words::number(quarters)),
    }
}

fn op(paid: &[Payable<'_>], entity: EntityId, team: Option<TeamId>) -> Option<Op> {
    let (first, _) = paid.first()?;
    let named: String = first.title.trim().chars().take(TITLE).collect();
    let title = match paid.len() {
        1 => format!("Pay down {named}"),
        n => format!("Pay down {named} and {} more", n - 1),
    };
    let assign = |field, key: String, value| Assign { field, key, value };
    let mut values = vec![
        assign(Field::Title, String::new(), Value::Text(title.clone())),
        assign(Field::Kind, String::new(), Value::Text(ItemKind::Paydown.word().to_owned())),
    ];
    values.extend(team.map(|team| assign(Field::Team, String::new(), Value::Ref(team.0))));
    for (debt, _) in paid {
        values.push(assign(Field::Pays, debt.id.to_string(), Value::Number(debt.outstanding().min(1.0))));
    }
    let mut ops = vec![Op::Create { entity, values }];
    for (debt, _) in paid {
        let slot = Slot::of(debt.id, Field::State);
        ops.push(Op::Set { slot, value: Value::Text(DebtState::Scheduled.word().to_owned()) });
    }
    Some(Op::All { label: title, ops })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_pays_back_in_whole_quarters_or_not_at_all() {
        let said = |effort, per_week| pays_back(effort, per_week, 5);
        assert_eq!(said(13.0, 1.0), "pays back within a quarter");
        assert_eq!(said(13.1, 1.0), "pays back in 2 quarters");
        assert_eq!(said(26.0, 1.0), "pays back in 2 quarters");
        assert_eq!(said(300.0, 1.0), "does not pay back within 5 years");
        assert_eq!(said(3.0, 0.0), "does not pay back within 5 years");
    }
}
