//! Judges the plan off the caller's thread: a first look at once, the full run right after, given up as soon as the plan
//! has moved on. The first looks at an edit take few trials, because they are carried over to the last full run: one within a
//! frame of the screen, and a finer one.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::Instant;

use advice::Flag;
use forecast::{Assumptions, Forecast, Simulation};
use plan::Day;

use crate::workspace::sound::Sound;

/// Trials for what an op would do: enough for a P85 that holds still, few enough for an answer at once.
pub(crate) const PREVIEW_TRIALS: u32 = 2_000;

/// A plan with its forecast and its flags.
#[derive(Debug)]
pub struct Judged {
    /// Which version of the plan.
    pub version: u32,
    /// The plan.
    pub sound: Arc<Sound>,
    /// Its forecast.
    pub forecast: Forecast,
    /// Its flags, ranked.
    pub flags: Vec<Flag>,
    /// How long the forecast took, in milliseconds.
    pub millis: u32,
    /// Whether the full run is done.
    pub full: bool,
}

/// A plan to judge.
#[derive(Clone)]
struct Task {
    version: u32,
    sound: Arc<Sound>,
    today: Day,
    seed: u32,
    stop: Arc<AtomicBool>,
}

#[derive(Default)]
struct State {
    /// What was last asked for: version and today.
    wanted: Option<(u32, Day)>,
    next: Option<Task>,
    stop: Arc<AtomicBool>,
    judged: Option<Arc<Judged>>,
    known: Option<Arc<Known>>,
    closing: bool,
}

/// The last full run, and what the first few of its trials say.
struct Known {
    simulated: Simulation,
    forecast: Forecast,
    glimpse: Forecast,
}

type Shared = (Mutex<State>, Condvar);

/// The judge and its thread.
pub struct Judge {
    shared: Arc<Shared>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Judge {
    /// Starts the thread; `judged` is called after each run.
    pub fn start(judged: impl Fn() + Send + 'static) -> Judge {
        let shared: Arc<Shared> = Arc::default();
        let theirs = Arc::clone(&shared);
        let thread = thread::Builder::new()
            .name("forecast".into())
            .spawn(move || {
                let _end = End(&theirs);
                work(&theirs, &judged);
            })
            .expect("a process that has just started can start a thread");
        Judge { shared, thread: Some(thread) }
    }

    /// Judges this version of the plan next, and gives up the one being judged. Asked again for the same version and
    /// day, it goes on with what it has begun.
    pub fn judge(&self, version: u32, sound: Arc<Sound>, today: Day, seed: u32) {
        let mut state = lock(&self.shared.0);
        if state.wanted == Some((version, today)) {
            return;
        }
        state.wanted = Some((version, today));
        state.stop.store(true, Ordering::Relaxed);
        state.stop = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&state.stop);
        state.next = Some(Task { version, sound, today, seed, stop });
        self.shared.1.notify_all();
    }

    /// Forgets everything: another plan is opened, or none.
    pub fn forget(&self) {
        let mut state = lock(&self.shared.0);
        state.stop.store(true, Ordering::Relaxed);
        state.wanted = None;
        state.next = None;
        state.judged = None;
        state.known = None;
        self.shared.1.notify_all();
    }

    /// The latest judgement, of whichever version.
    pub fn latest(&self) -> Option<Arc<Judged>> {
        lock(&self.shared.0).judged.clone()
    }

    /// Waits for the full run of this version. `None` if it was given up for another.
    pub fn wait(&self, version: u32) -> Option<Arc<Judged>> {
        let mut state = lock(&self.shared.0);
        loop {
            match &state.judged {
                Some(judged) if judged.version == version && judged.full => return Some(Arc::clone(judged)),
                _ if state.closing || state.wanted.is_none_or(|(wanted, _)| wanted != version) => return None,
                _ => state = self.shared.1.wait(state).unwrap_or_else(std::sync::PoisonError::into_inner),
            }
        }
    }

    /// What is raised once the plan moves on from this version. `None` if it has.
    pub fn moving_on(&self, version: u32) -> Option<Arc<AtomicBool>> {
        let state = lock(&self.shared.0);
        state.wanted.filter(|(wanted, _)| *wanted == version).map(|_| Arc::clone(&state.stop))
    }
}

