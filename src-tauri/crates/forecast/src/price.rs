//! The price of debt: interest in person-days a week, when paying it off is repaid, and the return on it.
//!
//! Effort flows as in the as-planned trials; each debt is taken as it was before its own pay-off, the others as planned.
//! A week is valued at its middle. Prices are means over the first trials, each with its own draws.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};

use plan::{ComponentId, Day, DebtId, Plan};
use rayon::prelude::*;

use crate::drag::{growth, m};
use crate::draw::TrialKey;
use crate::interest::Moved;
use crate::luck::Luck;
use crate::model::Model;
use crate::result::{Assumptions, DebtForecast, When};
use crate::run::{Run, Sums};

/// Weeks in a year, in the mean.
const WEEKS_A_YEAR: f64 = 52.18;

/// Histories that one task prices.
const CHUNK: usize = 32;

/// Interest by week and debt, summed over trials.
#[derive(Clone, Debug)]
struct Prices {
    /// Interest of each debt before its own pay-off.
    interest: Vec<f64>,
    /// The part of it that is drag.
    drag: Vec<f64>,
    /// What is saved of it once it is paid: as planned, or from today if no paydown is planned.
    saved: Vec<f64>,
    /// The same for the debt together with the others of its components, to the horizon.
    saved_together: Vec<f64>,
}

impl Prices {
    fn new(n: usize) -> Prices {
        Prices { interest: vec![0.0; n], drag: vec![0.0; n], saved: vec![0.0; n], saved_together: vec![0.0; n] }
    }

    fn add(&mut self, other: &Prices) {
        let pairs = [
            (&mut self.interest, &other.interest),
            (&mut self.drag, &other.drag),
            (&mut self.saved, &other.saved),
            (&mut self.saved_together, &other.saved_together),
        ];
        for (ours, theirs) in pairs {
            for (ours, theirs) in ours.iter_mut().zip(theirs) {
                *ours += theirs;
            }
        }
    }
}

/// What the prices are found from.
struct Market<'a> {
    model: &'a Model,
    n_weeks: usize,
    /// New work by week from today, up to the last with any, and component.
    flow: Vec<Vec<f64>>,
    /// Growth of each debt that exists today in the middle of each week.
    grown: Vec<Vec<f64>>,
    growth: Vec<f64>,
    /// Whether a debt on the component grows.
    grows: Vec<bool>,
    planned: Vec<bool>,
    /// The debts that share a component with each debt, itself among them.
    bundles: Vec<Vec<usize>>,
    /// By component, for each debt on it: the places of its bundle among the debts on the component.
    bundled_on: Vec<Vec<Vec<usize>>>,
}

