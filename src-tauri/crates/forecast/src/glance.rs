//! A glance at an edit, within a frame of the screen: the first few trials of the last full run are run again, and each thing's
//! finishes are those of all trials, moved by as much as it moved in these.
//!
//! Dates and chances move; accounts, drag, waits and prices stay as the last run had them, until more trials have been run.

use std::sync::atomic::AtomicBool;

use plan::{Day, ItemId, Plan};
use rayon::prelude::*;

use crate::compile::compile;
use crate::first::FirstDays;
use crate::forecast::{Simulation, outlook, worlds};
use crate::model::{Model, Role};
use crate::never;
use crate::quantile::{Tally, certain};
use crate::result::{Assumptions, Finish, Forecast, ItemForecast, Outlook, When};
use crate::run::{Rows, Run};
use crate::shared::NO_DAY;

impl Simulation {
    /// What a few trials of a changed plan say that it moves of `known`, which this simulation said of the plan before; where
    /// no trial would be another, all that the simulation says of it. `None` when stopped, and where there is a team or a
    /// debt that was not there before: of those only more trials can tell.
    pub fn glance(&self, known: &Forecast, base: &Plan, plan: &Plan, stop: &AtomicBool) -> Option<Forecast> {
        let model = compile(plan, base, &self.assumptions);
        let teams: Option<_> = model.crews.iter().map(|crew| known.teams.get_key_value(&crew.id)).collect();
        let debts: Option<_> = model.debts.list.iter().map(|debt| known.debts.get_key_value(&debt.id)).collect();
        let (teams, debts): (Vec<_>, Vec<_>) = (teams?, debts?);
        let rows = Rows::new(&model, worlds(&model));
        let (seed, trials) = (self.assumptions.seed, self.run.sums.first.trials);
        let moves = model != self.model;
        let first = if moves { Some(FirstDays::run(&model, &rows, seed, trials, stop)?) } else { None };
        let mut nodes: Vec<(ItemId, usize)> =
            self.model.nodes.iter().enumerate().map(|(idx, node)| (node.id, idx)).collect();
        nodes.sort_unstable();
        let glance = Glance { before: self, known, nodes, plan, model: &model, rows: &rows, first: first.as_ref() };
        let mut debts: Vec<_> = debts.into_iter().map(|(id, debt)| (*id, debt.clone())).collect();
        for (idx, (id, debt)) in debts.iter_mut().enumerate() {
            let then = self.model.debts.index(*id).and_then(|debt| self.run.rows.paid[debt]);
            debt.paid_off = rows.paid[idx].map(|row| glance.moved(debt.paid_off.as_ref(), then, row, None));
        }
        Some(Forecast {
            assumptions: first
                .as_ref()
                .map_or(self.assumptions, |_| Assumptions { trials: trials as u32, ..self.assumptions }),
            horizon_end: model.today.plus(model.horizon as i32 - 1),
            cap: glance.cap(),
            items: glance.items().into_iter().collect(),
            plan: glance.whole(),
            teams: teams.into_iter().map(|(id, team)| (*id, team.clone())).collect(),
            debts: debts.into_iter().collect(),
        })
    }
}

/// The first trials of a changed plan, beside all that is known of the plan before.
struct Glance<'a> {
    before: &'a Simulation,
    known: &'a Forecast,
    /// The nodes of the plan before, by item.
    nodes: Vec<(ItemId, usize)>,
    plan: &'a Plan,
    model: &'a Model,
    rows: &'a Rows,
    /// Nothing where no trial would be another.
    first: Option<&'a FirstDays>,
}

