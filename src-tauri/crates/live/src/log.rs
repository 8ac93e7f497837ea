//! What a session needs of the plan that it shares: the one way to it.

use std::collections::BTreeMap;

use plan::{Author, Change, Role, Tip};

/// The last change of each author.
pub type Tips = BTreeMap<Author, Tip>;

/// How many changes of each author are there.
pub type Version = BTreeMap<Author, u32>;

/// The change log of the open plan. Calls may block; none is made while the session holds a lock of its own.
///
/// Errors are sentences: they end the talk with a peer, and are shown.
pub trait Log: Send + std::marker::Sync + 'static {
    /// The last change of each author that is on our disk.
    fn tips(&self) -> Result<Tips, String>;

    /// Changes beyond `version`, each after those it builds on; at most so many.
    fn beyond(&self, version: &Version, most: u32) -> Result<Vec<Change>, String>;

    /// Why a peer with these last changes cannot be merged with: somebody went on with two copies under one key.
    fn forked(&self, tips: &Tips) -> Result<Option<String>, String>;

    /// Who made the plan; nobody while it is open to everybody.
    fn founder(&self) -> Option<Author>;

    /// Verifies changes and takes them in, durably. Those that are known already are passed over. Answers what was left
    /// out, in words.
    fn take(&self, changes: Vec<Change>) -> Result<Vec<String>, String>;

    /// Somebody came with a ticket, or came back, as `role`: what they may be by what the plan says of its members, which it
    /// says from now on if whoever shares it may admit. `None` for somebody who was removed.
    fn welcome(&self, author: Author, name: &str, role: Role) -> Option<Role>;

    /// Told when anything that [`crate::Session::seen`] answers is new.
    fn stirred(&self);
}

/// How much the plan with these last changes has of each author.
pub fn version(tips: &Tips) -> Version {
    tips.iter().map(|(author, tip)| (*author, tip.seq)).collect()
}

/// How many changes `ours` has beyond `theirs`.
pub(crate) fn count_beyond(ours: &Version, theirs: &Version) -> u32 {
    let beyond = |(author, seq): (&Author, &u32)| seq.saturating_sub(theirs.get(author).copied().unwrap_or(0));
    ours.iter().map(beyond).fold(0, u32::saturating_add)
}

/// Adds what `more` has beyond `version` to it.
pub(crate) fn join(version: &mut Version, more: &Version) {
    for (author, seq) in more {
        let known = version.entry(*author).or_default();
        *known = (*known).max(*seq);
    }
}