/// Prices every debt; `None` when stopped.
pub(crate) fn prices(
    plan: &Plan,
    model: &Model,
    assumptions: &Assumptions,
    run: &Run,
    plan_end: When,
    stop: &AtomicBool,
) -> Option<BTreeMap<DebtId, DebtForecast>> {
    let Run { sums, tally, rows, trials, booked } = run;
    let trials = *trials;
    let market = Market::new(plan, model, sums, *booked);
    let n = model.debts.list.len() * market.n_weeks;
    let parts: Option<Vec<Prices>> = sums
        .histories
        .par_chunks(CHUNK)
        .map(|histories| {
            let mut prices = Prices::new(n);
            let mut luck = Luck::default();
            for (trial, history) in histories {
                luck.draw_debts(model, TrialKey::new(assumptions.seed, *trial));
                market.price(&luck, history, &mut prices, stop)?;
            }
            Some(prices)
        })
        .collect();
    let mut prices = Prices::new(n);
    for part in &parts? {
        prices.add(part);
    }
    let n_priced = sums.histories.len().max(1) as f64;
    let principals: Vec<f64> = (0..model.debts.list.len()).map(|debt| principal(model, sums, trials, debt)).collect();
    let end = plan_end.map_or(model.n_days, |day| (day.since(model.today) + 1).clamp(0, model.n_days as i32) as u32);
    let of = |values: &[f64], debt: usize| -> Vec<f64> {
        values.chunks_exact(principals.len()).map(|week| week[debt] / n_priced).collect()
    };
    let priced = model.debts.list.iter().enumerate().map(|(idx, debt)| {
        let interest = of(&prices.interest, idx);
        let saved = of(&prices.saved, idx);
        let principal = principals[idx];
        let together: f64 = market.bundles[idx].iter().map(|other| principals[*other]).sum();
        let roi =
            |saved: &[f64], days: u32, principal: f64| (principal > 0.0).then(|| until(saved, days) / principal - 1.0);
        let retired = match market.planned[idx] {
            true if debt.unpaid > 0.0 => {
                (model.payers[idx].iter().map(|(_, fraction)| fraction).sum::<f64>() / debt.unpaid).min(1.0)
            }
            true | false => 1.0,
        };
        let forecast = DebtForecast {
            per_week: until(&interest, 28) / 4.0,
            to_horizon: until(&interest, model.horizon),
            drag_to_horizon: until(&of(&prices.drag, idx), model.horizon),
            principal,
            break_even: break_even(&interest, retired, principal, model),
            roi_horizon: roi(&saved, model.horizon, principal),
            roi_end: roi(&saved, end, principal),
            roi_together: roi(&of(&prices.saved_together, idx), model.horizon, together),
            paid_off: rows.paid[idx].map(|row| tally.finish(row, model.today, None)),
        };
        (debt.id, forecast)
    });
    Some(priced.collect())
}

/// The sum of a weekly rate over so many days.
fn until(weekly: &[f64], days: u32) -> f64 {
    let whole = (days / 7) as usize;
    let rest = f64::from(days % 7) / 7.0;
    weekly.iter().take(whole).sum::<f64>() + weekly.get(whole).map_or(0.0, |rate| rate * rest)
}

/// The day by which interest saved from today on has repaid the principal.
fn break_even(weekly: &[f64], retired: f64, principal: f64, model: &Model) -> Option<Day> {
    if principal <= 0.0 {
        return None;
    }
    let mut saved = 0.0;
    for (week, rate) in weekly.iter().enumerate() {
        let rate = rate * retired;
        if saved + rate >= principal {
            let t = (week as f64 + (principal - saved) / rate) * 7.0;
            return Some(model.today.plus((t - 1e-9).ceil() as i32 - 1));
        }
        saved += rate;
    }
    None
}

/// Mean effort to pay a debt off: its share of its paydowns' effort, else what is left of its principal.
fn principal(model: &Model, sums: &Sums, trials: u32, debt: usize) -> f64 {
    let trials = f64::from(trials.max(1));
    if !model.is_paid(debt) {
        return sums.principal[debt] / trials * model.debts.list[debt].unpaid;
    }
    let effort_in = |(node, _): (usize, f64)| {
        let pays = model.nodes[node].pays.of(&model.pays);
        let weight = |debt: usize, fraction: f64| fraction * sums.principal[debt];
        let all: f64 = pays.iter().map(|(debt, fraction)| weight(*debt, *fraction)).sum();
        let mine: f64 =
            pays.iter().filter(|(paid, _)| *paid == debt).map(|(debt, fraction)| weight(*debt, *fraction)).sum();
        let share = if all > 0.0 { mine / all } else { 1.0 / pays.len() as f64 };
        sums.effort[node] / trials * share
    };
    model.payers[debt].iter().copied().map(effort_in).sum()
}

