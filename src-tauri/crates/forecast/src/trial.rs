//! One trial in one world: from event to event, never day by day where nothing changes.
//!
//! At one instant come finishes, pay-offs and incurred debts until nothing changes, then incidents, then the dealing of
//! people. Each team runs on its own working clock and is brought up to date only when something happens to it. A
//! team acts at instants inside its working days or at their start; what happens at other times waits.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::accounts::Book;
use crate::bits;
use crate::calendar::{NEVER, dated};
use crate::crew::CrewState;
use crate::interest::Interest;
use crate::luck::Luck;
use crate::model::{Model, NONE, Role};
use crate::world::World;

/// A day that never comes.
pub(crate) const NO_DAY: u16 = u16::MAX;

/// Instants closer than this are one.
pub(crate) const EPS: f64 = 1e-9;

/// Something that happens at a known instant to something other than a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// The node is delivered.
    Delivery(u32),
    /// The node may start, as far as others are concerned.
    Release(u32),
    /// The day after an incident of the debt; which candidate it was.
    Incident(u32, u32),
}

/// The state of one node.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NodeState {
    /// Predecessors, or for a parent children, still to come.
    pub left: u32,
    /// Parts still to come.
    pub parts: u32,
    /// When it may start, as far as is known, and the day it is dated at least.
    pub ready: f64,
    pub ready_day: i32,
    /// What bound its start, or for what needs nobody its finish.
    pub bound_by: u32,
    pub started: bool,
    pub start: u16,
    pub finish: u16,
}

/// The state of one part.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PartState {
    /// Clean effort still to do, when nobody works on it; 0 once it is done.
    pub left: f64,
    pub n_people: u16,
}

/// Everything that changes in a trial. Kept from trial to trial so that a trial allocates nothing.
pub(crate) struct Trial<'a> {
    pub model: &'a Model,
    pub luck: Luck,
    pub world: World,
    /// The instant.
    pub now: f64,
    pub nodes: Vec<NodeState>,
    pub parts: Vec<PartState>,
    pub crews: Vec<CrewState>,
    /// By team: the instant at which something happens to it.
    pub next: Vec<f64>,
    pub interest: Interest,
    /// Accounts are kept here, if at all.
    pub book: Option<Book>,
    /// Whether this trial keeps accounts.
    pub booking: bool,
    /// The last day that anything finished.
    pub last: i32,
    unfinished: usize,
    events: BinaryHeap<Reverse<(u64, Event)>>,
    /// Finishes not yet acted on: node, instant, day.
    finishes: Vec<(u32, f64, i32)>,
    incidents: Vec<u32>,
    touched: Vec<usize>,
    /// By node: the state at the start, but for what the world changes.
    fresh: Vec<NodeState>,
    settled_last: i32,
    /// By slowing: drag per clean effort that falls to its debt.
    pub weights: Vec<f64>,
}

