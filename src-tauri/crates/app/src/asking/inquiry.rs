//! Questions that take more than the forecast at hand: what would bring a date forward, what a slip forces on the others,
//! why a date moved, what the ways out of the flags come to. Whoever asks chooses the thread.
//!
//! Somebody may be waiting. Then levers are measured, the most promising first, until the time is up, and why a date moved is
//! told from few trials before it is told from all. The clock decides how many levers there are and never what is said of
//! one; where nobody waits, as on the command line, it decides nothing.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use advice::{Budget, Draws, Outcomes, Version};
use exchange::closings;
use forecast::Assumptions;
use forecast::throughput::{self, History, Pace};
use forecast::words;
use plan::{Day, DebtId, ItemId, Plan, TeamId};

use crate::asking::question::{Answer, Progress, Question};
use crate::error::{UiError, refused};
use crate::judge::{Judge, Judged, PREVIEW_TRIALS};
use crate::scenario::compare::Compared;
use crate::views::{self, PaceView};
use crate::workspace::sound::Sound;

/// The longest slip that is asked about, in days.
const LONGEST_SLIP: u32 = 1_000;
/// How long somebody waits for levers; one there is in any case, if any move wins a day.
pub(crate) const PATIENCE: Duration = Duration::from_secs(3);
/// Trials for a first answer to why a date moved.
const FIRST: u32 = 1_000;
/// How long ways out are measured after an edit: nobody waits for them, but the machine is not ours.
const IDLE: Duration = Duration::from_secs(10);

/// A question with all that is needed to answer it.
pub(crate) struct Inquiry {
    pub question: Question,
    /// The plan now.
    pub sound: Arc<Sound>,
    /// Who judges it.
    pub judge: Arc<Judge>,
    /// Which version of it that is.
    pub version: u32,
    /// The plan then, and that day; for `Why` alone.
    pub earlier: Option<(Plan, Day)>,
    /// The scenario beside the plan; for `Scenario` alone.
    pub compared: Option<Compared>,
    pub today: Day,
    pub seed: u32,
    /// How long whoever asks waits; none if for as long as it takes.
    pub patience: Option<Duration>,
}

impl Inquiry {
    /// The answer; what there is of it by then, if `stop` is raised.
    pub fn answer(&self, stop: &AtomicBool, progress: &mut dyn FnMut(Progress)) -> Result<Answer, UiError> {
        match &self.question {
            Question::Levers { item } => self.levers(*item, stop, progress),
            Question::Debts { item } => self.debts(*item, stop),
            Question::Delay { debt } => self.delay(*debt, stop, progress),
            Question::Pace { team, remaining, by, closed } => self.pace(*team, *remaining, *by, closed.as_deref()),
            Question::Remedies => self.remedies(stop, progress),
            Question::Ripple { item, days } => self.ripple(*item, *days, stop),
            Question::Scenario { .. } => {
                let compared = self.compared.as_ref().ok_or_else(given_up)?;
                compared.answer(self.today, self.seed, stop, progress)
            }
            Question::Why { item, .. } => self.why(*item, stop, progress),
        }
    }

