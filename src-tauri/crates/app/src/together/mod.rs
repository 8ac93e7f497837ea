//! The live session of the open plan. What can be done in it is apart: who comes and goes in `sharing`, who may do what
//! meanwhile in `peers`.

mod peers;
pub(crate) mod shared;
mod sharing;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use live::{Me, Seen, Session};

use crate::who::AuthorView;

/// The live session of the open plan, if there is one.
#[derive(Default)]
pub(crate) struct Together(Mutex<Option<Arc<Session>>>);

impl Together {
    fn session(&self) -> MutexGuard<'_, Option<Arc<Session>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn current(&self) -> Option<Arc<Session>> {
        self.session().clone()
    }

    /// The session, unless it is over.
    fn under_way(&self) -> Option<(Arc<Session>, Seen)> {
        let session = self.current()?;
        let seen = session.seen(&live::Version::new());
        seen.ended.is_none().then_some((session, seen))
    }

    pub(crate) fn is_under_way(&self) -> bool {
        self.under_way().is_some()
    }

    /// Says goodbye, if anybody is there to hear it.
    pub(crate) fn leave(&self) {
        // Taken out first, so that nothing waits for the lock while goodbye is said.
        let session = self.session().take();
        drop(session);
    }

    /// Tells the others who is at the keyboard now, if the plan is shared from here.
    pub(crate) fn set_me(&self, who: &AuthorView) {
        if let Some((session, _)) = self.under_way() {
            session.set_me(Me { name: who.name.clone(), role: who.role });
        }
    }

    /// Tells the others that the plan has changed.
    pub(crate) fn stir(&self) {
        // Under the lock: a handle of its own could be the last one, and would leave the session where it is told of news.
        if let Some(session) = &*self.session() {
            session.stir();
        }
    }
}
