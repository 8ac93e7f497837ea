//! A session from the outside: started, joined, looked at, left. Its threads are its own and end with it.

use std::sync::mpsc;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use plan::{Author, Role};
use tokio::runtime::Runtime;

use crate::endpoint::{Endpoint, PROTOCOL, Reach};
use crate::log::{Log, Version, count_beyond, version};
use crate::people::{Invitation, Me, Seen};
use crate::room::Room;
use crate::roster::{Admission, Roster};
use crate::ticket::{PlanKey, Secret, Ticket};
use crate::{Error, guest, host};

/// How long saying goodbye may take.
const FAREWELL: Duration = Duration::from_millis(1_500);
/// How long the first connection may take in all.
const FIRST: Duration = Duration::from_secs(12);

/// One live session. Dropping it leaves it.
pub struct Session {
    room: Arc<Room>,
    endpoint: Endpoint,
    plan: PlanKey,
    ticket: Mutex<Option<Ticket>>,
    runtime: Option<Runtime>,
    done: Mutex<mpsc::Receiver<()>>,
}

impl Session {
    /// Shares the plan of `log`. Nobody is let in before [`Session::invite`].
    ///
    /// # Errors
    /// If the system gives no socket.
    pub fn host(log: Arc<dyn Log>, key: &[u8; 32], me: Me, plan: PlanKey, reach: Reach) -> Result<Session, Error> {
        let runtime = runtime()?;
        let author = public(key);
        let room = Room::new(log, author, Some(Roster::new(plan, author, me.name, me.role)));
        let endpoint = wait(&runtime, FIRST, {
            let key = *key;
            async move { Endpoint::open(&key, reach, Some(PROTOCOL)).await }
        })??;
        let (finished, done) = mpsc::channel();
        let (hosting, answering) = (Arc::clone(&room), endpoint.clone());
        runtime.spawn(async move {
            host::host(hosting, answering).await;
            let _ = finished.send(());
        });
        Ok(Session { room, endpoint, plan, ticket: Mutex::new(None), runtime: Some(runtime), done: Mutex::new(done) })
    }

    /// Joins the session of a ticket; answers once the host has let us in, with what it had then.
    ///
    /// # Errors
    /// If it cannot be reached, or does not let us in.
    pub fn join(
        log: Arc<dyn Log>,
        key: &[u8; 32],
        me: Me,
        ticket: Ticket,
        reach: Reach,
    ) -> Result<(Session, Version), Error> {
        let author = public(key);
        if author == ticket.host {
            return Err(crate::Refusal::Oneself.into());
        }
        let runtime = runtime()?;
        let room = Room::new(log, author, None);
        let endpoint = wait(&runtime, FIRST, {
            let key = *key;
            async move { Endpoint::open(&key, reach, None).await }
        })??;
        let (finished, done) = mpsc::channel();
        let (tell, told) = mpsc::channel();
        let (plan, expires) = (ticket.plan, ticket.expires);
        let relay = ticket.relay.clone().filter(|relay| !endpoint.goes_through(relay));
        let (joining, dialling) = (Arc::clone(&room), endpoint.clone());
        runtime.spawn(async move {
            let first = move |result| {
                let _ = tell.send(result);
            };
            guest::guest(joining, &dialling, ticket, me, first).await;
            dialling.close().await;
            let _ = finished.send(());
        });
        let session =
            Session { room, endpoint, plan, ticket: Mutex::new(None), runtime: Some(runtime), done: Mutex::new(done) };
        match told.recv_timeout(FIRST).unwrap_or(Err(Error::Unreachable)) {
            Ok(version) => Ok((session, version)),
            Err(Error::Unreachable) if now() > expires => Err(Error::Expired),
            Err(Error::Unreachable) => {
                Err(relay.map_or(Error::Unreachable, |relay| Error::ByRelay { relay: relay.to_string() }))
            }
            Err(error) => Err(error),
        }
    }

