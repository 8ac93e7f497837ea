//! Answers questions off the caller's thread: one of each kind at a time, a newer one of the same kind ends the older.
//! What is known meanwhile can be had at any moment.

mod answering;
mod inquiry;
pub(crate) mod question;

use std::mem::discriminant;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use plan::Day;

use crate::asking::inquiry::Inquiry;
use crate::asking::question::{Answer, AskedView, Progress, Question};
use crate::error::UiError;

/// Progress is told this far apart at least.
const PATIENCE: Duration = Duration::from_millis(120);

/// A question being answered, or answered.
struct Asked {
    version: u32,
    today: Day,
    stop: Arc<AtomicBool>,
    view: AskedView,
}

/// The questions asked last, one of each kind.
#[derive(Clone)]
pub struct Asking {
    asked: Arc<Mutex<Vec<Asked>>>,
    tell: Arc<dyn Fn() + Send + Sync>,
}

impl Asking {
    /// Nothing is asked yet; `tell` is called when there is more to say.
    pub fn new(tell: impl Fn() + Send + Sync + 'static) -> Asking {
        Asking { asked: Arc::default(), tell: Arc::new(tell) }
    }

    /// What is known of this question about this version of the plan, if it was asked already.
    pub fn known(&self, question: &Question, version: u32, today: Day) -> Option<AskedView> {
        let asked = self.lock();
        let same =
            |asked: &&Asked| asked.view.question == *question && (asked.version, asked.today) == (version, today);
        asked.iter().find(same).map(|asked| asked.view.clone())
    }

    /// Begins to answer, and ends what was being answered of the same kind.
    pub(crate) fn begin(&self, version: u32, inquiry: Inquiry) -> AskedView {
        let stop = Arc::new(AtomicBool::new(false));
        let question = inquiry.question.clone();
        let view = AskedView {
            question,
            done: 0,
            of: 0,
            complete: false,
            stopped: false,
            answer: None,
            problem: String::new(),
        };
        let asked = Asked { version, today: inquiry.today, stop: Arc::clone(&stop), view: view.clone() };
        {
            let mut known = self.lock();
            known.retain(|other| {
                let replaced = discriminant(&other.view.question) == discriminant(&view.question);
                if replaced {
                    other.stop.store(true, Ordering::Relaxed);
                }
                !replaced
            });
            known.push(asked);
        }
        let theirs = self.clone();
        let work = move || theirs.work(&inquiry, &stop);
        if let Err(error) = thread::Builder::new().name("asking".into()).spawn(work) {
            self.forget();
            let problem = format!("cannot begin to answer: {error}; ask again");
            return AskedView { complete: true, problem, ..view };
        }
        view
    }

    /// Ends all that is being answered; what is known stays.
    pub fn stop(&self) {
        for asked in self.lock().iter().filter(|asked| !asked.view.complete) {
            asked.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Forgets what was ended before its time, so that it is answered in full when it is asked next.
    pub fn forget_stopped(&self) {
        self.lock().retain(|asked| !asked.view.stopped);
    }

    /// Forgets everything: another plan is opened, or none.
    pub fn forget(&self) {
        self.stop();
        self.lock().clear();
    }

    fn work(&self, inquiry: &Inquiry, stop: &Arc<AtomicBool>) {
        let mut end = End { asking: self, stop, outcome: None };
        let mut told = Instant::now();
        end.outcome = Some(inquiry.answer(stop, &mut |Progress { done, of, answer }| {
            let found = self.update(stop, |view| {
                (view.done, view.of) = (done, of);
                view.answer = answer.or(view.answer.take());
            });
            if found && told.elapsed() >= PATIENCE {
                told = Instant::now();
                (self.tell)();
            }
        }));
    }

    /// Changes what is known of the question with this stop; whether it is still wanted.
    fn update(&self, stop: &Arc<AtomicBool>, change: impl FnOnce(&mut AskedView)) -> bool {
        let mut asked = self.lock();
        let found = asked.iter_mut().find(|asked| Arc::ptr_eq(&asked.stop, stop));
        found.map(|asked| change(&mut asked.view)).is_some()
    }

    /// Each entry is replaced whole under the lock, so a panic elsewhere cannot leave it half-made.
    fn lock(&self) -> MutexGuard<'_, Vec<Asked>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// However the thread ends, nobody waits for it any longer.
struct End<'a> {
    asking: &'a Asking,
    stop: &'a Arc<AtomicBool>,
    outcome: Option<Result<Answer, UiError>>,
}

impl Drop for End<'_> {
    fn drop(&mut self) {
        let outcome = self.outcome.take();
        let wanted = self.asking.update(self.stop, |view| {
            view.complete = true;
            view.stopped = self.stop.load(Ordering::Relaxed);
            match outcome {
                Some(Ok(answer)) => view.answer = Some(answer),
                Some(Err(error)) => view.problem = error.message,
                None => view.problem = "something broke while answering; the plan is safe: ask again".to_owned(),
            }
        });
        if wanted {
            (self.asking.tell)();
        }
    }
}
