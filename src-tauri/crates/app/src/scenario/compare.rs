//! What a scenario comes to: it and the plan are judged side by side under the same draws, at a glance first and then in full;
//! then each change of it is measured as if it were taken over alone.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use forecast::{Assumptions, carried_clear, forecast_tried, what_if};
use plan::{Day, Plan, ScenarioId, Slot, Value};

use crate::asking::question::{Answer, Progress};
use crate::error::{UiError, refused};
use crate::judge::judge;
use crate::past::ask::ChangeRef;
use crate::views::{self, EffectView, Sides};
use crate::workspace::Workspace;
use crate::workspace::sound::{Sound, repaired};

/// Changes that are measured alone at most; the first made first.
const MEASURED: usize = 40;
/// Trials for what a change does alone.
const ALONE: u32 = 2_000;

/// A scenario and the plan beneath it, ready to be compared.
pub(crate) struct Compared {
    pub name: String,
    plan: Arc<Sound>,
    scenario: Arc<Sound>,
    raw: Plan,
    /// Of each change of the scenario that can be taken over by itself, the edits that do it.
    alone: Vec<(ChangeRef, Vec<(Slot, Value)>)>,
}

impl Compared {
    /// What it takes to compare a scenario with the plan beneath it.
    ///
    /// # Errors
    /// If there is no such scenario.
    pub(crate) fn of(workspace: &Workspace, id: ScenarioId) -> Result<Compared, UiError> {
        let scenario = workspace.scenario(id)?;
        let raw = workspace.document().plan();
        let alone = workspace.told(scenario).into_iter().filter_map(|told| {
            let edits = workspace.taking(scenario, &workspace.with_what_it_makes(scenario, &told)).ok()?;
            Some((told.change.into(), edits))
        });
        Ok(Compared {
            name: scenario.title.clone(),
            plan: workspace.sound(),
            scenario: Arc::new(repaired(&scenario.over(raw), Arc::clone(&workspace.sound().known))),
            raw: raw.clone(),
            alone: alone.take(MEASURED).collect(),
        })
    }

    /// The comparison; what there is of it by then, if `stop` is raised.
    pub(crate) fn answer(
        &self,
        today: Day,
        seed: u32,
        stop: &AtomicBool,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Answer, UiError> {
        let of = 2 + self.alone.len() as u32;
        let mut said = |done: u32, answer: &Answer| progress(Progress { done, of, answer: Some(answer.clone()) });
        let on = |trials| Assumptions { today, seed, trials };
        let given_up = || refused("the comparison was given up: ask again");
        let answer = |sides: &Sides, effects: &[EffectView]| {
            Answer::Scenario(Box::new(views::compare(&self.name, sides, effects.to_vec())))
        };
        let glance = answer(&self.sides(&on(Assumptions::PREVIEW), stop).ok_or_else(given_up)?, &[]);
        said(1, &glance);
        let full = on(Assumptions::FULL);
        let Some(mut sides) = self.sides(&full, stop) else { return Ok(glance) };
        let delay = |sound: &Sound| Some(what_if(&sound.plan, &sound.plan, &full, stop)?.delay);
        sides.delay = delay(&self.plan).zip(delay(&self.scenario)).map(|(plan, scenario)| [plan, scenario]);
        let mut effects = Vec::new();
        let mut whole = answer(&sides, &effects);
        said(2, &whole);
        if self.alone.is_empty() {
            return Ok(whole);
        }
        let few = on(ALONE);
        let plan = &self.plan.plan;
        let Some(then) = forecast_tried(plan, plan, &few, stop) else { return Ok(whole) };
        for (done, (change, edits)) in (3..).zip(&self.alone) {
            let mut after = self.raw.clone();
            edits.iter().for_each(|(slot, value)| after.set(slot, value));
            let after = repaired(&after, Arc::clone(&self.plan.known)).plan;
            let Some(now) = forecast_tried(&after, &after, &few, stop) else { return Ok(whole) };
            let seen = carried_clear(&after, &sides.plan.forecast, &then, now);
            let effect = advice::effect_tried(plan, &sides.plan.forecast, &after, &seen, ALONE);
            effects.push(views::alone(change.clone(), &sides.plan.forecast, &after, effect));
            whole = answer(&sides, &effects);
            said(done, &whole);
        }
        Ok(whole)
    }

    /// Each side is forecast as its own views show it.
    fn sides(&self, assumptions: &Assumptions, stop: &AtomicBool) -> Option<Sides> {
        let plan = judge(0, &self.plan, &self.plan, assumptions, stop)?;
        let scenario = judge(0, &self.scenario, &self.scenario, assumptions, stop)?;
        Some(Sides { plan, scenario, delay: None })
    }
}
