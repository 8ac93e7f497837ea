//! Somebody with a plan in memory, and lines between two of them.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use ed25519_dalek::SigningKey;
use plan::{Author, Change, ChangeId, Document, EntityId, Field, Intent, Role, Signed, Slot, Stamp, Value};
use tokio::io::{DuplexStream, ReadHalf, WriteHalf, duplex, split};
use tokio::task::JoinHandle;

use crate::guest;
use crate::host;
use crate::log::{Log, Tips, Version, version};
use crate::people::Me;
use crate::people::Sync;
use crate::room::Room;
use crate::roster::{Admission, Roster};
use crate::talk::{End, talk};
use crate::ticket::{PlanKey, Secret, Ticket};

pub const PLAN: PlanKey = PlanKey([5; 32]);

/// Somebody with a plan.
pub struct Person {
    pub key: SigningKey,
    pub name: &'static str,
    pub role: Role,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    document: Document,
    log: Vec<Change>,
}

impl Person {
    pub fn new(name: &'static str, role: Role) -> Arc<Person> {
        let mut seed = [0; 32];
        seed[..name.len()].copy_from_slice(name.as_bytes());
        Arc::new(Person { key: SigningKey::from_bytes(&seed), name, role, state: Mutex::default() })
    }

    pub fn author(&self) -> Author {
        Author(self.key.verifying_key().to_bytes())
    }

    pub fn me(&self) -> Me {
        Me { name: self.name.to_owned(), role: self.role }
    }

    /// Names the plan, as one change.
    pub fn edit(&self, title: &str) -> Change {
        self.edit_as(self.role, title)
    }

    /// The same, in a role that may not be one's own.
    pub fn edit_as(&self, role: Role, title: &str) -> Change {
        let slot = Slot::of(EntityId::PLAN, Field::Title);
        self.write(role, &format!("{} says {title}", self.name), vec![(slot, Value::Text(title.to_owned()))])
    }

    /// Decides who may edit.
    pub fn founds(&self) {
        self.write(self.role, "Decide who may edit", plan::founding(self.author(), self.name, self.role));
    }

    fn write(&self, role: Role, label: &str, edits: Vec<(Slot, Value)>) -> Change {
        let mut state = self.state.lock().unwrap();
        let time = state.log.iter().map(|change| change.stamp.time).max().unwrap_or(1 << 40) + 1;
        let by = Signed {
            stamp: Stamp { time, author: self.author() },
            name: self.name.to_owned(),
            role,
            label: label.to_owned(),
            intent: Intent::Act,
        };
        let mut change = state.document.draft(by, edits);
        change.sign(&self.key);
        let merged = state.document.apply(change.clone());
        assert_eq!(merged.rejected, []);
        state.log.extend(merged.taken);
        change
    }

    pub fn title(&self) -> String {
        self.state.lock().unwrap().document.plan().settings.title.clone()
    }

    pub fn n_changes(&self) -> usize {
        self.state.lock().unwrap().log.len()
    }

    pub fn version(&self) -> Version {
        self.state.lock().unwrap().document.version()
    }

    pub fn n_conflicts(&self) -> usize {
        self.state.lock().unwrap().document.conflicts().len()
    }

    /// Shares the plan with as many as want to come.
    pub fn shares(self: &Arc<Person>) -> (Arc<Room>, Ticket) {
        let secret = Secret::fresh().unwrap();
        let mut roster = Roster::new(PLAN, self.author(), self.name.to_owned(), self.role);
        roster.admission = Some(Admission { secret, uses_left: 9, until: Instant::now() + Duration::from_secs(3_600) });
        let ticket =
            Ticket { host: self.author(), plan: PLAN, secret, expires: u64::MAX, addresses: Vec::new(), relay: None };
        (Room::new(Arc::clone(self) as Arc<dyn Log>, self.author(), Some(roster)), ticket)
    }

    pub fn room(self: &Arc<Person>) -> Arc<Room> {
        Room::new(Arc::clone(self) as Arc<dyn Log>, self.author(), None)
    }
}

impl Log for Person {
    fn tips(&self) -> Result<Tips, String> {
        Ok(self.state.lock().unwrap().document.tips().clone())
    }

