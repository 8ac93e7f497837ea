//! The search for a better order, off the caller's thread: started, watched, ended early or given up. It searches the
//! plan as it was when it began; only here does a clock end it.

mod searching;

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use advice::search::{BetterOrder, SearchProgress, better_order};
use forecast::Assumptions;

use crate::workspace::sound::Sound;

/// How often, at most, it is said how far a search is.
const EVERY: Duration = Duration::from_millis(200);

/// When a search ends by itself.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// After so many seconds.
    pub seconds: u32,
    /// After so many orders.
    pub orders: u32,
}

/// The latest search, as far as it is.
#[derive(Clone, Debug, Default)]
pub enum Seen {
    /// There was none, or it was given up.
    #[default]
    Nothing,
    /// Under way.
    Running {
        /// What it says of itself, once it has begun.
        progress: Option<SearchProgress>,
        /// How much of its time, or of its orders, is gone, from 0 to 1. At 1 the best are being measured.
        share: f64,
    },
    /// Over.
    Done {
        /// Which version of the plan was searched.
        version: u32,
        /// What came of it.
        answer: Arc<BetterOrder>,
    },
}

/// How a search that is under way is told to end.
#[derive(Clone, Default)]
struct Reins {
    /// Take what there is and measure it.
    enough: Arc<AtomicBool>,
    /// Forget it all.
    stop: Arc<AtomicBool>,
}

#[derive(Default)]
struct State {
    seen: Seen,
    reins: Reins,
}

type Shared = (Mutex<State>, Condvar);

/// Runs one search at a time.
pub struct Searcher {
    shared: Arc<Shared>,
    tell: Arc<dyn Fn() + Send + Sync>,
}

impl Searcher {
    /// A searcher that has nothing to do yet; `tell` is called whenever there is more to see.
    pub fn new(tell: impl Fn() + Send + Sync + 'static) -> Searcher {
        Searcher { shared: Arc::default(), tell: Arc::new(tell) }
    }

    /// Searches this version of the plan; a search that is under way is given up.
    pub fn start(&self, version: u32, sound: Arc<Sound>, assumptions: Assumptions, limits: Limits) {
        let reins = Reins::default();
        {
            let mut state = lock(&self.shared.0);
            state.reins.stop.store(true, Ordering::Relaxed);
            *state = State { seen: Seen::Running { progress: None, share: 0.0 }, reins: reins.clone() };
        }
        let (shared, tell) = (Arc::clone(&self.shared), Arc::clone(&self.tell));
        let theirs = reins.clone();
        let spawned = thread::Builder::new().name("search".into()).spawn(move || {
            let _end = End { shared: &shared, reins: &theirs };
            let answer = search(&shared, &theirs, &sound, &assumptions, limits, &*tell);
            if let Some(answer) = answer {
                publish(&shared, &theirs, Seen::Done { version, answer: Arc::new(answer) });
            }
            tell();
        });
        if spawned.is_err() {
            publish(&self.shared, &reins, Seen::Nothing);
        }
    }

    /// Ends the search that is under way: with what it has found if `keep`, else without, and then what an earlier one
    /// found is forgotten too.
    pub fn end(&self, keep: bool) {
        let mut state = lock(&self.shared.0);
        if keep {
            state.reins.enough.store(true, Ordering::Relaxed);
            return;
        }
        state.reins.stop.store(true, Ordering::Relaxed);
        state.seen = Seen::Nothing;
        self.shared.1.notify_all();
    }

    /// The latest search, as far as it is.
    pub fn seen(&self) -> Seen {
        lock(&self.shared.0).seen.clone()
    }

    /// Waits until the search is over. `None` if there is none or it is given up.
    pub fn wait(&self) -> Option<Arc<BetterOrder>> {
        let mut state = lock(&self.shared.0);
        loop {
            match &state.seen {
                Seen::Nothing => return None,
                Seen::Done { answer, .. } => return Some(Arc::clone(answer)),
                Seen::Running { .. } => {
                    state = self.shared.1.wait(state).unwrap_or_else(PoisonError::into_inner);
                }
            }
        }
    }
}

impl Drop for Searcher {
    fn drop(&mut self) {
        self.end(false);
    }
}

/// However the thread ends, nobody waits for it any longer.
struct End<'a> {
    shared: &'a Shared,
    reins: &'a Reins,
}

impl Drop for End<'_> {
    fn drop(&mut self) {
        let running = matches!(lock(&self.shared.0).seen, Seen::Running { .. });
        if running {
            publish(self.shared, self.reins, Seen::Nothing);
        }
    }
}

fn search(
    shared: &Shared,
    reins: &Reins,
    sound: &Sound,
    assumptions: &Assumptions,
    limits: Limits,
    tell: &(dyn Fn() + Send + Sync),
) -> Option<BetterOrder> {
    let begun = Instant::now();
    let time = Duration::from_secs(limits.seconds.into());
    let mut told = begun;
    let mut watch = |progress: &SearchProgress| {
        let over = begun.elapsed() >= time || reins.enough.load(Ordering::Relaxed);
        if over || told.elapsed() >= EVERY {
            told = Instant::now();
            let by_time = begun.elapsed().as_secs_f64() / time.as_secs_f64();
            let by_orders = f64::from(progress.tried) / f64::from(limits.orders);
            let share = if over { 1.0 } else { by_time.max(by_orders).min(1.0) };
            publish(shared, reins, Seen::Running { progress: Some(*progress), share });
            tell();
        }
        if over { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    better_order(&sound.plan, assumptions, limits.orders, &reins.stop, &mut watch)
}

/// Says how far a search is, unless another has taken its place.
fn publish(shared: &Shared, reins: &Reins, seen: Seen) {
    let mut state = lock(&shared.0);
    if Arc::ptr_eq(&state.reins.stop, &reins.stop) && !reins.stop.load(Ordering::Relaxed) {
        state.seen = seen;
        shared.1.notify_all();
    }
}

/// The state is replaced whole under the lock, so a panic elsewhere cannot leave it half-made.
fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
