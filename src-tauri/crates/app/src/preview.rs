//! What an edit would do: the plan with it beside the plan as it is, judged at a glance.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use advice::Effect;
use forecast::{Assumptions, carried_clear, forecast_tried};
use plan::Op;

use crate::app::App;
use crate::error::{UiError, refused};
use crate::judge::{Judged, PREVIEW_TRIALS, flagged};
use crate::reply::Reply;
use crate::views::{self, Seen};
use crate::workspace::sound::Sound;

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
        let assumptions = Assumptions { today: self.today(), seed: self.seed(), trials: PREVIEW_TRIALS };
        let (begun, never) = (Instant::now(), AtomicBool::new(false));
        let tried = |of: &Sound| forecast_tried(&sound.plan, &of.plan, &assumptions, &never);
        let (then, now) = tried(sound).zip(tried(supposed)).ok_or_else(|| refused("the preview was given up"))?;
        // Once there is a full run, dates are those that are on the screen.
        let full = [&self.judge, &self.aside].into_iter().filter_map(|judge| judge.latest());
        let before = full.into_iter().find(|full| full.full && full.version == version);
        let before = before.unwrap_or_else(|| Arc::new(flagged(version, sound, then.0.clone(), begun)));
        let seen = carried_clear(&supposed.plan, &before.forecast, &then, now);
        let effect =
            advice::effect_tried(&before.sound.plan, &before.forecast, &supposed.plan, &seen, assumptions.trials);
        let after = flagged(version, supposed, seen.after, begun);
        Ok((effect, after))
    }
}
