//! One trial in one world: from event to event, never day by day where nothing changes.
//!
//! At one instant come finishes, pay-offs and incurred debts until nothing changes, then incidents, then the dealing of
//! people. Each team runs on its own working clock and is brought up to date only when something happens to it. A
//! team acts at instants inside its working days or at their start; what happens at other times waits.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::accounts::Book;
use crate::agenda::Agenda;
use crate::bits;
use crate::calendar::{NEVER, dated};
use crate::crew::CrewState;
use crate::interest::Interest;
use crate::luck::Luck;
use crate::model::{Model, NONE, Role};
use crate::shared::{EPS, Event, NO_DAY, NodeState, PartState, Shared};
use crate::waits::Waited;
use crate::world::World;

/// Everything that changes in a trial. Kept from trial to trial so that a trial allocates nothing.
#[derive(Debug)]
pub(crate) struct Trial<'a> {
    pub shared: Shared<'a>,
    crews: Vec<CrewState<'a>>,
    /// When something happens to each team.
    agenda: Agenda,
    /// The last day that anything finished.
    last: i32,
    unfinished: usize,
    incidents: Vec<u32>,
    touched: Vec<usize>,
    /// By node: the state at the start, but for what the world changes.
    fresh: Vec<NodeState>,
    settled_last: i32,
}