    /// Waits for the full run: its dates are those on the screen.
    fn levers(&self, item: ItemId, stop: &AtomicBool, progress: &mut dyn FnMut(Progress)) -> Result<Answer, UiError> {
        let judged = self.judge.wait(self.version).ok_or_else(given_up)?;
        let plan = &judged.sound.plan;
        let view = |found: &advice::Levers| Answer::Levers(views::levers(plan, self.today, found));
        let begun = Instant::now();
        let found = advice::levers(plan, &judged.forecast, item, Budget::new(self.seed), stop, &mut |found| {
            progress(Progress { done: found.done, of: found.of, answer: Some(view(found)) });
            let over = self.patience.is_some_and(|patience| begun.elapsed() >= patience);
            if over && !found.levers.is_empty() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        Ok(view(&found))
    }

    fn debts(&self, item: ItemId, stop: &AtomicBool) -> Result<Answer, UiError> {
        let draws = Draws { seed: self.seed, trials: Assumptions::FULL };
        let found = advice::debt_days(&self.sound.plan, item, self.today, draws, stop).ok_or_else(given_up)?;
        Ok(Answer::Debts(views::debt_days(&self.sound.plan, &found)))
    }

    fn delay(&self, debt: DebtId, stop: &AtomicBool, progress: &mut dyn FnMut(Progress)) -> Result<Answer, UiError> {
        let plan = &self.sound.plan;
        if plan.debts.get(&debt).is_none_or(|debt| debt.outstanding() == 0.0) {
            return Err(refused("the debt is paid or no longer in the plan, so it costs no delay: ask about another"));
        }
        let draws = Draws { seed: self.seed, trials: Assumptions::FULL };
        let found = advice::debt_delay(plan, debt, self.today, draws, stop, &mut |done, of| {
            progress(Progress { done, of, answer: None });
        });
        Ok(Answer::Delay(Box::new(views::delay(plan, found.ok_or_else(given_up)?))))
    }

    fn pace(
        &self,
        team: TeamId,
        remaining: Option<u32>,
        by: Option<Day>,
        closed: Option<&str>,
    ) -> Result<Answer, UiError> {
        if remaining.is_none_or(|remaining| remaining == 0) && by.is_none() {
            return Err(refused("say how many are left, or by which day"));
        }
        if by.is_some_and(|by| by < self.today) {
            return Err(refused("that day is over: choose a later one"));
        }
        let (history, notes) = match closed {
            Some(text) => listed(text)?,
            None => {
                let own = throughput::team_history(&self.sound.plan, team);
                (
                    own.ok_or_else(|| refused("the team has finished nothing yet: choose a list of closing dates"))?,
                    Vec::new(),
                )
            }
        };
        let pace = Pace::new(&history, self.today).map_err(|error| refused(&error.to_string()))?;
        let dates =
            remaining.filter(|remaining| *remaining > 0).map(|remaining| (remaining, pace.when(remaining, self.seed)));
        let mut answers = Vec::new();
        if let Some((remaining, dates)) = &dates {
            answers.push(format!("{remaining} more: {}", views::pace_dates(dates, self.today)));
        }
        if let Some(by) = by {
            let day = words::day(by, self.today);
            answers.push(format!("by {day}: {}", views::pace_counts(&pace.how_many(by, self.seed))));
            if let Some((remaining, _)) = &dates {
                let chance = words::percent(pace.chance(*remaining, by, self.seed));
                answers.push(format!("all {remaining} by {day}: {chance}"));
            }
        }
        let asked = dates.as_ref().map_or(by, |(_, dates)| dates.p50);
        let record = history.before(self.today).map(|known| throughput::backtest(&known, self.seed));
        let record = record.and_then(|record| views::pace_record(&record, self.today, asked)).unwrap_or_default();
        Ok(Answer::Pace(PaceView { answers, basis: views::pace_basis(&pace.basis()), record, notes }))
    }

    /// Waits for the full run, measures as long as the plan stays as it is, and where somebody is at the machine only for a while.
    fn remedies(&self, stop: &AtomicBool, progress: &mut dyn FnMut(Progress)) -> Result<Answer, UiError> {
        let judged = self.judge.wait(self.version).ok_or_else(given_up)?;
        let moved_on = self.judge.moving_on(self.version).ok_or_else(given_up)?;
        let Judged { sound, forecast, flags, .. } = &*judged;
        let answer = |known: &Outcomes| Answer::Remedies(known.found.iter().map(views::outcome).collect());
        let begun = Instant::now();
        let found = advice::outcomes(&sound.plan, forecast, flags, PREVIEW_TRIALS, &moved_on, &mut |found| {
            progress(Progress { done: found.done, of: found.of, answer: Some(answer(found)) });
            let over = self.patience.is_some() && begun.elapsed() >= IDLE;
            if over || stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        Ok(answer(&found))
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
        let told = |trials: u32, progress: &mut dyn FnMut(u32, u32)| {
            let draws = Draws { seed: self.seed, trials };
            let course = advice::course(old, new, draws, stop, &mut |done, of| progress(done as u32, of as u32));
            let waterfall = course.ok_or_else(given_up)?.waterfall(item).ok_or_else(|| {
                refused("the item is not in both versions, so its date has no move: ask about the whole plan, or about another day")
            })?;
            Ok(views::waterfall(&self.sound.plan, item, *then, self.today, waterfall))
        };
        let mut first = None;
        if self.patience.is_some() {
            let mut view = told(FIRST, &mut |_, of| progress(Progress { done: 0, of, answer: None }))?;
            view.sentence += " (from the first 1,000 trials; the others are under way)";
            first = Some(Answer::Why(Box::new(view)));
        }
        let whole = told(Assumptions::FULL, &mut |done, of| progress(Progress { done, of, answer: first.take() }))?;
        Ok(Answer::Why(Box::new(whole)))
    }
}

/// The closings of a list, and what of it was not understood.
fn listed(text: &str) -> Result<(History, Vec<String>), UiError> {
    let found = closings(text.as_bytes()).map_err(|error| refused(&format!("cannot read the list: {error}")))?;
    let history = History::new(&found.dates)
        .ok_or_else(|| refused("none of the list's dates lies between 1970 and 2200: see how they are written"))?;
    let mut notes = Vec::new();
    if found.unread > 0 {
        let cells = if found.unread == 1 {
            "1 cell is no date and was"
        } else {
            &format!("{} cells are no dates and were", found.unread)
        };
        notes.push(format!("{cells} left out"));
    }
    if let Some(cell) = found.doubtful {
        notes.push(format!("dates such as `{cell}` are read as month first: nothing in the list tells"));
    }
    Ok((history, notes))
}

fn given_up() -> UiError {
    refused("the answer was given up: ask again")
}
