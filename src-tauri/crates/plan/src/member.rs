//! The members of a plan: whoever made it, whoever else owns it, and whoever may change it. Each is a keyed record, so that
//! membership is undone, shown and merged as all else is; whose words about it count is [`crate::Authority`]'s to say.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::author::{Author, Role};

/// Stands for all changes of an author, whatever they still make.
pub const EVERY: u32 = u32::MAX;

/// Somebody the plan knows by their key. Who has no role is a member no longer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Member {
    /// What they are called.
    pub name: String,
    /// What they are to the plan.
    pub role: Option<Role>,
    /// Their changes count up to this one: [`EVERY`] for who may change the plan.
    pub counts_to: u32,
    /// What they said of members counts up to this change of theirs: [`EVERY`] for an owner.
    pub owns_to: u32,
}

/// Who may change a plan. While nobody founded it, it is open to everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(default)]
pub struct Members {
    /// Who made the plan.
    #[specta(type = Option<String>)]
    pub founder: Option<Author>,
    /// Whoever is or was a member, by key.
    #[specta(type = BTreeMap<String, Member>)]
    pub known: BTreeMap<Author, Member>,
}

impl Members {
    /// How many changes of this author count: the first so many.
    pub fn limit(&self, author: Author) -> u32 {
        match self.founder {
            None => EVERY,
            Some(founder) if founder == author => EVERY,
            Some(_) => self.known.get(&author).map_or(0, |member| member.counts_to),
        }
    }

    /// Whether this author may admit and remove members.
    pub fn is_owner(&self, author: Author) -> bool {
        self.founder == Some(author) || self.known.get(&author).is_some_and(|member| member.owns_to == EVERY)
    }

    /// What people call the author: their name as a member, else the first digits of their key.
    pub fn called(&self, author: Author) -> String {
        let name = self.known.get(&author).map(|member| member.name.trim()).filter(|name| !name.is_empty());
        name.map_or_else(|| format!("{author:?}"), str::to_owned)
    }

    /// The owners by name, the founder first: "Ana or Cleo".
    pub fn owners(&self) -> String {
        let others =
            self.known.keys().copied().filter(|author| Some(*author) != self.founder && self.is_owner(*author));
        let names: Vec<String> = self.founder.into_iter().chain(others).map(|author| self.called(author)).collect();
        names.join(" or ")
    }

    /// Whether one person alone can admit others.
    pub fn has_one_owner(&self) -> bool {
        self.founder.is_some_and(|founder| {
            self.known.iter().all(|(author, member)| *author == founder || member.owns_to != EVERY)
        })
    }
}
