//! A team within a trial: its working clock, who works on what, and at which rates its capacity flows.

use crate::accounts::{DRAG, IDLE, INCIDENTS, N, NEW_WORK, OVERFLOW, PAYDOWN, Rates, TOIL};
use crate::bits;
use crate::calendar::NEVER;
use crate::compile::{Crew, NONE};
use crate::trial::{EPS, Trial};
use crate::world::World;

/// The state of one team.
#[derive(Clone, Debug)]
pub(crate) struct CrewState {
    /// Working time gone when it was last brought up to date.
    pub w: f64,
    /// The instant at which something happens to it.
    pub next: f64,
    /// Waits to be settled.
    pub touched: bool,
    /// Somebody may find other work.
    pub dirty: bool,
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
    pub active: Vec<u32>,
    /// Person-days that incidents still take.
    pub backlog: f64,
    era: usize,
    /// Share of the people's availability that reaches planned work.
    share: f64,
    incidents: f64,
    toil: f64,
    version: u32,
    day: u32,
    grows: bool,
    toil_grows: bool,
    rates: Rates,
}

impl CrewState {
    pub(crate) fn new(crew: &Crew) -> CrewState {
        let n_people = crew.capacity.people.len();
        CrewState {
            w: 0.0,
            next: NEVER,
            touched: false,
            dirty: false,
            free: vec![0; crew.capacity.words],
            open: vec![0; crew.words],
            ready: vec![0; crew.words],
            in_progress: 0,
            limit_freed: (0.0, NONE),
            part_of: vec![NONE; n_people],
            freed: vec![(0.0, NONE); n_people],
            active: Vec::with_capacity(n_people),
            backlog: 0.0,
            era: usize::MAX,
            share: 0.0,
            incidents: 0.0,
            toil: 0.0,
            version: u32::MAX,
            day: u32::MAX,
            grows: false,
            toil_grows: false,
            rates: [0.0; N],
        }
    }

    pub(crate) fn reset(&mut self) {
        self.w = 0.0;
        self.next = NEVER;
        self.touched = false;
        self.dirty = true;
        self.free.fill(0);
        self.open.fill(0);
        self.ready.fill(0);
        self.in_progress = 0;
        self.limit_freed = (0.0, NONE);
        self.part_of.fill(NONE);
        self.freed.fill((0.0, NONE));
        self.active.clear();
        self.backlog = 0.0;
        self.era = usize::MAX;
        self.share = 0.0;
        self.incidents = 0.0;
        self.toil = 0.0;
        self.version = u32::MAX;
        self.day = u32::MAX;
        self.grows = false;
        self.toil_grows = false;
        self.rates = [0.0; N];
    }
}

impl CrewState {
    /// The working day it is in.
    #[inline]
    pub(crate) fn working(&self) -> usize {
        (self.w + EPS) as usize
    }
}

