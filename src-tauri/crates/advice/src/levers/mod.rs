//! "What would bring it forward?": the moves that remedies are made of, tried one by one on a single date.
//!
//! Every move that could touch the date is drawn up (`candidates`), tried under the same draws in a few trials, where there
//! are many of them the better half in more, and the best few are measured in many, the most promising first: what lies
//! between the same trials of both plans beyond luck, carried over to the full forecast, whose dates are on the screen. They
//! are ranked by the days they win at P85 for what they cost. At any moment the best so far can be had: what stops the search
//! ends it with what it has found. No clock is read here: whoever watches may break off when the time is up, and that
//! decides how many levers there are, never what is said of one.
//!
//! Cost is in person-days (`cost`): of effort that is added, cut or done later, of a new person until then, of the debt
//! that is incurred. A change of plan is itself held to cost a week of one person, so that a free day does not beat a
//! month for a day's work. Where costs of delay are known, days that others lose or win count too, as much as their cost
//! of delay is to that of the item. What breaks another promise comes after all that break none. These are our conventions.

mod candidates;
mod cost;

use std::ops::ControlFlow;
use std::sync::atomic::AtomicBool;

use forecast::{
    Assumptions, Finish, Forecast, Slip, Slips, WhatIf, When, slips, what_if, what_if_clear, what_if_tried,
};
use plan::{Day, ItemId, ItemState, Plan};
use serde::{Deserialize, Serialize};

use crate::case::Case;
use crate::draws::Draws;
use crate::effect::{as_planned, finishes, moved};
use crate::flag::{ItemEffect, Remedy, RemedyAction, Shift};
use crate::known::Known;
use crate::ripple::is_broken;
use crate::suppose::suppose;
use candidates::{Candidate, candidates};
use cost::{cost, price};

/// Person-days that changing a plan costs beyond what the change itself does.
const TROUBLE: f64 = 5.0;

/// A kind of move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// Pay debts before the work they slow.
    Pay,
    /// Do things in another order.
    Order,
    /// Leave something out.
    Cut,
    /// Do half of it now.
    Split,
    /// Add a person, or have one learn.
    People,
    /// Give up a reserve.
    Reserve,
    /// Change how much is begun at once.
    Limit,
    /// Incur a debt.
    Shortcut,
    /// Promise another date: wins no day, but the promise.
    Promise,
}

/// A way to bring a date forward, measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Lever {
    /// What kind of move it is.
    pub kind: Move,
    /// What to do; always applicable in one undoable step.
    pub remedy: Remedy,
    /// Calendar days it wins; earlier is positive.
    pub won: Slips,
    /// The date with it.
    pub finish: Finish,
    /// The chance to be on time, without it and with it.
    pub on_time: Shift<Option<f64>>,
    /// What it costs, in person-days.
    #[specta(type = specta_typescript::Number)]
    pub cost: f64,
    /// The same in words: "5.2 pd to pay it off".
    pub price: String,
    /// Days won at P85 with those that others win or lose, weighed by their cost of delay.
    #[specta(type = specta_typescript::Number)]
    pub worth: f64,
    /// Other promises that fall below their confidence by it.
    pub broken: Vec<ItemId>,
    /// Every date and chance that it moves, promised ones first.
    pub moved: Vec<ItemEffect>,
}

/// What would bring a date forward, as far as it is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Levers {
    /// The item whose date it is.
    pub item: ItemId,
    /// How many forecasts of how many have been made.
    pub done: u32,
    /// How many there are to make.
    pub of: u32,
    /// How many moves could be drawn up.
    pub tried: u32,
    /// Trials in which each lever was measured.
    pub trials: u32,
    /// How many of the best moves are not measured yet; 0 until it is known which they are.
    pub left: u32,
    /// Whether all that was to be tried has been.
    pub complete: bool,
    /// The best first.
    pub levers: Vec<Lever>,
}

/// How much may be tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Keys every draw.
    pub seed: u32,
    /// Trials for a first look at the moves.
    pub screening: u32,
    /// Trials for those that come out best.
    pub trials: u32,
    /// How many those are.
    pub few: usize,
}

impl Budget {
    /// What a person waits for. In a thousand trials the P85 stands between the P84 and the P86, and days won are known
    /// better than that, as both plans have the same luck.
    pub fn new(seed: u32) -> Budget {
        Budget { seed, screening: 128, trials: 1_000, few: 6 }
    }
}