impl Glance<'_> {
    fn cap(&self) -> Day {
        self.model.today.plus(self.model.n_days as i32)
    }

    /// The node of an item in the plan before.
    fn node_before(&self, id: ItemId) -> Option<usize> {
        self.nodes.binary_search_by_key(&id, |(id, _)| *id).ok().map(|at| self.nodes[at].1)
    }

    /// Every item, in the order of their ids.
    fn items(&self) -> Vec<(ItemId, ItemForecast)> {
        let mut order: Vec<usize> = (0..self.model.nodes.len()).collect();
        order.sort_unstable_by_key(|idx| self.model.nodes[*idx].id);
        let of = |&idx: &usize| (self.model.nodes[idx].id, self.item(idx));
        let mut items: Vec<(ItemId, ItemForecast)> = order.par_iter().with_min_len(64).map(of).collect();
        let mut is_never = vec![false; order.len()];
        for (idx, (_, item)) in order.iter().zip(&items) {
            is_never[*idx] = item.outlook.as_planned.p50.is_none();
        }
        for (idx, (_, item)) in order.iter().zip(&mut items) {
            item.never = is_never[*idx].then(|| never::reason(self.model, *idx, &|other| is_never[other])).flatten();
        }
        items
    }

    fn item(&self, idx: usize) -> ItemForecast {
        let id = self.model.nodes[idx].id;
        let known = self.known.items.get(&id);
        let then = self.node_before(id).and_then(|node| self.before.run.rows.first[node]);
        let due = self.plan.items[&id].due();
        let finish = |known: Option<&Finish>, then: Option<usize>, at: usize, due: Option<Day>| match (
            self.model.nodes[idx].role,
            self.rows.first[idx],
        ) {
            (Role::Settled(day), _) => certain(Some(self.model.today.plus(day)), due),
            (_, Some(first)) => self.moved(known, then, first + at, due),
            (_, None) => certain(None, due),
        };
        let before = &self.before.run.rows;
        let outlook = outlook(self.cap(), |world| {
            let known = known.map(|known| world.of(&known.outlook));
            finish(known, then.map(|first| first + before.world(world)), self.rows.world(world), due)
        });
        let start = then.map(|first| first + before.start());
        let start = finish(known.map(|known| &known.start), start, self.rows.start(), None);
        match known {
            Some(known) => ItemForecast {
                start,
                outlook,
                slowed_by: known.slowed_by.clone(),
                waits: known.waits.clone(),
                never: None,
                ..*known
            },
            None => ItemForecast {
                start,
                outlook,
                clean: 0.0,
                drag: 0.0,
                slowed_by: Vec::new(),
                criticality: 0.0,
                waits: Vec::new(),
                never: None,
            },
        }
    }

    /// The whole plan; one that is over finished with its last item.
    fn whole(&self) -> Outlook {
        let (before, rows) = (&self.before.run.rows, self.rows);
        outlook(self.cap(), |world| match self.model.over() {
            Some(day) => certain(Some(self.model.today.plus(day)), None),
            None => {
                let then = before.plan + before.world(world);
                self.moved(Some(world.of(&self.known.plan)), Some(then), rows.plan + rows.world(world), None)
            }
        })
    }

    /// A finish that was known, `then` at this row, and is now at `row`; what was not known is said as the first trials
    /// have it.
    fn moved(&self, known: Option<&Finish>, then: Option<usize>, row: usize, due: Option<Day>) -> Finish {
        let Run { tally, sums, .. } = &self.before.run;
        let (today, n_days) = (self.model.today, self.model.n_days as i32);
        let (known, then, shift) = match (known, then, self.first) {
            (Some(known), Some(then), None) => (known, then, 0),
            (Some(known), Some(then), Some(first)) => (known, then, shift(sums.first.of(then), first.of(row), n_days)),
            (None, _, Some(first)) | (_, None, Some(first)) => {
                let mut tally = Tally::new(1, self.model.n_days);
                tally.add(0, first.of(row));
                return tally.finish(0, today, due);
            }
            (None, _, None) | (_, None, None) => return tally.finish(row, today, due),
        };
        let when = |when: When| {
            let day = when.map_or(n_days, |day| day.since(today)) + shift;
            if shift == 0 { when } else { (day < n_days).then(|| today.plus(day.max(0))) }
        };
        Finish {
            p50: when(known.p50),
            p85: when(known.p85),
            p95: when(known.p95),
            on_time: due.map(|due| tally.on_time_after(then, shift, today, due)),
            dots: known.dots.iter().map(|dot| when(*dot)).collect(),
        }
    }
}

/// By how many days something moves from the trials of `then` to the same of `now`, in the mean. Never counts as the cap; what
/// has become never in all of them is never.
fn shift(then: &[u16], now: &[u16], n_days: i32) -> i32 {
    let is_never = |days: &[u16]| days.iter().all(|day| *day == NO_DAY);
    if is_never(now) && !is_never(then) {
        return n_days;
    }
    let day = |day: &u16| if *day == NO_DAY { n_days } else { i32::from(*day) };
    let moves: i32 = now.iter().map(day).zip(then.iter().map(day)).map(|(now, then)| now - then).sum();
    (f64::from(moves) / now.len() as f64).round() as i32
}
