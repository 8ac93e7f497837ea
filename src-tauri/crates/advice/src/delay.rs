//! What one debt costs in delay: the debt is left out, with the effort of paying it, and the plan is forecast again under
//! the same draws. `slowing` asks the same of all debts for one date; this asks it of one debt for all promises.

use std::sync::atomic::AtomicBool;

use forecast::{Slips, slips, what_if, without_debt};
use plan::{Day, DebtId, Item, ItemId, ItemState, Plan};
use serde::{Deserialize, Serialize};

use crate::draws::Draws;
use crate::flag::Shift;

/// What one debt costs in delay.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct DebtDelay {
    /// The debt.
    pub debt: DebtId,
    /// Every promise that is still to be kept, by its day.
    pub promises: Vec<PromiseDelay>,
    /// Calendar days by which it makes the whole plan later.
    pub plan: Slips,
    /// What it adds to Σ cost of delay × weeks to the finish, in the plan's currency: the mean over trials.
    #[specta(type = specta_typescript::Number)]
    pub cost: f64,
}

/// What one debt costs one promise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct PromiseDelay {
    /// The item promised.
    pub item: ItemId,
    /// Calendar days by which the debt makes it later.
    pub days: Slips,
    /// Its chance to be on time, with the debt and without it.
    #[specta(type = Shift<Option<specta_typescript::Number>>)]
    pub on_time: Shift<Option<f64>>,
}

/// What a debt costs in delay. The plan is sound. `tell` is given the forecasts made and those to make in all. `None` when
/// `stop` was raised meanwhile.
pub fn debt_delay(
    plan: &Plan,
    debt: DebtId,
    today: Day,
    draws: Draws,
    stop: &AtomicBool,
    tell: &mut dyn FnMut(u32, u32),
) -> Option<DebtDelay> {
    let assumptions = draws.on(today);
    tell(0, 2);
    let with = what_if(plan, plan, &assumptions, stop)?;
    tell(1, 2);
    let without = what_if(plan, &without_debt(plan, debt), &assumptions, stop)?;
    tell(2, 2);
    let cap = today.plus(plan.settings.cap_days() as i32);
    let open = |item: &&Item| item.alive && item.state != ItemState::Done;
    let mut promised: Vec<(Day, ItemId)> =
        plan.items.values().filter(open).filter_map(|item| Some((item.commitment.as_ref()?.day, item.id))).collect();
    promised.sort_unstable();
    let promises = promised.into_iter().filter_map(|(_, item)| {
        let (with, without) = (with.items.get(&item)?, without.items.get(&item)?);
        let on_time = Shift { before: with.on_time, after: without.on_time };
        Some(PromiseDelay { item, days: slips(with, without, cap), on_time })
    });
    Some(DebtDelay {
        debt,
        promises: promises.collect(),
        plan: slips(&with.plan, &without.plan, cap),
        cost: with.delay - without.delay,
    })
}

#[cfg(test)]
mod tests {
    use forecast::{Slip, m};
    use plan::fixture;

    use super::*;
    use crate::testing::{forecast_of, planned, today};

    fn of(text: &str, debt: &str) -> DebtDelay {
        let (plan, _) = planned(text);
        let draws = Draws { seed: 1, trials: 128 };
        let mut steps = Vec::new();
        let stop = AtomicBool::new(false);
        let found = debt_delay(&plan, fixture::debt(debt), today(), draws, &stop, &mut |done, of| {
            steps.push((done, of));
        });
        assert_eq!(steps, [(0, 2), (1, 2), (2, 2)]);
        found.expect("nobody stops a test")
    }

    const ONE: &str = "team core\nperson ada team core\ncomponent app team core\ndebt mess in app principal 3 drag 0.5\n\
                       item a team core effort 5 basis clean in app 1 cod 700 commit 2026-12-31\n";

    #[test]
    fn each_week_of_delay_costs_what_it_costs() {
        let found = of(ONE, "mess");
        let later = (5.0 * m(0.5)).ceil() as i32 - 5;
        // Five days end on a Friday; what is later is later by the weekend too.
        let later = later + 2;
        assert_eq!(found.promises.len(), 1);
        assert_eq!(found.promises[0].days.p85, Slip::Days(later));
        assert_eq!(found.cost, 100.0 * f64::from(later), "700 a week is 100 a day");
    }

    #[test]
    fn the_only_debt_costs_every_promise_its_hidden_slip() {
        let text = "plan \"Test\" drift 0.3\nteam core\nperson ada team core\ncomponent app team core\n\
                    debt mess in app drag 0.3/0.5/0.9 toil 2\nitem a team core effort 10/20/30 basis clean in app 1 commit 2026-12-31\n\
                    item b team core effort 3/5/9 commit 2027-02-01\nitem c team core effort 2\n";
        let (plan, _) = planned(text);
        let forecast = forecast_of(&plan, 128);
        let found = of(text, "mess");
        let promised: Vec<ItemId> = found.promises.iter().map(|promise| promise.item).collect();
        assert_eq!(promised, [fixture::item("a"), fixture::item("b")], "by their days, and only what is promised");
        for promise in &found.promises {
            let outlook = &forecast.items[&promise.item].outlook;
            assert_eq!(promise.days, outlook.hidden_slip);
            assert_eq!(promise.on_time.after, outlook.debt_free.on_time);
        }
        assert_eq!(found.plan, forecast.plan.hidden_slip);
        assert_eq!(found.cost, 0.0, "no item has a cost of delay");
    }

    #[test]
    fn a_paydown_is_left_out_with_its_debt() {
        let text = format!("{}paydown fix team core effort 4 pays mess\n", ONE.replace("commit", "after fix commit"));
        let found = of(&text, "mess");
        assert_eq!(found.promises[0].days.p50, Slip::Days(6), "its four days and a weekend");
    }

    #[test]
    fn an_answer_can_be_given_up() {
        let (plan, _) = planned(ONE);
        let draws = Draws { seed: 1, trials: 128 };
        let stop = AtomicBool::new(true);
        assert_eq!(debt_delay(&plan, fixture::debt("mess"), today(), draws, &stop, &mut |_, _| ()), None);
    }
}
