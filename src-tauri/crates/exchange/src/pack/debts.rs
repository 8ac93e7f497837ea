//! A line for each debt that still costs.

use forecast::words::{day, number, range, when};
use plan::DebtState;
use serde::Serialize;

use super::Pack;

#[derive(Serialize)]
pub(crate) struct DebtLine {
    pub title: String,
    pub category: String,
    pub components: String,
    pub state: String,
    pub principal: String,
    pub per_week: String,
    pub to_horizon: String,
    pub break_even: String,
    pub roi: String,
    pub paid_off: String,
}

/// The debts that still cost, the dearest first.
pub(super) fn debts(pack: &Pack<'_>) -> Vec<DebtLine> {
    let Pack { plan, forecast, exported_on: today, .. } = *pack;
    let mut debts: Vec<_> = plan.debts.values().filter(|debt| debt.alive && debt.state != DebtState::Paid).collect();
    let price = |debt: &plan::Debt| forecast.debts.get(&debt.id).map_or(0.0, |said| said.to_horizon);
    debts.sort_by(|a, b| price(b).total_cmp(&price(a)).then(a.id.cmp(&b.id)));
    let line = |debt: &plan::Debt| {
        let said = forecast.debts.get(&debt.id);
        let components = debt.components.iter().map(|id| plan.title((*id).into()).unwrap_or("?").to_owned());
        let state = match (debt.state, debt.accepted_until) {
            (DebtState::Accepted, Some(until)) => format!("accepted until {}", day(until, today)),
            (state, _) => state.word().to_owned(),
        };
        DebtLine {
            title: debt.title.clone(),
            category: debt.category.clone(),
            components: components.collect::<Vec<_>>().join(", "),
            state,
            principal: debt.principal.map(range).unwrap_or_default(),
            per_week: said.map(|said| number(said.per_week)).unwrap_or_default(),
            to_horizon: said.map(|said| number(said.to_horizon)).unwrap_or_default(),
            break_even: said.map(|said| when(said.break_even, today)).unwrap_or_default(),
            roi: said.and_then(|said| said.roi_horizon).map(signed).unwrap_or_default(),
            paid_off: said
                .and_then(|said| said.paid_off.as_ref())
                .map(|paid| paid.p85.map_or("85% never".to_owned(), |paid| format!("85% by {}", day(paid, today))))
                .unwrap_or_default(),
        }
    };
    debts.into_iter().map(line).collect()
}

/// What the figures of a line mean; the horizon ends on this day.
pub(super) fn debts_told(horizon_end: String) -> String {
    format!(
        "Interest is what a debt takes in drag, toil and incidents. Paid off today, it would have paid for itself by the day that stands there; the return is what paying it off saves until {horizon_end} beyond its effort, as a share of it: from today on, or where a paydown is planned, from then on."
    )
}

/// "+49%", "−20%", with a real minus sign.
fn signed(share: f64) -> String {
    let percent = (share * 100.0).round();
    if percent < 0.0 { format!("−{}%", -percent) } else { format!("+{percent}%") }
}
