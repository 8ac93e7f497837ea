//! The forecast: compile, run the worlds, and say what came out.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use plan::{Day, DebtId, Item, ItemId, Plan, TeamId};
use rayon::prelude::*;

use crate::compile::compile;
use crate::model::{Model, Role};
use crate::never;
use crate::paired::Days;
use crate::price;
use crate::quantile::{certain, slips};
use crate::result::{Assumptions, DebtForecast, Finish, Forecast, ItemForecast, Outlook, Slowing, TeamForecast};
use crate::run::{Run, run, run_keeping};
use crate::teams::teams;
use crate::world::World;

/// Forecasts a plan in its three worlds. `None` when `stop` was raised meanwhile.
pub fn forecast(plan: &Plan, assumptions: &Assumptions, stop: &AtomicBool) -> Option<Forecast> {
    forecast_instead(plan, plan, assumptions, stop)
}

/// Forecasts a changed plan in its three worlds under the same draws as `base`: estimates that contain today's drag keep
/// the divisor of `base`. `None` when `stop` was raised meanwhile.
pub fn forecast_instead(base: &Plan, plan: &Plan, assumptions: &Assumptions, stop: &AtomicBool) -> Option<Forecast> {
    Some(Simulation::new(base, plan, assumptions, stop)?.forecast(plan))
}

/// The same, with each trial's finishes as planned, to hold another plan's against.
pub fn forecast_tried(
    base: &Plan,
    plan: &Plan,
    assumptions: &Assumptions,
    stop: &AtomicBool,
) -> Option<(Forecast, Days)> {
    let model = compile(plan, base, assumptions);
    let (run, kept) = run_keeping(&model, assumptions, worlds(&model), stop)?;
    let days = kept.days(&model, plan);
    Some((Simulation::of(plan, model, run, assumptions, stop)?.forecast(plan), days))
}

/// All trials of a plan in its three worlds, kept so that what does not move a date is forecast again at once: a name, a
/// target, another date of a commitment.
#[derive(Debug)]
pub struct Simulation {
    pub(crate) assumptions: Assumptions,
    pub(crate) model: Model,
    pub(crate) run: Run,
    prices: BTreeMap<DebtId, DebtForecast>,
}

impl Simulation {
    /// Runs the trials of a changed plan under the same draws as `base`. `None` when `stop` was raised meanwhile.
    pub fn new(base: &Plan, plan: &Plan, assumptions: &Assumptions, stop: &AtomicBool) -> Option<Simulation> {
        let model = compile(plan, base, assumptions);
        let run = run(&model, assumptions, worlds(&model), stop)?;
        Simulation::of(plan, model, run, assumptions, stop)
    }

    fn of(plan: &Plan, model: Model, run: Run, assumptions: &Assumptions, stop: &AtomicBool) -> Option<Simulation> {
        let end = Report { plan, model: &model, run: &run }.plan_finish(World::AsPlanned).p50;
        let prices = price::prices(plan, &model, assumptions, &run, end, stop)?;
        Some(Simulation { assumptions: *assumptions, model, run, prices })
    }

    /// What it says of its plan, or of one that differs from it in nothing that moves a date.
    pub fn forecast(&self, plan: &Plan) -> Forecast {
        let report = Report { plan, model: &self.model, run: &self.run };
        Forecast {
            assumptions: self.assumptions,
            horizon_end: self.model.today.plus(self.model.horizon as i32 - 1),
            cap: report.cap(),
            items: report.items(),
            plan: outlook(report.cap(), |world| report.plan_finish(world)),
            teams: report.teams(),
            debts: self.prices.clone(),
        }
    }
}

/// The worlds to tell of, the as-planned one first.
pub(crate) fn worlds(model: &Model) -> Vec<World> {
    let mut worlds = vec![World::AsPlanned, World::DebtFree];
    // Without a paydown to come, never paid is as planned.
    if model.nodes.iter().any(|node| node.paydown && !node.is_settled()) {
        worlds.push(World::NeverPaid);
    }
    worlds
}

