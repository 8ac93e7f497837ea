//! The people who work on this machine: each has a name, a role and a key of their own, so that a change, an undo and a
//! signature are always one person's act. Nobody is ever two people here: names are told apart.

pub(crate) mod cards;
pub(crate) mod identity;

use ed25519_dalek::SigningKey;
use plan::{Decision, Intent, Role};

use crate::app::{Access, App};
use crate::authors::cards::Other;
use crate::error::{UiError, refused};
use crate::members::ask::NewMember;
use crate::reply::{Reply, Topic};
use crate::state::State;
use crate::who::{AuthorView, SEAT};
use crate::workspace::author;

/// The longest name, in characters.
const LONGEST: usize = 100;

impl App {
    /// The key of whoever is at the keyboard.
    pub(crate) fn key(&self) -> SigningKey {
        self.state().key.clone()
    }

    /// Everybody who works here: the first author, then the others by name.
    pub(crate) fn authors(&self) -> Vec<AuthorView> {
        let first = self.state().settings.author.clone();
        first.into_iter().chain(cards::others(&self.options.data).into_iter().map(|other| other.who)).collect()
    }

    /// Says who is at the keyboard: another name or role for the same person, with the same key.
    pub(crate) fn set_author(&self, access: Access, name: &str, role: Role) -> Result<Reply, UiError> {
        let who = AuthorView { name: checked(name)?, role };
        let now = self.state().at_the_keyboard();
        let is_another = |known: &AuthorView| now.as_ref() != Some(known);
        self.not_taken(&who.name, is_another)?;
        {
            let mut state = self.state();
            match &state.at {
                Some(at) => {
                    let other = Other { id: at.id.clone(), who: who.clone() };
                    cards::write(&self.options.data, &other)?;
                    state.at = Some(other);
                }
                None => {
                    state.settings.author = Some(who.clone());
                    state.settings.save(&self.options.data)?;
                }
            }
        }
        self.together.set_me(&who);
        self.changed(&[Topic::Start]);
        Ok(Reply::Start(self.start_view(access)))
    }

    /// Lets somebody else work here too, with a key of their own, and gives them the keyboard.
    pub(crate) fn add_author(&self, access: Access, name: &str, role: Role) -> Result<Reply, UiError> {
        let who = AuthorView { name: checked(name)?, role };
        if self.state().at_the_keyboard().is_none() {
            return self.set_author(access, name, role);
        }
        self.not_taken(&who.name, |_| true)?;
        self.not_in_session()?;
        let (other, key) = cards::add(&self.options.data, who)?;
        self.seat(Some(other), key)?;
        self.remember_seat(access)
    }

    /// Gives the keyboard to somebody who works here.
    pub(crate) fn switch_author(&self, access: Access, name: &str) -> Result<Reply, UiError> {
        self.work_as(name)?;
        self.remember_seat(access)
    }

    /// Works as somebody who works here, until the program ends or the keyboard goes to somebody else.
    ///
    /// # Errors
    /// If nobody here has that name, their key cannot be read, or a live session is under way.
    pub fn work_as(&self, name: &str) -> Result<(), UiError> {
        let data = &self.options.data;
        match self.named(name)? {
            None => identity::load_or_make(data).and_then(|key| self.seat(None, key)),
            Some(other) => cards::key_of(data, &other).and_then(|key| self.seat(Some(other), key)),
        }
    }

    /// Calls somebody who works here something else; role and key stay.
    pub(crate) fn rename_author(&self, access: Access, name: &str, to: &str) -> Result<Reply, UiError> {
        let to = checked(to)?;
        let other = self.named(name)?;
        self.not_taken(&to, |known| !same(&known.name, name))?;
        let is_at = self.state().at.as_ref().map(|at| &at.id) == other.as_ref().map(|other| &other.id);
        match other {
            Some(mut other) => {
                other.who.name = to;
                cards::write(&self.options.data, &other)?;
                let mut state = self.state();
                if is_at {
                    state.at = Some(other);
                }
            }
            None => {
                let mut state = self.state();
                state.settings.author.iter_mut().for_each(|first| first.name.clone_from(&to));
                state.settings.save(&self.options.data)?;
            }
        }
        if let Some(me) = self.state().at_the_keyboard().filter(|_| is_at) {
            self.together.set_me(&me);
        }
        self.changed(&[Topic::Start]);
        Ok(Reply::Start(self.start_view(access)))
    }

