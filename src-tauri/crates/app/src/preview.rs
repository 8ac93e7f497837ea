//! What an edit would do: the plan with it beside the plan as it is, judged at a glance.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use advice::Effect;
use forecast::Assumptions;
use plan::Op;

use crate::app::App;
use crate::error::{UiError, refused};
use crate::judge::{Judged, carried, judge};
use crate::reply::Reply;
use crate::views::{self, Seen};
use crate::workspace::Sound;

/// Trials for what an op would do: enough for a P85 that holds still, few enough for an answer at once.
pub(crate) const PREVIEW_TRIALS: u32 = 2_000;

impl App {
    pub(crate) fn preview(&self, op: &Op) -> Result<Reply, UiError> {
        let (sound, supposed, version) = {
            let state = self.state();
            state.writable()?;
            let looked = self.looked(&state)?;
            let supposed = looked.workspace.supposing(state.scenario(), op)?;
            (looked.sound, Arc::new(supposed), looked.version)
        };
        let (effect, after) = self.effect(version, &sound, &supposed)?;
        let seen = Seen { sound: &after.sound, version, judged: Some(&after), today: self.today() };
        Ok(Reply::Preview(views::PreviewView { effect, roadmap: views::roadmap(&seen) }))
    }

    /// What lies between the plan and a changed one, at a glance; and the changed one judged.
    pub(crate) fn effect(
        &self,
        version: u32,
        sound: &Arc<Sound>,
        supposed: &Arc<Sound>,
    ) -> Result<(Effect, Judged), UiError> {
        let assumptions = Assumptions { today: self.today(), seed: self.options.seed, trials: PREVIEW_TRIALS };
        let never = AtomicBool::new(false);
        let judged = |plan| judge(version, sound, plan, &assumptions, &never);
        let both = judged(sound).zip(judged(supposed));
        let (then, now) = both.ok_or_else(|| refused("the preview was given up"))?;
        // Once there is a full run, dates are those that are on the screen.
        let full = [&self.judge, &self.aside].into_iter().filter_map(|judge| judge.latest());
        let (before, after) = match full.into_iter().find(|full| full.full && full.version == version) {
            Some(full) => {
                let after = carried(&full, &then, now);
                (full, after)
            }
            None => (Arc::new(then), now),
        };
        let effect = advice::effect(&before.sound.plan, &before.forecast, &after.sound.plan, &after.forecast);
        Ok((effect, after))
    }
}
