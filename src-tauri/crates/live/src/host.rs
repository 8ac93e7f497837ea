//! The host's side: answers those who knock, lets in who has a ticket, and talks with each.

use std::sync::Arc;

use plan::Author;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;

use crate::endpoint::{Endpoint, GREETING, Knock};
use crate::frame::{self, STRANGERS};
use crate::log::version;
use crate::message::Message;
use crate::room::Room;
use crate::talk::{End, talk};

/// Strangers who are being greeted at once; more are sent away.
const MOST_STRANGERS: usize = 8;

/// Answers until the session is closed and everybody was told so.
pub(crate) async fn host(room: Arc<Room>, endpoint: Endpoint) {
    let strangers = Arc::new(Semaphore::new(MOST_STRANGERS));
    let mut talks = JoinSet::new();
    loop {
        let knock = tokio::select! {
            knock = endpoint.knock() => knock,
            () = room.closing() => None,
        };
        let Some(knock) = knock else { break };
        while talks.try_join_next().is_some() {}
        match Arc::clone(&strangers).try_acquire_owned() {
            Ok(place) => drop(talks.spawn(receive(Arc::clone(&room), knock, place))),
            Err(_) => knock.refuse(),
        }
    }
    talks.join_all().await;
    endpoint.close().await;
}

/// Greets whoever knocks, and talks with them if they may come in; the place is for strangers.
async fn receive(room: Arc<Room>, knock: Knock, place: OwnedSemaphorePermit) {
    let Some(line) = knock.answer().await else { return };
    let (peer, mut reader, mut writer, hangup) = line.split();
    if greet(&room, peer, &mut reader, &mut writer).await.is_none() {
        return hangup.after_last_word().await;
    }
    drop(place);
    match talk(&room, peer, reader, writer).await {
        End::WeParted(_) => hangup.after_last_word().await,
        End::Lost | End::Garbled | End::TheyParted(_) => hangup.now(),
    }
}

/// Lets a guest in, or tells it why not.
pub(crate) async fn greet(
    room: &Arc<Room>,
    peer: Author,
    reader: &mut (impl AsyncRead + Unpin),
    writer: &mut (impl AsyncWrite + Unpin),
) -> Option<()> {
    let received = frame::read(reader, STRANGERS, GREETING, &room.budget).await.ok()?;
    let Message::Hello(hello) = received.message else { return None };
    let log = Arc::clone(&room.log);
    let tips = tokio::task::spawn_blocking(move || log.tips()).await.ok()?.ok()?;
    let admitting = Arc::clone(room);
    let admitted = tokio::task::spawn_blocking(move || admitting.admit(peer, &hello)).await.ok()?;
    if let Err(refusal) = admitted {
        frame::write(writer, &Message::Refused(refusal)).await.ok()?;
        let _ = writer.shutdown().await;
        return None;
    }
    frame::write(writer, &Message::Welcome(version(&tips))).await.ok()
}