    fn beyond(&self, version: &Version, most: u32) -> Result<Vec<Change>, String> {
        let beyond = |change: &&Change| version.get(&change.id.author).is_none_or(|seq| *seq < change.id.seq);
        Ok(self.state.lock().unwrap().log.iter().filter(beyond).take(most as usize).cloned().collect())
    }

    fn forked(&self, tips: &Tips) -> Result<Option<String>, String> {
        let state = self.state.lock().unwrap();
        let differs = |(author, tip): &(&Author, &plan::Tip)| {
            let id = ChangeId { author: **author, seq: tip.seq };
            state.log.iter().find(|change| change.id == id).is_some_and(|change| change.hash() != tip.hash)
        };
        Ok(tips.iter().find(differs).map(|_| "two copies went on under one key".to_owned()))
    }

    fn founder(&self) -> Option<Author> {
        self.state.lock().unwrap().document.founder()
    }

    fn welcome(&self, _: Author, _: &str, role: Role) -> Option<Role> {
        Some(role)
    }

    fn take(&self, changes: Vec<Change>) -> Result<Vec<String>, String> {
        let mut state = self.state.lock().unwrap();
        let mut left_out = Vec::new();
        for change in changes {
            if let Err(rejection) = change.verify() {
                left_out.push(rejection.to_string());
                continue;
            }
            let merged = state.document.apply(change);
            left_out.extend(merged.rejected.into_iter().map(|(_, rejection)| rejection.to_string()));
            state.log.extend(merged.taken);
        }
        Ok(left_out)
    }

    fn stirred(&self) {}
}

/// A line between a host and a guest who both talk until it is cut.
pub struct Line {
    host: JoinHandle<Option<End>>,
    pub guest: JoinHandle<Result<End, crate::Error>>,
}

impl Line {
    /// Cuts it in the middle of whatever is being said.
    pub async fn cut(self) {
        self.host.abort();
        self.guest.abort();
        let _ = self.host.await;
        let _ = self.guest.await;
    }
}

/// The guest dials the host, shows its ticket and talks.
pub fn connect(host: &Arc<Room>, guest: &Arc<Room>, ticket: &Ticket, me: Me) -> Line {
    // Small, so that whoever has much to say waits for the other.
    let (here, there) = duplex(4 << 10);
    let (host, ticket, peer) = (Arc::clone(host), ticket.clone(), guest.me);
    let guest = Arc::clone(guest);
    Line {
        host: tokio::spawn(async move {
            let (mut reader, mut writer) = split(there);
            host::greet(&host, peer, &mut reader, &mut writer).await?;
            Some(talk(&host, peer, reader, writer).await)
        }),
        guest: tokio::spawn(async move {
            let (mut reader, mut writer) = split(here);
            guest::greet(&guest, &ticket, &me, &mut reader, &mut writer).await?;
            Ok(talk(&guest, ticket.host, reader, writer).await)
        }),
    }
}

/// The streams of a peer who says whatever the test says.
pub fn stranger(
    host: &Arc<Room>,
    peer: Author,
) -> (ReadHalf<DuplexStream>, WriteHalf<DuplexStream>, JoinHandle<Option<End>>) {
    let (here, there) = duplex(64 << 10);
    let host = Arc::clone(host);
    let talking = tokio::spawn(async move {
        let (mut reader, mut writer) = split(there);
        host::greet(&host, peer, &mut reader, &mut writer).await?;
        Some(talk(&host, peer, reader, writer).await)
    });
    let (reader, writer) = split(here);
    (reader, writer, talking)
}

/// Waits until something is so; fails when it never is.
pub async fn until(what: &str, is_so: impl Fn() -> bool) {
    // A busy machine is slow, not wrong.
    for _ in 0..12_000 {
        if is_so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("it never came to this: {what}");
}

/// Waits until both have the same and each has heard so from the other.
pub async fn in_sync(one: (&Arc<Person>, &Arc<Room>), other: (&Arc<Person>, &Arc<Room>)) {
    until("both are in sync", || {
        let same = |(person, room): (&Arc<Person>, &Arc<Room>)| room.seen(&person.version()).sync == Sync::Same;
        one.0.version() == other.0.version() && same(one) && same(other)
    })
    .await;
    assert_eq!(version(&one.0.tips().unwrap()), version(&other.0.tips().unwrap()));
}
