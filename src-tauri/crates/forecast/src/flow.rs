//! How capacity flows into the parts that people work on, and when each is done.
//!
//! Between two changes of its people, of the team's share or of a debt, a part needs no attention: its end is known.
//! Where nothing grows the flow is constant; where something does, it is walked working day by working day.

use crate::calendar::NEVER;
use crate::trial::{EPS, Trial};

/// Something that capacity flows into: a part of a node, or the backlog of incidents.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flow {
    pub part: u32,
    pub node: u32,
    /// Availability of the people on it.
    pub people: f64,
    /// What is still to do, as of `since` on the team's clock.
    pub left: f64,
    pub since: f64,
    /// What is done per working day, where it is the same on every day.
    pub rate: f64,
    /// Effort done per person-day: 1/m.
    pub speed: f64,
    /// When it is done, if nothing changes before the era ends.
    pub end: f64,
    /// Whether its m is another on another day.
    pub grows: bool,
    /// Whether it is to be walked day by day.
    pub walks: bool,
    /// Whether its end is to be found anew.
    pub fresh: bool,
    /// The rate that the accounts know.
    pub booked: f64,
}

impl Flow {
    /// Nothing flows yet.
    pub(crate) fn new(part: u32, node: u32, left: f64, since: f64) -> Flow {
        Flow {
            part,
            node,
            people: 0.0,
            left,
            since,
            rate: 0.0,
            speed: 1.0,
            end: NEVER,
            grows: false,
            walks: false,
            fresh: true,
            booked: 0.0,
        }
    }
}

/// How much of its people's availability a team has for planned work.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Law {
    pub era: usize,
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
        Law { era: usize::MAX, gross: 0.0, left: 0.0, toil: 0.0, toil_grows: false, halved: false };

    /// The share of availability that reaches planned work under this much toil a day.
    #[inline]
    pub(crate) fn share(&self, toil: f64) -> f64 {
        if self.gross <= 0.0 {
            return 0.0;
        }
        let net = self.left - toil.min(self.left);
        (if self.halved { net / 2.0 } else { net }) / self.gross
    }
}

impl Trial<'_> {
    /// Brings everything of a team up to its clock, at the rates that held.
    pub(crate) fn catch_up(&mut self, crew: usize) {
        for at in 0..self.crews[crew].active.len() {
            self.catch_up_part(crew, at);
        }
        let state = &self.crews[crew];
        let (backlog, w) = (state.backlog, state.w);
        let done = self.done_since(crew, &backlog, w);
        let backlog = &mut self.crews[crew].backlog;
        backlog.left = if backlog.left - done < EPS { 0.0 } else { backlog.left - done };
        backlog.since = w;
    }

    /// Brings one part up to the clock of its team.
    pub(crate) fn catch_up_part(&mut self, crew: usize, at: usize) {
        let state = &self.crews[crew];
        let (flow, w) = (state.active[at], state.w);
        let done = self.done_since(crew, &flow, w);
        let active = &mut self.crews[crew].active[at];
        active.left -= done;
        active.since = w;
        if done > 0.0 {
            self.book_effort(flow.node, done);
        }
    }

    fn done_since(&mut self, crew: usize, flow: &Flow, w: f64) -> f64 {
        if flow.since >= w {
            0.0
        } else if flow.walks {
            self.walk(crew, flow, w, NEVER).0
        } else {
            flow.rate * (w - flow.since)
        }
    }

    /// Finds when a flow ends under the law of its team, on the working day that the team is in; the law holds before
    /// `until`.
    pub(crate) fn foresee(&mut self, crew: usize, flow: &mut Flow, share: f64, until: usize) {
        let law = self.crews[crew].law;
        flow.rate = flow.people * share * flow.speed;
        flow.walks = !self.books() && (flow.grows || law.toil_grows);
        flow.fresh = false;
        let end = if flow.walks {
            self.walk(crew, flow, until as f64, flow.left).1
        } else if flow.rate > 0.0 {
            flow.since + flow.left / flow.rate
        } else {
            NEVER
        };
        flow.end = snap(end);
    }

    /// Follows a flow from where it stands to the end of `until`, or until so much is done. Returns what was done, and
    /// when enough was.
    fn walk(&mut self, crew: usize, flow: &Flow, until: f64, enough: f64) -> (f64, f64) {
        let model = self.model;
        let calendar = &model.calendars[crew];
        let law = self.crews[crew].law;
        let node = (flow.grows).then(|| &model.nodes[flow.node as usize]);
        let share = law.share(law.toil);
        let mut done = 0.0;
        let mut w = flow.since;
        while w < until {
            let working = (w + EPS) as usize;
            let end = until.min((working + 1) as f64);
            let day = calendar.day(working);
            let share =
                if law.toil_grows { law.share(self.interest.toil(model, &self.luck, crew, day).0) } else { share };
            let speed = match node {
                Some(node) => self.interest.speed(model, &self.luck, node, day).0,
                None => flow.speed,
            };
            let rate = flow.people * share * speed;
            let today = rate * (end - w);
            if rate > 0.0 && done + today >= enough - rate * EPS {
                return (enough, w + (enough - done) / rate);
            }
            done += today;
            w = end;
        }
        (done, NEVER)
    }
}

/// A time within a hair of a whole working day is that day's end.
#[inline]
fn snap(w: f64) -> f64 {
    let whole = (w + 0.5).floor();
    if (w - whole).abs() < EPS { whole } else { w }
}