/// One thing in the three worlds.
pub(crate) fn outlook(cap: Day, of: impl Fn(World) -> Finish) -> Outlook {
    let as_planned = of(World::AsPlanned);
    let debt_free = of(World::DebtFree);
    let never_paid = of(World::NeverPaid);
    Outlook {
        hidden_slip: slips(&as_planned, &debt_free, cap),
        paydown_gain: slips(&never_paid, &as_planned, cap),
        as_planned,
        debt_free,
        never_paid,
    }
}

/// What a changed plan comes to, as planned only.
#[derive(Clone, Debug, PartialEq)]
pub struct WhatIf {
    /// Every item of the changed plan.
    pub items: BTreeMap<ItemId, Finish>,
    /// Its last item.
    pub plan: Finish,
    /// Where the capacity goes.
    pub teams: BTreeMap<TeamId, TeamForecast>,
    /// Σ cost of delay × weeks to the finish over what is not done, in the plan's currency: the mean over trials, never
    /// counting to the cap.
    pub delay: f64,
}

/// The as-planned finishes of a changed plan under the same draws as `base`: cheap enough to try remedies with.
/// Estimates that contain today's drag keep the divisor of `base`. `None` when `stop` was raised meanwhile.
pub fn what_if(base: &Plan, changed: &Plan, assumptions: &Assumptions, stop: &AtomicBool) -> Option<WhatIf> {
    let model = compile(changed, base, assumptions);
    let run = run(&model, assumptions, vec![World::AsPlanned], stop)?;
    Some(Report { plan: changed, model: &model, run: &run }.what_if())
}

/// The same, with each trial's finishes, to hold another plan's against.
pub fn what_if_tried(
    base: &Plan,
    changed: &Plan,
    assumptions: &Assumptions,
    stop: &AtomicBool,
) -> Option<(WhatIf, Days)> {
    let model = compile(changed, base, assumptions);
    let (run, kept) = run_keeping(&model, assumptions, vec![World::AsPlanned], stop)?;
    Some((Report { plan: changed, model: &model, run: &run }.what_if(), kept.days(&model, changed)))
}

/// The plan without one debt and without the effort of paying it, for the debt's price in delay. A paydown that retires
/// others too loses this debt's part of its effort.
pub fn without_debt(plan: &Plan, debt: DebtId) -> Plan {
    let mut plan = plan.clone();
    for item in plan.items.values_mut() {
        item.incurs.remove(&debt);
        let Some(fraction) = item.pays.get(&debt).copied() else {
            continue;
        };
        let weight = |debt: &DebtId, fraction: f64| {
            let principal = plan.debts.get(debt).and_then(|debt| debt.principal);
            fraction * principal.map_or(0.0, |principal| principal.likely)
        };
        let all: f64 = item.pays.iter().map(|(debt, fraction)| weight(debt, *fraction)).sum();
        let others = if all > 0.0 { 1.0 - weight(&debt, fraction) / all } else { 1.0 - 1.0 / item.pays.len() as f64 };
        if let Some(range) = &mut item.estimate {
            range.low *= others;
            range.likely *= others;
            range.high *= others;
        }
        item.pays.remove(&debt);
    }
    if let Some(debt) = plan.debts.get_mut(&debt) {
        debt.alive = false;
    }
    plan
}

/// Reads results off a run.
struct Report<'a> {
    plan: &'a Plan,
    model: &'a Model,
    run: &'a Run,
}

