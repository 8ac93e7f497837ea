//! Keeping accounts while a trial runs: rates by team, new work by component, and drag by debt.

use crate::accounts::{DRAG, IDLE, INCIDENTS, N, NEW_WORK, OVERFLOW, PAYDOWN, TOIL};
use crate::crew::CrewState;
use crate::shared::{EPS, Shared};

impl CrewState<'_> {
    /// Shares the drag of the effort done in some working time out among the debts, in proportion to their part of the
    /// load on each component, so that the shares sum to the drag.
    pub(crate) fn book_efforts(&self, shared: &mut Shared<'_>, gone: f64) {
        let Some(book) = &mut shared.book else { return };
        for flow in &self.active {
            let done = flow.rate * gone;
            book.clean[flow.node as usize] += done;
            for at in shared.model.nodes[flow.node as usize].slowings.range() {
                book.slowed[at] += done * shared.weights[at];
            }
        }
    }

    /// Tells the accounts at which rates capacity flows from now on.
    pub(crate) fn book_flows(&mut self, shared: &mut Shared<'_>, anew: bool) {
        for at in 0..self.active.len() {
            let flow = self.active[at];
            if anew || flow.booked == 0.0 {
                shared.weigh_debts(flow.node);
            }
            self.book_flow(shared, at, flow.rate);
        }
        self.book_rates(shared);
    }

    /// Tells the accounts of the components at which rate a part is new work from now on.
    pub(crate) fn book_flow(&mut self, shared: &mut Shared<'_>, at: usize, rate: f64) {
        let flow = &mut self.active[at];
        let node = &shared.model.nodes[flow.node as usize];
        let change = rate - flow.booked;
        flow.booked = rate;
        if let Some(book) = &mut shared.book
            && change != 0.0
            && !node.paydown
        {
            for share in node.shares.of(&shared.model.shares) {
                book.pairs[share.pair as usize].change(self.w, 0, change * share.share);
            }
        }
    }

    /// Tells the accounts of the team at which rates its capacity flows from now on.
    fn book_rates(&mut self, shared: &mut Shared<'_>) {
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
        for at in 0..self.active.len() {
            self.book_flow(shared, at, 0.0);
        }
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
    fn weigh_debts(&mut self, node: u32) {
        let day = self.day as u32;
        for at in self.model.nodes[node as usize].slowings.range() {
            let slowing = &self.model.slowings[at];
            let per_load = self.interest.drag_per_load(self.model, slowing.component as usize, day);
            let slowness = self.interest.slowness(self.model, slowing.debt as usize, day);
            self.weights[at] = slowing.share * per_load * slowness;
        }
    }
}
