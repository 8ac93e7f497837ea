//! Who is whose part, and what comes down from a parent: dependencies and earliest starts hold for the descendants.

use std::collections::BTreeMap;

use plan::{Item, ItemId, Team};

use crate::calendar::{after_done, dated};
use crate::model::{Link, Model, NONE, Node, Role};
use crate::span::Span;

/// Who is whose part.
pub(crate) struct Family {
    parent: Vec<u32>,
    children: Vec<Vec<u32>>,
}

impl Family {
    pub(crate) fn new(items: &[&Item], node_of: &BTreeMap<ItemId, u32>) -> Family {
        let parent: Vec<u32> = items
            .iter()
            .map(|item| item.parent.and_then(|parent| node_of.get(&parent).copied()).unwrap_or(NONE))
            .collect();
        let mut children = vec![Vec::new(); items.len()];
        for (idx, &parent) in parent.iter().enumerate() {
            if parent != NONE {
                children[parent as usize].push(idx as u32);
            }
        }
        Family { parent, children }
    }

    pub(crate) fn is_parent(&self, idx: usize) -> bool {
        !self.children[idx].is_empty()
    }

    /// The parent of a node, or `NONE`.
    pub(crate) fn parent(&self, idx: usize) -> u32 {
        self.parent[idx]
    }

    /// Counts the children that are still to come, and settles the parents that have none.
    pub(crate) fn settle_parents(&self, nodes: &mut [Node]) {
        for (idx, children) in self.children.iter().enumerate() {
            nodes[idx].children = children.len() as u32;
        }
        let mut over: Vec<(u32, i32)> = Vec::new();
        for (idx, node) in nodes.iter().enumerate() {
            if let Role::Settled(day) = node.role {
                over.push((self.parent[idx], day));
            }
        }
        while let Some((parent, day)) = over.pop() {
            if parent == NONE {
                continue;
            }
            let node = &mut nodes[parent as usize];
            node.children -= 1;
            node.children_day = node.children_day.max(day);
            if node.children == 0 {
                node.role = Role::Settled(node.children_day);
                over.push((node.parent, node.children_day));
            }
        }
    }

    /// The leaves under an item, itself if it is one.
    fn leaves(&self, idx: u32, leaves: &mut Vec<u32>) {
        if self.children[idx as usize].is_empty() {
            leaves.push(idx);
        }
        for &child in &self.children[idx as usize] {
            self.leaves(child, leaves);
        }
    }

    /// Brings dependencies and earliest starts down to the leaves. What is over already only moves their release.
    pub(crate) fn link(&self, model: &mut Model, items: &[&Item], node_of: &BTreeMap<ItemId, u32>, teams: &[&Team]) {
        let mut after: Vec<Vec<Link>> = vec![Vec::new(); items.len()];
        let mut leaves = Vec::new();
        for (idx, item) in items.iter().enumerate() {
            leaves.clear();
            self.leaves(idx as u32, &mut leaves);
            leaves.retain(|&leaf| {
                let node = &model.nodes[leaf as usize];
                !node.started && !node.is_settled()
            });
            for &leaf in &leaves {
                let team = model.nodes[leaf as usize].team as usize;
                if let Some(earliest) = item.earliest {
                    let day = earliest.since(model.today);
                    model.nodes[leaf as usize].hold(f64::from(day), day);
                }
                for (pred, &lag) in &item.after {
                    let Some(&pred) = node_of.get(pred) else {
                        continue;
                    };
                    if let Role::Settled(day) = model.nodes[pred as usize].role {
                        let done_on = model.today.plus(day);
                        let t = after_done(teams[team], &model.calendars[team], done_on, model.today, lag);
                        model.nodes[leaf as usize].hold(t, dated(t));
                    } else {
                        after[leaf as usize].push(Link { node: pred, lag });
                    }
                }
            }
        }
        let mut before: Vec<Vec<Link>> = vec![Vec::new(); items.len()];
        for (idx, links) in after.iter().enumerate() {
            for link in links {
                before[link.node as usize].push(Link { node: idx as u32, lag: link.lag });
            }
        }
        for (idx, (after, before)) in after.into_iter().zip(before).enumerate() {
            let start = model.links.len();
            model.links.extend(after);
            let middle = model.links.len();
            model.links.extend(before);
            model.nodes[idx].after = Span::new(start, middle);
            model.nodes[idx].before = Span::new(middle, model.links.len());
        }
    }
}