impl Trial<'_> {
    /// Brings a team up to an instant, at the rates that hold.
    pub(crate) fn advance(&mut self, crew: usize, t: f64) {
        let state = &mut self.crews[crew];
        let w = self.model.calendars[crew].clock(t);
        let gone = w - state.w;
        if gone <= 0.0 {
            return;
        }
        state.w = w;
        let books = self.book.is_some() && self.world == World::AsPlanned;
        for &part in &state.active {
            let part_state = &mut self.parts[part as usize];
            let done = part_state.rate * gone;
            part_state.left -= done;
            if books {
                self.nodes[self.model.parts[part as usize].node as usize].since += done;
            }
        }
        if state.backlog > 0.0 {
            state.backlog -= state.incidents * gone;
            if state.backlog < EPS {
                state.backlog = 0.0;
            }
        }
    }

    /// Frees the people of the parts that are done.
    pub(crate) fn take_finished_parts(&mut self, crew: usize) {
        let mut at = 0;
        while at < self.crews[crew].active.len() {
            let part = self.crews[crew].active[at];
            let part_state = &mut self.parts[part as usize];
            if part_state.rate <= 0.0 || part_state.left > part_state.rate * 2.0 * EPS {
                at += 1;
                continue;
            }
            part_state.left = 0.0;
            let node = self.model.parts[part as usize].node;
            self.set_aside(crew, part);
            let now = self.now;
            let state = &mut self.crews[crew];
            state.active.remove(at);
            state.dirty = true;
            for person in 0..state.part_of.len() {
                if state.part_of[person] == part {
                    state.part_of[person] = NONE;
                    state.freed[person] = (now, node);
                    bits::set(&mut state.free, person);
                }
            }
            self.nodes[node as usize].parts -= 1;
            if self.nodes[node as usize].parts == 0 {
                let local = self.model.nodes[node as usize].local;
                bits::clear(&mut self.crews[crew].open, local);
                self.share_out_drag(node);
                self.work_is_done(node);
            }
        }
    }

    /// Brings people, work and rates of a team into line at this instant, or leaves it until its next working day.
    pub(crate) fn settle(&mut self, crew: usize) {
        let calendar = &self.model.calendars[crew];
        self.advance(crew, self.now);
        if !calendar.works_at(self.now) {
            let working = self.crews[crew].w as usize;
            self.crews[crew].next = calendar.start(working);
            return;
        }
        let working = self.crews[crew].working();
        let era = usize::from(self.model.crews[crew].capacity.era_of[working]);
        if era != self.crews[crew].era {
            self.enter_era(crew, era);
        }
        if self.crews[crew].dirty {
            self.deal(crew);
            self.crews[crew].dirty = false;
        }
        self.set_rates(crew, working);
        self.foresee(crew, working);
    }

    /// People come and go: who is away lets go of his part.
    fn enter_era(&mut self, crew: usize, era: usize) {
        let model = self.model;
        let now = self.now;
        let capacity = &model.crews[crew].capacity;
        let era_of = &capacity.eras[era];
        let first = self.crews[crew].era == usize::MAX;
        self.crews[crew].era = era;
        for at in 0..self.crews[crew].active.len() {
            let part = self.crews[crew].active[at];
            self.parts[part as usize].people = 0.0;
        }
        for person in 0..capacity.people.len() {
            let state = &mut self.crews[crew];
            let part = state.part_of[person];
            let present = bits::has(&era_of.present, person);
            if part == NONE {
                if !present {
                    bits::clear(&mut state.free, person);
                } else if !bits::has(&state.free, person) {
                    bits::set(&mut state.free, person);
                    state.freed[person] = (if first { 0.0 } else { now }, NONE);
                    state.dirty = true;
                }
            } else if present {
                self.parts[part as usize].people += era_of.availability[person];
            } else {
                state.part_of[person] = NONE;
                state.dirty = true;
                let node = &model.nodes[model.parts[part as usize].node as usize];
                bits::set(&mut state.open, node.local);
                self.parts[part as usize].n_people -= 1;
            }
        }
        let mut at = 0;
        while at < self.crews[crew].active.len() {
            let part = self.crews[crew].active[at];
            if self.parts[part as usize].n_people == 0 {
                self.set_aside(crew, part);
                self.crews[crew].active.remove(at);
            } else {
                at += 1;
            }
        }
    }

    /// Nobody works on this part any more.
    fn set_aside(&mut self, crew: usize, part: u32) {
        self.book_part(crew, part, 0.0);
        let state = &mut self.parts[part as usize];
        state.rate = 0.0;
        state.people = 0.0;
        state.n_people = 0;
    }

    /// The rates that hold from now on.
    fn set_rates(&mut self, crew: usize, working: usize) {
        let model = self.model;
        let day = model.calendars[crew].day(working);
        let era = model.crews[crew].capacity.era(working);
        let state = &self.crews[crew];
        let changed = state.version != self.interest.version;
        if changed || (state.toil_grows && state.day != day) {
            let (toil, grows) = self.interest.toil(model, &self.luck, crew, day);
            self.crews[crew].toil = toil;
            self.crews[crew].toil_grows = grows;
        }
        let anew = changed || (self.crews[crew].grows && self.crews[crew].day != day);
        let state = &mut self.crews[crew];
        state.version = self.interest.version;
        state.day = day;
        let toil = state.toil.min(era.left);
        let left = era.left - toil;
        state.incidents = if state.backlog > 0.0 { left / 2.0 } else { 0.0 };
        let net = left - state.incidents;
        state.share = if era.gross > 0.0 { net / era.gross } else { 0.0 };
        let share = state.share;
        let mut rates = [0.0; N];
        rates[TOIL] = toil;
        rates[OVERFLOW] = state.toil - toil;
        rates[INCIDENTS] = state.incidents;
        let mut idle = net;
        let mut grows = false;
        for at in 0..self.crews[crew].active.len() {
            let part = self.crews[crew].active[at];
            let node = model.parts[part as usize].node;
            if anew || self.parts[part as usize].rate == 0.0 {
                grows |= self.find_speed(node, day);
            } else {
                grows |= self.crews[crew].grows;
            }
            let speed = self.nodes[node as usize].speed;
            let capacity = share * self.parts[part as usize].people;
            let rate = capacity * speed;
            self.parts[part as usize].rate = rate;
            idle -= capacity;
            if model.nodes[node as usize].paydown {
                rates[PAYDOWN] += capacity;
            } else {
                rates[NEW_WORK] += rate;
                rates[DRAG] += capacity - rate;
                self.book_part(crew, part, rate);
            }
        }
        rates[IDLE] = if idle.abs() < EPS { 0.0 } else { idle };
        let state = &mut self.crews[crew];
        state.grows = grows;
        if self.world == World::AsPlanned
            && let Some(book) = &mut self.book
        {
            let steps = &mut book.teams[crew];
            for (account, (new, old)) in rates.iter().zip(&state.rates).enumerate() {
                if new != old {
                    steps.change(state.w, account, new - old);
                }
            }
            state.rates = rates;
        }
    }

    /// Finds m of a node on a day; says whether it is another on another day.
    fn find_speed(&mut self, node: u32, day: u32) -> bool {
        self.share_out_drag(node);
        let compiled = &self.model.nodes[node as usize];
        let mut factor = compiled.unshared;
        let mut grows = false;
        for share in &self.model.shares[compiled.shares.clone()] {
            let (m, moves) = self.interest.factor(self.model, &self.luck, share.component, day);
            factor += share.share * m;
            grows |= moves;
        }
        self.nodes[node as usize].speed = 1.0 / factor;
        if self.books() {
            for at in compiled.slowings.clone() {
                let slowing = &self.model.slowings[at];
                let per_load = self.interest.drag_per_load(self.model, &self.luck, slowing.component, day);
                let slowness = self.interest.slowness(self.model, &self.luck, slowing.debt, day);
                self.weights[at] = slowing.share * per_load * slowness;
            }
        }
        grows
    }

    /// Shares the drag of the clean effort since last time out among the debts, in proportion to their part of the load
    /// on each component, so that the shares sum to the drag.
    fn share_out_drag(&mut self, node: u32) {
        let since = std::mem::take(&mut self.nodes[node as usize].since);
        if since == 0.0 || !self.books() {
            return;
        }
        if let Some(book) = &mut self.book {
            book.clean[node as usize] += since;
            for at in self.model.nodes[node as usize].slowings.clone() {
                book.slowed[at] += since * self.weights[at];
            }
        }
    }

    /// Tells the accounts of the components at which rate a part is new work from now on.
    fn book_part(&mut self, crew: usize, part: u32, rate: f64) {
        if !self.books() {
            return;
        }
        let change = rate - self.parts[part as usize].booked;
        let node = &self.model.nodes[self.model.parts[part as usize].node as usize];
        if change == 0.0 || node.paydown {
            return;
        }
        self.parts[part as usize].booked = rate;
        if let Some(book) = &mut self.book {
            for share in &self.model.shares[node.shares.clone()] {
                book.pairs[share.pair].change(self.crews[crew].w, 0, change * share.share);
            }
        }
    }

    /// Finds when something happens to the team next.
    fn foresee(&mut self, crew: usize, working: usize) {
        let model = self.model;
        let calendar = &model.calendars[crew];
        let state = &self.crews[crew];
        let mut done = NEVER;
        for &part in &state.active {
            let part = &self.parts[part as usize];
            if part.rate > 0.0 {
                done = done.min(part.left / part.rate);
            }
        }
        if state.backlog > 0.0 && state.incidents > 0.0 {
            done = done.min(state.backlog / state.incidents);
        }
        let done = if done < NEVER { calendar.first(snap(state.w + done)) } else { NEVER };
        let waits = !state.active.is_empty() || !bits::is_empty(&state.open) || !bits::is_empty(&state.ready);
        let turn = if state.grows || (state.toil_grows && (waits || self.books())) {
            working + 1
        } else if waits || self.books() || state.backlog > 0.0 {
            model.crews[crew].capacity.era(working).end
        } else {
            usize::MAX
        };
        self.crews[crew].next = done.min(calendar.start(turn)).max(self.now);
    }

    /// Ends the accounts of a team.
    pub(crate) fn close_crew(&mut self, crew: usize) {
        for at in 0..self.crews[crew].active.len() {
            let part = self.crews[crew].active[at];
            self.share_out_drag(self.model.parts[part as usize].node);
            self.book_part(crew, part, 0.0);
        }
        let state = &mut self.crews[crew];
        if let Some(book) = &mut self.book {
            for (account, old) in state.rates.iter().enumerate() {
                if *old != 0.0 {
                    book.teams[crew].change(state.w, account, -old);
                }
            }
        }
    }
}

/// A time within a hair of a whole working day is that day's end.
#[inline]
fn snap(w: f64) -> f64 {
    let whole = w.round();
    if (w - whole).abs() < EPS { whole } else { w }
}
