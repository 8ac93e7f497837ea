//! What waits for what. A child may not start before its parent may, a parent finishes with its last child, and an item
//! starts after those it depends on: so a circle can run through dependencies and parents together, and is looked for
//! in both at once.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{ComponentId, DecisionId, ItemId};
use crate::whole::Plan;

/// The start or the finish of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Moment {
    Start(ItemId),
    Finish(ItemId),
}

impl Moment {
    pub(crate) fn item(self) -> ItemId {
        match self {
            Moment::Start(item) | Moment::Finish(item) => item,
        }
    }
}

/// The items of a plan with their children at hand.
pub(crate) struct Waits<'a> {
    plan: &'a Plan,
    children: BTreeMap<ItemId, Vec<ItemId>>,
}

impl<'a> Waits<'a> {
    pub(crate) fn of(plan: &'a Plan) -> Waits<'a> {
        let mut children: BTreeMap<ItemId, Vec<ItemId>> = BTreeMap::new();
        for item in plan.items.values().filter(|item| item.alive) {
            if let Some(parent) = item.parent {
                children.entry(parent).or_default().push(item.id);
            }
        }
        Waits { plan, children }
    }

    /// What this moment waits for, in a stable order; what is not alive is waited for by nobody.
    pub(crate) fn before(&self, moment: Moment) -> Vec<Moment> {
        let alive = |id: &ItemId| self.plan.items.get(id).is_some_and(|item| item.alive);
        match moment {
            Moment::Start(id) => {
                let Some(item) = self.plan.items.get(&id) else { return Vec::new() };
                let parent = item.parent.filter(alive).map(Moment::Start);
                parent.into_iter().chain(item.after.keys().copied().filter(alive).map(Moment::Finish)).collect()
            }
            Moment::Finish(id) => {
                let children = self.children.get(&id).into_iter().flatten().copied().map(Moment::Finish);
                std::iter::once(Moment::Start(id)).chain(children).collect()
            }
        }
    }

    /// A way from one moment to another along what waits for what, both included; `None` if `from` does not wait for `to`.
    pub(crate) fn path(&self, from: Moment, to: Moment) -> Option<Vec<Moment>> {
        let mut came_from: BTreeMap<Moment, Moment> = BTreeMap::new();
        let mut seen = BTreeSet::from([from]);
        let mut open = vec![from];
        while let Some(moment) = open.pop() {
            if moment == to {
                let mut path = vec![moment];
                while let Some(previous) = came_from.get(path.last().expect("starts with one")) {
                    path.push(*previous);
                }
                path.reverse();
                return Some(path);
            }
            for next in self.before(moment) {
                if seen.insert(next) {
                    came_from.insert(next, moment);
                    open.push(next);
                }
            }
        }
        None
    }
}

/// The circle that a dependency of `item` on `on` would close, as items, the first again at the end.
pub(crate) fn cycle_of_dependency(plan: &Plan, item: ItemId, on: ItemId) -> Option<Vec<ItemId>> {
    cycle(Waits::of(plan).path(Moment::Finish(on), Moment::Start(item))?)
}

/// The circle that making `item` a part of `parent` would close.
pub(crate) fn cycle_of_parent(plan: &Plan, item: ItemId, parent: ItemId) -> Option<Vec<ItemId>> {
    let ancestors = std::iter::successors(Some(parent), |id| plan.items.get(id)?.parent).take(plan.items.len() + 1);
    let mut path: Vec<ItemId> = Vec::new();
    for ancestor in ancestors {
        path.push(ancestor);
        if ancestor == item {
            path.insert(0, item);
            return Some(path);
        }
    }
    // The start of the item would wait for the start of its parent, and the finish of the parent for the item's.
    let waits = Waits::of(plan);
    let path = waits
        .path(Moment::Start(parent), Moment::Start(item))
        .or_else(|| waits.path(Moment::Finish(item), Moment::Finish(parent)))?;
    cycle(path)
}

/// The circle that making `component` a part of `parent` would close.
pub(crate) fn cycle_of_components(
    plan: &Plan,
    component: ComponentId,
    parent: ComponentId,
) -> Option<Vec<ComponentId>> {
    let mut path = vec![component];
    let ancestors = std::iter::successors(Some(parent), |id| plan.components.get(id)?.parent);
    for ancestor in ancestors.take(plan.components.len() + 1) {
        path.push(ancestor);
        if ancestor == component {
            return Some(path);
        }
    }
    None
}

/// The circle that `decision` taking the place of `other` would close, each taking the place of the next.
pub(crate) fn cycle_of_decisions(plan: &Plan, decision: DecisionId, other: DecisionId) -> Option<Vec<DecisionId>> {
    let mut seen = BTreeSet::from([other]);
    let mut open = vec![vec![decision, other]];
    while let Some(path) = open.pop() {
        let last = *path.last()?;
        if last == decision {
            return Some(path);
        }
        let further = plan.decisions.get(&last).into_iter().flat_map(|last| &last.supersedes);
        for next in further.filter(|next| **next == decision || seen.insert(**next)) {
            open.push([path.as_slice(), &[*next]].concat());
        }
    }
    None
}

/// The items of a path of moments, each once in a row, and the first again at the end.
fn cycle(path: Vec<Moment>) -> Option<Vec<ItemId>> {
    let mut items: Vec<ItemId> = path.into_iter().map(Moment::item).collect();
    items.dedup();
    let last = *items.last()?;
    items.insert(0, last);
    Some(items)
}