impl<'a> Trial<'a> {
    pub(crate) fn new(model: &'a Model, book: Option<Book>) -> Trial<'a> {
        let fresh: Vec<NodeState> = model
            .nodes
            .iter()
            .map(|node| NodeState {
                left: if node.role == Role::Parent { node.children } else { node.after.len() as u32 },
                parts: node.parts.len() as u32,
                ready: node.release,
                ready_day: node.release_day,
                bound_by: NONE,
                started: false,
                start: NO_DAY,
                finish: NO_DAY,
            })
            .collect();
        let part = PartState { left: 0.0, n_people: 0 };
        let settled = model.nodes.iter().filter_map(|node| match node.role {
            Role::Settled(day) => Some(day),
            Role::Work | Role::Milestone | Role::External | Role::Parent | Role::Stuck => None,
        });
        Trial {
            model,
            luck: Luck::default(),
            world: World::AsPlanned,
            now: 0.0,
            nodes: fresh.clone(),
            parts: vec![part; model.parts.len()],
            crews: model.crews.iter().map(CrewState::new).collect(),
            next: vec![NEVER; model.crews.len()],
            interest: Interest::new(model),
            book,
            booking: true,
            last: 0,
            unfinished: 0,
            events: BinaryHeap::new(),
            finishes: Vec::new(),
            incidents: Vec::new(),
            touched: Vec::new(),
            settled_last: settled.max().unwrap_or(i32::MIN),
            weights: vec![0.0; model.slowings.len()],
            fresh,
        }
    }

    /// Whether this node is worked on in this world.
    #[inline]
    pub(crate) fn is_work(&self, node: u32) -> bool {
        let node = &self.model.nodes[node as usize];
        node.role == Role::Work && !(node.paydown && self.world == World::DebtFree)
    }

    /// The day the plan finishes with its last item, `None` for never.
    pub(crate) fn plan_finish(&self) -> Option<i32> {
        (self.unfinished == 0).then(|| self.last.max(self.settled_last))
    }

    /// Runs the trial that `luck` drew, in this world.
    pub(crate) fn run(&mut self, world: World) {
        self.reset(world);
        let horizon = f64::from(self.model.n_days);
        let mut end = horizon;
        loop {
            self.instant();
            if self.unfinished == 0 {
                if !self.books() {
                    break;
                }
                end = self.accounts_end();
            }
            let next = self.next_instant();
            if next > end || (next == end && self.unfinished == 0) || next == NEVER {
                break;
            }
            self.now = next;
        }
        if self.books() {
            self.close_books(end);
        }
    }

    /// Accounts run to the horizon or the last finish, whichever is later, and to the end of that calendar week.
    fn accounts_end(&self) -> f64 {
        let days = (self.model.horizon as i32).max(self.last + 1);
        let into_week = i32::from(self.model.today.weekday());
        let weeks = (days + into_week + 6) / 7;
        f64::from((weeks * 7 - into_week).min(self.model.n_days as i32))
    }

    fn close_books(&mut self, end: f64) {
        for crew in 0..self.crews.len() {
            self.advance(crew, end);
            self.close_books_of(crew);
        }
        let into_week = f64::from(self.model.today.weekday());
        let weeks = ((end + into_week) / 7.0).ceil() as usize;
        if let Some(book) = &mut self.book {
            book.ran(weeks);
        }
    }

    fn reset(&mut self, world: World) {
        self.world = world;
        self.now = 0.0;
        self.last = i32::MIN;
        self.events.clear();
        self.touched.clear();
        self.nodes.copy_from_slice(&self.fresh);
        for (state, part) in self.parts.iter_mut().zip(&self.model.parts) {
            let left = self.luck.effort[part.node as usize] * part.share;
            *state = PartState { left, n_people: 0 };
        }
        self.crews.iter_mut().for_each(CrewState::reset);
        self.next.fill(NEVER);
        self.interest.reset(self.model, world);
        self.unfinished = 0;
        for node in 0..self.model.nodes.len() {
            match self.model.nodes[node].role {
                Role::Settled(_) => continue,
                Role::Work | Role::Milestone | Role::External | Role::Parent | Role::Stuck => self.unfinished += 1,
            }
            if self.model.nodes[node].started && self.is_work(node as u32) {
                self.start_at_today(node);
            } else if self.nodes[node].left == 0 {
                self.arrive(node as u32);
            }
        }
        for debt in 0..self.model.debts.list.len() {
            self.watch_incidents(debt);
        }
        for crew in 0..self.crews.len() {
            self.touch(crew);
        }
    }

    /// Everything that happens at this instant.
    fn instant(&mut self) {
        for crew in 0..self.crews.len() {
            if self.next[crew] <= self.now + EPS {
                self.advance(crew, self.now);
                self.take_finished_parts(crew);
                self.touch(crew);
            }
        }
        self.act_on_finishes();
        let limit = (self.now + EPS).to_bits();
        while let Some(&Reverse((at, event))) = self.events.peek()
            && at <= limit
        {
            self.events.pop();
            match event {
                Event::Delivery(node) => {
                    let day = self.nodes[node as usize].ready_day;
                    self.finishes.push((node, self.now, day));
                }
                Event::Release(node) => self.release(node),
                Event::Incident(debt, candidate) => {
                    if self.interest.incident(debt as usize, candidate) {
                        self.incidents.push(debt);
                    }
                }
            }
            self.act_on_finishes();
        }
        while let Some(debt) = self.incidents.pop() {
            self.suffer(debt as usize);
        }
        while let Some(crew) = self.touched.pop() {
            self.crews[crew].touched = false;
            self.settle(crew);
        }
    }

    fn next_instant(&self) -> f64 {
        let events = self.events.peek().map_or(NEVER, |Reverse((at, _))| f64::from_bits(*at));
        self.next.iter().fold(events, |next, crew| next.min(*crew)).max(self.now)
    }

    /// Something happened to the team: it is to be settled at this instant.
    pub(crate) fn touch(&mut self, crew: usize) {
        if !self.crews[crew].touched {
            self.crews[crew].touched = true;
            self.touched.push(crew);
        }
    }

    fn schedule(&mut self, t: f64, event: Event) {
        if t < NEVER {
            self.events.push(Reverse((t.max(0.0).to_bits(), event)));
        }
    }

    /// A node is started at today, whatever its dependencies.
    fn start_at_today(&mut self, node: usize) {
        let Model { nodes, .. } = self.model;
        let crew = &mut self.crews[nodes[node].team as usize];
        bits::set(&mut crew.open, nodes[node].local as usize);
        crew.in_progress += 1;
        crew.dirty = true;
        self.nodes[node].started = true;
        self.nodes[node].start = 0;
    }

    /// All predecessors of the node are over.
    fn arrive(&mut self, node: u32) {
        if self.nodes[node as usize].ready > self.now + EPS {
            self.schedule(self.nodes[node as usize].ready, Event::Release(node));
        } else {
            self.release(node);
        }
    }

    /// The node may start, as far as others are concerned.
    fn release(&mut self, node: u32) {
        let idx = node as usize;
        let compiled = &self.model.nodes[idx];
        match compiled.role {
            Role::Work if self.is_work(node) => {
                let crew = &mut self.crews[compiled.team as usize];
                bits::set(&mut crew.ready, compiled.local as usize);
                crew.dirty = true;
                self.touch(compiled.team as usize);
            }
            Role::Work | Role::Milestone => {
                let calendar = &self.model.calendars[compiled.team as usize];
                let day = dated(self.now).max(self.nodes[idx].ready_day);
                match calendar.next_working_day(day as usize) {
                    Some(next) if next as i32 == day => self.finishes.push((node, self.now, day)),
                    Some(next) => {
                        self.nodes[idx].ready_day = next as i32;
                        self.schedule(f64::from(next), Event::Release(node));
                    }
                    None => {}
                }
            }
            Role::External => {
                let state = &mut self.nodes[idx];
                state.start = dated(self.now).max(state.ready_day) as u16;
                if self.luck.delivery[idx] > state.ready_day {
                    state.ready_day = self.luck.delivery[idx];
                    state.bound_by = NONE;
                }
                let end = f64::from(state.ready_day + 1);
                if end <= f64::from(self.model.n_days) {
                    self.schedule(end, Event::Delivery(node));
                }
            }
            Role::Parent | Role::Settled(_) | Role::Stuck => {}
        }
    }

    /// The last part of a node is done: after the delivery lag of its team it is delivered.
    pub(crate) fn work_is_done(&mut self, node: u32) {
        let compiled = &self.model.nodes[node as usize];
        let crew = &self.model.crews[compiled.team as usize];
        if crew.delivery_lag == 0 {
            self.finishes.push((node, self.now, dated(self.now)));
            return;
        }
        let delivered = self.model.calendars[compiled.team as usize].after(self.now, crew.delivery_lag);
        if delivered < NEVER {
            self.nodes[node as usize].ready_day = dated(delivered);
            self.schedule(delivered, Event::Delivery(node));
        }
    }

    /// Finishes, pay-offs and incurred debts, until nothing changes.
    fn act_on_finishes(&mut self) {
        while let Some((node, t, day)) = self.finishes.pop() {
            let idx = node as usize;
            let compiled = &self.model.nodes[idx];
            self.nodes[idx].finish = day as u16;
            self.last = self.last.max(day);
            self.unfinished -= 1;
            if self.nodes[idx].started {
                let crew = &mut self.crews[compiled.team as usize];
                if crew.in_progress >= self.model.crews[compiled.team as usize].wip_limit {
                    crew.limit_freed = (t, node);
                }
                crew.in_progress -= 1;
                crew.dirty = true;
                self.touch(compiled.team as usize);
            } else if compiled.role == Role::Milestone || compiled.role == Role::Work {
                self.nodes[idx].start = day as u16;
            }
            self.move_debts(idx);
            for link in compiled.before.of(&self.model.links) {
                let successor = &self.model.nodes[link.node as usize];
                let ready = self.model.calendars[successor.team as usize].after(t, link.lag);
                let state = &mut self.nodes[link.node as usize];
                if ready >= state.ready {
                    state.ready = ready;
                    state.bound_by = node;
                }
                let ready_day = if link.lag == 0 || ready == NEVER { day } else { dated(ready).max(day) };
                state.ready_day = state.ready_day.max(ready_day);
                state.left -= 1;
                if state.left == 0 {
                    self.arrive(link.node);
                }
            }
            if compiled.parent != NONE {
                let parent = &mut self.nodes[compiled.parent as usize];
                parent.left -= 1;
                if day >= parent.ready_day {
                    parent.ready_day = day;
                    parent.bound_by = node;
                }
                if parent.left == 0 {
                    let day = parent.ready_day.max(self.model.nodes[compiled.parent as usize].children_day);
                    self.finishes.push((compiled.parent, t, day));
                }
            }
        }
    }

    /// A finish retires the debts that the node pays, and brings those it incurs.
    fn move_debts(&mut self, node: usize) {
        let compiled = &self.model.nodes[node];
        if compiled.paydown && self.world.paydowns_retire() {
            for &(debt, fraction) in compiled.pays.of(&self.model.pays) {
                let left = self.interest.unpaid(debt) - fraction;
                self.debt_becomes(debt, if left < EPS { 0.0 } else { left });
            }
        }
        if self.world.has_debts() {
            for &debt in compiled.incurs.of(&self.model.incurs) {
                if self.interest.incur(debt, dated(self.now)) {
                    self.debt_becomes(debt, self.model.debts.list[debt].unpaid);
                }
            }
        }
    }

    fn debt_becomes(&mut self, debt: usize, unpaid: f64) {
        if unpaid == self.interest.unpaid(debt) {
            return;
        }
        let model = self.model;
        for &crew in &model.felt_by[debt] {
            self.advance(crew, self.now);
            self.catch_up(crew);
            self.crews[crew].stale = true;
            self.touch(crew);
        }
        self.catch_incidents(debt);
        self.interest.set_unpaid(model, debt, unpaid, self.now);
        self.watch_incidents(debt);
    }

    /// Writes down the incidents up to now, at the unpaid fraction that held until now.
    fn catch_incidents(&mut self, debt: usize) {
        while let Some((t, candidate)) = self.interest.catch_incident(self.model, &mut self.luck, debt, self.now) {
            self.schedule(t, Event::Incident(debt as u32, candidate));
        }
    }

    /// Writes down the next incident, as things stand.
    fn watch_incidents(&mut self, debt: usize) {
        if let Some((t, candidate)) = self.interest.watch_incident(self.model, &mut self.luck, debt) {
            self.schedule(t, Event::Incident(debt as u32, candidate));
        }
    }

    /// The losses of an incident join the backlogs.
    fn suffer(&mut self, debt: usize) {
        let model = self.model;
        for &(crew, share) in &model.debts.list[debt].burdens {
            self.advance(crew, self.now);
            self.catch_up(crew);
            let backlog = &mut self.crews[crew].backlog;
            backlog.left += share * self.luck.loss[debt];
            backlog.fresh = true;
            self.touch(crew);
        }
        self.watch_incidents(debt);
    }
}
