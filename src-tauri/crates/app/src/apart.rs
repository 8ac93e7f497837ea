//! Apart, then merged: a colleague's copy of the open plan is compared with it, and taken in as one step. Copies that lie
//! beside it are offered.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use store::PlanCopy;

use crate::app::App;
use crate::error::{UiError, failed, refused};
use crate::import::read;
use crate::members::ask::NewMember;
use crate::reply::Reply;
use crate::request::Source;
use crate::views::{self, CopyView};
use crate::workspace::copy::founder_of;
use crate::workspace::sound::repaired;

/// Files beside the plan that are looked into at most.
const MOST_COPIES: usize = 20;

impl App {
    /// Compares a copy with the open plan, and takes in what it has beyond if `apply`.
    pub(crate) fn merge(&self, source: Source, admit: &[NewMember], apply: bool) -> Result<Reply, UiError> {
        if let Source::Path { path } = &source
            && std::fs::metadata(format!("{path}-wal")).is_ok_and(|log| log.len() > 0)
        {
            return Err(refused(&format!(
                "`{path}` is open somewhere or was not closed: close it, or open and close it once, then merge it"
            )));
        }
        let (name, bytes) = read(source)?;
        let copy = PlanCopy::read(Path::new(&name), bytes).map_err(failed)?;
        let (founder, copy) = (founder_of(&copy)?, copy.changes().map_err(failed)?);
        let who = self.author();
        let (comparison, before, version) = {
            let state = self.state();
            let workspace = state.open()?;
            let comparison = workspace.compare_admitting(&name, copy.clone(), founder, admit, &who)?;
            (comparison, workspace.sound(), workspace.version())
        };
        let effect = if comparison.counting().next().is_none() {
            None
        } else {
            let after = Arc::new(repaired(comparison.document.plan(), Arc::clone(&before.known)));
            Some(self.effect(version, &before, &after)?.0.sentence)
        };
        let view = views::merge(name.clone(), &comparison, self.state().open()?, effect);
        if apply {
            self.state().on_the_plan("a copy is merged into the plan")?;
        }
        if apply && !comparison.incoming.is_empty() {
            self.act(|workspace, who| {
                if !admit.is_empty() {
                    workspace.admit(admit, &comparison.incoming, who)?;
                }
                workspace.merge(&name, copy, founder).map(|changes| Some(format!("merge {changes} changes")))
            })?;
        }
        Ok(Reply::Merge(view))
    }

    /// The copies of the open plan beside it that would bring something. What cannot be read is not a copy to offer.
    pub(crate) fn copies(&self) -> Result<Reply, UiError> {
        let plan = self.state().open()?.path().to_owned();
        let look = |path: PathBuf| {
            let (name, bytes) = read(Source::Path { path: path.display().to_string() }).ok()?;
            Some((path, PlanCopy::read(Path::new(&name), bytes).ok()?))
        };
        let copies: Vec<(PathBuf, PlanCopy)> = named_like(&plan).into_iter().filter_map(look).collect();
        let state = self.state();
        let workspace = state.open()?;
        let beyond = |(path, copy): (PathBuf, PlanCopy)| {
            if workspace.has_all(&copy) {
                return None;
            }
            let name = path.display().to_string();
            let founder = founder_of(&copy).ok()?;
            let changes = workspace.compare(&name, copy.changes().ok()?, founder).ok()?.merged.taken.len() as u32;
            (changes > 0).then_some(CopyView { path: name, changes })
        };
        Ok(Reply::Copies(copies.into_iter().filter_map(beyond).collect()))
    }
}

/// The plan files beside this one whose names go on after its name, with something that is no letter: `q3 (Ben's conflicted
/// copy).plimsoll`, `q3.sync-conflict-20261124-104200.plimsoll`, `q3-LAPTOP.plimsoll`, `q3 2.plimsoll`.
fn named_like(path: &Path) -> Vec<PathBuf> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let alike = |other: &PathBuf| {
        other.extension() == path.extension()
            && other.file_stem().is_some_and(|name| {
                let name = name.to_string_lossy();
                let more = name.strip_prefix(stem.as_str()).and_then(|more| more.chars().next());
                more.is_some_and(|next| !next.is_alphabetic())
            })
    };
    let entries = path.parent().and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(alike).collect();
    found.sort();
    found.truncate(MOST_COPIES);
    found
}
