//! Keeping a plan in sync while it is open: at once when either side has something new, and again after the network or the
//! server was gone. Work never waits for it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use tokio::sync::Notify;

use super::{Address, Error, Password, Stuck, Summary, Team};
use crate::log::{Log, Version, count_beyond};

/// The longest that goes by without a look, whatever is heard.
const LOOK: Duration = Duration::from_secs(300);
/// How long to wait for a forecast that is not there yet.
const SOON: Duration = Duration::from_secs(5);
/// How long to wait before trying again, at first and at most.
const AGAIN: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(30));

/// How far plan and store are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whether the store answers.
    pub here: bool,
    /// How many changes wait to go there.
    pub waiting: u32,
    /// What last went wrong, in words.
    pub trouble: Option<String>,
    /// What did not come in, in words.
    pub left_out: Vec<String>,
    /// Whose changes do not go there; they are not among those that wait.
    pub stuck: Vec<Stuck>,
}

/// A plan that is kept in sync until this is dropped.
pub struct Follow {
    shared: Arc<Shared>,
    thread: Option<thread::JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    standing: Mutex<Standing>,
    /// How much the store had when it last answered.
    there: Mutex<Version>,
    stirred: Notify,
    over: AtomicBool,
}

impl Follow {
    /// Keeps the plan of this log in sync with the one of this name in the store, and leaves there what it comes to, as far
    /// as `figures` know it by then.
    pub fn start(
        address: Address,
        password: Option<Password>,
        plan: String,
        log: Arc<dyn Log>,
        figures: impl Fn() -> Option<Summary> + Send + 'static,
    ) -> Follow {
        let shared: Arc<Shared> = Arc::default();
        let theirs = Arc::clone(&shared);
        let work = move || follow(&address, password.as_ref(), &plan, &*log, &figures, &theirs);
        let thread = thread::Builder::new().name("team store".into()).spawn(work).ok();
        Follow { shared, thread }
    }

    /// Says that the plan has something new.
    pub fn stir(&self) {
        self.shared.stirred.notify_one();
    }

    /// How far the two are, when the plan here has this much.
    pub fn standing(&self, ours: &Version) -> Standing {
        let there = self.shared.there.lock().unwrap_or_else(PoisonError::into_inner);
        let standing = self.shared.standing();
        let mut ours = ours.clone();
        ours.retain(|author, _| standing.stuck.iter().all(|stuck| stuck.author != *author));
        Standing { waiting: count_beyond(&ours, &there), ..standing }
    }
}

impl Drop for Follow {
    fn drop(&mut self) {
        self.shared.over.store(true, Ordering::Release);
        self.shared.stirred.notify_one();
        // Not waited for: a server that does not answer must not hold up closing a plan.
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
        }
    }
}

impl Shared {
    fn over(&self) -> bool {
        self.over.load(Ordering::Acquire)
    }

    fn standing(&self) -> Standing {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, log: &dyn Log, standing: Standing) {
        let mut current = self.standing.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = *current != standing;
        *current = standing;
        drop(current);
        if is_new && !self.over() {
            log.stirred();
        }
    }
}

fn follow(
    address: &Address,
    password: Option<&Password>,
    plan: &str,
    log: &dyn Log,
    figures: &dyn Fn() -> Option<Summary>,
    shared: &Shared,
) {
    let (mut wait, mut told) = (AGAIN.0, None);
    while !shared.over() {
        let ended = Team::connect(address, password).and_then(|mut team| {
            team.listen(plan)?;
            while !shared.over() {
                let synced = team.sync(plan, log)?;
                wait = AGAIN.0;
                *shared.there.lock().unwrap_or_else(PoisonError::into_inner) = synced.there;
                let (left_out, stuck) = (synced.left_out, synced.stuck);
                shared.set(log, Standing { here: true, left_out, stuck, ..Standing::default() });
                loop {
                    let known = figures();
                    if let Some(summary) = known.as_ref().filter(|summary| told.as_ref() != Some(*summary)) {
                        // Who only looks on has nothing to say of the plan.
                        let _ = team.summarise(plan, summary);
                        told = Some(summary.clone());
                    }
                    match team.wait(&shared.stirred, if known.is_some() { LOOK } else { SOON }) {
                        Heard::News => break,
                        Heard::Nothing if known.is_some() => break,
                        Heard::Nothing => {}
                        Heard::Gone => return Err(Error::Unreachable { host: address.host() }),
                    }
                }
            }
            Ok(())
        });
        if let Err(error) = ended {
            let trouble = Some(error.to_string());
            shared.set(log, Standing { here: false, trouble, ..shared.standing() });
            thread::park_timeout(wait);
            wait = (wait * 2).min(AGAIN.1);
        }
    }
}

/// What came while one waited.
enum Heard {
    /// Either side has something new.
    News,
    /// Nothing, for long enough.
    Nothing,
    /// The connection does not stand any more.
    Gone,
}

impl Team {
    fn wait(&mut self, stirred: &Notify, longest: Duration) -> Heard {
        let heard = &mut self.heard;
        self.runtime.block_on(async {
            tokio::select! {
                said = heard.recv() => said.map_or(Heard::Gone, |()| Heard::News),
                () = stirred.notified() => Heard::News,
                () = tokio::time::sleep(longest) => Heard::Nothing,
            }
        })
    }
}
