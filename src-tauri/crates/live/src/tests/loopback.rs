//! Two endpoints on loopback, with all that lies between them.

use std::sync::Arc;
use std::time::Duration;

use plan::Role;

use super::memory::{PLAN, Person};
use crate::endpoint::Endpoint;
use crate::log::Log;
use crate::people::Sync;
use crate::{Error, Reach, Refusal, Session, Ticket};

pub fn shared(person: &Arc<Person>) -> (Session, Ticket) {
    let key = person.key.to_bytes();
    let session = Session::host(Arc::clone(person) as Arc<dyn Log>, &key, person.me(), PLAN, Reach::Loopback).unwrap();
    session.invite(1, Duration::from_secs(60)).unwrap();
    let text = session.seen(&person.version()).invitation.unwrap().ticket;
    (session, Ticket::parse(&text).unwrap())
}

pub fn join(person: &Arc<Person>, ticket: &Ticket) -> Result<Session, Error> {
    let key = person.key.to_bytes();
    let log = Arc::clone(person) as Arc<dyn Log>;
    let (session, version) = Session::join(log, &key, person.me(), ticket.clone(), Reach::Loopback)?;
    assert!(session.caught_up(&version, Duration::from_secs(10)));
    Ok(session)
}

pub fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..2_000 {
        if is_so() {
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("it never came to this: {what}");
}

#[test]
fn two_endpoints_share_a_plan_until_the_host_ends_it() {
    let [ana, ben, cy] = ["Ana", "Ben", "Cy"].map(|name| Person::new(name, Role::Em));
    ana.edit("Harbour");
    let (host, ticket) = shared(&ana);
    let guest = join(&ben, &ticket).unwrap();
    assert_eq!(ben.title(), "Harbour");
    ben.edit("Pier");
    guest.stir();
    until("the edit is there and acknowledged", || {
        ana.title() == "Pier" && guest.seen(&ben.version()).sync == Sync::Same
    });
    assert_eq!(join(&cy, &ticket).err(), Some(Error::Refused(Refusal::Used)));
    assert_eq!(join(&ana, &ticket).err(), Some(Error::Refused(Refusal::Oneself)));

    drop(host);
    until("the guest is told", || guest.seen(&ben.version()).ended.is_some_and(|why| why.contains("ended by whoever")));
    assert_eq!(ben.title(), "Pier", "the plan stays with everybody who had it");
}

#[test]
fn a_guest_who_leaves_is_gone_at_once_and_may_come_back() {
    let [ana, ben] = ["Ana", "Ben"].map(|name| Person::new(name, Role::Em));
    let (host, ticket) = shared(&ana);
    let guest = join(&ben, &ticket).unwrap();
    drop(guest);
    until("the host sees it", || host.seen(&ana.version()).people.iter().any(|person| !person.here));
    ben.edit("Pier");
    let guest = join(&ben, &ticket).unwrap();
    until("what was done meanwhile is there", || ana.title() == "Pier");
    until("the guest hears so", || guest.seen(&ben.version()).sync == Sync::Same);
}

#[test]
fn nobody_answers_where_nobody_shares() {
    let [ana, ben] = ["Ana", "Ben"].map(|name| Person::new(name, Role::Em));
    let (host, ticket) = shared(&ana);
    drop(host);
    assert_eq!(join(&ben, &ticket).err(), Some(Error::Unreachable));
    let expired = Ticket { expires: 1, ..ticket };
    assert_eq!(join(&ben, &expired).err(), Some(Error::Expired));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_speaks_another_version_is_told_so() {
    let [ana, ben] = ["Ana", "Ben"].map(|name| Person::new(name, Role::Em));
    let later = Endpoint::open(&ana.key.to_bytes(), Reach::Loopback, Some(b"plimsoll/live/2")).await.unwrap();
    let (_, ticket) = ana.shares();
    let ticket = Ticket { addresses: later.addresses().await, ..ticket };
    let answering = tokio::spawn(async move {
        while let Some(knock) = later.knock().await {
            assert!(knock.answer().await.is_none(), "nobody gets in");
        }
    });
    let here = Endpoint::open(&ben.key.to_bytes(), Reach::Loopback, None).await.unwrap();
    assert_eq!(here.dial(&ticket).await.err(), Some(Error::OtherVersion));
    answering.abort();
}
