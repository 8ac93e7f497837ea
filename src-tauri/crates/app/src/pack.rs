//! What a review pack says beyond the plan itself: the scenarios beside it, measured in few trials and carried over to its
//! own dates.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use exchange::{PackedEffect, PackedScenario};
use forecast::{Assumptions, Forecast, carried_clear, forecast_tried};
use plan::{Plan, ScenarioId};

use crate::door::{App, PREVIEW_TRIALS, open};
use crate::request::UiError;
use crate::views;
use crate::workspace::{Sound, failed, repaired};

/// Scenarios that are measured; the first made first. A pack is waited for.
const MEASURED: usize = 6;

impl App {
    /// The scenarios of the plan, whose full forecast this is, and what they come to; none while a moment of the past or a scenario is looked at, because
    /// then the pack is of that.
    pub(crate) fn packed_scenarios(&self, full: &Forecast) -> Result<Vec<PackedScenario>, UiError> {
        let (plan, rows, over) = {
            let state = self.state();
            if state.past.is_some() || state.within.is_some() {
                return Ok(Vec::new());
            }
            let workspace = open(&state.workspace)?;
            let document = workspace.document();
            let rows = views::scenarios(workspace, document, None, self.today()).map_err(failed)?.scenarios;
            let known = &workspace.sound().known;
            let over = |id: ScenarioId| {
                let scenario = document.plan().scenarios.get(&id)?;
                Some(Arc::new(repaired(&scenario.over(document.plan()), Arc::clone(known))))
            };
            let over: Vec<Option<Arc<Sound>>> = rows.iter().take(MEASURED).map(|row| over(row.id)).collect();
            (workspace.sound(), rows, over)
        };
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let trials = PREVIEW_TRIALS;
        let (assumptions, never) =
            (Assumptions { today: self.today(), seed: self.seed(), trials }, AtomicBool::new(false));
        let side = |plan: &Plan| forecast_tried(plan, plan, &assumptions, &never);
        let then = side(&plan.plan);
        let effect = |scenario: &Arc<Sound>| {
            let (then, now) = (then.as_ref()?, side(&scenario.plan)?);
            let seen = carried_clear(&scenario.plan, full, then, now);
            let effect = advice::effect_tried(&plan.plan, full, &scenario.plan, &seen, trials);
            Some(PackedEffect { p85: [effect.plan_p85.before, effect.plan_p85.after], cost: effect.cost, trials })
        };
        let mut effects = over.iter().map(|scenario| effect(scenario.as_ref()?));
        let packed = rows.into_iter().map(|row| PackedScenario {
            name: row.name,
            made: row.made,
            by: row.by,
            changes: row.changes,
            conflicts: row.conflicts,
            effect: effects.next().flatten(),
        });
        Ok(packed.collect())
    }
}
