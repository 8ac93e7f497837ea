//! Dealing: free people go to started work by rank, then to eligible work by rank. Nothing is pre-empted.

use crate::bits;
use crate::crew::CrewState;
use crate::flow::Flow;
use crate::model::{NONE, Node};
use crate::shared::Shared;

impl CrewState<'_> {
    /// Deals the free people of the team.
    pub(crate) fn deal(&mut self, shared: &mut Shared<'_>) {
        let model = shared.model;
        if bits::is_empty(&self.free) {
            return;
        }
        let mut from = 0;
        while let Some(local) = bits::next(&self.open, from) {
            let node = self.crew.nodes[local];
            let compiled = &model.nodes[node as usize];
            self.staff(shared, compiled);
            if is_full(shared, compiled) {
                bits::clear(&mut self.open, local);
            }
            if bits::is_empty(&self.free) {
                return;
            }
            from = local + 1;
        }
        from = 0;
        while let Some(local) = bits::next(&self.ready, from) {
            if self.in_progress >= self.crew.wip_limit {
                return;
            }
            from = local + 1;
            if !bits::meet(&self.free, self.crew.able(local)) {
                continue;
            }
            let node = self.crew.nodes[local];
            let compiled = &model.nodes[node as usize];
            if let Some(first) = self.staff(shared, compiled) {
                self.start(shared, node, first);
                bits::clear(&mut self.ready, local);
                if !is_full(shared, compiled) {
                    bits::set(&mut self.open, local);
                }
                if bits::is_empty(&self.free) {
                    return;
                }
            }
        }
    }

    /// Gives the parts of a node one free person each in turn, until they have their most or nobody fits. Returns the
    /// person who came first.
    fn staff(&mut self, shared: &mut Shared<'_>, node: &Node) -> Option<usize> {
        let model = shared.model;
        let mut first = None;
        loop {
            let mut dealt = false;
            for part in node.parts.range() {
                let state = &shared.parts[part];
                if state.left <= 0.0 || state.n_people >= node.max_people {
                    continue;
                }
                let mask = &model.masks[model.parts[part].mask as usize..];
                if let Some(person) = bits::first_common(&self.free, mask) {
                    self.assign(shared, part, person);
                    first.get_or_insert(person);
                    dealt = true;
                }
            }
            if !dealt || bits::is_empty(&self.free) {
                return first;
            }
        }
    }

    fn assign(&mut self, shared: &mut Shared<'_>, part: usize, person: usize) {
        bits::clear(&mut self.free, person);
        self.part_of[person] = part as u32;
        let state = &mut shared.parts[part];
        state.n_people += 1;
        if state.n_people == 1 {
            self.active.push(Flow::new(part as u32, shared.model.parts[part].node, state.left));
        }
        let mut flows = self.active.iter_mut().rev();
        let flow = flows.find(|flow| flow.part == part as u32).expect("a part with people on it is active");
        flow.people += self.available[person];
        flow.fresh = true;
    }

    /// The first person begins: the node is started, and what bound it is whatever came last.
    fn start(&mut self, shared: &mut Shared<'_>, node: u32, person: usize) {
        self.in_progress += 1;
        if shared.books() {
            shared.waited[node as usize] = self.waited(shared, node, person);
        }
        let (freed, of) = self.freed[person];
        let (room, by) = self.limit_freed;
        let node = &mut shared.nodes[node as usize];
        node.started = true;
        node.start = shared.day as u16;
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

/// Whether no part of a node can take another person.
fn is_full(shared: &Shared<'_>, node: &Node) -> bool {
    node.parts.of(&shared.parts).iter().all(|part| part.left <= 0.0 || part.n_people >= node.max_people)
}
