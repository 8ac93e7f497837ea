//! What the debts cost at an instant of a trial: unpaid fractions, growth, the load on each component, toil, and the
//! incidents to come.

use crate::debts::{Debts, Toil};
use crate::drag::m;
use crate::growth::RUN;
use crate::luck::Luck;
use crate::model::{Model, NONE, Node};
use crate::world::World;

/// A change of a debt within a trial, for the price of debt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Moved {
    pub debt: u32,
    pub t: f64,
    pub unpaid: f64,
}

/// Something that the debts amount to on days in a row: found when somebody asks for one of them.
#[derive(Clone, Copy, Debug)]
struct Days {
    /// The first of the days that are known, or `NONE`.
    from: u32,
    /// What the debts that do not grow amount to.
    still: f64,
    /// Whether another day has another amount.
    grows: bool,
    sums: [f64; RUN],
}

impl Days {
    const UNKNOWN: Days = Days { from: NONE, still: 0.0, grows: false, sums: [0.0; RUN] };

    /// The place of a day among those that are known.
    #[inline]
    fn place(&self, day: u32) -> Option<usize> {
        let at = if self.grows { day.wrapping_sub(self.from) as usize } else { 0 };
        (self.from != NONE && at < RUN).then_some(at)
    }

    /// Finds the sums from this day on: what grows is given as its amount at birth and its growth.
    #[inline]
    fn find<'a>(&mut self, day: u32, growing: impl Iterator<Item = (f64, &'a [f64; RUN])>) {
        self.from = day;
        self.sums = [self.still; RUN];
        for (amount, grown) in growing {
            for (sum, grown) in self.sums.iter_mut().zip(grown) {
                *sum += amount * grown;
            }
        }
    }
}

/// What lies on a component: Σ u δ s, and m of it.
#[derive(Clone, Copy, Debug)]
struct Load {
    days: Days,
    factors: [f64; RUN],
}

/// The incidents of one debt that are written down.
#[derive(Clone, Debug, Default)]
struct Watch {
    /// The next candidate to look at.
    cursor: usize,
    /// The candidate that will be an incident unless the debt changes before it.
    watched: Option<usize>,
    /// Candidates that are incidents whatever happens; their day is not over yet.
    certain: Vec<u32>,
}

/// The debts at an instant of a trial.
#[derive(Clone, Debug)]
pub(crate) struct Interest {
    unpaid: Vec<f64>,
    exists: Vec<bool>,
    /// The day that growth counts from.
    born: Vec<i32>,
    /// u δ.
    slowness: Vec<f64>,
    /// The same of the debts that grow, component by component, as in `Debts::growing`.
    pulls: Vec<f64>,
    loads: Vec<Load>,
    /// The toil of the debts that grow before they grew, team by team, as in `Debts::growing_toils`.
    burdens: Vec<f64>,
    /// By team: person-days of toil a working day.
    toils: Vec<Days>,
    watches: Vec<Watch>,
    /// Every change of a debt, in the as-planned world.
    pub log: Vec<Moved>,
}

impl Interest {
    pub(crate) fn new(model: &Model) -> Interest {
        let n_debts = model.debts.list.len();
        Interest {
            unpaid: vec![0.0; n_debts],
            exists: vec![false; n_debts],
            born: vec![0; n_debts],
            slowness: vec![0.0; n_debts],
            pulls: vec![0.0; model.debts.growing.len()],
            loads: vec![Load { days: Days::UNKNOWN, factors: [1.0; RUN] }; model.debts.on.len()],
            burdens: vec![0.0; model.debts.growing_toils.len()],
            toils: vec![Days::UNKNOWN; model.debts.still_toil_of.len()],
            watches: vec![Watch::default(); n_debts],
            log: Vec::new(),
        }
    }

    pub(crate) fn reset(&mut self, model: &Model, luck: &Luck, world: World) {
        for (idx, debt) in model.debts.list.iter().enumerate() {
            self.exists[idx] = debt.exists;
            self.unpaid[idx] = if debt.exists && world.has_debts() { debt.unpaid } else { 0.0 };
            self.born[idx] = 0;
            self.slowness[idx] = self.unpaid[idx] * luck.drag[idx];
            self.watches[idx].cursor = 0;
            self.watches[idx].watched = None;
            self.watches[idx].certain.clear();
        }
        for crew in 0..self.toils.len() {
            self.burden(model, luck, crew);
        }
        for component in 0..self.loads.len() {
            self.weigh(model, component);
        }
        self.log.clear();
    }

