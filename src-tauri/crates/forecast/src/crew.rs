//! A team within a trial: its working clock, who is there, and who works on what.

use crate::accounts::{N, Rates};
use crate::bits;
use crate::calendar::{Calendar, NEVER, whole};
use crate::capacity::Workday;
use crate::debts::DebtModel;
use crate::flow::{Flow, Law};
use crate::model::{Crew, Model, NONE};
use crate::shared::{EPS, Shared};

/// The state of one team.
#[derive(Debug)]
pub(crate) struct CrewState<'a> {
    pub crew: &'a Crew,
    pub calendar: &'a Calendar,
    /// Its place among the teams.
    pub idx: usize,
    /// Working time gone when something last happened to it.
    pub w: f64,
    /// The instant it was last brought up to.
    pub at: f64,
    /// The day it was last settled on.
    day: usize,
    /// The instant at which the first of its flows ends.
    pub end: f64,
    /// Waits to be settled.
    pub touched: bool,
    /// Somebody may find other work.
    pub dirty: bool,
    /// A debt that it feels has changed.
    pub stale: bool,
    /// The same, since its flows were found.
    pub debts_moved: bool,
    /// Whether rates are others on another day.
    pub moves: bool,
    /// How much of the people's availability reaches planned work, and the share that comes of it.
    pub law: Law,
    pub share: f64,
    /// Parts that somebody works on.
    pub active: Vec<Flow>,
    /// Person-days that incidents still take.
    pub backlog: Flow,
    /// People who are there and have nothing to do.
    pub free: Vec<u64>,
    /// Started work that could take more people, in rank order.
    pub open: Vec<u64>,
    /// Work that is eligible, in rank order.
    pub ready: Vec<u64>,
    /// What each person has to give on the day.
    pub available: Vec<f64>,
    /// The part of each person.
    pub part_of: Vec<u32>,
    /// When each person became free, and of which node.
    pub freed: Vec<(f64, u32)>,
    /// Work that is not done, begun or not.
    pub to_do: usize,
    /// Started work that is not delivered.
    pub in_progress: usize,
    /// When the limit last let something in, and what made room.
    pub limit_freed: (f64, u32),
    /// Rates that the accounts know.
    pub rates: Rates,
}

