//! What the talks of a session share: the log, who is here, how far each side is. Every wait is for one pulse, so that
//! nothing is queued for a slow peer: whoever wakes looks at what is due.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use plan::{Author, Change};
use tokio::sync::{Semaphore, watch};

use crate::error::{Parting, Refusal};
use crate::frame;
use crate::log::{Log, Version, count_beyond, join, version};
use crate::message::{Hello, MOST_AUTHORS};
use crate::people::{Person, Seen, Sync};
use crate::roster::Roster;

/// One session, on one side of it.
pub(crate) struct Room {
    pub log: Arc<dyn Log>,
    pub me: Author,
    pub budget: Arc<Semaphore>,
    pulse: watch::Sender<u64>,
    links: AtomicU64,
    inner: Mutex<Inner>,
}

/// What stands while the lock is held; nothing blocks meanwhile.
#[derive(Default)]
struct Inner {
    /// At the host.
    roster: Option<Roster>,
    /// At a guest: as the host last said.
    people: Vec<Person>,
    /// At a guest: where it looks itself.
    presence: Option<String>,
    /// Counts what `people` and `presence` have been.
    edition: u64,
    links: BTreeMap<Author, Link>,
    /// What each has acknowledged, also after it went.
    acknowledged: BTreeMap<Author, Version>,
    closing: bool,
    trouble: Option<String>,
    ended: Option<String>,
}

/// What is known of the other end of a connection.
#[derive(Default)]
struct Link {
    number: u64,
    /// What it has, or is on its way to it.
    assumed: Version,
    /// Whether it has said what it has.
    asked: bool,
    /// Whether it is to be asked, for all that is lacking here.
    ask: bool,
    /// Why it is to be left.
    parting: Option<Parting>,
}

/// What is to be said to a peer next.
#[derive(Default)]
pub(crate) struct Due {
    pub parting: Option<Parting>,
    pub superseded: bool,
    pub ask: bool,
    /// From where on it lacks what is here; once it has said what it has.
    pub from: Option<Version>,
    pub edition: u64,
    pub people: Option<Vec<Person>>,
    pub presence: Option<String>,
}