    /// Makes a ticket that lets in so many for so long; an earlier one holds no longer.
    ///
    /// # Errors
    /// If the system gives no randomness, or a relay that was named does not answer.
    pub fn invite(&self, uses: u32, lifetime: Duration) -> Result<(), Error> {
        let secret = Secret::fresh()?;
        let endpoint = self.endpoint.clone();
        let (addresses, relay) =
            wait(self.runtime(), FIRST, async move { (endpoint.addresses().await, endpoint.relay().await) })?;
        let relay = relay?;
        let admission = Admission { secret, uses_left: uses, until: Instant::now() + lifetime };
        self.room.with_roster(|roster| roster.admission = Some(admission));
        let ticket = Ticket {
            host: self.room.me,
            plan: self.plan,
            secret,
            expires: now() + lifetime.as_secs(),
            addresses,
            relay,
        };
        *self.ticket() = Some(ticket);
        Ok(())
    }

    /// Waits until we have all of this, for so long at most. Answers whether we do.
    pub fn caught_up(&self, with: &Version, patience: Duration) -> bool {
        let (room, with) = (Arc::clone(&self.room), with.clone());
        let catching_up = async move {
            let mut pulse = room.pulse();
            loop {
                pulse.borrow_and_update();
                let log = Arc::clone(&room.log);
                let tips = tokio::task::spawn_blocking(move || log.tips()).await.ok()?.ok()?;
                if count_beyond(&with, &version(&tips)) == 0 {
                    return Some(());
                }
                pulse.changed().await.ok()?;
            }
        };
        wait(self.runtime(), patience, catching_up).is_ok_and(|caught_up| caught_up.is_some())
    }

    /// Says that the plan has changed.
    pub fn stir(&self) {
        self.room.stir();
    }

    /// The host is called something else now, or acts in another role; a guest's role is the host's to change.
    pub fn set_me(&self, me: Me) {
        self.room.with_roster(|roster| roster.set_host(me.name, me.role));
    }

    /// Says where we look, in words of one's own; at most a thousand bytes. Not kept anywhere.
    pub fn set_presence(&self, presence: Option<String>) {
        self.room.set_presence(presence);
    }

    /// Lets a guest be something else; who was removed is let back in. Answers whether there is such a guest, and we
    /// are the host.
    pub fn set_role(&self, author: Author, role: Role) -> bool {
        self.room.with_roster(|roster| roster.set_role(author, role)).unwrap_or(false)
    }

    /// Removes a guest. Answers whether there is such a guest, and we are the host.
    pub fn remove(&self, author: Author) -> bool {
        self.room.with_roster(|roster| roster.remove(author)).unwrap_or(false)
    }

    /// The session as it stands, if this is what is on our disk.
    pub fn seen(&self, ours: &Version) -> Seen {
        let ticket = self.ticket().clone();
        let uses_left = |roster: &Roster| roster.admission.as_ref().map_or(0, |admission| admission.uses_left);
        let mut seen = self.room.seen(ours);
        seen.invitation = ticket.map(|ticket| Invitation {
            ticket: ticket.text(),
            uses_left: self.room.look_at_roster(uses_left).unwrap_or(0),
            expires: ticket.expires,
        });
        seen
    }

    fn ticket(&self) -> std::sync::MutexGuard<'_, Option<Ticket>> {
        self.ticket.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn runtime(&self) -> &Runtime {
        self.runtime.as_ref().expect("the runtime is there until the session is dropped")
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.room.close();
        let Some(runtime) = self.runtime.take() else { return };
        // Whoever does not take our goodbye in time finds out by our silence.
        let _ = self.done.get_mut().unwrap_or_else(PoisonError::into_inner).recv_timeout(FAREWELL);
        runtime.shutdown_background();
    }
}

fn runtime() -> Result<Runtime, Error> {
    let failed = |error: std::io::Error| Error::Network { what: format!("the system gives no thread ({error})") };
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("live")
        .enable_all()
        .build()
        .map_err(failed)
}

/// Waits for what the runtime does, from a thread outside it.
fn wait<T: Send + 'static>(
    runtime: &Runtime,
    patience: Duration,
    work: impl Future<Output = T> + Send + 'static,
) -> Result<T, Error> {
    let (tell, told) = mpsc::channel();
    runtime.spawn(async move {
        let _ = tell.send(work.await);
    });
    told.recv_timeout(patience).map_err(|_| Error::Unreachable)
}

fn public(key: &[u8; 32]) -> Author {
    Author(*iroh::SecretKey::from_bytes(key).public().as_bytes())
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
