//! The plan as it was: which changes there were at a moment of its past, and what they came to.

use plan::{Author, Change, ChangeId, Day, Document};

use super::Workspace;
use crate::error::{UiError, failed, refused};
use crate::outside::local_time;
use crate::past::ask::Moment;

/// The plan at a moment, and what people call that.
pub(crate) struct At {
    pub document: Document,
    pub day: Day,
    pub called: String,
}

/// Works out the plan at a moment. Its day is never after today: a clock may have been set back.
pub(crate) fn moment_of(workspace: &Workspace, moment: &Moment, today: Day) -> Result<At, UiError> {
    let mut changes = sorted(workspace)?;
    let (day, called) = match moment {
        Moment::Change { change } => {
            let id = change.id()?;
            let entry = workspace.file().entry(id).map_err(failed)?.ok_or_else(no_change)?;
            changes.retain(|change| change.stamp <= entry.stamp);
            let at = local_time(entry.stamp.time);
            (Day(at.date_naive()), at.format("%-d %b %Y %H:%M").to_string())
        }
        Moment::Baseline { id } => {
            let baseline = workspace.document().plan().baselines.get(id).filter(|baseline| baseline.alive);
            let baseline = baseline.ok_or_else(|| refused("there is no such baseline in the plan"))?;
            let known = workspace.document().version();
            let there = |(author, seq): (&String, &u32)| {
                Author::from_hex(author).is_some_and(|author| known.get(&author).is_some_and(|last| last >= seq))
            };
            if baseline.version.is_empty() || !baseline.version.iter().all(there) {
                return Err(refused(&format!(
                    "the plan does not hold the history of the baseline “{}”, only its dates: look at it in the plan in which it was made",
                    baseline.title
                )));
            }
            changes.retain(|change| {
                baseline.version.get(&change.id.author.hex()).is_some_and(|last| change.id.seq <= *last)
            });
            (baseline.made_on.unwrap_or(today), format!("the baseline “{}”", baseline.title))
        }
    };
    Ok(At { document: folded(workspace, changes)?, day: day.min(today), called })
}

/// What these changes came to: whose counted is read off them, once the plan has members.
pub(crate) fn folded(workspace: &Workspace, changes: Vec<Change>) -> Result<Document, UiError> {
    let founder = workspace.document().founder();
    // Who founded a plan with its first change founded all of it, whatever is stamped before.
    let founded = |change: &Change| Some(change.id.author) == founder && change.founds();
    let from_the_start = || -> Result<bool, UiError> {
        let Some(author) = founder else { return Ok(false) };
        let first = workspace.file().change(ChangeId { author, seq: 1 }).map_err(failed)?;
        Ok(first.is_some_and(|change| change.founds()))
    };
    let has_members = changes.iter().any(founded) || from_the_start()?;
    Ok(Document::fold_under(founder.filter(|_| has_members), Some(workspace.me()), changes))
}

/// Every change, the earliest first.
pub(crate) fn sorted(workspace: &Workspace) -> Result<Vec<Change>, UiError> {
    let mut changes = workspace.file().changes().map_err(failed)?;
    changes.sort_by_key(|change| change.stamp);
    Ok(changes)
}

pub(crate) fn no_change() -> UiError {
    refused("there is no such change in the plan's history")
}
