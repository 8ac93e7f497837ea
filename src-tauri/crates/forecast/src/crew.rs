//! A team within a trial: its working clock, who is there, who works on what, and what happens to it next.

use crate::accounts::{N, Rates};
use crate::bits;
use crate::calendar::NEVER;
use crate::flow::{Flow, Law};
use crate::model::{Crew, NONE};
use crate::trial::{EPS, Trial};

/// The state of one team.
#[derive(Clone, Debug)]
pub(crate) struct CrewState {
    /// Working time gone when something last happened to it.
    pub w: f64,
    /// Waits to be settled.
    pub touched: bool,
    /// Somebody may find other work.
    pub dirty: bool,
    /// A debt that it feels has changed.
    pub stale: bool,
    /// People who are there and have nothing to do.
    pub free: Vec<u64>,
    /// Started work that could take more people, in rank order.
    pub open: Vec<u64>,
    /// Work that is eligible, in rank order.
    pub ready: Vec<u64>,
    /// Started work that is not delivered.
    pub in_progress: usize,
    /// When the limit last let something in, and what made room.
    pub limit_freed: (f64, u32),
    /// The part of each person.
    pub part_of: Vec<u32>,
    /// When each person became free, and of which node.
    pub freed: Vec<(f64, u32)>,
    /// Parts that somebody works on.
    pub active: Vec<Flow>,
    /// Person-days that incidents still take.
    pub backlog: Flow,
    /// How much of the people's availability reaches planned work.
    pub law: Law,
    /// Rates that the accounts know.
    pub rates: Rates,
    /// The day it was last settled on.
    day: u32,
}

impl CrewState {
    pub(crate) fn new(crew: &Crew) -> CrewState {
        let n_people = crew.capacity.people.len();
        CrewState {
            w: 0.0,
            touched: false,
            dirty: false,
            stale: false,
            free: vec![0; crew.capacity.words],
            open: vec![0; crew.words],
            ready: vec![0; crew.words],
            in_progress: 0,
            limit_freed: (0.0, NONE),
            part_of: vec![NONE; n_people],
            freed: vec![(0.0, NONE); n_people],
            active: Vec::with_capacity(n_people),
            backlog: Flow::new(NONE, NONE, 0.0, 0.0),
            law: Law::NONE,
            rates: [0.0; N],
            day: 0,
        }
    }

    pub(crate) fn reset(&mut self) {
        self.w = 0.0;
        self.touched = false;
        self.dirty = true;
        self.stale = true;
        self.free.fill(0);
        self.open.fill(0);
        self.ready.fill(0);
        self.in_progress = 0;
        self.limit_freed = (0.0, NONE);
        self.part_of.fill(NONE);
        self.freed.fill((0.0, NONE));
        self.active.clear();
        self.backlog = Flow::new(NONE, NONE, 0.0, 0.0);
        self.law = Law::NONE;
        self.rates = [0.0; N];
        self.day = 0;
    }

    /// The working day it is in.
    #[inline]
    pub(crate) fn working(&self) -> usize {
        (self.w + EPS) as usize
    }

    /// Whether anybody has or could find something to do.
    fn waits(&self) -> bool {
        !self.active.is_empty() || !bits::is_empty(&self.open) || !bits::is_empty(&self.ready)
    }
}

