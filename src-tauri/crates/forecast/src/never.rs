//! Why an item never finishes, in the terms of the plan.

use plan::ItemId;

use crate::bits;
use crate::model::{Model, NONE, Node, Role};
use crate::result::NeverReason;

/// Why this node never finishes; `never` says of each node whether it does not.
pub(crate) fn reason(model: &Model, idx: usize, never: &dyn Fn(usize) -> bool) -> Option<NeverReason> {
    let node = &model.nodes[idx];
    match node.role {
        Role::Settled(_) => None,
        Role::Stuck => Some(NeverReason::NoTeam),
        Role::Parent => child(model, idx, never).map(NeverReason::Waits),
        Role::Milestone | Role::External => predecessor(model, idx, never).map(NeverReason::Waits),
        Role::Work => {
            let crew = &model.crews[node.team as usize];
            if crew.capacity.people.is_empty() {
                return Some(NeverReason::NobodyOnTeam(crew.id));
            }
            for part in node.parts.range() {
                let mask = model.parts[part].mask as usize;
                if let Some(skill) = &model.skills[part]
                    && bits::is_empty(&model.masks[mask..mask + crew.capacity.words])
                {
                    return Some(NeverReason::NobodyWithSkill(skill.clone()));
                }
            }
            let waits = predecessor(model, idx, never).map(NeverReason::Waits);
            Some(waits.unwrap_or(NeverReason::NoCapacity(crew.id)))
        }
    }
}

fn predecessor(model: &Model, idx: usize, never: &dyn Fn(usize) -> bool) -> Option<ItemId> {
    let links = model.nodes[idx].after.of(&model.links);
    links.iter().find(|link| never(link.node as usize)).map(|link| model.nodes[link.node as usize].id)
}

fn child(model: &Model, idx: usize, never: &dyn Fn(usize) -> bool) -> Option<ItemId> {
    let is_child = |node: &Node| node.parent != NONE && node.parent as usize == idx;
    model.nodes.iter().enumerate().find(|(at, node)| is_child(node) && never(*at)).map(|(_, node)| node.id)
}
