//! Asking at the door: what the plan was at an earlier moment, and questions begun or answered at once.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use plan::{Change, Day, Plan};
use store::PlanFile;

use crate::app::App;
use crate::asking::inquiry::{Inquiry, PATIENCE};
use crate::asking::question::{Answer, Question};
use crate::error::{UiError, failed, refused};
use crate::look::Looked;
use crate::outside::local_day;
use crate::past::ask::{Moment, Since};
use crate::reply::Reply;
use crate::scenario::compare::Compared;
use crate::workspace::moment::{folded, moment_of, sorted};

impl App {
    /// Answers a question about the open plan on this thread.
    ///
    /// # Errors
    /// If no plan is open, or there is no answer.
    pub fn answer(&self, question: Question) -> Result<Answer, UiError> {
        let (_, inquiry) = self.inquiry(question, None)?;
        inquiry.answer(&AtomicBool::new(false), &mut |_| ())
    }

    /// What is known of a question, which is worked on from now on.
    pub(crate) fn ask(&self, question: Question) -> Result<Reply, UiError> {
        let (version, today) = {
            let state = self.state();
            let looked = self.looked(&state)?;
            (looked.version, looked.today)
        };
        if let Some(known) = self.asking.known(&question, version, today) {
            return Ok(Reply::Ask(Box::new(known)));
        }
        let (version, inquiry) = self.inquiry(question, Some(PATIENCE))?;
        Ok(Reply::Ask(Box::new(self.asking.begin(version, inquiry))))
    }

    fn inquiry(&self, question: Question, patience: Option<Duration>) -> Result<(u32, Inquiry), UiError> {
        let state = self.state();
        let looked = self.looked(&state)?;
        let today = looked.today;
        let (earlier, compared) = match &question {
            Question::Why { since, .. } => (Some(earlier(&looked, since)?), None),
            Question::Scenario { scenario } => {
                state.writable()?;
                (None, Some(Compared::of(looked.workspace, *scenario, self.judge.latest())?))
            }
            Question::Levers { .. }
            | Question::Debts { .. }
            | Question::Delay { .. }
            | Question::Pace { .. }
            | Question::Remedies
            | Question::Ripple { .. } => (None, None),
        };
        let (sound, judge, version) = (looked.sound, Arc::clone(looked.judge), looked.version);
        let inquiry =
            Inquiry { question, sound, judge, version, earlier, compared, today, seed: self.seed(), patience };
        Ok((version, inquiry))
    }
}

/// The plan as it was, and the day it is looked at on. Never after today: a clock may have been set back.
fn earlier(looked: &Looked<'_>, since: &Since) -> Result<(Plan, Day), UiError> {
    let today = looked.today;
    let sorted = || -> Result<Vec<Change>, UiError> {
        let mut changes = sorted(looked.workspace)?;
        changes.retain(|change| looked.document.knows(change.id) && looked.document.why_aside(change.id).is_none());
        Ok(changes)
    };
    let (changes, then) = match since {
        Since::File { path, then } => return other(Path::new(path), then.unwrap_or(today).min(today)),
        Since::Baseline { id } => {
            let at = moment_of(looked.workspace, &Moment::Baseline { id: *id }, today)?;
            return Ok((plan::sound(at.document.plan()).0, at.day));
        }
        Since::Day { day } => {
            let mut changes = sorted()?;
            let first = changes.first().map(made_on);
            changes.retain(|change| made_on(change) < *day);
            if changes.is_empty() {
                return Err(refused(&match first {
                    Some(first) => format!("the plan was begun on {first}: choose a day after it"),
                    None => "the plan has no history yet".to_owned(),
                }));
            }
            (changes, *day)
        }
        Since::Back { changes: back } => {
            let mut changes = sorted()?;
            let kept = changes.len().saturating_sub(*back as usize);
            if kept == 0 || *back == 0 {
                return Err(refused(&match changes.len().saturating_sub(1) {
                    0 => "the plan has no earlier version yet".to_owned(),
                    1 => "the plan has 1 change to go back".to_owned(),
                    most => format!("the plan has {most} changes to go back: choose a number from 1 to {most}"),
                }));
            }
            let undone = changes.split_off(kept);
            let then = undone.first().map_or(today, made_on);
            (changes, then)
        }
    };
    let document = folded(looked.workspace, changes)?;
    Ok((plan::sound(document.plan()).0, then.min(today)))
}

fn made_on(change: &Change) -> Day {
    local_day(change.stamp)
}

/// The plan in another file, which is open no longer than it takes to read it.
fn other(path: &Path, then: Day) -> Result<(Plan, Day), UiError> {
    let (file, document) = PlanFile::open(path).map_err(failed)?;
    file.close().map_err(failed)?;
    Ok((plan::sound(document.plan()).0, then))
}
