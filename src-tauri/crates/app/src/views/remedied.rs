//! What the timeline says of debt beyond its rails: of each slowed item the way out of its dearest debt.

use std::collections::BTreeMap;

use forecast::words;
use plan::{Debt, DebtId, ItemId};

use super::Seen;
use super::debts::planned;

/// Drag that is worth a word, as a share of the effort.
const FELT: f64 = 0.005;

/// Of each slowed item, what becomes of the debt that slows it most: "Ledger schema is paid by “Give settlement its own
/// schema”, 85% by 3 Mar", or that nothing is planned and what it would take. One look at each debt, however many items.
pub fn fixes(seen: &Seen<'_>) -> BTreeMap<ItemId, String> {
    let plan = seen.plan();
    let mut known: BTreeMap<DebtId, String> = BTreeMap::new();
    let mut fixes = BTreeMap::new();
    for (id, item) in seen.judged.into_iter().flat_map(|judged| &judged.forecast.items) {
        let effort = item.clean + item.drag;
        let worst = item.slowed_by.iter().max_by(|a, b| a.drag.total_cmp(&b.drag).then(b.debt.cmp(&a.debt)));
        let Some(worst) = worst.filter(|slowing| effort > 0.0 && slowing.drag / effort >= FELT) else { continue };
        let Some(debt) = plan.debts.get(&worst.debt).filter(|_| plan.items.contains_key(id)) else { continue };
        fixes.insert(*id, known.entry(debt.id).or_insert_with(|| fix(seen, debt)).clone());
    }
    fixes
}

fn fix(seen: &Seen<'_>, debt: &Debt) -> String {
    let price = seen.judged.and_then(|judged| judged.forecast.debts.get(&debt.id));
    let title = &debt.title;
    match (planned(seen, debt), price) {
        (Some(item), Some(price)) => match &price.paid_off {
            Some(finish) => {
                format!("{title} is paid by “{}”, {}", item.title, words::by(85, finish.p85, seen.today))
            }
            None => format!("{title} is paid by “{}”", item.title),
        },
        (Some(item), None) => format!("{title} is paid by “{}”", item.title),
        (None, Some(price)) if price.principal > 0.0 => {
            format!("{title} is not planned to be paid; it would take {}", words::effort(price.principal))
        }
        (None, Some(_) | None) => format!("{title} is not planned to be paid"),
    }
}