impl Drop for Judge {
    fn drop(&mut self) {
        {
            let mut state = lock(&self.shared.0);
            state.closing = true;
            state.stop.store(true, Ordering::Relaxed);
            self.shared.1.notify_all();
        }
        if let Some(thread) = self.thread.take() {
            // A judge that panicked has said so already; there is nothing left to clean up.
            let _ = thread.join();
        }
    }
}

/// One whole judgement of a plan, on this thread, under the draws of `base`. `None` if stopped.
pub fn judge(
    version: u32,
    base: &Sound,
    sound: &Arc<Sound>,
    assumptions: &Assumptions,
    stop: &AtomicBool,
) -> Option<Judged> {
    let begun = Instant::now();
    let forecast = forecast::forecast_instead(&base.plan, &sound.plan, assumptions, stop)?;
    Some(flagged(version, sound, forecast, begun))
}

/// The judgement of a forecast that is there.
pub fn flagged(version: u32, sound: &Arc<Sound>, forecast: Forecast, begun: Instant) -> Judged {
    let millis = u32::try_from(begun.elapsed().as_millis()).unwrap_or(u32::MAX);
    let flags = advice::flags(&sound.plan, &forecast, &sound.findings, &sound.known);
    let full = forecast.assumptions.trials >= Assumptions::FULL;
    Judged { version, sound: Arc::clone(sound), forecast, flags, millis, full }
}

/// However the thread ends, nobody waits for it any longer.
struct End<'a>(&'a Shared);

impl Drop for End<'_> {
    fn drop(&mut self) {
        lock(&self.0.0).closing = true;
        self.0.1.notify_all();
    }
}

fn work(shared: &Shared, told: &impl Fn()) {
    loop {
        let (task, known) = {
            let mut state = lock(&shared.0);
            loop {
                if state.closing {
                    return;
                }
                if let Some(task) = state.next.take() {
                    break (task, state.known.clone());
                }
                state = shared.1.wait(state).unwrap_or_else(std::sync::PoisonError::into_inner);
            }
        };
        // `None` says that the plan has moved on meanwhile.
        let _ = work_on(&task, known, |judged, known| {
            {
                let mut state = lock(&shared.0);
                if task.stop.load(Ordering::Relaxed) {
                    return None;
                }
                state.judged = Some(Arc::new(judged));
                if known.is_some() {
                    state.known = known;
                }
                shared.1.notify_all();
            }
            told();
            Some(())
        });
    }
}

/// Judges one version of the plan: at a glance, then in full. `say` is given each judgement, and with a full run what is
/// known from then on.
fn work_on(
    task: &Task,
    known: Option<Arc<Known>>,
    say: impl Fn(Judged, Option<Arc<Known>>) -> Option<()>,
) -> Option<()> {
    let plan = &task.sound.plan;
    let assumptions = |trials| Assumptions { today: task.today, seed: task.seed, trials };
    let run = |trials| Simulation::new(plan, plan, &assumptions(trials), &task.stop);
    let judged = |forecast, begun| flagged(task.version, &task.sound, forecast, begun);
    let full = assumptions(Assumptions::FULL);
    let known = known.filter(|known| known.forecast.assumptions == full);

    let begun = Instant::now();
    if let Some(known) = &known
        && let Some(seen) = known.simulated.glance(&known.forecast, plan, plan, &task.stop)
    {
        let is_whole = seen.assumptions == full;
        say(judged(seen, begun), None)?;
        if is_whole {
            return Some(());
        }
    }
    let begun = Instant::now();
    let mut glimpse = None;
    match &known {
        Some(known) => {
            let seen = run(known.glimpse.assumptions.trials)?.forecast(plan);
            say(judged(forecast::carried(plan, &known.forecast, &known.glimpse, seen.clone()), begun), None)?;
            glimpse = Some(seen);
        }
        None => say(judged(run(Assumptions::PREVIEW)?.forecast(plan), begun), None)?,
    }
    let begun = Instant::now();
    let simulated = run(Assumptions::FULL)?;
    let forecast = simulated.forecast(plan);
    let judged = judged(forecast.clone(), begun);
    // A plan that has grown is looked at in fewer trials from now on.
    let trials = Assumptions::glimpse(plan.items.len());
    let glimpse = match glimpse.filter(|glimpse| glimpse.assumptions.trials == trials) {
        Some(glimpse) => glimpse,
        None => run(trials)?.forecast(plan),
    };
    say(judged, Some(Arc::new(Known { simulated, forecast, glimpse })))
}

/// The state is replaced whole under the lock, so a panic elsewhere cannot leave it half-made.
fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