impl<'a> CrewState<'a> {
    pub(crate) fn new(idx: usize, crew: &'a Crew, calendar: &'a Calendar) -> CrewState<'a> {
        let n_people = crew.capacity.people.len();
        CrewState {
            crew,
            calendar,
            idx,
            w: 0.0,
            at: -1.0,
            day: 0,
            end: NEVER,
            touched: false,
            dirty: true,
            stale: true,
            debts_moved: false,
            moves: false,
            law: Law::NONE,
            share: 0.0,
            active: Vec::with_capacity(n_people),
            backlog: Flow::new(NONE, NONE, 0.0),
            free: vec![0; crew.capacity.words],
            open: vec![0; crew.words],
            ready: vec![0; crew.words],
            available: vec![0.0; n_people],
            part_of: vec![NONE; n_people],
            freed: vec![(0.0, NONE); n_people],
            to_do: 0,
            in_progress: 0,
            limit_freed: (0.0, NONE),
            rates: [0.0; N],
        }
    }

    pub(crate) fn reset(&mut self) {
        self.w = 0.0;
        self.at = -1.0;
        self.day = 0;
        self.end = NEVER;
        self.touched = false;
        self.dirty = true;
        self.stale = true;
        self.debts_moved = false;
        self.moves = false;
        self.law = Law::NONE;
        self.share = 0.0;
        self.active.clear();
        self.backlog = Flow::new(NONE, NONE, 0.0);
        self.free.fill(0);
        self.open.fill(0);
        self.ready.fill(0);
        self.part_of.fill(NONE);
        self.freed.fill((0.0, NONE));
        self.to_do = 0;
        self.in_progress = 0;
        self.limit_freed = (0.0, NONE);
        self.rates = [0.0; N];
    }

    /// The working day it is in.
    #[inline]
    pub(crate) fn working(&self) -> usize {
        whole(self.w + EPS)
    }

    /// Whether anybody has or could find something to do.
    #[inline]
    pub(crate) fn is_busy(&self) -> bool {
        !self.active.is_empty() || !bits::is_empty(&self.open) || !bits::is_empty(&self.ready)
    }

    /// Whether it matters what happens to the team: there is work left for it, or accounts are kept of its time.
    #[inline]
    pub(crate) fn matters(&self, shared: &Shared<'_>) -> bool {
        self.to_do > 0 || shared.books()
    }

    /// Whether a debt takes of what the team does right now: by toil, or by drag on what somebody works on.
    pub(crate) fn feels(&self, model: &Model, debt: usize) -> bool {
        let DebtModel { toil, burdens, .. } = &model.debts.list[debt];
        let slows = |flow: &Flow| {
            let slowings = model.nodes[flow.node as usize].slowings.of(&model.slowings);
            slowings.iter().any(|slowing| slowing.debt as usize == debt)
        };
        (!toil.is_zero() && burdens.iter().any(|(crew, _)| *crew == self.idx)) || self.active.iter().any(slows)
    }

    /// A started node is delivered: it makes room under the limit.
    pub(crate) fn make_room(&mut self, t: f64, node: u32) {
        if self.in_progress >= self.crew.wip_limit {
            self.limit_freed = (t, node);
        }
        self.in_progress -= 1;
        self.dirty = true;
    }

    /// Frees the people of the parts that are done.
    pub(crate) fn take_finished_parts(&mut self, shared: &mut Shared<'_>) {
        let mut at = 0;
        while at < self.active.len() {
            let flow = self.active[at];
            if flow.end > self.w + 2.0 * EPS {
                at += 1;
                continue;
            }
            shared.parts[flow.part as usize].left = 0.0;
            self.active.remove(at);
            self.dirty = true;
            for (person, part) in self.part_of.iter_mut().enumerate().filter(|(_, part)| **part == flow.part) {
                *part = NONE;
                self.freed[person] = (shared.now, flow.node);
                bits::set(&mut self.free, person);
            }
            let node = &mut shared.nodes[flow.node as usize];
            node.parts -= 1;
            if node.parts == 0 {
                self.to_do -= 1;
                bits::clear(&mut self.open, shared.model.nodes[flow.node as usize].local as usize);
                shared.work_is_done(flow.node);
            }
        }
        if self.backlog.end <= self.w + 2.0 * EPS {
            self.backlog.left = 0.0;
            self.backlog.end = NEVER;
        }
    }

    /// Brings people, work and flows of the team into line at this instant, or leaves it until its next working day.
    /// Returns the instant at which something happens to it next.
    pub(crate) fn settle(&mut self, shared: &mut Shared<'_>) -> f64 {
        self.touched = false;
        self.advance(shared);
        let working = self.working();
        if !self.calendar.works_on(shared.day) {
            return self.calendar.start(working);
        }
        let another_day = self.moves & (shared.day != self.day);
        let another_era = working >= self.law.until;
        let halved = self.backlog.left > 0.0;
        let anew = self.stale | another_day | another_era | (halved != self.law.halved);
        self.day = shared.day;
        if anew {
            if another_era || (another_day && self.law.ramps) {
                self.enter_day(shared, working);
            }
            if self.stale || (another_day && self.law.toil_grows) {
                (self.law.toil, self.law.toil_grows) = shared.interest.toil(shared.model, self.idx, shared.day as u32);
            }
            self.debts_moved = self.stale;
            self.stale = false;
            self.law.halved = halved;
        }
        if self.dirty {
            self.deal(shared);
            self.dirty = false;
        }
        self.find_flows(shared, working, anew)
    }

    /// People come and go and ramp up: who is away lets go of his part.
    fn enter_day(&mut self, shared: &mut Shared<'_>, working: usize) {
        let capacity = &self.crew.capacity;
        let now = if self.law.until == 0 { 0.0 } else { shared.now };
        let Workday { gross, left, era } = capacity.days[working];
        let era = &capacity.eras[usize::from(era)];
        (self.law.until, self.law.ramps, self.law.gross, self.law.left) = (era.end, era.ramps, gross, left);
        self.available.copy_from_slice(capacity.availability(working));
        for flow in &mut self.active {
            flow.people = 0.0;
        }
        let mut somebody_left = false;
        for (person, available) in capacity.availability(working).iter().enumerate() {
            let part = self.part_of[person];
            let present = bits::has(&era.present, person);
            if part == NONE {
                if !present {
                    bits::clear(&mut self.free, person);
                } else if !bits::has(&self.free, person) {
                    bits::set(&mut self.free, person);
                    self.freed[person] = (now, NONE);
                    self.dirty = true;
                }
            } else if present {
                let mut flows = self.active.iter_mut();
                let flow = flows.find(|flow| flow.part == part).expect("a part with people on it is active");
                flow.people += available;
            } else {
                self.part_of[person] = NONE;
                self.dirty = true;
                somebody_left = true;
                let node = shared.model.parts[part as usize].node;
                bits::set(&mut self.open, shared.model.nodes[node as usize].local as usize);
                shared.parts[part as usize].n_people -= 1;
            }
        }
        let mut at = 0;
        while somebody_left && at < self.active.len() {
            let flow = self.active[at];
            if shared.parts[flow.part as usize].n_people == 0 {
                shared.parts[flow.part as usize].left = flow.left;
                self.active.remove(at);
            } else {
                at += 1;
            }
        }
    }
}
