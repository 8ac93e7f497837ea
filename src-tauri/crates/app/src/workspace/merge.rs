//! A merge is the union of the changes: what others made is verified and taken in, durably and as one step, and only then
//! lets memory follow.

use plan::{Author, Change, Document, Merged};
use uhlc::{NTP64, Timestamp};

use super::copy::Comparison;
use super::deeds::Deeds;
use super::{Workspace, author};
use crate::error::{Code, UiError, failed};

/// Changes that may wait for others that are missing.
const MOST_HELD: usize = 10_000;

/// Changes that may lie aside because their authors may not change the plan.
const MOST_ASIDE: usize = 20_000;

impl Workspace {
    /// Takes in what a copy has beyond the plan, durably and as one step. Answers how many changes came in.
    ///
    /// # Errors
    /// If it is another plan, or cannot be written; the plan stays as it was.
    pub fn merge(&mut self, name: &str, copy: Vec<Change>, founder: Option<Author>) -> Result<usize, UiError> {
        let Comparison { document, merged, .. } = self.compare(name, copy, founder)?;
        if let Some(latest) = merged.taken.iter().map(|change| change.stamp).max() {
            self.clock.update_with_timestamp(&Timestamp::new(NTP64(latest.time), *self.clock.get_id())).map_err(
                |_| UiError {
                    code: Code::Refused,
                    message: format!("`{name}` cannot be merged: one of its changes is stamped beyond any clock"),
                },
            )?;
        }
        self.absorb(&merged, document)?;
        Ok(merged.taken.len())
    }

    /// Takes in changes of others as they are made, durably; those that are known already are passed over. Answers what
    /// was left out, in words.
    ///
    /// # Errors
    /// If they cannot be written, or too many wait for others; the plan stays as it was.
    pub fn take_in(&mut self, changes: Vec<Change>) -> Result<Vec<String>, UiError> {
        let mut left_out = Vec::new();
        let mut genuine = Vec::new();
        for change in changes.into_iter().filter(|change| !self.document.knows(change.id)) {
            if let Err(rejection) = change.verify() {
                left_out.push(rejection.to_string());
                continue;
            }
            let stamp = Timestamp::new(NTP64(change.stamp.time), *self.clock.get_id());
            match self.clock.update_with_timestamp(&stamp) {
                Ok(()) => genuine.push(change),
                Err(_) => left_out.push(format!("the change “{}” is stamped beyond any clock", change.label)),
            }
        }
        if genuine.is_empty() {
            return Ok(left_out);
        }
        let mut document = self.document.clone();
        let merged = document.merge_with(genuine, || self.file.changes()).map_err(failed)?;
        if document.aside().count() > MOST_ASIDE {
            return Err(UiError {
                code: Code::Refused,
                message: "too many changes of people who are not members lie aside: admit whoever belongs to the plan"
                    .to_owned(),
            });
        }
        if merged.held.len() > MOST_HELD {
            return Err(UiError {
                code: Code::Refused,
                message: "too many changes build on some that are missing: merge a whole copy of the plan".to_owned(),
            });
        }
        left_out.extend(merged.rejected.iter().map(|(_, rejection)| rejection.to_string()));
        self.absorb(&merged, document)?;
        Ok(left_out)
    }

    /// Writes what came of a merge, and only then lets memory follow.
    fn absorb(&mut self, merged: &Merged, document: Document) -> Result<(), UiError> {
        self.file.append_merged(merged, &document).map_err(failed)?;
        self.document = document;
        let me = author(&self.key);
        let own = merged.taken.iter().filter(|change| change.id.author == me);
        self.own.extend(own.map(|change| (change.id, change.intent)));
        self.version += 1;
        self.follow(merged)?;
        self.repair()
    }

    /// Lets what the rules are told follow: of a change that counts alone, and all anew where others came to count.
    pub(super) fn follow(&mut self, merged: &Merged) -> Result<(), UiError> {
        if !merged.moved.is_empty() {
            self.deeds = Deeds::read(&self.file).map_err(failed)?;
            return Ok(());
        }
        let counts = |change: &&Change| self.document.why_aside(change.id).is_none();
        merged.taken.iter().filter(counts).for_each(|change| self.deeds.follow(change));
        Ok(())
    }
}
