//! A guest's side: reaches the host, greets it, talks, and comes back when the connection breaks.

use std::sync::Arc;
use std::time::Duration;

use plan::Author;
use tokio::io::{AsyncRead, AsyncWrite};

use crate::endpoint::{Endpoint, GREETING};
use crate::error::{Error, Parting};
use crate::frame::{self, STRANGERS};
use crate::log::Version;
use crate::message::{Hello, Message};
use crate::people::Me;
use crate::room::Room;
use crate::talk::{End, talk};
use crate::ticket::Ticket;

/// Between two attempts to come back.
const PAUSE: Duration = Duration::from_millis(500);

/// What a guest shows at the door.
pub(crate) fn hello(ticket: &Ticket, me: &Me, founder: Option<Author>) -> Hello {
    Hello { plan: ticket.plan, secret: ticket.secret, name: me.name.clone(), role: me.role, founder }
}

/// Greets the host. Answers what it has.
pub(crate) async fn greet(
    room: &Arc<Room>,
    ticket: &Ticket,
    me: &Me,
    reader: &mut (impl AsyncRead + Unpin),
    writer: &mut (impl AsyncWrite + Unpin),
) -> Result<Version, Error> {
    let log = Arc::clone(&room.log);
    let founder = tokio::task::spawn_blocking(move || log.founder()).await.unwrap_or(None);
    frame::write(writer, &Message::Hello(hello(ticket, me, founder))).await.map_err(|_| Error::Unreachable)?;
    // The host says how much it has of every author: more than a stranger may say, and little.
    let largest = 32 * STRANGERS;
    let received = frame::read(reader, largest, GREETING, &room.budget).await.map_err(|_| Error::Unreachable)?;
    match received.message {
        Message::Welcome(version) => Ok(version),
        Message::Refused(refusal) => Err(Error::Refused(refusal)),
        Message::Hello(_)
        | Message::Ask(_)
        | Message::Changes(_)
        | Message::Have(_)
        | Message::People(_)
        | Message::Presence(_)
        | Message::Beat
        | Message::Bye(_) => Err(Error::Garbled),
    }
}

/// Takes part until somebody ends it; `first` is told how the first attempt went. Whoever was in comes back by itself.
pub(crate) async fn guest(
    room: Arc<Room>,
    endpoint: &Endpoint,
    ticket: Ticket,
    me: Me,
    first: impl FnOnce(Result<Version, Error>),
) {
    let mut first = Some(first);
    while !room.is_closing() {
        let attempt = async {
            let (host, mut reader, mut writer, hangup) = endpoint.dial(&ticket).await?.split();
            let version = greet(&room, &ticket, &me, &mut reader, &mut writer).await?;
            Ok((host, reader, writer, hangup, version))
        };
        match attempt.await {
            Ok((host, reader, writer, hangup, version)) => {
                if let Some(first) = first.take() {
                    first(Ok(version));
                }
                match talk(&room, host, reader, writer).await {
                    End::Lost | End::Garbled => hangup.now(),
                    End::TheyParted(parting) => {
                        hangup.now();
                        return room.end(parting.sentence());
                    }
                    End::WeParted(parting) => {
                        hangup.after_last_word().await;
                        return match parting {
                            Parting::Left | Parting::Ended | Parting::Removed => {}
                            Parting::Forked(_) => room.end(parting.sentence()),
                        };
                    }
                }
            }
            Err(error) => match (first.take(), error) {
                (Some(first), error) => return first(Err(error)),
                // Who was here is let in again, unless the host says otherwise.
                (None, Error::Refused(refusal)) => return room.end(format!("The session is over: {refusal}")),
                (None, _) => {}
            },
        }
        tokio::time::sleep(PAUSE).await;
    }
}
