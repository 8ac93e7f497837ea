//! What each debt costs one date: the debt is left out, with the effort of paying it, and the plan is forecast again under
//! the same draws. The days do not add up: debts in one component hide each other.

use std::sync::atomic::AtomicBool;

use forecast::{Assumptions, Slips, forecast, slips, what_if, without_debt};
use plan::{Day, DebtId, ItemId, Plan};
use serde::{Deserialize, Serialize};

use crate::case::Case;
use crate::draws::Draws;
use crate::known::Known;
use crate::remedy::bills;

/// Trials to find which debts stand in the way of the item.
const FEW: u32 = 512;
/// Debts that are left out one by one, at most; the dearest.
const MOST: usize = 6;

/// What one debt costs one date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct DebtDays {
    /// The debt.
    pub debt: DebtId,
    /// Calendar days by which it makes the item later.
    pub days: Slips,
}

/// The debts that make the item later, but for those it pays off, the costliest at P85 first. The plan is sound. `None` when
/// `stop` was raised meanwhile.
pub fn debt_days(plan: &Plan, item: ItemId, today: Day, draws: Draws, stop: &AtomicBool) -> Option<Vec<DebtDays>> {
    let few = Draws { trials: draws.trials.min(FEW), ..draws };
    let seen = forecast(plan, &few.on(today), stop)?;
    if !seen.items.contains_key(&item) {
        return Some(Vec::new());
    }
    // Without what it pays off, a paydown would have nothing to do.
    let pays = |debt: &DebtId| plan.items.get(&item).is_some_and(|item| item.pays.contains_key(debt));
    let bills = bills(&Case::new(plan, &seen, &[], &Known::default()), item);
    let dearest: Vec<DebtId> = bills.iter().map(|bill| bill.debt).filter(|debt| !pays(debt)).take(MOST).collect();
    let assumptions: Assumptions = draws.on(today);
    let finish = |changed: &Plan| Some(what_if(plan, changed, &assumptions, stop)?.items.get(&item).cloned());
    let with = finish(plan)??;
    let mut found = Vec::with_capacity(dearest.len());
    for debt in dearest {
        let without = finish(&without_debt(plan, debt))??;
        found.push(DebtDays { debt, days: slips(&with, &without, seen.cap) });
    }
    let days = |found: &DebtDays| (found.days.p85.days(), found.days.p50.days());
    found.retain(|found| days(found).0.is_some_and(|days| days != 0) || days(found).1.is_some_and(|days| days != 0));
    found.sort_by(|a, b| days(b).cmp(&days(a)).then(a.debt.cmp(&b.debt)));
    Some(found)
}

#[cfg(test)]
mod tests {
    use plan::fixture;

    use super::*;
    use crate::testing::{forecast_of, planned, today};

    const DRAWS: Draws = Draws { seed: 1, trials: 128 };

    fn of(text: &str, item: &str) -> Vec<DebtDays> {
        let (plan, _) = planned(text);
        debt_days(&plan, fixture::item(item), today(), DRAWS, &AtomicBool::new(false)).expect("nobody stops a test")
    }

    const ONE: &str = "plan \"Test\" drift 0.3\nteam core\nperson ada team core\ncomponent app team core\ncomponent web team core\n\
                       debt mess in app drag 0.3/0.5/0.9 toil 2\nitem a team core effort 10/20/30 basis clean in app 1\n";

    #[test]
    fn a_paydown_is_not_made_later_by_what_it_pays() {
        assert_eq!(of(&format!("{ONE}paydown p team core pays mess effort 5\n"), "p"), []);
    }

    #[test]
    fn the_only_debt_costs_the_hidden_slip() {
        let (plan, _) = planned(ONE);
        let slip = forecast_of(&plan, DRAWS.trials).items[&fixture::item("a")].outlook.hidden_slip;
        assert_eq!(of(ONE, "a"), [DebtDays { debt: fixture::debt("mess"), days: slip }]);
    }

    #[test]
    fn what_slows_other_work_only_is_not_named() {
        let text = format!("{ONE}debt rust in web drag 0.5\nitem b team core effort 9 in web 1\n");
        assert_eq!(of(&text, "a").len(), 1);
        let both: Vec<DebtId> = of(&text, "b").into_iter().map(|found| found.debt).collect();
        assert!(both.contains(&fixture::debt("mess")), "its toil and its drag on what comes before hold b up too");
    }
}
