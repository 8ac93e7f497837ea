//! What a colleague's copy would bring, and what came of it.

use plan::{Change, Role};
use serde::{Deserialize, Serialize};

use super::{ChangeView, ConflictView, change_view, conflict, local_time};
use crate::apart::{Comparison, by_author};
use crate::workspace::{Workspace, author};

/// Changes that are listed at most.
const LISTED: usize = 200;

/// A copy of the open plan, compared with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct MergeView {
    /// The name of its file.
    pub name: String,
    /// Who changed what the open plan does not know yet.
    pub authors: Vec<IncomingView>,
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

/// The comparison in words; `effect` is what it does to the dates.
pub fn merge(name: String, comparison: &Comparison, workspace: &Workspace, effect: Option<String>) -> MergeView {
    let mut changes: Vec<&Change> = comparison.merged.applied.iter().collect();
    changes.sort_by_key(|change| std::cmp::Reverse(change.stamp));
    let me = author(workspace.key());
    let authors = by_author(&comparison.merged.applied).into_iter().filter_map(|(author, changes)| {
        let first = changes.iter().min_by_key(|change| change.stamp)?;
        let last = changes.iter().max_by_key(|change| change.stamp)?;
        Some(IncomingView {
            by: last.name.clone(),
            role: last.role,
            me: author == me,
            changes: changes.len() as u32,
            first: at(first),
            last: at(last),
        })
    });
    let plan = plan::sound(comparison.document.plan()).0;
    let who = |edit: plan::EditRef| comparison.entry(workspace, edit.change);
    let conflicts = comparison.new_conflicts(workspace.document());
    MergeView {
        name,
        authors: authors.collect(),
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

fn at(change: &Change) -> String {
    local_time(change.stamp.time).format("%Y-%m-%d %H:%M").to_string()
}