/// Finds what would bring the item forward. The plan is the sound one, `full` its full forecast; `progress` is shown the
/// answer each time there is more of it. When `stop` is raised or `progress` breaks off, the answer is what has been found by
/// then.
pub fn levers(
    plan: &Plan,
    full: &Forecast,
    item: ItemId,
    budget: Budget,
    stop: &AtomicBool,
    progress: &mut dyn FnMut(&Levers) -> ControlFlow<()>,
) -> Levers {
    let mut found =
        Levers { item, done: 0, of: 0, tried: 0, trials: budget.trials, left: 0, complete: false, levers: Vec::new() };
    let open = plan.items.get(&item).is_some_and(|item| item.alive && item.state != ItemState::Done);
    if !open {
        found.complete = true;
        return found;
    }
    let mut search = Search { plan, full, item, budget, stop, found, progress };
    let complete = search.run().is_some();
    let mut found = search.found;
    found.complete = complete;
    found
}

struct Search<'a> {
    plan: &'a Plan,
    full: &'a Forecast,
    item: ItemId,
    budget: Budget,
    stop: &'a AtomicBool,
    found: Levers,
    progress: &'a mut dyn FnMut(&Levers) -> ControlFlow<()>,
}

impl Search<'_> {
    /// `None` when whoever watches has seen enough.
    fn step(&mut self) -> Option<()> {
        self.found.done += 1;
        match (self.progress)(&self.found) {
            ControlFlow::Continue(()) => Some(()),
            ControlFlow::Break(()) => None,
        }
    }

    /// `None` when stopped; what has been measured by then is kept.
    fn run(&mut self) -> Option<()> {
        let few = self.budget.few;
        let cap = self.full.cap;
        let drawn = candidates(&Case::new(self.plan, self.full, &[], &Known::default()), self.item);
        self.found.tried = drawn.len() as u32;
        let mut moves: Vec<(Candidate, Plan)> =
            drawn.into_iter().filter_map(|candidate| self.supposed(candidate)).collect();
        self.found.of = (moves.len() + 2 + moves.len().min(few)) as u32;
        // Where they are few, looking twice takes more trials than it spares.
        if moves.len() > 3 * few {
            self.found.of += (2 * few + 1) as u32;
            moves = self.screened(cap, moves, (self.budget.screening / 4).max(1), 2 * few)?;
        }
        let best = self.screened(cap, moves, self.budget.screening, few)?;
        self.found.left = best.len() as u32;
        self.found.of = self.found.done + 1 + self.found.left;
        let draws = self.draws(self.budget.trials);
        let then = what_if_tried(self.plan, self.plan, &draws, self.stop)?;
        self.step()?;
        for (candidate, after_plan) in best {
            let now = what_if_tried(self.plan, &after_plan, &draws, self.stop)?;
            let after = what_if_clear(&after_plan, self.full, &then, now).after;
            let lever = self.lever(candidate, &after_plan, &after, cap);
            self.keep(lever);
            self.found.left -= 1;
            self.step()?;
        }
        Some(())
    }

    /// A move with the plan that it makes; nothing if the rules refuse it.
    fn supposed(&self, candidate: Candidate) -> Option<(Candidate, Plan)> {
        let RemedyAction::Apply { op } = &candidate.remedy.action else { return None };
        let after = suppose(self.plan, op)?;
        Some((candidate, after))
    }

    fn draws(&self, trials: u32) -> Assumptions {
        Draws { seed: self.budget.seed, trials }.on(self.full.assumptions.today)
    }

    /// Keeps a lever in its place, unless it wins nothing beyond luck, or does the same as another of its kind.
    fn keep(&mut self, lever: Lever) {
        let wins = days(lever.won.p85) > 0 || days(lever.won.p50) > 0 || lever.kind == Move::Promise;
        let same = |other: &Lever| other.kind == lever.kind && other.moved == lever.moved;
        if !wins || self.found.levers.iter().any(same) {
            return;
        }
        self.found.levers.push(lever);
        self.found.levers.sort_by(|a, b| {
            let worth = |lever: &Lever| score(lever.worth, lever.cost);
            let breaks = |lever: &Lever| !lever.broken.is_empty();
            let by_worth = breaks(a).cmp(&breaks(b)).then(worth(b).total_cmp(&worth(a)));
            by_worth.then_with(|| a.remedy.label.cmp(&b.remedy.label))
        });
    }

    /// The moves that win most for their cost in a few trials, at most so many. `None` when stopped.
    fn screened(
        &mut self,
        cap: Day,
        moves: Vec<(Candidate, Plan)>,
        trials: u32,
        keep: usize,
    ) -> Option<Vec<(Candidate, Plan)>> {
        let draws = self.draws(trials);
        let item = self.item;
        let finish = |dates: &WhatIf| dates.items.get(&item).cloned().unwrap_or_default();
        let all_before = what_if(self.plan, self.plan, &draws, self.stop)?;
        let before = finish(&all_before);
        self.step()?;
        let mut scored = Vec::with_capacity(moves.len());
        for (candidate, after_plan) in moves {
            let all_after = what_if(self.plan, &after_plan, &draws, self.stop)?;
            let after = finish(&all_after);
            self.step()?;
            let won = slips(&before, &after, cap);
            let chance = after.on_time.unwrap_or(0.0) - before.on_time.unwrap_or(0.0);
            if days(won.p85) > 0 || days(won.p50) > 0 || (candidate.kind == Move::Promise && chance > 0.0) {
                let cost =
                    cost(self.plan, &after_plan, &candidate, self.full.assumptions.today, after.p85.unwrap_or(cap));
                let others = all_before.items.iter().filter_map(|(item, before)| {
                    Some((*item, Shift { before: before.p85, after: all_after.items.get(item)?.p85 }))
                });
                let worth = worth(self.plan, self.item, won, others, cap);
                scored.push((score(worth, cost), candidate, after_plan));
            }
        }
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.remedy.label.cmp(&b.1.remedy.label)));
        scored.truncate(keep);
        Some(scored.into_iter().map(|(_, candidate, plan)| (candidate, plan)).collect())
    }

    fn lever(&self, candidate: Candidate, after_plan: &Plan, after: &WhatIf, cap: Day) -> Lever {
        let was = self.full.items.get(&self.item).map(|item| item.outlook.as_planned.clone()).unwrap_or_default();
        let is = after.items.get(&self.item).cloned().unwrap_or_default();
        let moved = moved(self.plan, &as_planned(self.full), after_plan, &finishes(after));
        let cost = cost(self.plan, after_plan, &candidate, self.full.assumptions.today, is.p85.unwrap_or(cap));
        let price = price(after_plan, &candidate, cost, self.item, &moved);
        let broken = moved.iter().filter(|other| other.item != self.item && is_broken(after_plan, other));
        let won = slips(&was, &is, cap);
        let others = moved.iter().map(|other| (other.item, other.p85));
        Lever {
            worth: worth(self.plan, self.item, won, others, cap),
            kind: candidate.kind,
            remedy: candidate.remedy,
            won,
            on_time: Shift { before: was.on_time, after: is.on_time },
            broken: broken.map(|other| other.item).collect(),
            finish: is,
            cost,
            price,
            moved,
        }
    }
}

/// What is won for each day of what it costs.
fn score(worth: f64, cost: f64) -> f64 {
    worth / (cost + TROUBLE)
}

/// Days won at P85, at P50 only where the P85 stands still; with the days that others win or lose, each as much as its cost
/// of delay is to that of the item. Without a cost of delay of its own the item's days alone count.
fn worth(plan: &Plan, item: ItemId, won: Slips, others: impl Iterator<Item = (ItemId, Shift<When>)>, cap: Day) -> f64 {
    let delay_costs = |item: ItemId| plan.items.get(&item).map_or(0.0, |item| item.cost_of_delay);
    let own = f64::from(days(won.p85)) + 0.01 * f64::from(days(won.p50));
    let weight = delay_costs(item);
    if weight <= 0.0 {
        return own;
    }
    let side = others.filter(|(other, _)| *other != item).map(|(other, p85)| {
        let earlier = p85.before.unwrap_or(cap).since(p85.after.unwrap_or(cap));
        f64::from(earlier) * delay_costs(other) / weight
    });
    own + side.sum::<f64>()
}

fn days(slip: Slip) -> i32 {
    slip.days().unwrap_or(0)
}

#[cfg(test)]
mod tests;
