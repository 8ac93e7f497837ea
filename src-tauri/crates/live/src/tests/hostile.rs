//! Whatever a peer sends, the host neither panics nor takes in what nobody signed, nor holds more than its budget.

use std::sync::Arc;
use std::time::Duration;

use plan::Role;
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

use super::memory::{Person, stranger, until};
use crate::frame::{self, Broken, LARGEST, STRANGERS};
use crate::guest::hello;
use crate::message::Message;
use crate::talk::End;

/// Reproducible luck.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }
}

/// As many as this variable says, or enough for every day.
pub fn number(variable: &str, every_day: usize) -> usize {
    std::env::var(variable).map_or(every_day, |text| text.parse().expect("a number"))
}

/// The most memory that this process ever held, in megabytes, where the system tells.
pub fn peak_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kib| kib.parse::<f64>().ok()).unwrap_or(0.0) * 1024.0 / 1e6
}

pub fn framed(message: &Message) -> Vec<u8> {
    let body = serde_json::to_vec(message).unwrap();
    [(body.len() as u32).to_be_bytes().as_slice(), &body].concat()
}

/// A frame that nobody honest sends: noise, something cut, something altered, a length that lies.
fn hostile(dice: &mut Dice, honest: &[Vec<u8>]) -> Vec<u8> {
    let mut frame = honest[dice.below(honest.len())].clone();
    match dice.below(5) {
        0 => (0..dice.below(64)).map(|_| dice.below(256) as u8).collect(),
        1 => {
            frame.truncate(dice.below(frame.len()));
            frame
        }
        2 => {
            let mut lie = u32::MAX.to_be_bytes().to_vec();
            lie.extend(&frame[4..]);
            lie
        }
        _ => {
            for _ in 0..=dice.below(4) {
                let at = 4 + dice.below(frame.len() - 4);
                frame[at] = b' ' + dice.below(95) as u8;
            }
            frame
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_frames_change_nothing() {
    let [ana, ben] = ["Ana", "Ben"].map(|name| Person::new(name, Role::Em));
    ana.edit("Harbour");
    let (host, ticket) = ana.shares();
    let change = ben.edit("Sunk");
    let mut other = change.clone();
    other.signature[0] ^= 1;
    let greeting = framed(&Message::Hello(hello(&ticket, &ben.me(), None)));
    // All that an honest peer says, but for changes that are signed: those would rightly count.
    let honest = [
        greeting.clone(),
        framed(&Message::Ask([(ben.author(), plan::Tip { seq: 1, hash: change.hash() })].into())),
        framed(&Message::Changes(vec![other])),
        framed(&Message::Have(ben.version())),
        framed(&Message::Presence(Some("roadmap".to_owned()))),
        framed(&Message::People(host.seen(&ana.version()).people)),
        framed(&Message::Beat),
    ];
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let n_frames = number("PLIMSOLL_FRAMES", 3_000);
    for _ in 0..n_frames {
        let (mut reader, mut writer, talking) = stranger(&host, ben.author());
        let drain = tokio::spawn(async move { tokio::io::copy(&mut reader, &mut tokio::io::sink()).await });
        // A fifth before they were let in; one a connection, so that each is judged.
        if dice.below(5) > 0 {
            writer.write_all(&greeting).await.expect("the host listens");
        }
        writer.write_all(&hostile(&mut dice, &honest)).await.expect("there is room for it");
        writer.shutdown().await.expect("the host is there");
        let end = talking.await.expect("no frame makes the host panic");
        drain.abort();
        assert!(!matches!(end, Some(End::WeParted(_))), "nobody was removed: {end:?}");
    }
    println!("{n_frames} hostile frames: peak memory {:.0} MB", peak_memory());
    assert_eq!((ana.title().as_str(), ana.n_changes()), ("Harbour", 1));
}

#[tokio::test]
async fn a_frame_is_refused_by_its_length_before_it_is_read() {
    let budget = frame::budget();
    for (length, largest) in [(STRANGERS + 1, STRANGERS), (LARGEST + 1, LARGEST)] {
        let (mut here, mut there) = duplex(64);
        here.write_u32(length as u32).await.unwrap();
        let read = frame::read(&mut there, largest, Duration::from_secs(1), &budget).await;
        assert_eq!(read.err(), Some(Broken::Garbled));
    }
}

#[tokio::test(start_paused = true)]
async fn who_announces_much_and_sends_nothing_holds_no_memory_and_is_given_up() {
    let budget = frame::budget();
    let before = budget.available_permits();
    let (mut here, mut there) = duplex(64);
    here.write_u32(LARGEST as u32).await.unwrap();
    let read = frame::read(&mut there, LARGEST, Duration::from_secs(1), &budget).await;
    assert_eq!(read.err(), Some(Broken::Gone));
    assert_eq!(budget.available_permits(), before, "its part of the budget is free again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_peer_that_sends_and_never_reads_is_given_up_and_the_others_go_on() {
    let [ana, ben] = ["Ana", "Ben"].map(|name| Person::new(name, Role::Em));
    for n in 0..900 {
        ana.edit(&format!("{n} {}", "a".repeat(190)));
    }
    let (host, ticket) = ana.shares();
    let (mut reader, mut writer, talking) = stranger(&host, ben.author());
    writer.write_all(&framed(&Message::Hello(hello(&ticket, &ben.me(), None)))).await.unwrap();
    writer.write_all(&framed(&Message::Ask([].into()))).await.unwrap();
    until("the host has begun to send", || host.seen(&ana.version()).people.iter().all(|person| person.here)).await;
    // It falls silent: the host gives it up although its own words are still stuck.
    let end = talking.await.unwrap();
    assert_eq!(end, Some(End::Lost));
    assert!(reader.read_u8().await.is_ok());
    let _ana: Arc<Person> = ana;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_names_ever_more_authors_or_endless_labels_fills_nothing() {
    let [ana, ben] = ["Ana", "Ben"].map(|name| Person::new(name, Role::Em));
    let (host, ticket) = ana.shares();
    let (reader, mut writer, talking) = stranger(&host, ben.author());
    let _reader = reader;
    writer.write_all(&framed(&Message::Hello(hello(&ticket, &ben.me(), None)))).await.unwrap();
    for round in 0_u32..4 {
        let author =
            |n: u32| plan::Author(std::array::from_fn(|at| (n.wrapping_mul(2_654_435_761) >> (at % 4 * 8)) as u8));
        let has = (0..4_000).map(|n| (author(4_000 * round + n), 1)).collect();
        let _gone = writer.write_all(&framed(&Message::Have(has))).await;
    }
    assert_eq!(talking.await.unwrap(), Some(End::Garbled));

    host.with_roster(|roster| roster.set_role(ben.author(), Role::Viewer));
    let mut change = ben.edit("Pier");
    change.label = "x".repeat(1 << 20);
    change.sign(&ben.key);
    let (room, peer) = (Arc::clone(&host), ben.author());
    tokio::task::spawn_blocking(move || room.take(peer, vec![change]).unwrap()).await.unwrap();
    assert_eq!(host.seen(&ana.version()).aside, []);
}