impl<'a> Market<'a> {
    fn new(plan: &Plan, model: &'a Model, sums: &Sums, trials: u32) -> Market<'a> {
        let n_weeks = model.n_weeks();
        let n_components = model.debts.on.len().max(1);
        let mean = |done: &f64| done / f64::from(trials.max(1));
        let mut flow: Vec<Vec<f64>> =
            sums.book.new_work.chunks_exact(n_components).map(|week| week.iter().map(mean).collect()).collect();
        flow.truncate(flow.iter().rposition(|week| week.iter().any(|done| *done > 0.0)).map_or(0, |last| last + 1));
        let debts = &model.debts.list;
        let rates: Vec<f64> = debts.iter().map(|debt| plan.debts[&debt.id].growth).collect();
        let grown =
            rates.iter().map(|rate| (0..n_weeks).map(|week| growth(*rate, week as f64 + 0.5)).collect()).collect();
        let mut on: BTreeMap<ComponentId, Vec<usize>> = BTreeMap::new();
        for (idx, debt) in debts.iter().enumerate() {
            debt.sits_on.iter().for_each(|component| on.entry(*component).or_default().push(idx));
        }
        let bundle = |idx: usize| -> Vec<usize> {
            let others = debts[idx].sits_on.iter().flat_map(|component| &on[component]).copied();
            let bundle: BTreeSet<usize> = others.filter(|other| debts[*other].unpaid > 0.0).chain([idx]).collect();
            bundle.into_iter().collect()
        };
        let bundles: Vec<Vec<usize>> = (0..debts.len()).map(bundle).collect();
        let places = |on: &Vec<usize>, debt: &usize| -> Vec<usize> {
            (0..on.len()).filter(|at| bundles[*debt].binary_search(&on[*at]).is_ok()).collect()
        };
        let bundled_on = model.debts.on.iter().map(|on| on.iter().map(|debt| places(on, debt)).collect()).collect();
        let planned = (0..debts.len()).map(|debt| model.is_paid(debt)).collect();
        let grows = model.debts.on.iter().map(|on| on.iter().any(|debt| debts[*debt].grows)).collect();
        Market { model, n_weeks, flow, grown, growth: rates, grows, planned, bundles, bundled_on }
    }

    /// Adds the prices of one trial; `None` when stopped in the middle of it.
    fn price(&self, luck: &Luck, history: &[Moved], prices: &mut Prices, stop: &AtomicBool) -> Option<()> {
        let debts = &self.model.debts.list;
        let mut state = DebtStates {
            own: debts.iter().map(|debt| if debt.exists { debt.unpaid } else { 0.0 }).collect(),
            unpaid: debts.iter().map(|debt| if debt.exists { debt.unpaid } else { 0.0 }).collect(),
            born: vec![0.0; debts.len()],
            grown: vec![1.0; debts.len()],
        };
        let fixed = |idx: usize| luck.toil[idx] * 5.0 + debts[idx].rate * luck.loss[idx] * 12.0 / WEEKS_A_YEAR;
        let fixed: Vec<f64> = (0..debts.len()).map(fixed).collect();
        let mut marginals: Vec<Option<Vec<Marginal>>> = vec![None; self.model.debts.on.len()];
        let mut drag = vec![0.0; debts.len()];
        let mut bundle = vec![0.0; debts.len()];
        let (mut still, mut interest, mut saved) = (drag.clone(), drag.clone(), drag.clone());
        let mut history = history.iter().peekable();
        for week in 0..self.n_weeks {
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            let middle = (week as f64 + 0.5) * 7.0;
            while let Some(moved) = history.next_if(|moved| moved.t <= middle) {
                state.follow(moved, debts[moved.debt as usize].unpaid);
                for &component in &debts[moved.debt as usize].slows {
                    marginals[component] = None;
                }
            }
            for (idx, debt) in debts.iter().enumerate().filter(|(_, debt)| debt.grows) {
                state.grown[idx] = if debt.exists {
                    self.grown[idx][week]
                } else {
                    growth(self.growth[idx], (middle - state.born[idx]) / 7.0)
                };
            }
            drag.fill(0.0);
            bundle.fill(0.0);
            let flows = self.flow.get(week).into_iter().flatten().enumerate().filter(|(_, flow)| **flow > 0.0);
            for (component, flow) in flows {
                if self.grows[component] {
                    marginals[component] = None;
                }
                let found = marginals[component].get_or_insert_with(|| self.marginals(component, luck, &state));
                for marginal in found {
                    drag[marginal.debt] += flow * marginal.alone;
                    bundle[marginal.debt] += flow * marginal.together;
                }
            }
            for idx in 0..debts.len() {
                still[idx] = state.own[idx] * state.grown[idx] * fixed[idx];
                interest[idx] = still[idx] + drag[idx];
                saved[idx] = interest[idx] * self.paid_share(idx, &state);
                let at = week * debts.len() + idx;
                prices.interest[at] += interest[idx];
                prices.drag[at] += drag[idx];
                prices.saved[at] += saved[idx];
            }
            if week * 7 < self.model.horizon as usize {
                for (idx, others) in self.bundles.iter().enumerate() {
                    let sum = |of: &[f64]| others.iter().map(|other| of[*other]).sum::<f64>();
                    let alone = sum(&interest);
                    if alone > 0.0 {
                        let together = sum(&still) + bundle[idx];
                        prices.saved_together[week * debts.len() + idx] += together * sum(&saved) / alone;
                    }
                }
            }
        }
        Some(())
    }

    /// The share of a debt's interest that its planned paydowns have won back so far; all of it if none is planned.
    fn paid_share(&self, debt: usize, state: &DebtStates) -> f64 {
        match (self.planned[debt], state.own[debt]) {
            (false, _) => 1.0,
            (true, own) if own > 0.0 => (own - state.unpaid[debt]) / own,
            (true, _) => 0.0,
        }
    }

    /// What each debt on a component adds to its m, alone and with its bundle.
    fn marginals(&self, component: usize, luck: &Luck, state: &DebtStates) -> Vec<Marginal> {
        let on = &self.model.debts.on[component];
        let load_of = |debt: usize, unpaid: f64| unpaid * luck.drag[debt] * state.grown[debt];
        // As planned, and with each debt as it was before its own pay-off.
        let loads: Vec<(f64, f64)> =
            on.iter().map(|&debt| (load_of(debt, state.unpaid[debt]), load_of(debt, state.own[debt]))).collect();
        let as_planned: f64 = loads.iter().map(|(unpaid, _)| unpaid).sum();
        let slowed = m(as_planned);
        // What is saved by taking `own` away, where `unpaid` of it lies on the component as planned.
        let saved = |unpaid: f64, own: f64| {
            if unpaid == own {
                slowed - m(as_planned - own)
            } else {
                m(as_planned - unpaid + own) - m(as_planned - unpaid)
            }
        };
        on.iter()
            .zip(&loads)
            .zip(&self.bundled_on[component])
            .map(|((&debt, &(unpaid, own)), bundle)| {
                let alone = saved(unpaid, own);
                let together = match bundle[..] {
                    [_] => alone,
                    _ => {
                        let sum = |(before, all), &at: &usize| (before + loads[at].0, all + loads[at].1);
                        let (before, all) = bundle.iter().fold((0.0, 0.0), sum);
                        saved(before, all)
                    }
                };
                Marginal { debt, alone, together }
            })
            .collect()
    }
}

/// What one debt adds to m of a component.
#[derive(Clone, Copy, Debug)]
struct Marginal {
    debt: usize,
    alone: f64,
    together: f64,
}

/// The debts in one week of one trial.
struct DebtStates {
    /// The unpaid fraction before the debt's own pay-off; 0 before it exists.
    own: Vec<f64>,
    /// The unpaid fraction as planned.
    unpaid: Vec<f64>,
    /// Days from today to the day that growth counts from.
    born: Vec<f64>,
    grown: Vec<f64>,
}

impl DebtStates {
    fn follow(&mut self, moved: &Moved, unpaid: f64) {
        let debt = moved.debt as usize;
        if self.own[debt] == 0.0 {
            self.own[debt] = unpaid;
            self.born[debt] = moved.t;
        }
        self.unpaid[debt] = moved.unpaid;
    }
}