impl Room {
    /// A session that is not connected to anybody yet; with a roster it is the host's.
    pub(crate) fn new(log: Arc<dyn Log>, me: Author, roster: Option<Roster>) -> Arc<Room> {
        let inner = Inner { roster, edition: 1, ..Inner::default() };
        Arc::new(Room {
            log,
            me,
            budget: frame::budget(),
            pulse: watch::Sender::new(0),
            links: AtomicU64::new(1),
            inner: Mutex::new(inner),
        })
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        // Nothing in here is left half done by a panic.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes every talk: there may be something to say.
    pub(crate) fn stir(&self) {
        self.pulse.send_modify(|beats| *beats += 1);
    }

    /// The same, and tells the log's owner.
    fn stir_all(&self) {
        self.stir();
        self.log.stirred();
    }

    pub(crate) fn pulse(&self) -> watch::Receiver<u64> {
        self.pulse.subscribe()
    }

    /// Lets a guest in, or not: the ticket must hold, and the plan says as what.
    ///
    /// Blocks.
    pub(crate) fn admit(&self, author: Author, hello: &Hello) -> Result<(), Refusal> {
        let role = {
            let mut inner = self.inner();
            if inner.closing {
                return Err(Refusal::Ticket);
            }
            inner.roster.as_mut().ok_or(Refusal::Ticket)?.admit(author, hello, Instant::now())?
        };
        if let (Some(here), Some(there)) = (self.log.founder(), hello.founder)
            && here != there
        {
            let name = hello.name.trim();
            self.trouble(format!(
                "{name} could not join, for somebody else decided who may edit in {name}'s copy than in yours: have {name} close it and join again, to get a copy of yours"
            ));
            self.stir_all();
            return Err(Refusal::Apart);
        }
        let granted = self.log.welcome(author, hello.name.trim(), role);
        let mut inner = self.inner();
        let roster = inner.roster.as_mut().ok_or(Refusal::Ticket)?;
        match granted {
            Some(granted) if granted == role => Ok(()),
            Some(granted) => {
                roster.set_role(author, granted);
                Ok(())
            }
            None => {
                roster.remove(author);
                Err(Refusal::Removed)
            }
        }
    }

    /// Begins a talk; an older one with the same peer ends.
    pub(crate) fn arrive(&self, peer: Author) -> u64 {
        let number = self.links.fetch_add(1, Ordering::Relaxed);
        {
            let mut inner = self.inner();
            inner.links.insert(peer, Link { number, ask: true, ..Link::default() });
            inner.edition += 1;
            if let Some(roster) = &mut inner.roster {
                roster.arrived(peer, number);
            }
        }
        self.stir_all();
        number
    }

    /// Ends a talk.
    pub(crate) fn depart(&self, peer: Author, number: u64) {
        {
            let mut inner = self.inner();
            if inner.links.get(&peer).is_some_and(|link| link.number == number) {
                inner.links.remove(&peer);
            }
            inner.edition += 1;
            match &mut inner.roster {
                Some(roster) => roster.gone(peer, number),
                None => inner.people.iter_mut().for_each(|person| person.here = person.author == self.me),
            }
        }
        self.stir_all();
    }

    /// What is to be said to a peer that has heard this edition of the people.
    pub(crate) fn due(&self, peer: Author, number: u64, heard: u64) -> Due {
        let mut inner = self.inner();
        let edition = inner.edition;
        let hosting = inner.roster.is_some();
        let removed = inner.roster.as_ref().is_some_and(|roster| roster.is_removed(peer));
        let parting = match (inner.closing, removed) {
            (_, true) => Some(Parting::Removed),
            (true, false) if hosting => Some(Parting::Ended),
            (true, false) => Some(Parting::Left),
            (false, false) => None,
        };
        let news = edition != heard;
        let people = inner.roster.as_ref().filter(|_| news).map(|roster| roster.people(false));
        let presence = inner.presence.clone();
        let Some(link) = inner.links.get_mut(&peer).filter(|link| link.number == number) else {
            return Due { superseded: true, ..Due::default() };
        };
        let parting = parting.or_else(|| link.parting.clone());
        let ask = std::mem::take(&mut link.ask);
        let from = link.asked.then(|| link.assumed.clone());
        Due { parting, superseded: false, ask, from, edition, people, presence }
    }

    /// The two copies cannot be merged as they are: the talk is to end with the reason.
    pub(crate) fn fork(&self, peer: Author, why: String) {
        {
            let mut inner = self.inner();
            inner.trouble = Some(why.clone());
            if let Some(link) = inner.links.get_mut(&peer) {
                link.parting = Some(Parting::Forked(why));
            }
        }
        self.stir_all();
    }

    /// Notes that changes are on their way to a peer.
    pub(crate) fn sent(&self, peer: Author, changes: &[Change]) {
        if let Some(link) = self.inner().links.get_mut(&peer) {
            join(&mut link.assumed, &latest(changes));
        }
    }

    /// A peer has said what it has, and wants the rest.
    pub(crate) fn asked(&self, peer: Author, has: Version) {
        {
            let mut inner = self.inner();
            inner.acknowledged.insert(peer, has.clone());
            if let Some(link) = inner.links.get_mut(&peer) {
                link.assumed = has;
                link.asked = true;
            }
        }
        self.stir_all();
    }

    /// A peer has acknowledged what is on its disk. Answers whether it may be believed so far.
    pub(crate) fn acknowledged(&self, peer: Author, has: Version) -> bool {
        let bounded = {
            let mut inner = self.inner();
            let bounded = inner.links.get_mut(&peer).is_none_or(|link| learn(&mut link.assumed, &has));
            inner.acknowledged.insert(peer, has);
            bounded
        };
        self.stir_all();
        bounded
    }

    /// Takes in what a peer sent: at the host only what its people may do. What is refused is said, and stays out.
    ///
    /// Blocks.
    pub(crate) fn take(&self, peer: Author, changes: Vec<Change>) -> Result<(), String> {
        let has = latest(&changes);
        let known = version(&self.log.tips()?);
        let changes = {
            let mut inner = self.inner();
            // What it sends it has: it need not come back to it.
            let bounded = learn(inner.acknowledged.entry(peer).or_default(), &has)
                && inner.links.get_mut(&peer).is_none_or(|link| learn(&mut link.assumed, &has));
            if !bounded {
                return Err("somebody sent changes of more authors than ever work on one plan".to_owned());
            }
            match &mut inner.roster {
                Some(roster) => roster.sieve(peer, changes, &known),
                None => changes,
            }
        };
        if !changes.is_empty()
            && let Some(left_out) = self.log.take(changes)?.into_iter().last()
        {
            self.inner().trouble = Some(shortened(&left_out));
        }
        self.stir_all();
        Ok(())
    }

    /// The host has said who is here.
    pub(crate) fn set_people(&self, people: Vec<Person>) {
        {
            let mut inner = self.inner();
            if inner.roster.is_some() {
                return;
            }
            inner.people = people;
        }
        self.log.stirred();
    }

    /// A guest has said where it looks.
    pub(crate) fn set_presence_of(&self, author: Author, presence: Option<String>) {
        {
            let mut inner = self.inner();
            let Some(roster) = &mut inner.roster else { return };
            roster.set_presence(author, presence);
            inner.edition += 1;
        }
        self.stir_all();
    }

    /// Says where we look.
    pub(crate) fn set_presence(&self, presence: Option<String>) {
        {
            let mut inner = self.inner();
            if let Some(roster) = &mut inner.roster {
                roster.set_presence(self.me, presence);
            } else {
                inner.presence = presence;
            }
            inner.edition += 1;
        }
        self.stir();
    }

    /// Changes the roster, if this is the host; answers what came of it.
    pub(crate) fn with_roster<T>(&self, change: impl FnOnce(&mut Roster) -> T) -> Option<T> {
        let done = {
            let mut inner = self.inner();
            let done = inner.roster.as_mut().map(change);
            inner.edition += 1;
            // Whoever may do more now has, perhaps, something that was kept aside.
            inner.links.values_mut().for_each(|link| link.ask = true);
            done
        };
        self.stir_all();
        done
    }

    /// Reads in the roster, if this is the host.
    pub(crate) fn look_at_roster<T>(&self, look: impl FnOnce(&Roster) -> T) -> Option<T> {
        self.inner().roster.as_ref().map(look)
    }

    /// Says goodbye to everybody.
    pub(crate) fn close(&self) {
        self.inner().closing = true;
        self.stir();
    }

    /// Waits until goodbye was said.
    pub(crate) async fn closing(&self) {
        let mut pulse = self.pulse();
        loop {
            pulse.borrow_and_update();
            if self.is_closing() || pulse.changed().await.is_err() {
                return;
            }
        }
    }

    pub(crate) fn is_closing(&self) -> bool {
        self.inner().closing
    }

    /// Notes why the session is over.
    pub(crate) fn end(&self, why: String) {
        self.inner().ended = Some(why);
        self.stir_all();
    }

    /// Notes what went wrong.
    pub(crate) fn trouble(&self, what: String) {
        self.inner().trouble = Some(shortened(&what));
        self.stir_all();
    }

    /// The session as it stands, if this is what is on our disk.
    pub(crate) fn seen(&self, ours: &Version) -> Seen {
        let inner = self.inner();
        let people = inner.roster.as_ref().map_or_else(|| inner.people.clone(), |roster| roster.people(true));
        Seen {
            hosting: inner.roster.is_some(),
            sync: inner.sync(ours),
            people,
            invitation: None,
            aside: inner.roster.as_ref().map(Roster::aside).unwrap_or_default(),
            trouble: inner.trouble.clone(),
            ended: inner.ended.clone(),
        }
    }
}

impl Inner {
    fn sync(&self, ours: &Version) -> Sync {
        let nothing = Version::new();
        let waiting_for = |peer: &Author| count_beyond(ours, self.acknowledged.get(peer).unwrap_or(&nothing));
        if self.links.is_empty() {
            let removed = |peer: &Author| self.roster.as_ref().is_some_and(|roster| roster.is_removed(*peer));
            return match self.acknowledged.keys().filter(|peer| !removed(peer)).map(waiting_for).max() {
                None if self.roster.is_some() => Sync::Alone,
                // Let in, and about to hear what the host has.
                None => Sync::Syncing { waiting: 0 },
                waiting => Sync::Offline { waiting: waiting.unwrap_or(0) },
            };
        }
        let waiting = self.links.keys().map(waiting_for).max().unwrap_or(0);
        let heard = self.links.values().all(|link| link.asked);
        let behind = self.links.keys().filter_map(|peer| self.acknowledged.get(peer)).any(|theirs| {
            // What is kept aside here is on their disk and never comes in: it is not on its way.
            self.roster.is_none() && count_beyond(theirs, ours) > 0
        });
        if heard && !behind && waiting == 0 { Sync::Same } else { Sync::Syncing { waiting } }
    }
}

/// Adds what `more` has beyond `version`, unless it names more authors than there can be.
fn learn(version: &mut Version, more: &Version) -> bool {
    join(version, more);
    version.len() <= MOST_AUTHORS
}

/// What a peer may have put into a sentence is shown in part.
fn shortened(sentence: &str) -> String {
    sentence.chars().take(300).collect()
}

fn latest(changes: &[Change]) -> Version {
    let mut version = Version::new();
    for change in changes {
        let seq = version.entry(change.id.author).or_default();
        *seq = (*seq).max(change.id.seq);
    }
    version
}
