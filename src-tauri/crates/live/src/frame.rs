//! Frames: a length in four bytes, then a message in JSON. Bounded before anything is read; memory grows only as bytes
//! arrive, and all peers of a session share one budget for what they have sent and is not yet dealt with.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::message::Message;

/// The largest frame of somebody who was let in: room for a whole import, which is one change.
pub(crate) const LARGEST: usize = 16 << 20;
/// The largest frame of a stranger.
pub(crate) const STRANGERS: usize = 8 << 10;
/// What all peers of a session may have sent and not yet seen dealt with, in KiB: two of the largest frames.
const BUDGET: usize = 32 << 10;
/// A peer that takes longer to send or to take one frame is given up.
const PATIENCE: Duration = Duration::from_secs(20);

/// Why a frame could not be read or written: the peer is given up, whatever it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Broken {
    /// The other side is gone, or says nothing.
    Gone,
    /// It said something that is too large or not understood.
    Garbled,
    /// What is to be said is too large.
    TooLarge,
}

/// A message, and its part of the budget until it is dealt with.
pub(crate) struct Received {
    pub message: Message,
    _room: Option<OwnedSemaphorePermit>,
}

/// A fresh budget.
pub(crate) fn budget() -> Arc<Semaphore> {
    Arc::new(Semaphore::new(BUDGET))
}

/// Reads the next message of at most `largest` bytes, if it begins within `silence`.
pub(crate) async fn read(
    reader: &mut (impl AsyncRead + Unpin),
    largest: usize,
    silence: Duration,
    budget: &Arc<Semaphore>,
) -> Result<Received, Broken> {
    let length = timeout(silence, reader.read_u32()).await.map_err(|_| Broken::Gone)?.map_err(|_| Broken::Gone)?;
    let length = length as usize;
    if length > largest {
        return Err(Broken::Garbled);
    }
    timeout(PATIENCE, read_body(reader, length, budget)).await.map_err(|_| Broken::Gone)?
}

async fn read_body(
    reader: &mut (impl AsyncRead + Unpin),
    length: usize,
    budget: &Arc<Semaphore>,
) -> Result<Received, Broken> {
    let room = match length > STRANGERS {
        true => {
            let n_kib = length.div_ceil(1024) as u32;
            Some(Arc::clone(budget).acquire_many_owned(n_kib).await.map_err(|_| Broken::Gone)?)
        }
        false => None,
    };
    let mut bytes = Vec::new();
    reader.take(length as u64).read_to_end(&mut bytes).await.map_err(|_| Broken::Gone)?;
    if bytes.len() < length {
        return Err(Broken::Gone);
    }
    let message = serde_json::from_slice(&bytes).map_err(|_| Broken::Garbled)?;
    Ok(Received { message, _room: room })
}

/// Writes a message.
pub(crate) async fn write(writer: &mut (impl AsyncWrite + Unpin), message: &Message) -> Result<(), Broken> {
    let bytes = serde_json::to_vec(message).expect("a message always serialises");
    if bytes.len() > LARGEST {
        return Err(Broken::TooLarge);
    }
    let send = async {
        writer.write_u32(bytes.len() as u32).await?;
        writer.write_all(&bytes).await?;
        writer.flush().await
    };
    timeout(PATIENCE, send).await.map_err(|_| Broken::Gone)?.map_err(|_| Broken::Gone)
}
