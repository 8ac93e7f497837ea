//! Circles that a merge may bring are broken, the same ones on every replica: parents first, then dependencies, where the
//! one goes whose predecessor ranks last, because it contradicts the order people gave.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::ItemId;
use crate::whole::Plan;

/// The links to drop so that no parent is its own part: per circle that of the largest id.
pub(crate) fn parent_circles<K: Ord + Copy>(parents: &BTreeMap<K, K>) -> Vec<K> {
    // Which walk saw it first; a walk that meets itself went in a circle.
    let mut seen: BTreeMap<K, usize> = BTreeMap::new();
    let mut dropped = Vec::new();
    for (walk, first) in parents.keys().enumerate() {
        let mut at = *first;
        let mut path = Vec::new();
        loop {
            match seen.get(&at) {
                Some(earlier) if *earlier == walk => {
                    let circle = path.iter().skip_while(|other| **other != at);
                    dropped.extend(circle.max().copied());
                    break;
                }
                Some(_) => break,
                None => {
                    seen.insert(at, walk);
                    path.push(at);
                }
            }
            match parents.get(&at) {
                Some(parent) => at = *parent,
                None => break,
            }
        }
    }
    dropped
}

/// Whether anything that exists waits for itself, or is a part of itself.
pub(crate) fn has_circle(plan: &Plan) -> bool {
    let items = plan.items.values().filter(|item| item.alive);
    let parents: BTreeMap<_, _> = items.filter_map(|item| Some((item.id, item.parent?))).collect();
    let components = plan.components.values().filter(|component| component.alive);
    let component_parents: BTreeMap<_, _> =
        components.filter_map(|component| Some((component.id, component.parent?))).collect();
    !parent_circles(&parents).is_empty()
        || !parent_circles(&component_parents).is_empty()
        || !dependency_circles(plan).is_empty()
}

/// The dependencies to drop, as successor and predecessor, so that nothing that exists waits for itself. The parents must
/// be without circles.
pub(crate) fn dependency_circles(plan: &Plan) -> Vec<(ItemId, ItemId)> {
    let ids: Vec<ItemId> = plan.items.values().filter(|item| item.alive).map(|item| item.id).collect();
    let place = |id: &ItemId| ids.binary_search(id).ok();
    // Two moments an item: 2n its start, 2n + 1 its finish. Each lists what it waits for.
    let mut waits: Vec<Vec<usize>> = vec![Vec::new(); 2 * ids.len()];
    for (n, item) in ids.iter().map(|id| &plan.items[id]).enumerate() {
        waits[2 * n + 1].push(2 * n);
        if let Some(parent) = item.parent.as_ref().and_then(place) {
            waits[2 * n].push(2 * parent);
            waits[2 * parent + 1].push(2 * n + 1);
        }
        waits[2 * n].extend(item.after.keys().filter_map(place).map(|on| 2 * on + 1));
    }
    let mut dropped = Vec::new();
    // What is settled reaches no circle, and dropping links cannot change that: each search goes on where the last ended.
    let mut settled = vec![false; waits.len()];
    for start in 0..waits.len() {
        while let Some(circle) = circle_from(start, &waits, &mut settled) {
            let links =
                circle.iter().zip(circle.iter().cycle().skip(1)).filter(|(from, to)| *from % 2 == 0 && *to % 2 == 1);
            let rank = |moment: usize| (&plan.items[&ids[moment / 2]].rank, ids[moment / 2]);
            let worst = links.max_by_key(|(from, to)| (rank(**to), ids[**from / 2]));
            let (from, to) = worst.expect("without dependencies nothing waits in a circle once parents do not");
            waits[*from].retain(|wait| wait != to);
            dropped.push((ids[from / 2], ids[to / 2]));
        }
    }
    dropped
}

/// The first circle found from here, each moment waiting for the next and the last for the first.
fn circle_from(start: usize, waits: &[Vec<usize>], settled: &mut [bool]) -> Option<Vec<usize>> {
    if settled[start] {
        return None;
    }
    let mut on_path = BTreeSet::from([start]);
    let mut path = vec![(start, 0)];
    while let Some((moment, next)) = path.last_mut() {
        let Some(wait) = waits[*moment].get(*next).copied() else {
            settled[*moment] = true;
            on_path.remove(moment);
            path.pop();
            continue;
        };
        *next += 1;
        if on_path.contains(&wait) {
            return Some(path.iter().map(|(moment, _)| *moment).skip_while(|moment| *moment != wait).collect());
        }
        if !settled[wait] {
            on_path.insert(wait);
            path.push((wait, 0));
        }
    }
    None
}
