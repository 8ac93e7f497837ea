//! A plan that comes from a team store into a file of its own, before anybody sees it.

use std::sync::{Mutex, MutexGuard, PoisonError};

use live::{Log, Tips, Version};
use plan::{Author, Change, Role};

use crate::error::failed;
use crate::workspace::Workspace;

/// The new plan file while it fills.
pub(super) struct Arriving(pub Mutex<Workspace>);

impl Arriving {
    fn workspace(&self) -> MutexGuard<'_, Workspace> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Log for Arriving {
    fn tips(&self) -> Result<Tips, String> {
        Ok(self.workspace().document().tips().clone())
    }

    fn beyond(&self, version: &Version, most: u32) -> Result<Vec<Change>, String> {
        self.workspace().file().beyond(version, most).map_err(|error| failed(error).message)
    }

    fn forked(&self, _tips: &Tips) -> Result<Option<String>, String> {
        // All that is in it comes from there.
        Ok(None)
    }

    fn founder(&self) -> Option<Author> {
        self.workspace().document().founder()
    }

    fn take(&self, changes: Vec<Change>) -> Result<Vec<String>, String> {
        self.workspace().take_in(changes).map_err(|error| error.message)
    }

    fn welcome(&self, _: Author, _: &str, role: Role) -> Option<Role> {
        // Nobody comes to it while it fills.
        Some(role)
    }

    fn stirred(&self) {}
}
