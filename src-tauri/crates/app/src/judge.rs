//! Judges the plan off the caller's thread: a preview at once, the full run right after, given up as soon as the plan
//! has moved on.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::Instant;

use advice::Flag;
use forecast::{Assumptions, Forecast, Simulation};
use plan::Day;

use crate::workspace::Sound;

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
    /// The last full run, for edits that move no date.
    simulated: Option<Arc<Simulation>>,
    closing: bool,
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
        state.simulated = None;
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

fn flagged(version: u32, sound: &Arc<Sound>, forecast: Forecast, begun: Instant) -> Judged {
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
        let (task, simulated) = {
            let mut state = lock(&shared.0);
            loop {
                if state.closing {
                    return;
                }
                if let Some(task) = state.next.take() {
                    break (task, state.simulated.clone());
                }
                state = shared.1.wait(state).unwrap_or_else(std::sync::PoisonError::into_inner);
            }
        };
        let plan = &task.sound.plan;
        let assumptions = |trials| Assumptions { today: task.today, seed: task.seed, trials };
        let still = simulated.filter(|simulated| simulated.holds_for(plan, plan, &assumptions(Assumptions::FULL)));
        let runs: &[u32] =
            if still.is_some() { &[Assumptions::FULL] } else { &[Assumptions::PREVIEW, Assumptions::FULL] };
        for &trials in runs {
            let begun = Instant::now();
            let Some(simulated) =
                still.clone().or_else(|| Simulation::new(plan, plan, &assumptions(trials), &task.stop).map(Arc::new))
            else {
                break;
            };
            let judged = flagged(task.version, &task.sound, simulated.forecast(plan), begun);
            {
                let mut state = lock(&shared.0);
                if task.stop.load(Ordering::Relaxed) {
                    break;
                }
                state.judged = Some(Arc::new(judged));
                if trials == Assumptions::FULL {
                    state.simulated = Some(simulated);
                }
                shared.1.notify_all();
            }
            told();
        }
    }
}

/// The state is replaced whole under the lock, so a panic elsewhere cannot leave it half-made.
fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
