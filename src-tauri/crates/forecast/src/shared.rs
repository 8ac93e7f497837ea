//! What the teams of a trial share: the instant, the draws, the debts, the work, and what is to come.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::accounts::Book;
use crate::calendar::{NEVER, dated, whole};
use crate::interest::Interest;
use crate::luck::Luck;
use crate::model::Model;
use crate::waits::Waited;
use crate::world::World;

/// A day that never comes.
pub(crate) const NO_DAY: u16 = u16::MAX;

/// Instants closer than this are one.
pub(crate) const EPS: f64 = 1e-9;

/// Something that happens at a known instant to something other than a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Event {
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
    /// When it may start, as far as is known, and the day it is dated at least.
    pub ready: f64,
    pub ready_day: i32,
    /// What bound its start, or for what needs nobody its finish.
    pub bound_by: u32,
    /// Predecessors, or for a parent children, still to come.
    pub left: u32,
    /// Parts still to come.
    pub parts: u16,
    pub start: u16,
    pub finish: u16,
    pub started: bool,
}

/// The state of one part.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PartState {
    /// Clean effort still to do, when nobody works on it; 0 once it is done.
    pub left: f64,
    pub n_people: u16,
}

/// What the teams of a trial share.
#[derive(Debug)]
pub(crate) struct Shared<'a> {
    pub model: &'a Model,
    pub luck: Luck,
    pub world: World,
    /// The instant, and the day and the part of the day that it is in; an instant between two days is in the later.
    pub now: f64,
    pub day: usize,
    pub part_of_day: f64,
    pub nodes: Vec<NodeState>,
    pub parts: Vec<PartState>,
    /// By node: how it came to its start.
    pub waited: Vec<Waited>,
    pub interest: Interest,
    /// Whether this trial keeps accounts.
    pub booking: bool,
    /// Accounts are kept here, if at all.
    pub book: Option<Book>,
    /// By slowing: drag per clean effort that falls to its debt.
    pub weights: Vec<f64>,
    /// Finishes not yet acted on: node, instant, day.
    pub finishes: Vec<(u32, f64, i32)>,
    pub events: BinaryHeap<Reverse<(u64, Event)>>,
}

impl Shared<'_> {
    /// Whether accounts are kept.
    #[inline]
    pub(crate) fn books(&self) -> bool {
        self.booking && self.world == World::AsPlanned
    }

    #[inline]
    pub(crate) fn set_now(&mut self, t: f64) {
        self.now = t;
        self.day = whole(t);
        self.part_of_day = t - self.day as f64;
    }

    pub(crate) fn schedule(&mut self, t: f64, event: Event) {
        if t < NEVER {
            self.events.push(Reverse((t.max(0.0).to_bits(), event)));
        }
    }

    /// The last part of a node is done: after the delivery lag of its team it is delivered.
    pub(crate) fn work_is_done(&mut self, node: u32) {
        let team = self.model.nodes[node as usize].team as usize;
        let lag = self.model.crews[team].delivery_lag;
        if lag == 0 {
            self.finishes.push((node, self.now, dated(self.now)));
            return;
        }
        let delivered = self.model.calendars[team].after(self.now, lag);
        if delivered < NEVER {
            self.nodes[node as usize].ready_day = dated(delivered);
            self.schedule(delivered, Event::Delivery(node));
        }
    }
}
