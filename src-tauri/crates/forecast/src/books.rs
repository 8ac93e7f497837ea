//! Keeping accounts while a trial runs: rates by team, new work by component, and drag by debt.

use crate::accounts::{DRAG, IDLE, INCIDENTS, N, NEW_WORK, OVERFLOW, PAYDOWN, TOIL};
use crate::calendar::whole;
use crate::crew::CrewState;
use crate::model::Node;
use crate::shared::{EPS, Shared};

impl CrewState<'_> {
    /// Shares the drag of the effort done in some working time out among the debts, in proportion to their part of the
    /// load on each component, so that the shares sum to the drag.
    pub(crate) fn book_efforts(&self, shared: &mut Shared<'_>, gone: f64) {
        let Some(book) = &mut shared.book else { return };
        let model = shared.model;
        for flow in &self.active {
            let done = flow.rate * gone;
            book.clean[flow.node as usize] += done;
            for at in model.nodes[flow.node as usize].slowings.range() {
                book.slowed[at] += done * shared.weights[at];
            }
        }
        let (mut from, n_components) = (self.w - gone, model.debts.on.len());
        while from < self.w {
            let week = self.calendar.day(whole(from)) as usize / 7;
            let until = (self.calendar.working_before((week + 1) * 7) as f64).min(self.w);
            for flow in &self.active {
                for share in model.nodes[flow.node as usize].shares.of(&model.shares) {
                    let at = week * n_components + share.component as usize;
                    book.new_work[at] += flow.rate * (until - from) * share.share;
                }
            }
            from = until;
        }
    }

    /// Tells the accounts at which rates the team's capacity flows from now on.
    pub(crate) fn book_rates(&mut self, shared: &mut Shared<'_>) {
        let toil = self.law.toil.min(self.law.left);
        let mut rates = [0.0; N];
        rates[TOIL] = toil;
        rates[OVERFLOW] = self.law.toil - toil;
        rates[INCIDENTS] = if self.law.halved { (self.law.left - toil) / 2.0 } else { 0.0 };
        let mut idle = self.law.left - toil - rates[INCIDENTS];
        for flow in &self.active {
            let capacity = flow.people * self.share;
            idle -= capacity;
            if shared.model.nodes[flow.node as usize].paydown {
                rates[PAYDOWN] += capacity;
            } else {
                rates[NEW_WORK] += flow.rate;
                rates[DRAG] += capacity - flow.rate;
            }
        }
        rates[IDLE] = if idle.abs() < EPS { 0.0 } else { idle };
        if let Some(book) = &mut shared.book {
            for (account, (new, old)) in rates.iter().zip(&self.rates).enumerate() {
                if new != old {
                    book.teams[self.idx].change(self.w, account, new - old);
                }
            }
        }
        self.rates = rates;
    }

    /// Ends the accounts of the team.
    pub(crate) fn close_books(&mut self, shared: &mut Shared<'_>) {
        self.advance(shared);
        if let Some(book) = &mut shared.book {
            for (account, old) in self.rates.iter().enumerate() {
                if *old != 0.0 {
                    book.teams[self.idx].change(self.w, account, -old);
                }
            }
        }
    }
}

impl Shared<'_> {
    /// Finds how much drag each debt adds to clean effort on a node, from this day on.
    pub(crate) fn weigh_debts(&mut self, node: &Node) {
        let day = self.day as u32;
        for at in node.slowings.range() {
            let slowing = &self.model.slowings[at];
            let per_load = self.interest.drag_per_load(self.model, slowing.component as usize, day);
            let slowness = self.interest.slowness(self.model, slowing.debt as usize, day);
            self.weights[at] = slowing.share * per_load * slowness;
        }
    }
}
