//! Who may take part, and as what: kept by the host. Pure but for the moments that it is given.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use plan::{Author, Change, Role};

use crate::error::Refusal;
use crate::log::Version;
use crate::message::{Hello, LONGEST_PRESENCE};
use crate::people::{Aside, Person};
use crate::ticket::{PlanKey, Secret};

/// With the host.
const MOST_PEOPLE: usize = 16;
/// Changes kept aside to be shown.
const MOST_ASIDE: usize = 200;

/// A ticket as the host knows it.
#[derive(Debug)]
pub(crate) struct Admission {
    pub secret: Secret,
    pub uses_left: u32,
    pub until: Instant,
}

/// Everybody who was let in.
#[derive(Debug)]
pub(crate) struct Roster {
    plan: PlanKey,
    host: Author,
    members: BTreeMap<Author, Member>,
    pub admission: Option<Admission>,
    aside: BTreeMap<(Author, u32), Aside>,
}

#[derive(Debug)]
struct Member {
    came: usize,
    name: String,
    role: Role,
    /// Every role the host has let them have: what they made as that is theirs to make.
    granted: BTreeSet<Role>,
    /// The connection on which they are here.
    link: Option<u64>,
    removed: bool,
    presence: Option<String>,
}

impl Roster {
    /// The host alone.
    pub(crate) fn new(plan: PlanKey, host: Author, name: String, role: Role) -> Roster {
        let mut roster = Roster { plan, host, members: BTreeMap::new(), admission: None, aside: BTreeMap::new() };
        roster.enter(host, name, role);
        roster
    }

    /// Lets somebody in: with a ticket that holds, or who was here before. Answers as what.
    pub(crate) fn admit(&mut self, author: Author, hello: &Hello, now: Instant) -> Result<Role, Refusal> {
        if author == self.host {
            return Err(Refusal::Oneself);
        }
        if !hello.is_decent() {
            return Err(Refusal::Hello);
        }
        if hello.plan != self.plan {
            return Err(Refusal::Plan);
        }
        if let Some(member) = self.members.get(&author) {
            return if member.removed { Err(Refusal::Removed) } else { Ok(member.role) };
        }
        let admission = self.admission.as_mut().filter(|admission| admission.secret.is(&hello.secret));
        let admission = admission.ok_or(Refusal::Ticket)?;
        if now >= admission.until {
            return Err(Refusal::Expired);
        }
        if admission.uses_left == 0 {
            return Err(Refusal::Used);
        }
        if self.members.len() >= MOST_PEOPLE {
            return Err(Refusal::Full);
        }
        admission.uses_left -= 1;
        self.enter(author, hello.name.trim().to_owned(), hello.role);
        Ok(hello.role)
    }

    fn enter(&mut self, author: Author, name: String, role: Role) {
        let came = self.members.len();
        let granted = BTreeSet::from([role]);
        self.members.insert(author, Member { came, name, role, granted, link: None, removed: false, presence: None });
    }

    /// The host is called something else now, or acts in another role.
    pub(crate) fn set_host(&mut self, name: String, role: Role) {
        if let Some(member) = self.members.get_mut(&self.host) {
            member.name = name;
            member.role = role;
            member.granted.insert(role);
        }
    }

    /// Notes on which connection somebody is here now.
    pub(crate) fn arrived(&mut self, author: Author, link: u64) {
        if let Some(member) = self.members.get_mut(&author) {
            member.link = Some(link);
        }
    }

    /// Notes that a connection is gone; who came back on another in the meantime is still here.
    pub(crate) fn gone(&mut self, author: Author, link: u64) {
        if let Some(member) = self.members.get_mut(&author).filter(|member| member.link == Some(link)) {
            member.link = None;
            member.presence = None;
        }
    }

    /// Whether somebody was removed.
    pub(crate) fn is_removed(&self, author: Author) -> bool {
        self.members.get(&author).is_some_and(|member| member.removed)
    }

    /// Lets somebody be something else, or back in. Answers whether there is such a guest.
    pub(crate) fn set_role(&mut self, author: Author, role: Role) -> bool {
        let Some(member) = self.members.get_mut(&author).filter(|_| author != self.host) else { return false };
        member.role = role;
        member.granted.insert(role);
        member.removed = false;
        if role != Role::Viewer {
            self.aside.retain(|(of, _), _| *of != author);
        }
        true
    }

    /// Removes somebody. Answers whether there is such a guest.
    pub(crate) fn remove(&mut self, author: Author) -> bool {
        let Some(member) = self.members.get_mut(&author).filter(|_| author != self.host) else { return false };
        member.removed = true;
        member.presence = None;
        true
    }

    /// Notes where somebody looks.
    pub(crate) fn set_presence(&mut self, author: Author, presence: Option<String>) {
        if let Some(member) = self.members.get_mut(&author) {
            member.presence = presence.filter(|presence| presence.len() <= LONGEST_PRESENCE);
        }
    }

    /// Of what `from` brought, what may come in; the rest is kept aside if it is genuine, and shown. What is known
    /// already is neither.
    pub(crate) fn sieve(&mut self, from: Author, changes: Vec<Change>, known: &Version) -> Vec<Change> {
        let mut allowed = Vec::new();
        let mut stopped: BTreeSet<Author> = BTreeSet::new();
        for change in changes {
            let author = change.id.author;
            if known.get(&author).is_some_and(|seq| *seq >= change.id.seq) {
                continue;
            }
            // What an author did after a change that does not come in cannot come in either.
            let why = self
                .objection(from, &change)
                .or_else(|| stopped.contains(&author).then(|| "it comes after one that is kept aside".to_owned()));
            match why {
                None => allowed.push(change),
                Some(why) => {
                    stopped.insert(author);
                    if self.aside.len() < MOST_ASIDE && change.verify().is_ok() && change.check().is_ok() {
                        let aside = Aside { name: change.name, role: change.role, label: change.label, why };
                        self.aside.insert((author, change.id.seq), aside);
                    }
                }
            }
        }
        allowed
    }

    fn objection(&self, from: Author, change: &Change) -> Option<String> {
        for author in [from, change.id.author] {
            let Some(member) = self.members.get(&author) else { continue };
            if member.removed {
                return Some(format!("{} was removed", member.name));
            }
            if member.role == Role::Viewer {
                return Some(format!("{} may only look", member.name));
            }
        }
        let member = self.members.get(&change.id.author)?;
        let claims = match change.role {
            Role::Pm | Role::Em => !member.granted.contains(&change.role),
            Role::Contributor | Role::Viewer => false,
        };
        claims.then(|| format!("it was made as {}, which {} is not here", change.role.word(), member.name))
    }

    /// Everybody: the host first, then as they came. Guests do not see who was removed.
    pub(crate) fn people(&self, with_removed: bool) -> Vec<Person> {
        let mut members: Vec<(&Author, &Member)> =
            self.members.iter().filter(|(_, member)| with_removed || !member.removed).collect();
        members.sort_by_key(|(_, member)| member.came);
        let person = |(author, member): (&Author, &Member)| Person {
            author: *author,
            name: member.name.clone(),
            role: member.role,
            host: *author == self.host,
            here: *author == self.host || (member.link.is_some() && !member.removed),
            removed: member.removed,
            presence: member.presence.clone(),
        };
        members.into_iter().map(person).collect()
    }

    /// What was kept aside.
    pub(crate) fn aside(&self) -> Vec<Aside> {
        self.aside.values().cloned().collect()
    }
}
