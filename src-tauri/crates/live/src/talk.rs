//! One talk with one peer, over any two streams. Listening and speaking go on at once and share nothing but the room, so
//! that two sides that both have much to say never wait for each other.

use std::sync::Arc;
use std::time::Duration;

use plan::Author;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};

use crate::error::Parting;
use crate::frame::{self, Broken, Received};
use crate::log::{Version, count_beyond, version};
use crate::message::{MOST_AUTHORS, Message};
use crate::room::Room;

/// After so long without a word, one's own beat goes out.
const BEAT: Duration = Duration::from_secs(1);
/// A peer that says nothing for so long is gone.
const SILENCE: Duration = Duration::from_millis(3_500);
/// Changes looked up at a time.
const BATCH: u32 = 200;
/// Bytes of changes in a frame, but for one that alone is larger.
const FULL: usize = 1 << 20;

/// How a talk ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// The connection broke, or the peer fell silent: it may come back.
    Lost,
    /// The peer said what we do not understand.
    Garbled,
    /// The peer said goodbye.
    TheyParted(Parting),
    /// We did.
    WeParted(Parting),
}

/// Talks with a peer until one of the two ends it.
pub(crate) async fn talk(
    room: &Arc<Room>,
    peer: Author,
    reader: impl AsyncRead + Unpin,
    writer: impl AsyncWrite + Unpin,
) -> End {
    let here = Here { room, peer, number: room.arrive(peer) };
    tokio::select! {
        end = listen(room, peer, reader) => end,
        end = speak(room, peer, here.number, writer) => end,
    }
}

/// A peer that is here for as long as it is talked with, however that ends.
struct Here<'a> {
    room: &'a Room,
    peer: Author,
    number: u64,
}

impl Drop for Here<'_> {
    fn drop(&mut self) {
        self.room.depart(self.peer, self.number);
    }
}

async fn listen(room: &Arc<Room>, peer: Author, mut reader: impl AsyncRead + Unpin) -> End {
    loop {
        // The whole of what was received counts against the budget until it is dealt with.
        let received = match frame::read(&mut reader, frame::LARGEST, SILENCE, &room.budget).await {
            Ok(received) => received,
            Err(broken) => return broken.into(),
        };
        if let Some(end) = hear(room, peer, received).await {
            return end;
        }
    }
}

async fn hear(room: &Arc<Room>, peer: Author, Received { message, .. }: Received) -> Option<End> {
    match message {
        Message::Hello(_) | Message::Welcome(_) | Message::Refused(_) => Some(End::Garbled),
        Message::Ask(tips) if tips.len() > MOST_AUTHORS => Some(End::Garbled),
        Message::Have(has) if has.len() > MOST_AUTHORS => Some(End::Garbled),
        Message::Ask(tips) => {
            let has = version(&tips);
            match blocking(room, move |room| room.log.forked(&tips)).await {
                Ok(None) => {
                    room.asked(peer, has);
                    None
                }
                Ok(Some(why)) => {
                    room.fork(peer, why);
                    None
                }
                Err(why) => failed(room, why),
            }
        }
        Message::Changes(changes) => match blocking(room, move |room| room.take(peer, changes)).await {
            Ok(()) => None,
            Err(why) => failed(room, why),
        },
        Message::Have(has) => (!room.acknowledged(peer, has)).then_some(End::Garbled),
        Message::People(people) => {
            room.set_people(people);
            None
        }
        Message::Presence(presence) => {
            room.set_presence_of(peer, presence);
            None
        }
        Message::Beat => None,
        Message::Bye(parting) => Some(End::TheyParted(parting)),
    }
}

async fn speak(room: &Arc<Room>, peer: Author, number: u64, mut writer: impl AsyncWrite + Unpin) -> End {
    let mut pulse = room.pulse();
    let mut told = None;
    let mut heard = 0;
    loop {
        pulse.borrow_and_update();
        match say_what_is_due(room, peer, number, &mut writer, &mut told, &mut heard).await {
            Ok(Next::Wait) => {}
            Ok(Next::More) => continue,
            Ok(Next::End(end)) => return end,
            Err(broken) => return broken.into(),
        }
        let woken = tokio::time::timeout(BEAT, pulse.changed()).await;
        if woken.is_err()
            && let Err(broken) = frame::write(&mut writer, &Message::Beat).await
        {
            return broken.into();
        }
    }
}

enum Next {
    Wait,
    More,
    End(End),
}

async fn say_what_is_due(
    room: &Arc<Room>,
    peer: Author,
    number: u64,
    writer: &mut (impl AsyncWrite + Unpin),
    told: &mut Option<Version>,
    heard: &mut u64,
) -> Result<Next, Broken> {
    let due = room.due(peer, number, *heard);
    if due.superseded {
        return Ok(Next::End(End::Lost));
    }
    if let Some(parting) = due.parting {
        frame::write(writer, &Message::Bye(parting.clone())).await?;
        // That the other side is gone already is as good.
        let _ = writer.shutdown().await;
        return Ok(Next::End(End::WeParted(parting)));
    }
    let tips = match blocking(room, |room| room.log.tips()).await {
        Ok(tips) => tips,
        Err(why) => return Ok(failed(room, why).map_or(Next::Wait, Next::End)),
    };
    let ours = version(&tips);
    if due.ask {
        frame::write(writer, &Message::Ask(tips)).await?;
        *told = Some(ours.clone());
    }
    if told.as_ref() != Some(&ours) {
        frame::write(writer, &Message::Have(ours.clone())).await?;
        *told = Some(ours.clone());
    }
    if let Some(people) = due.people {
        frame::write(writer, &Message::People(people)).await?;
    } else if due.edition != *heard {
        frame::write(writer, &Message::Presence(due.presence)).await?;
    }
    *heard = due.edition;
    let Some(from) = due.from.filter(|from| count_beyond(&ours, from) > 0) else { return Ok(Next::Wait) };
    let mut changes = match blocking(room, move |room| room.log.beyond(&from, BATCH)).await {
        Ok(changes) => changes,
        Err(why) => return Ok(failed(room, why).map_or(Next::Wait, Next::End)),
    };
    if changes.is_empty() {
        return Ok(Next::Wait);
    }
    let mut size = 0;
    let fits = changes.iter().take_while(|change| {
        let before = size;
        size += change.content().len() * 2;
        before == 0 || size < FULL
    });
    changes.truncate(fits.count());
    room.sent(peer, &changes);
    let label = changes[0].label.clone();
    match frame::write(writer, &Message::Changes(changes)).await {
        Err(Broken::TooLarge) => {
            room.trouble(format!(
                "“{label}” is too large to be sent live: send a copy of the plan, to be merged there"
            ));
            Ok(Next::End(End::Lost))
        }
        sent => sent.map(|()| Next::More),
    }
}

/// Our own plan cannot be read or written: the talk ends, and may begin again.
fn failed(room: &Room, why: String) -> Option<End> {
    room.trouble(why);
    Some(End::Lost)
}

/// Runs what may block where it may.
async fn blocking<T: Send + 'static>(
    room: &Arc<Room>,
    work: impl FnOnce(&Room) -> Result<T, String> + Send + 'static,
) -> Result<T, String> {
    let room = Arc::clone(room);
    let done = tokio::task::spawn_blocking(move || work(&room)).await;
    done.unwrap_or_else(|_| Err("something went wrong inside: the plan is as it was".to_owned()))
}

impl From<Broken> for End {
    fn from(broken: Broken) -> End {
        match broken {
            Broken::Gone => End::Lost,
            Broken::Garbled | Broken::TooLarge => End::Garbled,
        }
    }
}
