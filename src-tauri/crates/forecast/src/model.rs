//! The plan as the trials see it: flat arrays that no draw changes. Items are nodes in rank order, split into the parts
//! that people work on.

use std::sync::Arc;

use plan::{Day, ItemId, TeamId};

use crate::calendar::Calendar;
use crate::capacity::Capacity;
use crate::debts::{Debts, Divisors};
use crate::draw::{Delivery, Lognormal, Subject};
use crate::span::Span;
use crate::throughput::Drift;

/// No node, no part.
pub(crate) const NONE: u32 = u32::MAX;

/// How a node comes to its finish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// People of its team work on its parts.
    Work,
    /// Nothing to do but wait for what it depends on.
    Milestone,
    /// Somebody else delivers it on the day drawn.
    External,
    /// With its last child.
    Parent,
    /// It is over already, on this day counted from today.
    Settled(i32),
    /// It has effort but no team.
    Stuck,
}

/// One item.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    pub id: ItemId,
    pub role: Role,
    /// Whether it retires debt: it has m = 1, and in the debt-free world no effort.
    pub paydown: bool,
    /// Whether it is started at today.
    pub started: bool,
    pub committed: bool,
    pub max_people: u16,
    /// Its team, or one past the last team.
    pub team: u32,
    /// Its place among the work of its team, in rank order.
    pub local: u32,
    pub parts: Span,
    pub shares: Span,
    /// Which debts slow it, at `Model::slowings`.
    pub slowings: Span,
    /// The rest of its effort, in no component.
    pub unshared: f64,
    /// Predecessors and successors, at `Model::links`.
    pub after: Span,
    pub before: Span,
    /// The first instant it may start, but for the predecessors still to come, and the day it is dated at least.
    pub release: f64,
    pub release_day: i32,
    pub parent: u32,
    /// Children still to come; for a leaf 0.
    pub children: u32,
    /// The latest day among children that are over.
    pub children_day: i32,
    pub pays: Span,
    pub incurs: Span,
}

impl Node {
    /// It starts no earlier than this instant, and is dated no earlier than this day.
    pub(crate) fn hold(&mut self, t: f64, day: i32) {
        self.release = self.release.max(t);
        self.release_day = self.release_day.max(day);
    }

    /// Whether it is over before any trial begins.
    pub(crate) fn is_settled(&self) -> bool {
        matches!(self.role, Role::Settled(_))
    }
}

/// Where the effort of a node comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Effort {
    /// It has none, or somebody else's.
    None,
    /// An estimate without drag.
    Clean(Lognormal),
    /// An estimate that contains today's drag.
    Today(Lognormal),
    /// Fractions of the principals of the debts it pays.
    Principals,
    /// Somebody else delivers on the day drawn.
    Delivery(Delivery),
}

/// A skill part of a node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Part {
    pub node: u32,
    /// Who can do it: a set of the team's people, at this place in `Model::masks`.
    pub mask: u32,
    pub share: f64,
}

/// A share of a node's effort in a component.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Share {
    pub component: u32,
    pub share: f64,
}

/// A debt that slows a node through one of its shares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct SlowedBy {
    pub component: u32,
    pub debt: u32,
    pub share: f64,
}

/// A dependency seen from one of its ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Link {
    pub node: u32,
    pub lag: u32,
}

/// One team.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Crew {
    pub id: TeamId,
    pub capacity: Capacity,
    /// Its work in rank order.
    pub nodes: Vec<u32>,
    /// By its work: who can do any part of it, a set of the team's people.
    pub able: Vec<u64>,
    /// Words in a set of its work.
    pub words: usize,
    pub wip_limit: usize,
    pub delivery_lag: u32,
    /// Its own median of actual over estimate, and from how many items it was learned; 1 and 0 until there are ten.
    pub bias: f64,
    pub learned_from: usize,
    /// How far its rate drifts, and from how many of its own forecasts that was learned.
    pub drift: Drift,
    pub rate: Subject,
}

impl Crew {
    /// Who can do any part of the work at this place.
    #[inline]
    pub(crate) fn able(&self, local: usize) -> &[u64] {
        &self.able[local * self.capacity.words..(local + 1) * self.capacity.words]
    }
}

/// The plan as the trials see it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Model {
    pub today: Day,
    /// Trials stop at the end of this many days.
    pub n_days: u32,
    /// Days in the horizon.
    pub horizon: u32,
    /// In rank order.
    pub nodes: Vec<Node>,
    /// By node.
    pub efforts: Vec<Effort>,
    pub parts: Vec<Part>,
    /// By part; `None` for one that anyone can do.
    pub skills: Vec<Option<String>>,
    pub shares: Vec<Share>,
    pub slowings: Vec<SlowedBy>,
    pub links: Vec<Link>,
    pub masks: Vec<u64>,
    /// Debts that a node pays, with the fraction.
    pub pays: Vec<(usize, f64)>,
    /// Open nodes that pay each debt, with the fraction.
    pub payers: Vec<Vec<(usize, f64)>>,
    /// Debts that a node incurs.
    pub incurs: Vec<usize>,
    pub crews: Vec<Crew>,
    /// One per team, and one for items without a team.
    pub calendars: Vec<Arc<Calendar>>,
    pub debts: Debts,
    pub divisors: Divisors,
    /// Teams that feel each debt: by toil or in their work.
    pub felt_by: Vec<Vec<usize>>,
    pub plan_rate: Subject,
}

impl Model {
    /// The day of the last item, where all are over before any trial begins; today where there is none.
    pub(crate) fn over(&self) -> Option<i32> {
        let days = self.nodes.iter().map(|node| match node.role {
            Role::Settled(day) => Some(day),
            Role::Work | Role::Milestone | Role::External | Role::Parent | Role::Stuck => None,
        });
        let days: Option<Vec<i32>> = days.collect();
        days.map(|days| days.into_iter().max().unwrap_or(0))
    }

    /// Weeks from today to the cap.
    pub(crate) fn n_weeks(&self) -> usize {
        (self.n_days as usize).div_ceil(7)
    }

    /// Whether an open paydown names this debt.
    pub(crate) fn is_paid(&self, debt: usize) -> bool {
        !self.payers[debt].is_empty()
    }
}
