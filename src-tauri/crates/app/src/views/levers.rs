//! What would bring a date forward, ready to choose from.

use advice::{DebtDays, Lever, Levers, Move, Remedy};
use forecast::{Slip, words};
use plan::{Day, DebtId, Plan};
use serde::{Deserialize, Serialize};

use super::signed;

/// What would bring a date forward, the best first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct LeversView {
    /// "23 moves tried; those that win the most for their cost come first · measured in 1,000 trials".
    pub sentence: String,
    /// The best first; those that break another promise last.
    pub levers: Vec<LeverView>,
}

/// A way to bring a date forward.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct LeverView {
    /// What kind of move it is.
    pub kind: Move,
    /// What to do, why it helps, and the edits that do it.
    pub remedy: Remedy,
    /// "wins 13 days at 85%".
    pub won: String,
    /// "3 pd to pay it off".
    pub price: String,
    /// "0% → 100% on time"; empty without a date to keep, or where the chance stays.
    pub chance: String,
    /// "50% by 2 Apr · 85% by 1 May · 95% by 20 May" with it.
    pub when: String,
    /// The promises that it breaks, by title.
    pub breaks: Vec<String>,
}

/// What a debt costs a date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct DebtDaysView {
    /// The debt.
    pub debt: DebtId,
    /// Its title.
    pub title: String,
    /// "+12 days", at P50.
    pub p50: String,
    /// The same at P85.
    pub p85: String,
}

/// The view of what each debt costs a date.
pub fn debt_days(plan: &Plan, found: &[DebtDays]) -> Vec<DebtDaysView> {
    let view = |found: &DebtDays| DebtDaysView {
        debt: found.debt,
        title: plan.title(found.debt.into()).unwrap_or_default().to_owned(),
        p50: signed(found.days.p50),
        p85: signed(found.days.p85),
    };
    found.iter().map(view).collect()
}

/// The view of what has been found so far.
pub fn levers(plan: &Plan, today: Day, found: &Levers) -> LeversView {
    let levers: Vec<LeverView> = found.levers.iter().map(|found| lever(plan, today, found)).collect();
    LeversView { sentence: sentence(found, &levers), levers }
}

fn sentence(found: &Levers, levers: &[LeverView]) -> String {
    let tried = match found.tried {
        1 => "1 move tried".to_owned(),
        n => format!("{n} moves tried"),
    };
    let said = match levers.first().filter(|first| first.kind != Move::Promise && first.breaks.is_empty()) {
        Some(_) => format!("{tried}; those that win the most for their cost come first"),
        None if !found.complete => tried,
        None if levers.is_empty() => format!("{tried}; none brings it forward"),
        None => format!("{tried}; none brings it forward without a promise that has to give way"),
    };
    // Before the first is measured there is nothing to say about how.
    match (levers.is_empty(), found.left) {
        (true, _) => said,
        (false, 0) => format!("{said} · measured in {} trials", words::thousands(found.trials)),
        (false, left) => format!("{said} · measured in {} trials, {left} more not yet", words::thousands(found.trials)),
    }
}

fn lever(plan: &Plan, today: Day, lever: &Lever) -> LeverView {
    LeverView {
        kind: lever.kind,
        remedy: lever.remedy.clone(),
        won: won(lever),
        price: lever.price.clone(),
        chance: chance(lever),
        when: words::chances(&lever.finish, today),
        breaks: lever.broken.iter().map(|item| plan.title((*item).into()).unwrap_or_default().to_owned()).collect(),
    }
}

fn won(lever: &Lever) -> String {
    let wins = |slip: Slip| slip.days().is_some_and(|days| days > 0);
    match lever.won {
        won if wins(won.p85) => format!("wins {} at 85%", words::slip(won.p85)),
        won if wins(won.p50) => format!("wins {} at 50%", words::slip(won.p50)),
        _ => "wins no day".to_owned(),
    }
}

fn chance(lever: &Lever) -> String {
    let (Some(before), Some(after)) = (lever.on_time.before, lever.on_time.after) else { return String::new() };
    let (before, after) = (words::percent(before), words::percent(after));
    if before == after { String::new() } else { format!("{before} → {after} on time") }
}
