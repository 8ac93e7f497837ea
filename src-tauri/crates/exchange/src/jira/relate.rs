//! What the issues are to one another: who is part of whom, who waits for whom, and how the effort of a parent falls to
//! its parts. Keys and numbers become items here; what names nothing is said.

use std::collections::BTreeMap;

use plan::{ItemId, ItemState, Plan};
use uuid::{Uuid, uuid};

use super::effort::Times;
use super::issue::Issue;
use crate::report::Report;

/// Items made by an import are named after their source, so that two people who import the same file make the same item.
const NAMESPACE: Uuid = uuid!("6f1c5f0e-5d0a-5f0c-9f43-7b7f6d1f2a10");

/// An issue with the item it is or becomes, and the items it refers to.
pub(super) struct Related {
    pub issue: Issue,
    pub id: ItemId,
    /// Its parent, and whether anything is known of one.
    pub parent: Option<ItemId>,
    /// What it waits for, with the column that says so.
    pub after: Vec<(ItemId, String)>,
}

/// The id that an import gives to what it makes from this source.
pub(super) fn id_of(source: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, source.as_bytes())
}

/// Finds what the issues refer to, in the file and in the plan.
pub(super) fn relate(issues: Vec<Issue>, plan: &Plan, system: &str, report: &mut Report) -> Vec<Related> {
    let in_plan: BTreeMap<&str, ItemId> = plan
        .items
        .values()
        .filter(|item| item.alive && !item.source.is_empty())
        .map(|item| (item.source.as_str(), item.id))
        .collect();
    let item_of = |source: &str| in_plan.get(source).copied().unwrap_or_else(|| ItemId(id_of(source)));
    let mut by_name: BTreeMap<String, ItemId> = BTreeMap::new();
    for issue in issues.iter().rev() {
        let id = item_of(&issue.source);
        for name in [&issue.title, &issue.number, &issue.key] {
            // Titles are for tables that have no keys.
            let is_title = std::ptr::eq(name, &issue.title);
            if !name.is_empty() && (!is_title || issue.key.is_empty()) {
                by_name.insert(name.to_lowercase(), id);
            }
        }
    }
    let find = |name: &str| {
        let found = by_name.get(&name.to_lowercase()).copied();
        found.or_else(|| in_plan.get(format!("{system}:{name}").as_str()).copied())
    };
    let mut related: Vec<Related> = Vec::new();
    let mut blocks: Vec<(ItemId, ItemId, String)> = Vec::new();
    for issue in issues {
        let id = item_of(&issue.source);
        let parent = issue.parents.iter().find_map(|(name, _)| find(name));
        if let (None, Some((name, column))) = (parent, issue.parents.first()) {
            let called =
                if issue.parent_title.is_empty() { String::new() } else { format!(" ({})", issue.parent_title) };
            let what =
                format!("parent {name}{called} is neither in the file nor in the plan; the item stands by itself");
            report.doubt(issue.row, &issue.key, column, what);
        }
        let mut after = Vec::new();
        for (name, column) in
            issue.blocked_by.iter().flat_map(|(names, column)| split(names).map(move |name| (name, column)))
        {
            match find(name) {
                Some(on) => after.push((on, column.clone())),
                None => report.doubt(issue.row, &issue.key, column, unknown(name)),
            }
        }
        for (name, column) in
            issue.blocks.iter().flat_map(|(names, column)| split(names).map(move |name| (name, column)))
        {
            match find(name) {
                Some(successor) => blocks.push((successor, id, column.clone())),
                None => report.doubt(issue.row, &issue.key, column, unknown(name)),
            }
        }
        related.push(Related { issue, id, parent, after });
    }
    let place: BTreeMap<ItemId, usize> =
        related.iter().enumerate().map(|(index, related)| (related.id, index)).collect();
    for (successor, on, column) in blocks {
        match place.get(&successor) {
            // Jira writes each link at both of its ends.
            Some(index) if related[*index].after.iter().any(|(there, _)| *there == on) => {}
            Some(index) => related[*index].after.push((on, column)),
            None => {
                let Some(index) = place.get(&on) else { continue };
                let issue = &related[*index].issue;
                let what = "the item that waits for it is not in the file; add the dependency in the plan";
                report.doubt(issue.row, &issue.key, &column, what);
            }
        }
    }
    share_out(&mut related, report);
    related
}

/// Several keys in one cell are set apart by commas or semicolons.
fn split(names: &str) -> impl Iterator<Item = &str> {
    names.split([',', ';']).map(str::trim).filter(|name| !name.is_empty())
}

fn unknown(name: &str) -> String {
    format!("{name} is neither in the file nor in the plan")
}

/// A parent has no effort of its own in a plan: it finishes with its last part. So that none is lost, the estimate of a
/// parent whose parts have none falls to them in equal shares.
fn share_out(related: &mut [Related], report: &mut Report) {
    let mut parts: BTreeMap<ItemId, Vec<usize>> = BTreeMap::new();
    for (index, part) in related.iter().enumerate() {
        if let Some(parent) = part.parent.filter(|parent| *parent != part.id) {
            parts.entry(parent).or_default().push(index);
        }
    }
    let (mut n_shared, mut n_idle) = (0, 0);
    // Parents first, in the order of the file: what falls to a part that has parts itself falls on to those.
    let mut order: Vec<usize> = (0..related.len()).filter(|index| parts.contains_key(&related[*index].id)).collect();
    order.sort_by_key(|index| depth(related, &parts, *index));
    for index in order {
        let Some(estimate) = related[index].issue.estimate else { continue };
        if related[index].issue.state == ItemState::Done {
            continue;
        }
        let own = &parts[&related[index].id];
        let open: Vec<usize> =
            own.iter().copied().filter(|part| related[*part].issue.state != ItemState::Done).collect();
        let estimated = own.iter().any(|part| related[*part].issue.estimate.is_some());
        if estimated || open.is_empty() {
            n_idle += usize::from(!related[index].issue.estimate_of_all);
            // A plan does not count it: written down, it would only have to be mended, and differ when it is imported again.
            related[index].issue.estimate = None;
            continue;
        }
        n_shared += 1;
        for part in &open {
            related[*part].issue.estimate = Some(estimate.times(1.0 / open.len() as f64));
        }
        related[index].issue.estimate = None;
    }
    if n_shared > 0 {
        report.guess(
            format!("estimates of parents whose parts have none ({n_shared})"),
            "shared equally among their open parts",
        );
    }
    if n_idle > 0 {
        report.guess(
            format!("estimates of parents whose parts have some ({n_idle})"),
            "left; a plan counts the parts only",
        );
    }
}

/// How many ancestors it has in the file; bounded, because a file may close a circle.
fn depth(related: &[Related], parts: &BTreeMap<ItemId, Vec<usize>>, index: usize) -> usize {
    let parent_of = |index: &usize| {
        let parent = related[*index].parent?;
        parts.get(&parent)?;
        related.iter().position(|other| other.id == parent)
    };
    std::iter::successors(Some(index), parent_of).take(20).count()
}
