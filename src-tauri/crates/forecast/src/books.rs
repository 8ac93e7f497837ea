//! Keeping accounts while a trial runs: rates by team, new work by component, and drag by debt.

use crate::accounts::{DRAG, IDLE, INCIDENTS, N, NEW_WORK, OVERFLOW, PAYDOWN, TOIL};
use crate::trial::{EPS, Trial};
use crate::world::World;

impl Trial<'_> {
    /// Whether accounts are kept.
    #[inline]
    pub(crate) fn books(&self) -> bool {
        self.booking && self.book.is_some() && self.world == World::AsPlanned
    }

    /// Shares the drag of some clean effort out among the debts, in proportion to their part of the load on each
    /// component, so that the shares sum to the drag.
    pub(crate) fn book_effort(&mut self, node: u32, done: f64) {
        if !self.books() {
            return;
        }
        if let Some(book) = &mut self.book {
            book.clean[node as usize] += done;
            for at in self.model.nodes[node as usize].slowings.range() {
                book.slowed[at] += done * self.weights[at];
            }
        }
    }

    /// Finds how much drag each debt adds to clean effort on a node, from this day on.
    pub(crate) fn weigh_debts(&mut self, node: u32, day: u32) {
        for at in self.model.nodes[node as usize].slowings.range() {
            let slowing = &self.model.slowings[at];
            let per_load = self.interest.drag_per_load(self.model, &self.luck, slowing.component as usize, day);
            let slowness = self.interest.slowness(self.model, &self.luck, slowing.debt as usize, day);
            self.weights[at] = slowing.share * per_load * slowness;
        }
    }

    /// Tells the accounts of the components at which rate a part is new work from now on.
    pub(crate) fn book_flow(&mut self, crew: usize, at: usize, rate: f64) {
        if !self.books() {
            return;
        }
        let state = &mut self.crews[crew];
        let flow = &mut state.active[at];
        let node = &self.model.nodes[flow.node as usize];
        let change = rate - flow.booked;
        if change == 0.0 || node.paydown {
            return;
        }
        flow.booked = rate;
        if let Some(book) = &mut self.book {
            for share in node.shares.of(&self.model.shares) {
                book.pairs[share.pair as usize].change(state.w, 0, change * share.share);
            }
        }
    }

    /// Tells the accounts of the team at which rates its capacity flows from now on.
    pub(crate) fn book_rates(&mut self, crew: usize, share: f64) {
        if !self.books() {
            return;
        }
        let state = &mut self.crews[crew];
        let toil = state.law.toil.min(state.law.left);
        let mut rates = [0.0; N];
        rates[TOIL] = toil;
        rates[OVERFLOW] = state.law.toil - toil;
        rates[INCIDENTS] = if state.law.halved { (state.law.left - toil) / 2.0 } else { 0.0 };
        let mut idle = state.law.left - toil - rates[INCIDENTS];
        for flow in &state.active {
            let capacity = flow.people * share;
            idle -= capacity;
            if self.model.nodes[flow.node as usize].paydown {
                rates[PAYDOWN] += capacity;
            } else {
                rates[NEW_WORK] += flow.rate;
                rates[DRAG] += capacity - flow.rate;
            }
        }
        rates[IDLE] = if idle.abs() < EPS { 0.0 } else { idle };
        if let Some(book) = &mut self.book {
            for (account, (new, old)) in rates.iter().zip(&state.rates).enumerate() {
                if new != old {
                    book.teams[crew].change(state.w, account, new - old);
                }
            }
        }
        state.rates = rates;
    }

    /// Ends the accounts of a team.
    pub(crate) fn close_books_of(&mut self, crew: usize) {
        self.catch_up(crew);
        for at in 0..self.crews[crew].active.len() {
            self.book_flow(crew, at, 0.0);
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
