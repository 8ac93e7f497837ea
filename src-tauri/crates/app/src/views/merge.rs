//! What a colleague's copy would bring, and what came of it.

use std::collections::BTreeMap;

use plan::{Aside, Author, Change, Role};
use serde::{Deserialize, Serialize};

use super::history::at;
use super::{ChangeView, ConflictView, change_view, conflict};
use crate::who::short;
use crate::workspace::copy::Comparison;
use crate::workspace::{Workspace, author};

/// Changes that are listed at most.
const LISTED: usize = 200;

/// A copy of the open plan, compared with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct MergeView {
    /// The name of its file.
    pub name: String,
    /// Who changed what the open plan does not know yet, and comes in.
    pub authors: Vec<IncomingView>,
    /// Whose changes are kept aside, because they may not change the plan.
    pub strangers: Vec<StrangerView>,
    /// Whether whoever is at the keyboard may admit them.
    pub may_admit: bool,
    /// Who may, by name.
    pub owners: String,
    /// The latest of those changes, newest first.
    pub changes: Vec<ChangeView>,
    /// How many there are besides.
    pub more: u32,
    /// Fields on which the two collide.
    pub conflicts: Vec<ConflictView>,
    /// What does not come in, and why.
    pub left_out: Vec<String>,
    /// How many changes the open plan has that the copy lacks.
    pub ahead: u32,
    /// What it does to the dates; absent if nothing comes in.
    pub effect: Option<String>,
}

/// A copy of the open plan that lies beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct CopyView {
    /// Where.
    pub path: String,
    /// How many changes it has that the open plan has not.
    pub changes: u32,
}

/// Somebody's part in a copy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct IncomingView {
    /// What they call themselves.
    pub by: String,
    /// In which role.
    pub role: Role,
    /// Whether it is the one at the keyboard.
    pub me: bool,
    /// How many changes.
    pub changes: u32,
    /// When the first was made, `2026-11-23 10:42`.
    pub first: String,
    /// When the last was made.
    pub last: String,
}

/// Somebody whose changes do not count, or not yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct StrangerView {
    /// Their key.
    pub key: String,
    /// Its first digits.
    pub short: String,
    /// What they call themselves.
    pub by: String,
    /// In which role they made them.
    pub role: Role,
    /// How many changes.
    pub changes: u32,
    /// "12 changes by Ben, who is not a member".
    pub sentence: String,
    /// Whether they count once their author is admitted.
    pub admissible: bool,
}

/// The comparison in words; `effect` is what it does to the dates.
pub fn merge(name: String, comparison: &Comparison, workspace: &Workspace, effect: Option<String>) -> MergeView {
    let mut changes: Vec<&Change> = comparison.counting().collect();
    changes.sort_by_key(|change| std::cmp::Reverse(change.stamp));
    let me = author(workspace.key());
    let authors = by_author(comparison.counting()).into_iter().filter_map(|(author, changes)| {
        let first = changes.iter().min_by_key(|change| change.stamp)?;
        let last = changes.iter().max_by_key(|change| change.stamp)?;
        Some(IncomingView {
            by: last.name.clone(),
            role: last.role,
            me: author == me,
            changes: changes.len() as u32,
            first: at(first.stamp),
            last: at(last.stamp),
        })
    });
    let plan = plan::sound(comparison.document.plan()).0;
    let who = |edit: plan::EditRef| comparison.entry(workspace, edit.change);
    let conflicts = comparison.new_conflicts(workspace.document());
    MergeView {
        name,
        authors: authors.collect(),
        strangers: strangers(comparison),
        may_admit: comparison.document.plan().members.is_owner(me),
        owners: workspace.owners(),
        changes: changes
            .iter()
            .take(LISTED)
            .map(|change| change_view(change.stamp, &change.name, change.role, &change.label))
            .collect(),
        more: changes.len().saturating_sub(LISTED) as u32,
        conflicts: conflicts.into_iter().map(|found| conflict(found, &plan, &who)).collect(),
        left_out: comparison.left_out(),
        ahead: comparison.ahead as u32,
        effect,
    }
}

/// Whose changes are kept aside, by author and reason.
fn strangers(comparison: &Comparison) -> Vec<StrangerView> {
    let mut views = Vec::new();
    for (author, changes) in by_author(comparison.kept_aside()) {
        let mut by_reason: BTreeMap<Aside, Vec<&Change>> = BTreeMap::new();
        for change in changes {
            if let Some(why) = comparison.document.why_aside(change.id) {
                by_reason.entry(why).or_default().push(change);
            }
        }
        for (why, changes) in by_reason {
            let Some(last) = changes.iter().max_by_key(|change| change.stamp) else { continue };
            let count = match changes.len() {
                1 => "1 change".to_owned(),
                n => format!("{n} changes"),
            };
            let (sentence, admissible) = match why {
                Aside::Stranger => (format!("{count} by {}, who is not a member", last.name), true),
                Aside::Viewer => (format!("{count} by {}, who may only look", last.name), true),
                Aside::Removed => (format!("{count} by {}, who was removed", last.name), true),
                Aside::NoRight => (format!("{count} by {}, who may not decide that about members", last.name), false),
            };
            views.push(StrangerView {
                key: author.hex(),
                short: short(author),
                by: last.name.clone(),
                role: last.role,
                changes: changes.len() as u32,
                sentence,
                admissible,
            });
        }
    }
    views
}

/// The changes that came in, by author: the one who brings most first.
fn by_author<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Vec<(Author, Vec<&'a Change>)> {
    let mut by_author: BTreeMap<Author, Vec<&Change>> = BTreeMap::new();
    for change in changes {
        by_author.entry(change.id.author).or_default().push(change);
    }
    let mut by_author: Vec<(Author, Vec<&Change>)> = by_author.into_iter().collect();
    by_author.sort_by_key(|(author, changes)| (std::cmp::Reverse(changes.len()), *author));
    by_author
}