impl Trial<'_> {
    /// Sets the clock of a team.
    #[inline]
    pub(crate) fn advance(&mut self, crew: usize, t: f64) {
        let w = self.model.calendars[crew].clock(t);
        let state = &mut self.crews[crew];
        state.w = state.w.max(w);
    }

    /// Frees the people of the parts that are done.
    pub(crate) fn take_finished_parts(&mut self, crew: usize) {
        let mut at = 0;
        while at < self.crews[crew].active.len() {
            let state = &self.crews[crew];
            let flow = state.active[at];
            if flow.end > state.w + 2.0 * EPS {
                at += 1;
                continue;
            }
            self.book_effort(flow.node, flow.left);
            self.book_flow(crew, at, 0.0);
            self.parts[flow.part as usize].left = 0.0;
            let now = self.now;
            let state = &mut self.crews[crew];
            state.active.remove(at);
            state.dirty = true;
            for person in 0..state.part_of.len() {
                if state.part_of[person] == flow.part {
                    state.part_of[person] = NONE;
                    state.freed[person] = (now, flow.node);
                    bits::set(&mut state.free, person);
                }
            }
            let node = &mut self.nodes[flow.node as usize];
            node.parts -= 1;
            if node.parts == 0 {
                let local = self.model.nodes[flow.node as usize].local as usize;
                bits::clear(&mut self.crews[crew].open, local);
                self.work_is_done(flow.node);
            }
        }
        let state = &mut self.crews[crew];
        if state.backlog.end <= state.w + 2.0 * EPS {
            state.backlog.left = 0.0;
            state.backlog.end = NEVER;
        }
    }

    /// Brings people, work and flows of a team into line at this instant, or leaves it until its next working day.
    pub(crate) fn settle(&mut self, crew: usize) {
        let model = self.model;
        let calendar = &model.calendars[crew];
        self.advance(crew, self.now);
        let working = self.crews[crew].working();
        if !calendar.works_at(self.now) {
            self.next[crew] = calendar.start(working);
            return;
        }
        let day = calendar.day(working);
        let era = usize::from(model.crews[crew].capacity.era_of[working]);
        let state = &self.crews[crew];
        let held = state.law;
        let another_day = self.books() && day != state.day;
        let grown = another_day && (held.toil_grows || state.active.iter().any(|flow| flow.grows));
        let halved = state.backlog.left > 0.0;
        let changed = state.stale || grown || era != held.era || halved != held.halved;
        if changed {
            self.catch_up(crew);
            if era != held.era {
                self.enter_era(crew, era);
            }
            self.find_law(crew, era, day, grown);
        }
        if self.crews[crew].dirty {
            self.deal(crew);
            self.crews[crew].dirty = false;
        }
        self.find_flows(crew, working, changed);
        let state = &mut self.crews[crew];
        state.stale = false;
        state.day = day;
    }

    /// People come and go: who is away lets go of his part.
    fn enter_era(&mut self, crew: usize, era: usize) {
        let model = self.model;
        let first = self.crews[crew].law.era == usize::MAX;
        let now = if first { 0.0 } else { self.now };
        let capacity = &model.crews[crew].capacity;
        let era = &capacity.eras[era];
        let state = &mut self.crews[crew];
        for flow in &mut state.active {
            flow.people = 0.0;
        }
        for person in 0..capacity.people.len() {
            let part = state.part_of[person];
            let present = bits::has(&era.present, person);
            if part == NONE {
                if !present {
                    bits::clear(&mut state.free, person);
                } else if !bits::has(&state.free, person) {
                    bits::set(&mut state.free, person);
                    state.freed[person] = (now, NONE);
                    state.dirty = true;
                }
            } else if present {
                let mut flows = state.active.iter_mut();
                let flow = flows.find(|flow| flow.part == part).expect("a part with people on it is active");
                flow.people += era.availability[person];
            } else {
                state.part_of[person] = NONE;
                state.dirty = true;
                let node = model.parts[part as usize].node;
                bits::set(&mut state.open, model.nodes[node as usize].local as usize);
                self.parts[part as usize].n_people -= 1;
            }
        }
        let mut at = 0;
        while at < self.crews[crew].active.len() {
            let flow = self.crews[crew].active[at];
            if self.parts[flow.part as usize].n_people == 0 {
                self.book_flow(crew, at, 0.0);
                self.parts[flow.part as usize].left = flow.left;
                self.crews[crew].active.remove(at);
            } else {
                at += 1;
            }
        }
    }

    fn find_law(&mut self, crew: usize, era: usize, day: u32, grown: bool) {
        let state = &mut self.crews[crew];
        if state.stale || grown {
            let (toil, toil_grows) = self.interest.toil(self.model, &self.luck, crew, day);
            state.law.toil = toil;
            state.law.toil_grows = toil_grows;
        }
        let capacity = &self.model.crews[crew].capacity.eras[era];
        state.law.era = era;
        state.law.gross = capacity.gross;
        state.law.left = capacity.left;
        state.law.halved = state.backlog.left > 0.0;
    }

    /// Finds the ends of the flows that changed, all of them if `anew`, and when something happens to the team next.
    fn find_flows(&mut self, crew: usize, working: usize, anew: bool) {
        let model = self.model;
        let calendar = &model.calendars[crew];
        let state = &self.crews[crew];
        let law = state.law;
        let day = calendar.day(working);
        let era_end = model.crews[crew].capacity.eras[law.era].end;
        let share = law.share(law.toil);
        let mut end = NEVER;
        let mut grows = law.toil_grows;
        for at in 0..self.crews[crew].active.len() {
            let mut flow = self.crews[crew].active[at];
            if anew || flow.fresh {
                self.find_speed(&mut flow, day);
                self.foresee(crew, &mut flow, share, era_end);
                self.crews[crew].active[at] = flow;
                self.book_flow(crew, at, flow.rate);
            }
            end = end.min(flow.end);
            grows |= flow.grows;
        }
        let mut backlog = self.crews[crew].backlog;
        if backlog.left > 0.0 {
            if anew || backlog.fresh {
                backlog.people = law.gross;
                self.foresee(crew, &mut backlog, share, era_end);
                self.crews[crew].backlog = backlog;
            }
            end = end.min(backlog.end);
        }
        self.book_rates(crew, share);
        let state = &self.crews[crew];
        let turn = if self.books() && grows {
            working + 1
        } else if self.books() || state.waits() || state.backlog.left > 0.0 {
            era_end
        } else {
            usize::MAX
        };
        let end = if end < NEVER { calendar.first(end) } else { NEVER };
        self.next[crew] = end.min(calendar.start(turn)).max(self.now);
    }

    /// Finds m of a part on a day.
    fn find_speed(&mut self, flow: &mut Flow, day: u32) {
        let node = &self.model.nodes[flow.node as usize];
        (flow.speed, flow.grows) = self.interest.speed(self.model, &self.luck, node, day);
        if self.books() {
            self.weigh_debts(flow.node, day);
        }
    }
}
