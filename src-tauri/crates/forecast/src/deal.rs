//! Dealing: free people go to started work by rank, then to eligible work by rank. Nothing is pre-empted.

use crate::bits;
use crate::compile::NONE;
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
            self.staff(crew, node);
            if self.is_full(node) {
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
            if let Some(first) = self.staff(crew, node) {
                self.start(crew, node, first);
                let state = &mut self.crews[crew];
                bits::clear(&mut state.ready, local);
                if !self.is_full(node) {
                    bits::set(&mut self.crews[crew].open, local);
                }
            }
            from = local + 1;
        }
    }

    /// Gives the parts of a node one free person each in turn, until they have their most or nobody fits. Returns the
    /// person who came first.
    fn staff(&mut self, crew: usize, node: u32) -> Option<usize> {
        let model = self.model;
        let words = model.crews[crew].capacity.words;
        let compiled = &model.nodes[node as usize];
        let mut first = None;
        loop {
            let mut dealt = false;
            for part in compiled.parts.clone() {
                let state = &self.parts[part];
                if state.left <= 0.0 || state.n_people >= compiled.max_people {
                    continue;
                }
                let mask = model.parts[part].mask;
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
        let working = state.working();
        let available = self.model.crews[crew].capacity.era(working).availability[person];
        let part_state = &mut self.parts[part];
        if part_state.n_people == 0 {
            state.active.push(part as u32);
            part_state.people = 0.0;
        }
        part_state.n_people += 1;
        part_state.people += available;
    }

    /// Whether no part of a node can take another person.
    fn is_full(&self, node: u32) -> bool {
        let compiled = &self.model.nodes[node as usize];
        self.parts[compiled.parts.clone()].iter().all(|part| part.left <= 0.0 || part.n_people >= compiled.max_people)
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
