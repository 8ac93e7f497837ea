//! The luck that all plans of one question share.

use forecast::Assumptions;
use plan::Day;

/// From which seed, and how many trials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draws {
    /// Keys every draw.
    pub seed: u32,
    /// How many trials.
    pub trials: u32,
}

impl Draws {
    /// The same luck on this day.
    pub(crate) fn on(self, today: Day) -> Assumptions {
        Assumptions { today, seed: self.seed, trials: self.trials }
    }
}
