//! A plan's headline figures, for the report across plans.

use live::team::Summary;
use plan::{Day, ItemState};

use crate::judge::Judged;
use crate::views::interest_share;

/// What the plan comes to, by its full forecast; `changes` is how many it is made of.
pub(super) fn figures(judged: &Judged, as_of: Day, seed: u32, changes: u32) -> Summary {
    let plan = &judged.sound.plan;
    let unpaid = || plan.debts.values().filter(|debt| debt.outstanding() > 0.0);
    let owed = unpaid().map(|debt| debt.outstanding() * debt.principal.map_or(0.0, |range| range.likely)).sum();
    let open = plan.items.values().filter(|item| item.state != ItemState::Done);
    let promises: Vec<_> = open.filter_map(|item| Some((item.id, item.commitment.as_ref()?.confidence))).collect();
    let is_risky = |(id, confidence): &&(plan::ItemId, f64)| {
        let finish = judged.forecast.items.get(id).map(|item| &item.outlook.as_planned);
        finish.is_some_and(|finish| finish.p50.is_none() || finish.on_time.is_some_and(|chance| chance < *confidence))
    };
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Summary {
        title: plan.settings.title.clone(),
        as_of,
        seed,
        changes,
        open_debts: count(unpaid().count()),
        principal: owed,
        interest_share: interest_share(&judged.forecast),
        commitments: count(promises.len()),
        at_risk: count(promises.iter().filter(is_risky).count()),
    }
}
