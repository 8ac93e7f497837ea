//! Questions that take more than the forecast at hand: what would bring a date forward, what a slip forces on the others,
//! why a date moved. Answered from plans alone, so that whoever asks chooses the thread.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use advice::{Budget, Draws, Version};
use forecast::Assumptions;
use plan::{BaselineId, Day, ItemId, Plan};
use serde::{Deserialize, Serialize};

use crate::door::refused;
use crate::request::UiError;
use crate::views::{self, DebtDaysView, LeversView, RippleView, WaterfallView};
use crate::workspace::Sound;

/// The longest slip that is asked about, in days.
const LONGEST_SLIP: u32 = 1_000;

/// Something that takes a while to answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Question {
    /// What would bring an item forward?
    Levers {
        /// Which.
        item: ItemId,
    },
    /// What does each debt cost its date?
    Debts {
        /// Which.
        item: ItemId,
    },
    /// What if it slips?
    Ripple {
        /// Which.
        item: ItemId,
        /// By how many calendar days.
        days: u32,
    },
    /// Why did it move?
    Why {
        /// Which item; the whole plan if none.
        item: Option<ItemId>,
        /// Since when.
        since: Since,
    },
}

/// An earlier version of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Since {
    /// As it stood when this day began.
    Day {
        /// The day.
        day: Day,
    },
    /// As a baseline froze it.
    Baseline {
        /// Which.
        id: BaselineId,
    },
    /// As it stood before its latest changes.
    Back {
        /// How many.
        changes: u32,
    },
    /// Another plan file; not for guests.
    File {
        /// Where it is.
        path: String,
        /// The day on which it is looked at; today unless given.
        then: Option<Day>,
    },
}

/// What there is to say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
pub enum Answer {
    /// What would bring it forward.
    Levers(LeversView),
    /// What each debt costs it, the costliest first.
    Debts(Vec<DebtDaysView>),
    /// What its slip forces on the others.
    Ripple(Box<RippleView>),
    /// Why it moved.
    Why(Box<WaterfallView>),
}

/// A question with all that is needed to answer it.
pub(crate) struct Inquiry {
    pub question: Question,
    /// The plan now.
    pub sound: Arc<Sound>,
    /// The plan then, and that day; for `Why` alone.
    pub earlier: Option<(Plan, Day)>,
    pub today: Day,
    pub seed: u32,
}

/// How far an answer is.
pub(crate) struct Progress {
    pub done: u32,
    pub of: u32,
    /// What is known already.
    pub answer: Option<Answer>,
}

impl Inquiry {
    /// The answer; what there is of it by then, if `stop` is raised.
    pub fn answer(&self, stop: &AtomicBool, progress: &mut dyn FnMut(Progress)) -> Result<Answer, UiError> {
        match &self.question {
            Question::Levers { item } => self.levers(*item, stop, progress),
            Question::Debts { item } => self.debts(*item, stop),
            Question::Ripple { item, days } => self.ripple(*item, *days, stop),
            Question::Why { item, .. } => self.why(*item, stop, progress),
        }
    }

    fn levers(&self, item: ItemId, stop: &AtomicBool, progress: &mut dyn FnMut(Progress)) -> Result<Answer, UiError> {
        let plan = &self.sound.plan;
        let view = |found: &advice::Levers| Answer::Levers(views::levers(plan, self.today, found));
        let found = advice::levers(plan, item, self.today, Budget::new(self.seed), stop, &mut |found| {
            progress(Progress { done: found.done, of: found.of, answer: Some(view(found)) });
        });
        Ok(view(&found))
    }

    fn debts(&self, item: ItemId, stop: &AtomicBool) -> Result<Answer, UiError> {
        let draws = Draws { seed: self.seed, trials: Assumptions::FULL };
        let found = advice::debt_days(&self.sound.plan, item, self.today, draws, stop).ok_or_else(given_up)?;
        Ok(Answer::Debts(views::debt_days(&self.sound.plan, &found)))
    }

    fn ripple(&self, item: ItemId, days: u32, stop: &AtomicBool) -> Result<Answer, UiError> {
        if !(1..=LONGEST_SLIP).contains(&days) {
            return Err(refused(&format!("a slip takes 1 to {LONGEST_SLIP} days: choose another number of days")));
        }
        let draws = Draws { seed: self.seed, trials: Assumptions::FULL };
        let ripple = advice::ripple(&self.sound.plan, item, days, self.today, draws, stop).ok_or_else(given_up)?;
        let ripple = ripple.map_err(|refusal| refused(&refusal.to_string()))?;
        Ok(Answer::Ripple(Box::new(views::ripple(&self.sound.plan, self.today, ripple))))
    }

    fn why(
        &self,
        item: Option<ItemId>,
        stop: &AtomicBool,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Answer, UiError> {
        let (earlier, then) = self.earlier.as_ref().ok_or_else(given_up)?;
        let old = Version { plan: earlier, today: *then };
        let new = Version { plan: &self.sound.plan, today: self.today };
        let draws = Draws { seed: self.seed, trials: Assumptions::FULL };
        let course = advice::course(old, new, draws, stop, &mut |done, of| {
            progress(Progress { done: done as u32, of: of as u32, answer: None });
        });
        let course = course.ok_or_else(given_up)?;
        let waterfall = course.waterfall(item).ok_or_else(|| {
            refused("the item is not in both versions, so its date has no move: ask about the whole plan, or about another day")
        })?;
        Ok(Answer::Why(Box::new(views::waterfall(&self.sound.plan, item, *then, self.today, waterfall))))
    }
}

fn given_up() -> UiError {
    refused("the answer was given up: ask again")
}
