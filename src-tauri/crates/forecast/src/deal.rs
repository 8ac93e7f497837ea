//! Dealing: free people go to started work by rank, then to eligible work by rank. Nothing is pre-empted.

use crate::bits;
use crate::flow::Flow;
use crate::model::{NONE, Node};
use crate::trial::Trial;

impl Trial<'_> {
    /// Deals the free people of a team.
    pub(crate) fn deal(&mut self, crew: usize) {
        let model = self.model;
        let mut from = 0;
        while let Some(local) = bits::next(&self.crews[crew].open, from) {
            if bits::is_empty(&self.crews[crew].free) {
                return;
            }
            let node = model.crews[crew].nodes[local];
            let compiled = &model.nodes[node as usize];
            self.staff(crew, compiled);
            if self.is_full(compiled) {
                bits::clear(&mut self.crews[crew].open, local);
            }
            from = local + 1;
        }
        from = 0;
        while let Some(local) = bits::next(&self.crews[crew].ready, from) {
            let state = &self.crews[crew];
            if bits::is_empty(&state.free) || state.in_progress >= model.crews[crew].wip_limit {
                return;
            }
            let node = model.crews[crew].nodes[local];
            let compiled = &model.nodes[node as usize];
            if let Some(first) = self.staff(crew, compiled) {
                self.start(crew, node, first);
                let full = self.is_full(compiled);
                let state = &mut self.crews[crew];
                bits::clear(&mut state.ready, local);
                if !full {
                    bits::set(&mut state.open, local);
                }
            }
            from = local + 1;
        }
    }

    /// Gives the parts of a node one free person each in turn, until they have their most or nobody fits. Returns the
    /// person who came first.
    fn staff(&mut self, crew: usize, node: &Node) -> Option<usize> {
        let model = self.model;
        let words = model.crews[crew].capacity.words;
        let mut first = None;
        loop {
            let mut dealt = false;
            for part in node.parts.range() {
                let state = &self.parts[part];
                if state.left <= 0.0 || state.n_people >= node.max_people {
                    continue;
                }
                let mask = model.parts[part].mask as usize;
                let mask = &model.masks[mask..mask + words];
                if let Some(person) = bits::first_common(&self.crews[crew].free, mask) {
                    self.assign(crew, part, person);
                    first.get_or_insert(person);
                    dealt = true;
                }
            }
            if !dealt {
                return first;
            }
        }
    }

    fn assign(&mut self, crew: usize, part: usize, person: usize) {
        let state = &mut self.crews[crew];
        bits::clear(&mut state.free, person);
        state.part_of[person] = part as u32;
        let available = self.model.crews[crew].capacity.eras[state.law.era].availability[person];
        let at = if self.parts[part].n_people == 0 {
            let node = self.model.parts[part].node;
            state.active.push(Flow::new(part as u32, node, self.parts[part].left, state.w));
            state.active.len() - 1
        } else {
            let at = state.active.iter().position(|flow| flow.part == part as u32);
            let at = at.expect("a part with people on it is active");
            self.catch_up_part(crew, at);
            at
        };
        self.parts[part].n_people += 1;
        let flow = &mut self.crews[crew].active[at];
        flow.people += available;
        flow.fresh = true;
    }

    /// Whether no part of a node can take another person.
    fn is_full(&self, node: &Node) -> bool {
        node.parts.of(&self.parts).iter().all(|part| part.left <= 0.0 || part.n_people >= node.max_people)
    }

    /// The first person begins: the node is started, and what bound it is whatever came last.
    fn start(&mut self, crew: usize, node: u32, person: usize) {
        let state = &mut self.crews[crew];
        state.in_progress += 1;
        let day = self.model.calendars[crew].day(state.working());
        let (freed, of) = state.freed[person];
        let (room, by) = state.limit_freed;
        let node = &mut self.nodes[node as usize];
        node.started = true;
        node.start = day as u16;
        let latest = node.ready.max(freed).max(room);
        node.bound_by = if latest <= 0.0 {
            NONE
        } else if node.ready >= latest {
            node.bound_by
        } else if freed >= latest {
            of
        } else {
            by
        };
    }
}
