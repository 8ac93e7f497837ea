//! What the debts cost at an instant of a trial: unpaid fractions, growth, the load on each component, toil, and the
//! incidents to come.

use crate::debts::Debts;
use crate::drag::m;
use crate::luck::Luck;
use crate::model::{Model, Node};
use crate::world::World;

/// A change of a debt within a trial, for the price of debt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Moved {
    pub debt: u32,
    pub t: f64,
    pub unpaid: f64,
}

/// What lies on a component.
#[derive(Clone, Copy, Debug)]
struct Load {
    /// The day that load and factor were last found for.
    day: u32,
    /// Σ u δ s, and the part of it that does not grow.
    load: f64,
    still: f64,
    /// m of the load.
    factor: f64,
    /// Whether another day has another load.
    grows: bool,
}

/// The toil of one debt on one team.
#[derive(Clone, Copy, Debug)]
struct Burden {
    /// The team's share of the unpaid fraction.
    unpaid: f64,
    /// Person-days a working day.
    toil: f64,
    /// The debt's place among those that grow.
    place: u32,
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
    /// Team by team, as in `Debts::toils`.
    burdens: Vec<Burden>,
    /// By team: whether its toil is another on another day.
    toil_grows: Vec<bool>,
    /// Growth s on the day, as in `Growth::day`.
    grown: Vec<f64>,
    /// The debts that were incurred and grow.
    late: Vec<usize>,
    loads: Vec<Load>,
    day: u32,
    /// Whether there are debts, and any grows.
    grows: bool,
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
            burdens: vec![Burden { unpaid: 0.0, toil: 0.0, place: 0 }; model.debts.toils.len()],
            toil_grows: vec![false; model.debts.toil_of.len()],
            grown: model.debts.growth.day(0).to_vec(),
            late: Vec::new(),
            loads: vec![Load { day: 0, load: 0.0, still: 0.0, factor: 1.0, grows: false }; model.debts.on.len()],
            day: 0,
            grows: false,
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
        self.day = 0;
        self.grows = world.has_debts() && !model.debts.growth.is_empty();
        self.grown.copy_from_slice(model.debts.growth.day(0));
        self.late.clear();
        for crew in 0..self.toil_grows.len() {
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
    pub(crate) fn incur(&mut self, model: &Model, debt: usize, day: i32) -> bool {
        let new = !self.exists[debt];
        if new {
            self.exists[debt] = true;
            self.born[debt] = day;
            self.late.extend(model.debts.growth.grows(debt).then_some(debt));
        }
        new
    }

    pub(crate) fn set_unpaid(&mut self, model: &Model, luck: &Luck, debt: usize, unpaid: f64, t: f64) {
        self.turn_day(model, t as u32);
        self.unpaid[debt] = unpaid;
        self.grow_late(model);
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

    /// Brings the day on, and growth with it. A component is brought after it when somebody asks for it.
    #[inline]
    pub(crate) fn turn_day(&mut self, model: &Model, day: u32) {
        if self.day != day {
            self.day = day;
            if self.grows {
                self.grown.copy_from_slice(model.debts.growth.day(day as i32));
                self.grow_late(model);
            }
        }
    }

    /// What was incurred is younger than the rest.
    #[inline]
    fn grow_late(&mut self, model: &Model) {
        for &debt in &self.late {
            let growth = &model.debts.growth;
            self.grown[growth.place(debt)] = growth.of(debt, self.day as i32 - self.born[debt]);
        }
    }

    /// Finds what of each debt's toil falls on a team after a change of its debts.
    fn burden(&mut self, model: &Model, luck: &Luck, crew: usize) {
        self.toil_grows[crew] = false;
        for at in model.debts.toil_of[crew].range() {
            let toil = &model.debts.toils[at];
            let debt = toil.debt as usize;
            self.burdens[at] =
                Burden { unpaid: toil.share * self.unpaid[debt], toil: luck.toil[debt], place: toil.place };
            self.toil_grows[crew] |= self.unpaid[debt] > 0.0 && model.debts.growth.grows(debt);
        }
    }

    /// What lies on a component on the day.
    #[inline]
    fn load(&mut self, model: &Model, component: usize) -> &Load {
        if self.loads[component].grows && self.loads[component].day != self.day {
            self.grow(model, component);
        }
        &self.loads[component]
    }

    /// Finds the load of a component after a change of its debts.
    fn weigh(&mut self, model: &Model, component: usize) {
        let still = model.debts.still_on[component].iter();
        self.loads[component].still = still.map(|&debt| self.slowness[debt]).sum();
        self.loads[component].grows = false;
        for at in model.debts.growing_on[component].range() {
            let debt = model.debts.growing[at].debt as usize;
            self.pulls[at] = self.slowness[debt];
            self.loads[component].grows |= self.unpaid[debt] > 0.0;
        }
        self.grow(model, component);
    }

    /// Finds the load of a component on its day.
    fn grow(&mut self, model: &Model, component: usize) {
        let mut load = self.loads[component].still;
        let growing = model.debts.growing_on[component];
        for (pull, debt) in growing.of(&self.pulls).iter().zip(growing.of(&model.debts.growing)) {
            load += pull * self.grown[debt.place as usize];
        }
        let found = &mut self.loads[component];
        (found.day, found.load, found.factor) = (self.day, load, m(load));
    }

    /// Effort done per person-day on a node on its day, and whether it is another on another day.
    #[inline]
    pub(crate) fn speed(&mut self, model: &Model, node: &Node) -> (f64, bool) {
        let mut sum = node.unshared;
        let mut grows = false;
        for share in node.shares.of(&model.shares) {
            let load = self.load(model, share.component as usize);
            sum += share.share * load.factor;
            grows |= load.grows;
        }
        (1.0 / sum, grows)
    }

    /// The drag of a component on its day per unit of load: (m(D) − 1)/D.
    pub(crate) fn drag_per_load(&mut self, model: &Model, component: usize) -> f64 {
        let load = self.load(model, component);
        if load.load > 0.0 { (load.factor - 1.0) / load.load } else { 0.0 }
    }

    /// Toil that falls on a team on the day, in person-days, and whether it is another on another day.
    pub(crate) fn toil(&self, model: &Model, crew: usize) -> (f64, bool) {
        let mut sum = 0.0;
        for burden in model.debts.toil_of[crew].of(&self.burdens) {
            sum += burden.unpaid * self.grown[burden.place as usize] * burden.toil;
        }
        (sum, self.toil_grows[crew])
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
