//! What takes more than the forecast at hand to answer, and what is answered.

use plan::{Day, DebtId, ItemId, ScenarioId, TeamId};
use serde::{Deserialize, Serialize};

use crate::past::ask::Since;
use crate::views::{
    CompareView, DebtDaysView, DelayView, LeversView, OutcomeView, PaceView, RippleView, WaterfallView,
};

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
    /// What does a debt cost in delay: days of each promise, and cost of delay?
    Delay {
        /// Which.
        debt: DebtId,
    },
    /// When will so many be done, how many by a day, at the pace of a team's finished items?
    Pace {
        /// Whose.
        team: TeamId,
        /// How many are left.
        remaining: Option<u32>,
        /// The day by which they are wanted.
        by: Option<Day>,
        /// Instead of the team's own: a list of closing dates, as text.
        closed: Option<String>,
    },
    /// What do the ways out of the flags come to?
    Remedies,
    /// What if it slips?
    Ripple {
        /// Which.
        item: ItemId,
        /// By how many calendar days.
        days: u32,
    },
    /// What does a scenario come to, beside the plan?
    Scenario {
        /// Which.
        scenario: ScenarioId,
    },
    /// Why did it move?
    Why {
        /// Which item; the whole plan if none.
        item: Option<ItemId>,
        /// Since when.
        since: Since,
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
    /// What it costs in delay.
    Delay(Box<DelayView>),
    /// At its team's pace.
    Pace(PaceView),
    /// What they come to, as far as they have been measured.
    Remedies(Vec<OutcomeView>),
    /// What its slip forces on the others.
    Ripple(Box<RippleView>),
    /// What it comes to.
    Scenario(Box<CompareView>),
    /// Why it moved.
    Why(Box<WaterfallView>),
}

/// A question and how far its answer is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct AskedView {
    /// What was asked.
    pub question: Question,
    /// Steps done.
    pub done: u32,
    /// Steps in all; 0 while that is not known.
    pub of: u32,
    /// Whether nothing more will come.
    pub complete: bool,
    /// Whether it was ended before its time: what is known is what there was by then.
    pub stopped: bool,
    /// What is known; for what would bring a date forward, the best so far.
    pub answer: Option<Answer>,
    /// Why there is no answer; empty if there is one, or will be.
    pub problem: String,
}

/// How far an answer is.
pub(crate) struct Progress {
    pub done: u32,
    pub of: u32,
    /// What is known already.
    pub answer: Option<Answer>,
}