    /// The unpaid fraction u of a debt.
    #[inline]
    pub(crate) fn unpaid(&self, debt: usize) -> f64 {
        self.unpaid[debt]
    }

    /// Brings a debt into existence; false if it exists already.
    pub(crate) fn incur(&mut self, debt: usize, day: i32) -> bool {
        let new = !self.exists[debt];
        if new {
            self.exists[debt] = true;
            self.born[debt] = day;
        }
        new
    }

    pub(crate) fn set_unpaid(&mut self, model: &Model, luck: &Luck, debt: usize, unpaid: f64, t: f64) {
        self.unpaid[debt] = unpaid;
        self.slowness[debt] = unpaid * luck.drag[debt];
        for &(crew, _) in &model.debts.list[debt].burdens {
            self.burden(model, luck, crew);
        }
        self.log.push(Moved { debt: debt as u32, t, unpaid });
        for &component in &model.debts.list[debt].slows {
            self.weigh(model, component);
        }
    }

    /// Growth s of a debt on a day.
    #[inline]
    fn grown_on(&self, model: &Model, debt: usize, day: u32) -> f64 {
        model.debts.growth.of(debt, day as i32 - self.born[debt])
    }

    /// u δ s of a debt on a day.
    #[inline]
    pub(crate) fn slowness(&self, model: &Model, debt: usize, day: u32) -> f64 {
        self.slowness[debt] * self.grown_on(model, debt, day)
    }

    /// Finds what of the debts' toil falls on a team after a change of them.
    fn burden(&mut self, model: &Model, luck: &Luck, crew: usize) {
        let unpaid = &self.unpaid;
        let toil = |&(debt, share): &Toil| share * unpaid[debt] * luck.toil[debt];
        let days = &mut self.toils[crew];
        days.from = NONE;
        days.still = model.debts.still_toil_of[crew].iter().map(toil).sum();
        days.grows = false;
        let growing = model.debts.growing_toil_of[crew];
        for (burden, of) in growing.of_mut(&mut self.burdens).iter_mut().zip(growing.of(&model.debts.growing_toils)) {
            *burden = toil(of);
            days.grows |= unpaid[of.0] > 0.0;
        }
    }

    /// Finds what lies on a component after a change of its debts.
    fn weigh(&mut self, model: &Model, component: usize) {
        let days = &mut self.loads[component].days;
        days.from = NONE;
        days.still = model.debts.still_on[component].iter().map(|&debt| self.slowness[debt]).sum();
        days.grows = false;
        let growing = model.debts.growing_on[component];
        for (pull, &debt) in growing.of_mut(&mut self.pulls).iter_mut().zip(growing.of(&model.debts.growing)) {
            *pull = self.slowness[debt];
            days.grows |= self.unpaid[debt] > 0.0;
        }
    }

    /// What lies on a component, and the place of the day in it.
    #[inline]
    fn load(&mut self, model: &Model, component: usize, day: u32) -> (&Load, usize) {
        let at = match self.loads[component].days.place(day) {
            Some(at) => at,
            None => self.find_load(model, component, day),
        };
        (&self.loads[component], at)
    }

    #[cold]
    fn find_load(&mut self, model: &Model, component: usize, day: u32) -> usize {
        let Debts { growing, growing_on, growth, .. } = &model.debts;
        let growing = growing_on[component].of(growing).iter().zip(growing_on[component].of(&self.pulls));
        let born = &self.born;
        let load = &mut self.loads[component];
        load.days.find(day, growing.map(|(&debt, pull)| (*pull, growth.run(debt, day as i32 - born[debt]))));
        load.factors = load.days.sums.map(m);
        0
    }

