//! What items wait for before their start: predecessors and dates until they are eligible, then room under the limit,
//! then somebody with the skill, or anybody at all.

use crate::bits;
use crate::crew::CrewState;
use crate::model::{Model, NONE, Role};
use crate::result::{Wait, WaitsFor};
use crate::shared::{NO_DAY, Shared};

/// How one node came to its start in one trial. In calendar days from today.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Waited {
    /// When it was eligible, and by which predecessor.
    eligible: f64,
    by: u32,
    /// From then on without room under the limit.
    limit: f64,
    /// From then on with people free, but nobody for the part that was begun first.
    skill: f64,
    part: u32,
    /// From eligible to begun.
    all: f64,
}

impl Waited {
    /// It has not begun.
    pub(crate) const NOT_BEGUN: Waited = Waited { eligible: 0.0, by: NONE, limit: 0.0, skill: 0.0, part: 0, all: 0.0 };
}

impl CrewState<'_> {
    /// What a node waited for that this person begins.
    pub(crate) fn waited(&self, shared: &Shared<'_>, node: u32, person: usize) -> Waited {
        let state = &shared.nodes[node as usize];
        let compiled = &shared.model.nodes[node as usize];
        let eligible = state.ready.max(0.0);
        let room = self.limit_freed.0.clamp(eligible, shared.now);
        let able = self.crew.able(compiled.local as usize);
        let idle = |other: &usize| bits::has(&self.free, *other) && !bits::has(able, *other);
        let idle_since = (0..self.freed.len()).filter(idle).map(|other| self.freed[other].0.max(room));
        Waited {
            eligible,
            by: state.bound_by,
            limit: room - eligible,
            skill: idle_since.fold(0.0, |longest, since| (shared.now - since).max(longest)),
            part: self.part_of[person],
            all: shared.now - eligible,
        }
    }
}

/// The waits of some trials, summed.
#[derive(Clone, Debug)]
pub(crate) struct Waits {
    /// By node: trials in which it begins.
    begun: Vec<u32>,
    date: Vec<f64>,
    limit: Vec<f64>,
    people: Vec<f64>,
    /// By part.
    skill: Vec<f64>,
    /// By dependency, at `Model::links`.
    item: Vec<f64>,
}

impl Waits {
    pub(crate) fn new(model: &Model) -> Waits {
        Waits {
            begun: vec![0; model.nodes.len()],
            date: vec![0.0; model.nodes.len()],
            limit: vec![0.0; model.nodes.len()],
            people: vec![0.0; model.nodes.len()],
            skill: vec![0.0; model.parts.len()],
            item: vec![0.0; model.links.len()],
        }
    }

    /// Adds what the nodes waited for in the trial that just ran.
    pub(crate) fn note(&mut self, shared: &Shared<'_>) {
        let model = shared.model;
        for (idx, (node, state)) in model.nodes.iter().zip(&shared.nodes).enumerate() {
            if state.start == NO_DAY || node.is_settled() || node.role == Role::Parent {
                continue;
            }
            self.begun[idx] += 1;
            let waited = &shared.waited[idx];
            let worked = node.role == Role::Work && state.started;
            let (eligible, by) =
                if worked { (waited.eligible, waited.by) } else { (f64::from(state.start), state.bound_by) };
            match node.after.range().find(|at| model.links[*at].node == by) {
                Some(link) => self.item[link] += eligible,
                None => self.date[idx] += eligible,
            }
            if worked && waited.all > 0.0 {
                self.limit[idx] += waited.limit;
                self.skill[waited.part as usize] += waited.skill;
                self.people[idx] += waited.all - waited.limit - waited.skill;
            }
        }
    }

    pub(crate) fn add(&mut self, other: &Waits) {
        for (ours, theirs) in self.begun.iter_mut().zip(&other.begun) {
            *ours += theirs;
        }
        let pairs = [
            (&mut self.date, &other.date),
            (&mut self.limit, &other.limit),
            (&mut self.people, &other.people),
            (&mut self.skill, &other.skill),
            (&mut self.item, &other.item),
        ];
        for (ours, theirs) in pairs {
            for (ours, theirs) in ours.iter_mut().zip(theirs) {
                *ours += theirs;
            }
        }
    }

    /// What a node waits for in the mean, the longest first.
    pub(crate) fn of(&self, model: &Model, idx: usize) -> Vec<Wait> {
        let node = &model.nodes[idx];
        let skill = |part: usize| model.skills[part].clone().map_or(WaitsFor::People, WaitsFor::Skill);
        let sums = [
            (WaitsFor::Date, self.date[idx]),
            (WaitsFor::Limit, self.limit[idx]),
            (WaitsFor::People, self.people[idx]),
        ];
        let skills = node.parts.range().map(|part| (skill(part), self.skill[part]));
        let items = node.after.range().map(|link| {
            let id = model.nodes[model.links[link].node as usize].id;
            (WaitsFor::Item(id), self.item[link])
        });
        let begun = f64::from(self.begun[idx].max(1));
        let waits = sums.into_iter().chain(skills).chain(items).map(|(on, days)| Wait { on, days: days / begun });
        let mut waits: Vec<Wait> = waits.filter(|wait| wait.days > 0.0).collect();
        waits.sort_by(|a, b| b.days.total_cmp(&a.days).then_with(|| a.on.cmp(&b.on)));
        waits
    }
}
