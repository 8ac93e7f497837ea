//! An endpoint of iroh that looks nothing up and talks to nobody but by the addresses of a ticket; through a relay only where
//! one was named on this machine.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use iroh::endpoint::{
    ConnectError, ConnectingError, Connection, ConnectionError, IdleTimeout, NetReportConfig, QuicTransportConfig,
    RecvStream, SendStream, TransportErrorCode, VarInt, presets,
};
use iroh::{EndpointAddr, PublicKey, RelayMode, RelayUrl, SecretKey, TransportAddr};
use plan::Author;
use tokio::time::timeout;

use crate::ticket::Ticket;
use crate::{Error, Relay};

/// The protocol and its version: both sides must name the same.
pub(crate) const PROTOCOL: &[u8] = b"plimsoll/live/1";
/// What a peer may have on its way to us before we read it.
const WINDOW: u32 = 2 << 20;
/// A connection that carries nothing for so long is given up, also in the middle of a frame; our own beats are more frequent.
const IDLE: Duration = Duration::from_secs(4);
/// How long a word there and back takes until it is measured: in one network much less. What is lost of a greeting is said
/// again after three of these, so that it gets through a bad line in time.
const THERE_AND_BACK: Duration = Duration::from_millis(100);
/// How long finding one's own addresses may take.
const LOOK_AROUND: Duration = Duration::from_secs(2);
/// How long a peer may take to be reached or to greet.
pub(crate) const GREETING: Duration = Duration::from_secs(5);

/// The alert of TLS by which a side says that it does not speak what the other does.
const NO_APPLICATION_PROTOCOL: u8 = 120;

/// From where a session can be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// From this machine alone.
    Loopback,
    /// From the networks that this machine is in.
    Network,
    /// The same, and through this relay.
    Relayed(Relay),
}

/// A socket of ours; what is said through it is encrypted, and both ends have proved their keys.
#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    socket: iroh::Endpoint,
    relay: Option<Relay>,
}

/// One connection with its two streams.
pub(crate) struct Line {
    pub peer: Author,
    pub reader: RecvStream,
    pub writer: SendStream,
    connection: Connection,
}

impl Endpoint {
    /// Opens a socket; others may connect to it if they speak what it `accepts`.
    pub(crate) async fn open(key: &[u8; 32], reach: Reach, accepts: Option<&[u8]>) -> Result<Endpoint, Error> {
        let one = VarInt::from_u32(1);
        let transport = QuicTransportConfig::builder()
            .max_concurrent_bidi_streams(one)
            .max_concurrent_uni_streams(VarInt::from_u32(0))
            .stream_receive_window(VarInt::from_u32(WINDOW))
            .receive_window(VarInt::from_u32(WINDOW))
            .send_window(u64::from(WINDOW))
            .datagram_receive_buffer_size(None)
            .max_idle_timeout(IdleTimeout::try_from(IDLE).ok())
            .initial_rtt(THERE_AND_BACK)
            .build();
        let protocols = accepts.map(<[u8]>::to_vec).into_iter().collect();
        let relay = match &reach {
            Reach::Loopback | Reach::Network => None,
            Reach::Relayed(relay) => Some(relay.clone()),
        };
        let relays: Vec<RelayUrl> = relay.iter().map(|relay| relay.0.clone()).collect();
        let mode = if relays.is_empty() { RelayMode::Disabled } else { RelayMode::custom(relays) };
        let mut looking = NetReportConfig::minimal();
        // What it asks the relay that was named, and nobody else: without an answer a relay counts as away.
        looking.https_probes = relay.is_some();
        let mut builder = iroh::Endpoint::builder(presets::Minimal)
            .relay_mode(mode)
            .net_report_config(looking)
            .secret_key(SecretKey::from_bytes(key))
            .transport_config(transport)
            .alpns(protocols);
        if reach == Reach::Loopback {
            builder =
                builder.clear_ip_transports().bind_addr(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).map_err(failed)?;
        }
        Ok(Endpoint { socket: builder.bind().await.map_err(failed)?, relay })
    }

