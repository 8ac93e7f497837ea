//! What a scenario comes to: it and the plan are judged side by side under the same draws, at a glance first and then in full;
//! then each change of it is measured as if it were taken over alone. What the window shows of the plan already is not reckoned
//! anew, so that both say the same dates from the first look on.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use forecast::{Assumptions, carried, carried_clear, forecast, forecast_tried, what_if};
use plan::{Day, Plan, ScenarioId, Slot, Value};

use crate::asking::question::{Answer, Progress};
use crate::error::{UiError, refused};
use crate::judge::{Judged, flagged, judge};
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
    /// The plan as it stands, judged; nothing where that is not done yet.
    judged: Option<Arc<Judged>>,
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
    pub(crate) fn of(workspace: &Workspace, id: ScenarioId, latest: Option<Arc<Judged>>) -> Result<Compared, UiError> {
        let scenario = workspace.scenario(id)?;
        let raw = workspace.document().plan();
        let alone = workspace.told(scenario).into_iter().filter_map(|told| {
            let edits = workspace.taking(scenario, &workspace.with_what_it_makes(scenario, &told)).ok()?;
            Some((told.change.into(), edits))
        });
        Ok(Compared {
            name: scenario.title.clone(),
            plan: workspace.sound(),
            judged: latest.filter(|judged| judged.version == workspace.version()),
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
        let (full, first) = (on(Assumptions::FULL), on(Assumptions::PREVIEW));
        let known = self.judged.as_ref().filter(|judged| judged.forecast.assumptions == full);
        let glance = match known {
            Some(known) => self.glance(known, &first, stop),
            None => self.sides(None, &first, stop),
        };
        let glance = answer(&glance.ok_or_else(given_up)?, &[]);
        said(1, &glance);
        let Some(mut sides) = self.sides(known, &full, stop) else { return Ok(glance) };
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

    /// What a few trials say that the scenario moves, carried over to what is known of the plan.
    fn glance(&self, known: &Arc<Judged>, few: &Assumptions, stop: &AtomicBool) -> Option<Sides> {
        let begun = Instant::now();
        let then = forecast(&self.plan.plan, few, stop)?;
        let now = forecast(&self.scenario.plan, few, stop)?;
        let carried = carried(&self.scenario.plan, &known.forecast, &then, now);
        Some(Sides { plan: Arc::clone(known), scenario: flagged(0, &self.scenario, carried, begun), delay: None })
    }

    /// Each side is forecast as its own views show it; the plan is not where that is known.
    fn sides(&self, known: Option<&Arc<Judged>>, assumptions: &Assumptions, stop: &AtomicBool) -> Option<Sides> {
        let plan = match known {
            Some(known) => Arc::clone(known),
            None => Arc::new(judge(0, &self.plan, &self.plan, assumptions, stop)?),
        };
        let scenario = judge(0, &self.scenario, &self.scenario, assumptions, stop)?;
        Some(Sides { plan, scenario, delay: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_look_says_the_dates_of_the_plan_that_the_window_shows() {
        let sound = |effort: &str| {
            let plan =
                plan::fixture::plan(&format!("team core\nperson ann team core\nitem a team core effort {effort}"));
            Arc::new(repaired(&plan.unwrap(), Arc::default()))
        };
        let (plan, scenario) = (sound("20/40/90"), sound("10/20/45"));
        let today = Day::new(2026, 11, 23).unwrap();
        let full = Assumptions { today, seed: 1, trials: Assumptions::FULL };
        let never = AtomicBool::new(false);
        let judged = Arc::new(judge(0, &plan, &plan, &full, &never).unwrap());
        let raw = plan.plan.clone();
        let (name, alone) = ("Half".to_owned(), Vec::new());
        let compared = Compared { name, plan, judged: Some(judged), scenario, raw, alone };
        let mut looks = Vec::new();
        let mut look = |progress: Progress| {
            if let Some(Answer::Scenario(view)) = progress.answer {
                looks.push(view);
            }
        };
        compared.answer(today, 1, &never, &mut look).unwrap();
        let [first, whole] = &looks[..] else { panic!("{} looks", looks.len()) };
        assert!(first.basis.starts_with("the first 512 trials"), "{}", first.basis);
        assert_eq!(first.rows[0].plan, whole.rows[0].plan);
    }
}
