//! Two who cannot reach one another, and a real relay between them.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use iroh_relay::server::{RelayConfig, Server, ServerConfig};
use plan::Role;

use super::memory::{PLAN, Person};
use crate::log::Log;
use crate::{Error, Reach, Relay, Session, Ticket};

async fn relay() -> (Server, Relay) {
    let mut config = ServerConfig::default();
    config.relay = Some(RelayConfig::new((Ipv4Addr::LOCALHOST, 0)));
    let server = Server::spawn(config).await.unwrap();
    let relay = format!("http://{}", server.http_addr().unwrap()).parse().unwrap();
    (server, relay)
}

fn share(person: &Arc<Person>, reach: Reach) -> Result<(Session, Ticket), Error> {
    let log = Arc::clone(person) as Arc<dyn Log>;
    let session = Session::host(log, &person.key.to_bytes(), person.me(), PLAN, reach)?;
    session.invite(1, Duration::from_secs(60))?;
    let text = session.seen(&person.version()).invitation.unwrap().ticket;
    Ok((session, Ticket::parse(&text).unwrap()))
}

fn join(person: &Arc<Person>, ticket: &Ticket, reach: Reach) -> Result<Session, Error> {
    let log = Arc::clone(person) as Arc<dyn Log>;
    let (session, version) = Session::join(log, &person.key.to_bytes(), person.me(), ticket.clone(), reach)?;
    assert!(session.caught_up(&version, Duration::from_secs(10)));
    Ok(session)
}

#[test]
fn a_relay_that_both_have_named_carries_a_session_and_no_other_does() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (server, relay) = runtime.block_on(relay());
    let [ana, ben] = ["Ana", "Ben"].map(|name| Person::new(name, Role::Em));
    ana.edit("Harbour");
    let (host, mut ticket) = share(&ana, Reach::Relayed(relay.clone())).unwrap();
    // As if the two were in networks that do not meet.
    ticket.addresses.clear();

    let named = Error::ByRelay { relay: relay.to_string() };
    assert_eq!(join(&ben, &ticket, Reach::Network).err(), Some(named), "nobody is sent to a server they did not name");
    let guest = join(&ben, &ticket, Reach::Relayed(relay.clone())).unwrap();
    assert_eq!(ben.title(), "Harbour");

    drop((guest, host));
    runtime.block_on(server.shutdown()).unwrap();
    let away = Error::NoRelay { relay: relay.to_string() };
    assert_eq!(share(&ana, Reach::Relayed(relay)).err().map(|error| error.to_string()), Some(away.to_string()));
}