impl<'a> Trial<'a> {
    pub(crate) fn new(model: &'a Model, book: Option<Book>) -> Trial<'a> {
        let fresh: Vec<NodeState> = model
            .nodes
            .iter()
            .map(|node| NodeState {
                left: if node.role == Role::Parent { node.children } else { node.after.len() as u32 },
                parts: node.parts.len() as u16,
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
        let shared = Shared {
            model,
            luck: Luck::default(),
            world: World::AsPlanned,
            now: 0.0,
            day: 0,
            part_of_day: 0.0,
            nodes: fresh.clone(),
            parts: vec![part; model.parts.len()],
            waited: vec![Waited::NOT_BEGUN; model.nodes.len()],
            interest: Interest::new(model),
            booking: true,
            book,
            weights: vec![0.0; model.slowings.len()],
            finishes: Vec::new(),
            events: BinaryHeap::new(),
        };
        Trial {
            shared,
            crews: model
                .crews
                .iter()
                .enumerate()
                .map(|(idx, crew)| CrewState::new(idx, crew, &model.calendars[idx]))
                .collect(),
            agenda: Agenda::new(model.crews.len()),
            last: 0,
            unfinished: 0,
            incidents: Vec::new(),
            touched: Vec::new(),
            settled_last: settled.max().unwrap_or(i32::MIN),
            fresh,
        }
    }

    /// Whether this node is worked on in this world.
    #[inline]
    pub(crate) fn is_work(&self, node: u32) -> bool {
        let node = &self.shared.model.nodes[node as usize];
        node.role == Role::Work && (!node.paydown || self.shared.world.pays())
    }

    /// The day the plan finishes with its last item, `None` for never.
    pub(crate) fn plan_finish(&self) -> Option<i32> {
        (self.unfinished == 0).then(|| self.last.max(self.settled_last))
    }

    /// Runs the trial that `luck` drew, in this world; `None` when stopped in the middle of it.
    pub(crate) fn run(&mut self, world: World, stop: &AtomicBool) -> Option<()> {
        self.reset(world);
        let horizon = f64::from(self.shared.model.n_days);
        let mut end = horizon;
        loop {
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            self.instant();
            if self.unfinished == 0 {
                if !self.shared.books() {
                    break;
                }
                end = self.accounts_end();
            }
            let next = self.next_instant();
            if next > end || (next == end && self.unfinished == 0) || next == NEVER {
                break;
            }
            self.shared.set_now(next);
        }
        if self.shared.books() {
            self.close_books(end);
        }
        Some(())
    }

    /// Accounts run to the horizon or the last finish, whichever is later, and to the end of that calendar week.
    fn accounts_end(&self) -> f64 {
        let days = (self.shared.model.horizon as i32).max(self.last + 1);
        let into_week = i32::from(self.shared.model.today.weekday());
        let weeks = (days + into_week + 6) / 7;
        f64::from((weeks * 7 - into_week).min(self.shared.model.n_days as i32))
    }

    fn close_books(&mut self, end: f64) {
        self.shared.set_now(end);
        for crew in 0..self.crews.len() {
            self.crews[crew].close_books(&mut self.shared);
        }
        let into_week = f64::from(self.shared.model.today.weekday());
        let weeks = ((end + into_week) / 7.0).ceil() as usize;
        if let Some(book) = &mut self.shared.book {
            book.ran(weeks);
        }
    }

    fn reset(&mut self, world: World) {
        self.shared.world = world;
        self.shared.set_now(0.0);
        self.last = i32::MIN;
        self.shared.events.clear();
        self.touched.clear();
        self.shared.nodes.copy_from_slice(&self.fresh);
        if self.shared.books() {
            self.shared.waited.fill(Waited::NOT_BEGUN);
        }
        for (state, part) in self.shared.parts.iter_mut().zip(&self.shared.model.parts) {
            let left = self.shared.luck.effort[part.node as usize] * part.share;
            *state = PartState { left, n_people: 0 };
        }
        self.crews.iter_mut().for_each(CrewState::reset);
        self.agenda.clear();
        self.shared.interest.reset(self.shared.model, &self.shared.luck, world);
        self.unfinished = 0;
        for node in 0..self.shared.model.nodes.len() {
            match self.shared.model.nodes[node].role {
                Role::Settled(_) => continue,
                Role::Work | Role::Milestone | Role::External | Role::Parent | Role::Stuck => self.unfinished += 1,
            }
            let is_work = self.is_work(node as u32);
            if is_work {
                self.crews[self.shared.model.nodes[node].team as usize].to_do += 1;
            }
            if self.shared.model.nodes[node].started && is_work {
                self.start_at_today(node);
            } else if self.shared.nodes[node].left == 0 {
                self.arrive(node as u32);
            }
        }
        for debt in 0..self.shared.model.debts.list.len() {
            self.watch_incidents(debt);
        }
        for crew in 0..self.crews.len() {
            self.touch(crew);
        }
    }

    /// Everything that happens at this instant.
    fn instant(&mut self) {
        let mut from = 0;
        while let Some(crew) = self.agenda.due(self.shared.now + EPS, from) {
            from = crew + 1;
            let state = &mut self.crews[crew];
            state.advance(&mut self.shared);
            if state.end <= self.shared.now + EPS {
                state.take_finished_parts(&mut self.shared);
            }
            self.touch(crew);
        }
        self.act_on_finishes();
        let limit = (self.shared.now + EPS).to_bits();
        while let Some(&Reverse((at, event))) = self.shared.events.peek()
            && at <= limit
        {
            self.shared.events.pop();
            match event {
                Event::Delivery(node) => {
                    let day = self.shared.nodes[node as usize].ready_day;
                    self.shared.finishes.push((node, self.shared.now, day));
                }
                Event::Release(node) => self.release(node),
                Event::Incident(debt, candidate) => {
                    if self.shared.interest.incident(debt as usize, candidate) {
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
            let next = self.crews[crew].settle(&mut self.shared);
            self.agenda.set(crew, next);
        }
    }

    fn next_instant(&self) -> f64 {
        let events = self.shared.events.peek().map_or(NEVER, |Reverse((at, _))| f64::from_bits(*at));
        self.agenda.next().min(events).max(self.shared.now)
    }

    /// Something happened to the team: it is to be settled at this instant.
    pub(crate) fn touch(&mut self, crew: usize) {
        if !self.crews[crew].touched {
            self.crews[crew].touched = true;
            self.touched.push(crew);
        }
    }

    /// There may be work for the team's free people. Where nobody is free, it keeps until the team is settled next.
    fn offer(&mut self, crew: usize) {
        if self.agenda.of(crew) == NEVER || !bits::is_empty(&self.crews[crew].free) {
            self.touch(crew);
        }
    }

    /// A node is started at today, whatever its dependencies.
    fn start_at_today(&mut self, node: usize) {
        let Model { nodes, .. } = self.shared.model;
        let crew = &mut self.crews[nodes[node].team as usize];
        bits::set(&mut crew.open, nodes[node].local as usize);
        crew.in_progress += 1;
        crew.dirty = true;
        self.shared.nodes[node].started = true;
        self.shared.nodes[node].start = 0;
    }

    /// All predecessors of the node are over.
    fn arrive(&mut self, node: u32) {
        if self.shared.nodes[node as usize].ready > self.shared.now + EPS {
            self.shared.schedule(self.shared.nodes[node as usize].ready, Event::Release(node));
        } else {
            self.release(node);
        }
    }

    /// The node may start, as far as others are concerned.
    fn release(&mut self, node: u32) {
        let idx = node as usize;
        let compiled = &self.shared.model.nodes[idx];
        match compiled.role {
            Role::Work if self.is_work(node) => {
                let crew = &mut self.crews[compiled.team as usize];
                bits::set(&mut crew.ready, compiled.local as usize);
                crew.dirty = true;
                self.offer(compiled.team as usize);
            }
            Role::Stuck if !compiled.paydown || self.shared.world.pays() => {}
            Role::Work | Role::Milestone | Role::Stuck => {
                let calendar = &self.shared.model.calendars[compiled.team as usize];
                let day = dated(self.shared.now).max(self.shared.nodes[idx].ready_day);
                match calendar.next_working_day(day as usize) {
                    Some(next) if next as i32 == day => self.shared.finishes.push((node, self.shared.now, day)),
                    Some(next) => {
                        self.shared.nodes[idx].ready_day = next as i32;
                        self.shared.schedule(f64::from(next), Event::Release(node));
                    }
                    None => {}
                }
            }
            Role::External => {
                let state = &mut self.shared.nodes[idx];
                state.start = dated(self.shared.now).max(state.ready_day).min(i32::from(NO_DAY)) as u16;
                if self.shared.luck.delivery[idx] > state.ready_day {
                    state.ready_day = self.shared.luck.delivery[idx];
                    state.bound_by = NONE;
                }
                let end = f64::from(state.ready_day) + 1.0;
                if end <= f64::from(self.shared.model.n_days) {
                    self.shared.schedule(end, Event::Delivery(node));
                }
            }
            Role::Parent | Role::Settled(_) => {}
        }
    }

    /// Finishes, pay-offs and incurred debts, until nothing changes.
    fn act_on_finishes(&mut self) {
        while let Some((node, t, day)) = self.shared.finishes.pop() {
            let idx = node as usize;
            let compiled = &self.shared.model.nodes[idx];
            self.shared.nodes[idx].finish = day as u16;
            self.last = self.last.max(day);
            self.unfinished -= 1;
            if self.shared.nodes[idx].started {
                self.crews[compiled.team as usize].make_room(t, node);
                self.offer(compiled.team as usize);
            } else if compiled.role == Role::Milestone || compiled.role == Role::Work {
                self.shared.nodes[idx].start = day as u16;
            }
            self.move_debts(idx);
            for link in compiled.before.of(&self.shared.model.links) {
                let successor = &self.shared.model.nodes[link.node as usize];
                let ready = self.shared.model.calendars[successor.team as usize].after(t, link.lag);
                let state = &mut self.shared.nodes[link.node as usize];
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
                let parent = &mut self.shared.nodes[compiled.parent as usize];
                parent.left -= 1;
                if day >= parent.ready_day {
                    parent.ready_day = day;
                    parent.bound_by = node;
                }
                if parent.left == 0 {
                    let day = parent.ready_day.max(self.shared.model.nodes[compiled.parent as usize].children_day);
                    self.shared.finishes.push((compiled.parent, t, day));
                }
            }
        }
    }

    /// A finish retires the debts that the node pays, and brings those it incurs.
    fn move_debts(&mut self, node: usize) {
        let compiled = &self.shared.model.nodes[node];
        if compiled.paydown && self.shared.world.pays() {
            for &(debt, fraction) in compiled.pays.of(&self.shared.model.pays) {
                let left = self.shared.interest.unpaid(debt) - fraction;
                self.debt_becomes(debt, if left < EPS { 0.0 } else { left });
            }
        }
        if self.shared.world.has_debts() {
            for &debt in compiled.incurs.of(&self.shared.model.incurs) {
                if self.shared.interest.incur(debt, dated(self.shared.now)) {
                    self.debt_becomes(debt, self.shared.model.debts.list[debt].unpaid);
                }
            }
        }
    }

    fn debt_becomes(&mut self, debt: usize, unpaid: f64) {
        if unpaid == self.shared.interest.unpaid(debt) {
            return;
        }
        let model = self.shared.model;
        for &crew in &model.felt_by[debt] {
            if self.crews[crew].matters(&self.shared) && self.crews[crew].feels(model, debt) {
                self.crews[crew].advance(&mut self.shared);
                self.crews[crew].stale = true;
                self.touch(crew);
            }
        }
        self.catch_incidents(debt);
        self.shared.interest.set_unpaid(model, &self.shared.luck, debt, unpaid, self.shared.now);
        self.watch_incidents(debt);
    }

    /// Whether anybody would feel an incident of this debt.
    fn incidents_matter(&self, debt: usize) -> bool {
        let mut burdened = self.shared.model.debts.list[debt].burdens.iter();
        burdened.any(|(crew, _)| self.crews[*crew].matters(&self.shared))
    }

    /// Writes down the incidents up to now, at the unpaid fraction that held until now.
    fn catch_incidents(&mut self, debt: usize) {
        if !self.incidents_matter(debt) {
            return;
        }
        while let Some((t, candidate)) =
            self.shared.interest.catch_incident(self.shared.model, &mut self.shared.luck, debt, self.shared.now)
        {
            self.shared.schedule(t, Event::Incident(debt as u32, candidate));
        }
    }

    /// Writes down the next incident, as things stand.
    fn watch_incidents(&mut self, debt: usize) {
        if self.incidents_matter(debt)
            && let Some((t, candidate)) =
                self.shared.interest.watch_incident(self.shared.model, &mut self.shared.luck, debt)
        {
            self.shared.schedule(t, Event::Incident(debt as u32, candidate));
        }
    }

    /// The losses of an incident join the backlogs.
    fn suffer(&mut self, debt: usize) {
        let model = self.shared.model;
        for &(crew, share) in &model.debts.list[debt].burdens {
            if !self.crews[crew].matters(&self.shared) {
                continue;
            }
            self.crews[crew].advance(&mut self.shared);
            let backlog = &mut self.crews[crew].backlog;
            backlog.left += share * self.shared.luck.loss[debt];
            backlog.fresh = true;
            self.touch(crew);
        }
        self.watch_incidents(debt);
    }
}