    /// Where others find it.
    pub(crate) async fn addresses(&self) -> Vec<SocketAddr> {
        let bound = self.socket.bound_sockets();
        if bound.iter().all(|address| address.ip().is_loopback()) {
            return bound;
        }
        let look = async {
            loop {
                let found: Vec<SocketAddr> = self.socket.addr().ip_addrs().copied().collect();
                if !found.is_empty() {
                    return found;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        let mut found = timeout(LOOK_AROUND, look).await.unwrap_or_default();
        // Those that others in the network can use come first; a ticket has room for few.
        found.sort_by_key(|address| (address.ip().is_loopback(), address.is_ipv6(), *address));
        if found.is_empty() {
            let local = |address: &SocketAddr| SocketAddr::new(IpAddr::from(Ipv4Addr::LOCALHOST), address.port());
            found = bound.iter().filter(|address| address.is_ipv4()).map(local).collect();
        }
        found
    }

    /// The relay that it is reached through, once that has answered; `None` if it uses none.
    pub(crate) async fn relay(&self) -> Result<Option<Relay>, Error> {
        let Some(relay) = &self.relay else { return Ok(None) };
        let answered = timeout(GREETING, self.socket.online()).await;
        answered.map_err(|_| Error::NoRelay { relay: relay.to_string() })?;
        Ok(Some(relay.clone()))
    }

    /// Whether it may talk through this relay.
    pub(crate) fn goes_through(&self, relay: &Relay) -> bool {
        self.relay.as_ref() == Some(relay)
    }

    /// Reaches the host of a ticket.
    pub(crate) async fn dial(&self, ticket: &Ticket) -> Result<Line, Error> {
        let host = PublicKey::from_bytes(&ticket.host.0).map_err(|_| Error::CutTicket)?;
        let direct = ticket.addresses.iter().copied().map(TransportAddr::Ip);
        let relay = ticket.relay.as_ref().filter(|relay| self.goes_through(relay));
        let address =
            EndpointAddr::from_parts(host, direct.chain(relay.map(|relay| TransportAddr::Relay(relay.0.clone()))));
        let connecting = timeout(GREETING, self.socket.connect(address, PROTOCOL)).await;
        let connection = connecting.map_err(|_| Error::Unreachable)?.map_err(|error| not_connected(&error))?;
        let (writer, reader) = connection.open_bi().await.map_err(|_| Error::Unreachable)?;
        Ok(Line { peer: ticket.host, reader, writer, connection })
    }

    /// Somebody who knocks; `None` when the endpoint is closed.
    pub(crate) async fn knock(&self) -> Option<Knock> {
        self.socket.accept().await.map(Knock)
    }

    /// Closes it, and every connection with it.
    pub(crate) async fn close(&self) {
        self.socket.close().await;
    }
}

/// Somebody who knocks and has proved nothing yet.
pub(crate) struct Knock(iroh::endpoint::Incoming);

impl Knock {
    /// Opens the door to whoever proves to have a key.
    pub(crate) async fn answer(self) -> Option<Line> {
        let answer = async {
            let connection = self.0.accept().ok()?.await.ok()?;
            let (writer, reader) = connection.accept_bi().await.ok()?;
            let peer = Author(*connection.remote_id().as_bytes());
            Some(Line { peer, reader, writer, connection })
        };
        timeout(GREETING, answer).await.ok().flatten()
    }

    /// Sends them away.
    pub(crate) fn refuse(self) {
        self.0.refuse();
    }
}

/// What is left of a line when its streams are in use: closes the connection when all was said.
pub(crate) struct Hangup(Connection);

impl Line {
    /// The streams, and what closes them.
    pub(crate) fn split(self) -> (Author, RecvStream, SendStream, Hangup) {
        (self.peer, self.reader, self.writer, Hangup(self.connection))
    }
}

impl Hangup {
    /// Waits a moment for the last word to arrive, then closes.
    pub(crate) async fn after_last_word(self) {
        let _arrived = timeout(Duration::from_millis(500), self.0.closed()).await;
        self.now();
    }

    /// Closes at once.
    pub(crate) fn now(self) {
        self.0.close(VarInt::from_u32(0), b"");
    }
}

/// Why there is no connection: the other side speaks another protocol, or is not there.
fn not_connected(error: &ConnectError) -> Error {
    let (ConnectError::Connecting { source: ConnectingError::ConnectionError { source, .. }, .. }
    | ConnectError::Connection { source, .. }) = error
    else {
        return Error::Unreachable;
    };
    let code = match source {
        ConnectionError::ConnectionClosed(close) => close.error_code,
        ConnectionError::TransportError(error) => error.code,
        _ => return Error::Unreachable,
    };
    if code == TransportErrorCode::crypto(NO_APPLICATION_PROTOCOL) { Error::OtherVersion } else { Error::Unreachable }
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::Network { what: format!("the system gives no socket ({error})") }
}
