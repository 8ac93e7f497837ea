//! How capacity flows into the parts that people work on, and when each is done.
//!
//! Between two changes of its people, of the team's share or of a debt, a flow is constant and its end is known. Where
//! something grows or somebody ramps up, that holds for one working day.

use crate::calendar::NEVER;
use crate::crew::CrewState;
use crate::shared::{EPS, Shared};

/// Something that capacity flows into: a part of a node, or the backlog of incidents.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flow {
    pub part: u32,
    pub node: u32,
    /// What is still to do, on the team's clock.
    pub left: f64,
    /// What is done per working day.
    pub rate: f64,
    /// When it is done, on the team's clock, if that is before its rate changes.
    pub end: f64,
    /// Availability of the people on it.
    pub people: f64,
    /// Effort done per person-day: 1/m.
    pub speed: f64,
    /// Whether its m is another on another day.
    pub grows: bool,
    /// Whether its people have changed.
    pub fresh: bool,
}

impl Flow {
    /// Nothing flows yet.
    pub(crate) fn new(part: u32, node: u32, left: f64) -> Flow {
        Flow { part, node, left, rate: 0.0, end: NEVER, people: 0.0, speed: 1.0, grows: false, fresh: true }
    }

    /// Finds its end, if that is before `until`.
    #[inline]
    fn find_end(&mut self, w: f64, until: f64) {
        self.end = if self.left <= self.rate * (until - w + EPS) && self.rate > 0.0 {
            snap(w + self.left / self.rate)
        } else {
            NEVER
        };
    }
}

/// How much of its people's availability a team has for planned work.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Law {
    /// The first working day on which others are there, and whether somebody ramps up until then.
    pub until: usize,
    pub ramps: bool,
    /// Of the day.
    pub gross: f64,
    /// What toil, incidents and planned work share.
    pub left: f64,
    pub toil: f64,
    /// Whether toil is another on another day.
    pub toil_grows: bool,
    /// Whether incidents take half.
    pub halved: bool,
}

impl Law {
    /// Before the first day.
    pub(crate) const NONE: Law =
        Law { until: 0, ramps: false, gross: 0.0, left: 0.0, toil: 0.0, toil_grows: false, halved: false };

    /// The share of availability that reaches planned work.
    #[inline]
    fn share(&self) -> f64 {
        if self.gross <= 0.0 {
            return 0.0;
        }
        let net = self.left - self.toil.min(self.left);
        (if self.halved { net / 2.0 } else { net }) / self.gross
    }
}

impl CrewState<'_> {
    /// Brings the team up to this instant, at the rates that hold.
    #[inline]
    pub(crate) fn advance(&mut self, shared: &mut Shared<'_>) {
        if self.at != shared.now {
            self.at = shared.now;
            self.flow_on(shared);
        }
    }

    fn flow_on(&mut self, shared: &mut Shared<'_>) {
        let w = self.calendar.clock_on(shared.day, shared.part_of_day);
        let gone = w - self.w;
        if gone <= 0.0 {
            return;
        }
        self.w = w;
        for flow in &mut self.active {
            flow.left -= flow.rate * gone;
        }
        if self.backlog.left > 0.0 {
            self.backlog.left -= self.backlog.rate * gone;
            if self.backlog.left < EPS {
                self.backlog.left = 0.0;
            }
        }
        if shared.books() {
            self.book_efforts(shared, gone);
        }
    }

    /// Finds the rates that changed, all of them if `anew`, the ends, and when something happens to the team next.
    pub(crate) fn find_flows(&mut self, shared: &mut Shared<'_>, working: usize, anew: bool) -> f64 {
        let (model, booking) = (shared.model, shared.books());
        if anew {
            self.share = self.law.share();
        }
        let share = self.share;
        let mut moves = self.law.toil_grows | self.law.ramps;
        for flow in &mut self.active {
            if flow.fresh | anew {
                if flow.fresh | flow.grows | self.debts_moved {
                    let node = &model.nodes[flow.node as usize];
                    (flow.speed, flow.grows) = shared.interest.speed(model, node, shared.day as u32);
                    if booking {
                        shared.weigh_debts(node);
                    }
                }
                flow.rate = flow.people * share * flow.speed;
            }
            moves |= flow.grows;
        }
        self.backlog.rate = self.law.gross * share;
        // Where rates are others tomorrow, an end beyond today is not known yet.
        let until = if moves { working + 1 } else { self.law.until };
        let all_ends = anew | (moves != self.moves);
        let mut end = NEVER;
        for flow in &mut self.active {
            if flow.fresh | all_ends {
                flow.find_end(self.w, until as f64);
                flow.fresh = false;
            }
            end = end.min(flow.end);
        }
        if self.backlog.left > 0.0 {
            self.backlog.find_end(self.w, until as f64);
            end = end.min(self.backlog.end);
        }
        self.moves = moves;
        self.debts_moved = false;
        self.end = if end < NEVER { self.calendar.first(end) } else { NEVER };
        if booking {
            self.book_rates(shared);
        }
        if booking || (self.to_do > 0 && (self.backlog.left > 0.0 || self.is_busy())) {
            self.end.min(self.calendar.start(until)).max(shared.now)
        } else {
            NEVER
        }
    }
}

/// A time within a hair of a whole working day is that day's end.
#[inline]
fn snap(w: f64) -> f64 {
    let nearest = f64::from((w + 0.5) as i32);
    if (w - nearest).abs() < EPS { nearest } else { w }
}
