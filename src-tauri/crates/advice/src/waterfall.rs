//! Why a date moved: the whole move between two versions of a plan, cause by cause, under the same draws.
//!
//! The causes are applied one on top of the other, in the order of [`Cause::ALL`], each by taking its fields over from the
//! new version; the plan is forecast after each, and a bar is the difference to the one before. So the bars sum to the
//! whole move, whatever the causes do to one another. A cause without a difference is not forecast and has no bar.
//!
//! Each plan on the way is forecast in its own right: estimates that contain today's drag are read against its own debts.
//! Only what has been paid does not change what estimates are held to contain; that is counted with the estimates.
//!
//! Why no shares of blame free of any order: they take as many forecasts as there are subsets of causes, and their figures
//! cannot be retraced by hand.

use std::sync::atomic::AtomicBool;

use forecast::{Finish, Slips, WhatIf, slips, what_if};
use plan::{Day, ItemId, Plan};
use serde::{Deserialize, Serialize};

use crate::cause::Cause;
use crate::difference::{Version, differences};
use crate::draws::Draws;

/// What one cause does to a date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Bar {
    /// The cause.
    pub cause: Cause,
    /// Calendar days by which it moves the date; later is positive.
    pub days: Slips,
    /// The date once it has been applied.
    pub finish: Finish,
    /// What differs, one thing each.
    pub differences: Vec<String>,
}

/// The move of one date, cause by cause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Waterfall {
    /// The date in the old version, on its day.
    pub before: Finish,
    /// The date in the new version, on its day.
    pub after: Finish,
    /// The whole move; the bars sum to it. To or from never counts as at least so many days, up to the cap.
    pub days: Slips,
    /// The causes in the order in which they were applied.
    pub bars: Vec<Bar>,
}

/// Every date on the way from one version of a plan to another.
#[derive(Clone, Debug)]
pub struct Course {
    before: WhatIf,
    stages: Vec<Stage>,
    /// What never is reckoned as.
    cap: Day,
}

#[derive(Clone, Debug)]
struct Stage {
    cause: Cause,
    differences: Vec<String>,
    dates: WhatIf,
}

/// Goes from the old version to the new one, cause by cause, and tells `progress` how many forecasts of how many are done.
/// Both plans are sound. `None` when `stop` was raised meanwhile.
pub fn course(
    old: Version<'_>,
    new: Version<'_>,
    draws: Draws,
    stop: &AtomicBool,
    progress: &mut dyn FnMut(usize, usize),
) -> Option<Course> {
    let dates = |plan: &Plan, base: &Plan, today| what_if(base, plan, &draws.on(today), stop);
    let mut by_cause = differences(old, new);
    if by_cause.contains_key(&Cause::DebtPaid) {
        by_cause.entry(Cause::Estimates).or_default();
    }
    let n_causes = by_cause.len();
    let before = dates(old.plan, old.plan, old.today)?;
    let mut raw = old.plan.clone();
    let mut unpaid = None;
    let mut stages = Vec::with_capacity(n_causes);
    // In the order of `Cause::ALL`, which is that of the enum.
    for (at, (cause, found)) in by_cause.into_iter().enumerate() {
        progress(at + 1, n_causes + 1);
        if cause == Cause::DebtPaid {
            unpaid = Some(plan::sound(&raw).0);
        }
        for (slot, value) in &found.edits {
            raw.set(slot, value);
        }
        let reached = if at + 1 == n_causes { new.plan.clone() } else { plan::sound(&raw).0 };
        let base = if cause == Cause::DebtPaid { unpaid.as_ref().unwrap_or(&reached) } else { &reached };
        let moved = stages.last().map_or(&before, |stage: &Stage| &stage.dates);
        let dates = dates(&reached, base, new.today)?;
        let reread = cause == Cause::Estimates && found.edits.is_empty();
        if reread && dates == *moved {
            continue;
        }
        let mut words = found.words;
        if reread {
            words.push("those that contain today's drag are read against the debts that are left".to_owned());
        }
        stages.push(Stage { cause, differences: words, dates });
    }
    progress(n_causes + 1, n_causes + 1);
    let cap = |version: Version<'_>| version.today.plus(version.plan.settings.cap_days() as i32);
    Some(Course { before, stages, cap: cap(old).max(cap(new)) })
}

impl Course {
    /// The move of an item, or of the whole plan. `None` for an item that is not in both versions.
    pub fn waterfall(&self, item: Option<ItemId>) -> Option<Waterfall> {
        let of = |dates: &WhatIf| match item {
            Some(item) => dates.items.get(&item).cloned(),
            None => Some(dates.plan.clone()),
        };
        let before = of(&self.before)?;
        let mut last = before.clone();
        let mut bars = Vec::with_capacity(self.stages.len());
        for stage in &self.stages {
            let finish = of(&stage.dates)?;
            bars.push(Bar {
                cause: stage.cause,
                days: slips(&finish, &last, self.cap),
                finish: finish.clone(),
                differences: stage.differences.clone(),
            });
            last = finish;
        }
        Some(Waterfall { days: slips(&last, &before, self.cap), before, after: last, bars })
    }
}

#[cfg(test)]
mod tests;
