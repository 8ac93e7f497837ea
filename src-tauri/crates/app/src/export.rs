//! What leaves the plan: all of it as JSON, or a review pack, which tells of the scenarios beside it as well.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use exchange::{Pack, PackedEffect, PackedScenario};
use forecast::{Assumptions, Forecast, carried_clear, forecast_tried};
use plan::{Plan, ScenarioId};

use crate::app::App;
use crate::error::{Code, UiError, failed, in_words};
use crate::judge::PREVIEW_TRIALS;
use crate::reply::Reply;
use crate::request::Format;
use crate::state::Look;
use crate::views;
use crate::workspace::sound::{Sound, repaired};

/// Scenarios that are measured; the first made first. A pack is waited for.
const MEASURED: usize = 6;

impl App {
    pub(crate) fn export(&self, format: Format, path: Option<String>) -> Result<Reply, UiError> {
        let text = match format {
            Format::Json => {
                let state = self.state();
                let looked = self.looked(&state)?;
                let signed = views::signers(looked.workspace, looked.document, state.at_the_keyboard().as_ref())
                    .map_err(failed)?;
                exchange::signed_json(&looked.sound.plan, signed)
            }
            Format::Markdown => self.packed(exchange::markdown)?,
            Format::Html => self.packed(exchange::html)?,
        };
        let Some(path) = path else { return Ok(Reply::Text(text)) };
        fs::write(&path, text).map_err(|error| UiError {
            code: Code::Failed,
            message: format!("cannot write `{path}`: {}; choose another place", in_words(&error)),
        })?;
        Ok(Reply::Text(path))
    }

    fn packed(&self, write: fn(&Pack<'_>) -> String) -> Result<String, UiError> {
        let judged = self.judged()?;
        let mut plan = judged.sound.plan.clone();
        let signed = {
            let state = self.state();
            let looked = self.looked(&state)?;
            views::signers(looked.workspace, looked.document, state.at_the_keyboard().as_ref()).map_err(failed)?
        };
        // Whoever reads it must not take a scenario for the plan.
        if let Some(within) = self.state().within() {
            plan.settings.title = format!("{}, scenario “{}”", plan.settings.title, within.title);
        }
        let scenarios = self.packed_scenarios(&judged.forecast)?;
        Ok(write(&Pack {
            plan: &plan,
            scenarios: &scenarios,
            forecast: &judged.forecast,
            flags: &judged.flags,
            findings: &judged.sound.findings,
            signed: &signed,
            exported_on: judged.forecast.assumptions.today,
        }))
    }

    /// The scenarios of the plan, whose full forecast this is, and what they come to; none while a moment of the past or a
    /// scenario is looked at, because then the pack is of that.
    fn packed_scenarios(&self, full: &Forecast) -> Result<Vec<PackedScenario>, UiError> {
        let (plan, rows, over) = {
            let state = self.state();
            if !matches!(state.look, Look::Now) {
                return Ok(Vec::new());
            }
            let workspace = state.open()?;
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