impl Report<'_> {
    fn cap(&self) -> Day {
        self.model.today.plus(self.model.n_days as i32)
    }

    fn what_if(&self) -> WhatIf {
        let items = self.model.nodes.iter().enumerate();
        WhatIf {
            items: items.map(|(idx, node)| (node.id, self.finish_of(idx, World::AsPlanned))).collect(),
            plan: self.plan_finish(World::AsPlanned),
            teams: self.teams(),
            delay: self.delay(),
        }
    }

    fn item(&self, idx: usize) -> &Item {
        &self.plan.items[&self.model.nodes[idx].id]
    }

    fn finish_of(&self, idx: usize, world: World) -> Finish {
        let due = self.item(idx).due();
        match (self.model.nodes[idx].role, self.run.rows.first[idx]) {
            (Role::Settled(day), _) => certain(Some(self.model.today.plus(day)), due),
            (_, Some(first)) => {
                let row = first + self.run.rows.world(world);
                self.run.tally.finish(row, self.model.today, due)
            }
            (_, None) => certain(None, due),
        }
    }

    /// The finish of the plan; one that is over finished with its last item.
    fn plan_finish(&self, world: World) -> Finish {
        match self.model.over() {
            Some(day) => certain(Some(self.model.today.plus(day)), None),
            None => self.run.tally.finish(self.run.rows.plan + self.run.rows.world(world), self.model.today, None),
        }
    }

    fn delay(&self) -> f64 {
        let costs = self.model.nodes.iter().enumerate().filter_map(|(idx, node)| {
            let days = match (node.role, self.run.rows.first[idx]) {
                (Role::Settled(_), _) => return None,
                (_, Some(first)) => self.run.tally.mean(first + self.run.rows.world(World::AsPlanned)),
                (_, None) => f64::from(self.model.n_days),
            };
            Some(self.item(idx).cost_of_delay * days / 7.0)
        });
        costs.fold(0.0, |sum, cost| sum + cost)
    }

    fn items(&self) -> BTreeMap<ItemId, ItemForecast> {
        let trials = f64::from(self.run.trials.max(1));
        let booked = f64::from(self.run.booked.max(1));
        let nodes = || (0..self.model.nodes.len()).into_par_iter().with_min_len(64);
        let outlooks: Vec<Outlook> =
            nodes().map(|idx| outlook(self.cap(), |world| self.finish_of(idx, world))).collect();
        let never = |idx: usize| outlooks[idx].as_planned.p50.is_none();
        let drags: Vec<Vec<Slowing>> = (0..self.model.nodes.len()).map(|idx| self.slowed_by(idx, booked)).collect();
        let reasons: Vec<_> = (0..self.model.nodes.len())
            .map(|idx| if never(idx) { never::reason(self.model, idx, &never) } else { None })
            .collect();
        let said = |(idx, ((outlook, slowed_by), never)): (usize, ((Outlook, Vec<Slowing>), _))| {
            let start = match (self.model.nodes[idx].role, self.run.rows.first[idx]) {
                (Role::Settled(day), _) => certain(Some(self.model.today.plus(day)), None),
                (_, Some(first)) => self.run.tally.finish(first + self.run.rows.start(), self.model.today, None),
                (_, None) => certain(None, None),
            };
            let forecast = ItemForecast {
                start,
                outlook,
                clean: self.run.sums.book.clean[idx] / booked,
                drag: slowed_by.iter().fold(0.0, |sum, slowing| sum + slowing.drag),
                slowed_by,
                criticality: f64::from(self.run.sums.critical[idx]) / trials,
                waits: self.run.sums.waits.of(self.model, idx),
                never,
            };
            (self.model.nodes[idx].id, forecast)
        };
        let parts = nodes().zip(outlooks.into_par_iter().zip(drags).zip(reasons));
        let items: Vec<(ItemId, ItemForecast)> = parts.map(said).collect();
        items.into_iter().collect()
    }

    /// The debts behind the drag of a node, the heaviest first.
    fn slowed_by(&self, idx: usize, booked: f64) -> Vec<Slowing> {
        let mut by_debt: BTreeMap<usize, f64> = BTreeMap::new();
        for at in self.model.nodes[idx].slowings.range() {
            *by_debt.entry(self.model.slowings[at].debt as usize).or_default() +=
                self.run.sums.book.slowed[at] / booked;
        }
        let id = |debt: usize| self.model.debts.list[debt].id;
        let mut slowed: Vec<Slowing> = by_debt
            .into_iter()
            .filter(|(_, drag)| *drag > 0.0)
            .map(|(debt, drag)| Slowing { debt: id(debt), drag })
            .collect();
        slowed.sort_by(|a, b| b.drag.total_cmp(&a.drag).then(a.debt.cmp(&b.debt)));
        slowed
    }

    fn teams(&self) -> BTreeMap<TeamId, TeamForecast> {
        let teams = teams(self.model, &self.run.sums.book, self.run.booked);
        self.model.crews.iter().map(|crew| crew.id).zip(teams).collect()
    }
}
