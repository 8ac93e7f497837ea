//! The team store of the open plan. What can be asked of one is apart: about plans in `plans`, about who belongs to them in
//! `people`.

mod arriving;
pub(crate) mod ask;
mod figures;
mod people;
mod plans;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use live::team::{Follow, Password};

/// The team store of the open plan, while it is followed.
#[derive(Default)]
pub(crate) struct Teamed {
    follow: Mutex<Option<Follow>>,
    /// What was typed since the program started, by address.
    typed: Mutex<BTreeMap<String, Password>>,
}

impl Teamed {
    /// Follows no longer.
    pub(crate) fn leave(&self) {
        drop(self.follow.lock().unwrap_or_else(PoisonError::into_inner).take());
    }

    /// Says that the plan has something new.
    pub(crate) fn stir(&self) {
        if let Some(follow) = &*self.follow.lock().unwrap_or_else(PoisonError::into_inner) {
            follow.stir();
        }
    }
}
