//! Why an item never finishes, in the terms of the plan.

use plan::ItemId;

use crate::bits;
use crate::compile::{Model, NONE, Role};
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
            let crew = &model.crews[node.team];
            if crew.capacity.people.is_empty() {
                return Some(NeverReason::NobodyOnTeam(crew.id));
            }
            for part in &model.parts[node.parts.clone()] {
                if let Some(skill) = &part.skill
                    && bits::is_empty(&model.masks[part.mask..part.mask + crew.capacity.words])
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
    let links = &model.links[model.nodes[idx].after.clone()];
    links.iter().find(|link| never(link.node as usize)).map(|link| model.nodes[link.node as usize].id)
}

fn child(model: &Model, idx: usize, never: &dyn Fn(usize) -> bool) -> Option<ItemId> {
    let is_child = |node: &crate::compile::Node| node.parent != NONE && node.parent as usize == idx;
    model.nodes.iter().enumerate().find(|(at, node)| is_child(node) && never(*at)).map(|(_, node)| node.id)
}
