//! The search for a better order at the door: begun, ended, and what it has come to.

use std::sync::Arc;

use advice::search::BetterOrder;
use forecast::Assumptions;

use crate::app::App;
use crate::error::{UiError, refused};
use crate::reorder::Limits;
use crate::reply::{Reply, Topic};
use crate::views;

/// Seconds that a search for a better order may take at most.
const LONGEST_SEARCH: u32 = 3_600;

impl App {
    /// What the search for a better order came to; waits for it.
    ///
    /// # Errors
    /// If none is under way, or it was given up.
    pub fn reordered(&self) -> Result<Arc<BetterOrder>, UiError> {
        self.searcher.wait().ok_or_else(|| refused("the search was given up: start it again"))
    }

    pub(crate) fn start_reorder(&self, seconds: u32, orders: u32) -> Result<Reply, UiError> {
        {
            let state = self.state();
            state.writable()?;
            let looked = self.looked(&state)?;
            let assumptions = Assumptions { today: self.today(), seed: self.seed(), trials: Assumptions::FULL };
            let limits = Limits { seconds: seconds.clamp(1, LONGEST_SEARCH), orders: orders.max(1) };
            self.searcher.start(looked.version, looked.sound, assumptions, limits);
        }
        self.changed(&[Topic::Reorder]);
        self.reorder()
    }

    pub(crate) fn reorder(&self) -> Result<Reply, UiError> {
        let state = self.state();
        let looked = self.looked(&state)?;
        let view = views::reorder(&looked.sound.plan, looked.version, &self.searcher.seen());
        Ok(Reply::Reorder(Box::new(view)))
    }
}