    /// Effort done per person-day on a node on a day, and whether it is another on another day.
    #[inline]
    pub(crate) fn speed(&mut self, model: &Model, node: &Node, day: u32) -> (f64, bool) {
        let mut sum = node.unshared;
        let mut grows = false;
        for share in node.shares.of(&model.shares) {
            let (load, at) = self.load(model, share.component as usize, day);
            sum += share.share * load.factors[at];
            grows |= load.days.grows;
        }
        (1.0 / sum, grows)
    }

    /// The drag of a component on a day per unit of load: (m(D) − 1)/D.
    pub(crate) fn drag_per_load(&mut self, model: &Model, component: usize, day: u32) -> f64 {
        let (load, at) = self.load(model, component, day);
        if load.days.sums[at] > 0.0 { (load.factors[at] - 1.0) / load.days.sums[at] } else { 0.0 }
    }

    /// Toil that falls on a team on a day, in person-days, and whether it is another on another day.
    #[inline]
    pub(crate) fn toil(&mut self, model: &Model, crew: usize, day: u32) -> (f64, bool) {
        let at = match self.toils[crew].place(day) {
            Some(at) => at,
            None => self.find_toil(model, crew, day),
        };
        (self.toils[crew].sums[at], self.toils[crew].grows)
    }

    #[cold]
    fn find_toil(&mut self, model: &Model, crew: usize, day: u32) -> usize {
        let Debts { growing_toils, growing_toil_of, growth, .. } = &model.debts;
        let growing = growing_toil_of[crew].of(growing_toils).iter().zip(growing_toil_of[crew].of(&self.burdens));
        let born = &self.born;
        let grown = |debt: usize| growth.run(debt, day as i32 - born[debt]);
        self.toils[crew].find(day, growing.map(|(&(debt, _), burden)| (*burden, grown(debt))));
        0
    }

    /// Whether this candidate is an incident; once only.
    pub(crate) fn incident(&mut self, debt: usize, candidate: u32) -> bool {
        let watch = &mut self.watches[debt];
        if let Some(at) = watch.certain.iter().position(|certain| *certain == candidate) {
            watch.certain.swap_remove(at);
            return true;
        }
        if watch.watched == Some(candidate as usize) {
            watch.watched = None;
            return true;
        }
        false
    }

    /// The next incident up to `now` that is not written down yet, before the debt changes at `now`: the day after it,
    /// and which candidate it is.
    pub(crate) fn catch_incident(
        &mut self,
        model: &Model,
        luck: &mut Luck,
        debt: usize,
        now: f64,
    ) -> Option<(f64, u32)> {
        if model.debts.list[debt].between == f64::INFINITY {
            return None;
        }
        if let Some(watched) = self.watches[debt].watched.take() {
            if luck.candidate(model, debt, watched).0 <= now {
                self.watches[debt].certain.push(watched as u32);
            } else {
                self.watches[debt].cursor = watched;
            }
        }
        loop {
            let cursor = self.watches[debt].cursor;
            let (t, chance) = luck.candidate(model, debt, cursor);
            if t > now {
                return None;
            }
            self.watches[debt].cursor += 1;
            if self.counts(model, debt, t, chance) {
                self.watches[debt].certain.push(cursor as u32);
                return Some((t.floor() + 1.0, cursor as u32));
            }
        }
    }

    /// The next incident as the debt stands: the day after it, and which candidate it is.
    pub(crate) fn watch_incident(&mut self, model: &Model, luck: &mut Luck, debt: usize) -> Option<(f64, u32)> {
        let between = model.debts.list[debt].between;
        if between == f64::INFINITY || self.unpaid[debt] == 0.0 || self.watches[debt].watched.is_some() {
            return None;
        }
        loop {
            let cursor = self.watches[debt].cursor;
            let (t, chance) = luck.candidate(model, debt, cursor);
            if t >= f64::from(model.n_days) {
                return None;
            }
            self.watches[debt].cursor += 1;
            if self.counts(model, debt, t, chance) {
                self.watches[debt].watched = Some(cursor);
                return Some((t.floor() + 1.0, cursor as u32));
            }
        }
    }

    fn counts(&self, model: &Model, debt: usize, t: f64, chance: f64) -> bool {
        chance < Debts::incident_chance(self.unpaid[debt], self.grown_on(model, debt, t as u32))
    }
}