    /// Takes somebody off the list who has changed nothing in the open plan. Their key stays in its file: it may have signed other
    /// plans. Was the keyboard theirs, the first author has it again.
    pub(crate) fn remove_author(&self, access: Access, name: &str) -> Result<Reply, UiError> {
        let Some(other) = self.named(name)? else {
            return Err(refused(&format!("this machine's own key is {}'s: change the name instead", name.trim())));
        };
        let signed = self.state().workspace.as_ref().is_some_and(|workspace| {
            workspace.document().version().keys().any(|author| author.hex().starts_with(&other.id))
        });
        if signed {
            return Err(refused(&format!(
                "{} has changed this plan, and only here can it be undone or signed in their name: change the name or the role instead",
                other.who.name
            )));
        }
        let is_at = self.state().at.as_ref().is_some_and(|at| at.id == other.id);
        if is_at {
            identity::load_or_make(&self.options.data).and_then(|key| self.seat(None, key))?;
        }
        cards::remove(&self.options.data, &other)?;
        self.remember_seat(access)
    }

    /// Who of those who work here has this name: `None` is the first author.
    fn named(&self, name: &str) -> Result<Option<Other>, UiError> {
        let first = self.state().settings.author.clone();
        if first.is_some_and(|first| same(&first.name, name)) {
            return Ok(None);
        }
        if let Some(other) = cards::others(&self.options.data).into_iter().find(|other| same(&other.who.name, name)) {
            return Ok(Some(other));
        }
        let known: Vec<String> = self.authors().into_iter().map(|who| who.name).collect();
        Err(refused(&match known.as_slice() {
            [] => format!("nobody works on this machine yet: add {} first", name.trim()),
            names => format!("no “{}” works on this machine: choose {}, or add them", name.trim(), names.join(" or ")),
        }))
    }

    /// From here on changes, undo and signatures are theirs.
    fn seat(&self, at: Option<Other>, key: SigningKey) -> Result<(), UiError> {
        if self.key().to_bytes() == key.to_bytes() {
            return Ok(());
        }
        self.not_in_session()?;
        let mut state = self.state();
        if let Some(workspace) = &mut state.workspace {
            let before = workspace.version();
            workspace.hand_over(key.clone())?;
            if workspace.version() != before {
                self.judge_anew(workspace);
            }
        }
        (state.at, state.key) = (at, key);
        Ok(())
    }

    /// Makes whoever is at the keyboard a member of the open plan before their first change, if somebody who owns it works
    /// here too: whoever can use this machine's keys could do so in the owner's seat as well.
    pub(crate) fn introduce(&self, who: &AuthorView) -> Result<(), UiError> {
        let mut state = self.state();
        let State { workspace: Some(workspace), settings, key, .. } = &mut *state else { return Ok(()) };
        let (me, members) = (workspace.me(), &workspace.document().plan().members);
        if members.founder.is_none_or(|founder| founder == me) || members.known.contains_key(&me) {
            return Ok(());
        }
        let data = &self.options.data;
        let first = settings.author.clone().and_then(|who| Some((identity::load_or_make(data).ok()?, who)));
        let others =
            cards::others(data).into_iter().filter_map(|other| Some((cards::key_of(data, &other).ok()?, other.who)));
        let Some((owners, owner)) = first.into_iter().chain(others).find(|(key, _)| members.is_owner(author(key)))
        else {
            return Ok(());
        };
        let member = NewMember { key: me.hex(), name: who.name.clone(), role: who.role };
        workspace.hand_over(owners)?;
        let admitted = workspace.admission(&[member], &[], &owner).and_then(|decision| {
            let label = format!("{} takes {SEAT}", who.name);
            workspace.append(Decision { label, ..decision }, Intent::Act, &owner)
        });
        workspace.hand_over(key.clone())?;
        self.judge_anew(workspace);
        admitted.map(|_| ())
    }

    fn remember_seat(&self, access: Access) -> Result<Reply, UiError> {
        {
            let mut state = self.state();
            state.settings.at = state.at.as_ref().map(|other| other.id.clone());
            state.settings.save(&self.options.data)?;
        }
        // What can be undone, signed and asked in one's own name is another's now.
        self.changed(&[Topic::Start, Topic::Plan]);
        Ok(Reply::Start(self.start_view(access)))
    }

    fn not_taken(&self, name: &str, counts: impl Fn(&AuthorView) -> bool) -> Result<(), UiError> {
        match self.authors().iter().find(|known| counts(known) && same(&known.name, name)) {
            Some(known) => Err(refused(&format!(
                "{} works on this machine already: choose them from the list, or write a name that tells you apart",
                known.name
            ))),
            None => Ok(()),
        }
    }

    fn not_in_session(&self) -> Result<(), UiError> {
        if self.together.is_under_way() {
            return Err(refused(
                "the others in the session know this machine by the key of whoever started it: leave the session first, then \
                 hand the keyboard over",
            ));
        }
        Ok(())
    }
}

fn checked(name: &str) -> Result<String, UiError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST {
        return Err(refused(&format!(
            "say who you are in 1 to {LONGEST} characters: your name stands on every change you make"
        )));
    }
    Ok(name.to_owned())
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}
