//! Many who want in and may not, and peers that are slow on purpose: the honest one is let through all the same.
//!
//! `PLIMSOLL_KNOCKS` says how often somebody knocks without a ticket, 500 unless told otherwise; `PLIMSOLL_REPLAYS` how many
//! changes are replayed or forged, 500 unless told otherwise.

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use ed25519_dalek::SigningKey;
use plan::{Author, Change, ChangeId, Role};
use tokio::io::AsyncWriteExt;

use super::hostile::{Dice, framed, number, peak_memory};
use super::loopback::{join, shared, until};
use super::memory::{Person, connect, stranger, until as until_it_is};
use crate::endpoint::Endpoint;
use crate::frame::{LARGEST, STRANGERS};
use crate::guest::{self, hello};
use crate::log::Log;
use crate::message::Message;
use crate::people::Sync;
use crate::talk::End;
use crate::ticket::{Secret, Ticket};
use crate::{Error, Reach, Refusal, Session};

/// Who knocks at once.
const KNOCKERS: u8 = 8;
/// Names the ticket of the session that is knocked at to those who knock.
const TICKET: &str = "PLIMSOLL_KNOCK_AT";

fn n_knocks() -> usize {
    number("PLIMSOLL_KNOCKS", 500)
}

/// How long so many edits take from Ben to Ana, each in milliseconds, sorted.
fn latencies(n_edits: usize, what: &str, [ana, ben]: [&Arc<Person>; 2], guest: &Session) -> Vec<f64> {
    let mut times: Vec<f64> = (0..n_edits)
        .map(|n| {
            let title = format!("{what} {n}");
            let begun = Instant::now();
            ben.edit(&title);
            guest.stir();
            while ana.title() != title {
                assert!(begun.elapsed() < Duration::from_secs(30), "the honest peer is heard");
                std::thread::sleep(Duration::from_micros(100));
            }
            begun.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times
}

fn quantile(times: &[f64], share: f64) -> f64 {
    times[((times.len() - 1) as f64 * share) as usize]
}

#[cfg(unix)]
#[test]
fn whoever_knocks_without_a_ticket_stays_out_and_the_honest_are_heard() {
    let n_knocks = n_knocks();
    let [ana, ben] = ["Ana", "Ben"].map(|name| Person::new(name, Role::Em));
    ana.edit("Harbour");
    let (host, ticket) = shared(&ana);
    let guest = join(&ben, &ticket).unwrap();
    let calm = latencies(60, "calm", [&ana, &ben], &guest);

    let mut knockers = Command::new("nice");
    knockers.args(["-n", "19"]).arg(std::env::current_exe().unwrap());
    knockers.args(["--ignored", "--exact", "--nocapture", "tests::storm::knock", "--test-threads", "1"]);
    knockers.env(TICKET, ticket.text()).stdout(Stdio::piped());
    let mut knockers = knockers.spawn().expect("`nice` is on every Unix");
    let mut stormy = Vec::new();
    while knockers.try_wait().unwrap().is_none() {
        stormy.extend(latencies(1, &format!("storm {}", stormy.len()), [&ana, &ben], &guest));
        std::thread::sleep(Duration::from_millis(20));
    }
    let knockers = knockers.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&knockers.stdout);
    assert!(knockers.status.success(), "nobody came in: {told}");
    let refused = told.lines().find_map(|line| line.split("told why not: ").nth(1)?.parse::<usize>().ok()).unwrap();
    stormy.sort_by(f64::total_cmp);
    println!(
        "{n_knocks} knocks, {refused} told why not: the honest edit took {:.1} ms (p99 {:.1}) before, {:.1} ms (p99 {:.1}) \
         meanwhile, {} of them; peak memory {:.0} MB",
        quantile(&calm, 0.5),
        quantile(&calm, 0.99),
        quantile(&stormy, 0.5),
        quantile(&stormy, 0.99),
        stormy.len(),
        peak_memory()
    );
    until("both are in sync", || guest.seen(&ben.version()).sync == Sync::Same);
    let people: Vec<_> = host.seen(&ana.version()).people.into_iter().map(|person| person.name).collect();
    assert_eq!(people, ["Ana", "Ben"]);
    assert_eq!(host.seen(&ana.version()).invitation.unwrap().uses_left, 0, "Ben alone used it");
    assert!(refused > 0, "somebody got as far as showing a ticket");
}

/// Eight at once, again and again, in a process of their own that steps back for the others, as on machines of their own.
#[test]
#[ignore = "played by the storm, which names the ticket"]
fn knock() {
    let ticket = Ticket::parse(&std::env::var(TICKET).expect("the storm names it")).unwrap();
    let n_knocks = n_knocks();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let (knocked, refused) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    runtime.block_on(async {
        let mut knockers = tokio::task::JoinSet::new();
        for number in 0..KNOCKERS {
            let (ticket, knocked, refused) = (ticket.clone(), Arc::clone(&knocked), Arc::clone(&refused));
            knockers.spawn(async move {
                let eve = Person::new("Eve", Role::Pm);
                let here = Endpoint::open(&[100 + number; 32], Reach::Loopback, None).await.unwrap();
                while knocked.fetch_add(1, Ordering::Relaxed) < n_knocks {
                    let forged = Ticket { secret: Secret::fresh().unwrap(), ..ticket.clone() };
                    // Sent away at the door is as good as being told why.
                    let Ok(line) = here.dial(&forged).await else { continue };
                    let (_, mut reader, mut writer, hangup) = line.split();
                    match guest::greet(&eve.room(), &forged, &eve.me(), &mut reader, &mut writer).await {
                        Err(Error::Refused(Refusal::Ticket)) => drop(refused.fetch_add(1, Ordering::Relaxed)),
                        Err(_) => {}
                        Ok(_) => panic!("somebody came in without a ticket"),
                    }
                    hangup.now();
                }
                here.close().await;
            });
        }
        knockers.join_all().await;
    });
    println!("told why not: {}", refused.load(Ordering::Relaxed));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_announces_much_and_dribbles_holds_up_nobody_and_fills_no_memory() {
    let [ana, ben] = ["Ana", "Ben"].map(|name| Person::new(name, Role::Em));
    ana.edit("Harbour");
    let (host, ticket) = ana.shares();
    let slow: Vec<_> = (0..7_u8)
        .map(|number| {
            let author = Author(SigningKey::from_bytes(&[50 + number; 32]).verifying_key().to_bytes());
            let (reader, mut writer, talking) = stranger(&host, author);
            let greeting = framed(&Message::Hello(hello(&ticket, &ben.me(), None)));
            let dribbling = tokio::spawn(async move {
                writer.write_all(&greeting).await?;
                writer.write_u32(LARGEST as u32).await?;
                // Half of what was announced, then a byte now and then.
                for _ in 0..LARGEST / 2 / 65_536 {
                    writer.write_all(&[b' '; 65_536]).await?;
                }
                loop {
                    writer.write_u8(b' ').await?;
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
                #[allow(unreachable_code, reason = "says what the block answers")]
                std::io::Result::Ok(())
            });
            (reader, talking, dribbling)
        })
        .collect();
    let guest = ben.room();
    let _line = connect(&host, &guest, &ticket, ben.me());
    for n in 0..20 {
        ben.edit(&format!("Pier {n}"));
        guest.stir();
        until_it_is("the honest edit is there", || ana.version() == ben.version()).await;
    }
    until_it_is("and acknowledged", || guest.seen(&ben.version()).sync == Sync::Same).await;
    println!("beside seven slow peers: peak memory {:.0} MB", peak_memory());
    assert_eq!(ana.title(), "Pier 19");
    for (reader, talking, dribbling) in slow {
        dribbling.abort();
        talking.abort();
        drop(reader);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_who_says_more_than_strangers_may_is_not_read() {
    let [ana, ben] = ["Ana", "Ben"].map(|name| Person::new(name, Role::Em));
    let (host, ticket) = ana.shares();
    let free = host.budget.available_permits();
    for length in [STRANGERS + 1, LARGEST, u32::MAX as usize] {
        let (_reader, mut writer, talking) = stranger(&host, ben.author());
        writer.write_u32(length as u32).await.unwrap();
        assert_eq!(talking.await.unwrap(), None, "nobody waits for {length} bytes of a stranger");
    }
    let (_reader, mut writer, talking) = stranger(&host, ben.author());
    writer.write_all(&framed(&Message::Hello(hello(&ticket, &ben.me(), None)))).await.unwrap();
    writer.write_u32(LARGEST as u32 + 1).await.unwrap();
    assert_eq!(talking.await.unwrap(), Some(End::Garbled), "nor of a guest for more than guests may say");
    assert_eq!(host.budget.available_permits(), free);
}

/// A change that must not count: said again, or made of genuine ones by somebody without their author's key.
fn replayed(dice: &mut Dice, recorded: &[Change], forger: &SigningKey) -> Change {
    let mut change = recorded[dice.below(recorded.len())].clone();
    let other = &recorded[dice.below(recorded.len())];
    let beyond = recorded.len() as u32 + 1;
    match dice.below(8) {
        0 | 1 => {}
        2 => change.id.seq = beyond,
        3 => {
            change.id.seq = beyond;
            change.previous = recorded[recorded.len() - 1].hash();
            change.sign(forger);
        }
        4 => {
            let seq = beyond;
            change.id = ChangeId { author: Author(forger.verifying_key().to_bytes()), seq };
        }
        5 => change.edits.clone_from(&other.edits),
        6 => {
            change.id.seq = beyond;
            change.signature = other.signature;
        }
        _ => {
            change.id.seq = beyond;
            change.signature[dice.below(64)] ^= 1 << dice.below(8);
        }
    }
    change
}

#[tokio::test(flavor = "multi_thread")]
async fn of_thousands_replayed_and_forged_none_counts_twice_and_none_that_nobody_signed() {
    let n_replays = number("PLIMSOLL_REPLAYS", 500);
    let [ana, ben, eve] = ["Ana", "Ben", "Eve"].map(|name| Person::new(name, Role::Em));
    let (host, ticket) = ana.shares();
    let recorded: Vec<Change> = (0..100).map(|n| ben.edit(&format!("Pier {n}"))).collect();
    ana.take(recorded.clone()).unwrap();

    // Eve, who was let in too, has heard them all; half of it she says as Ben, as if she had taken over his line.
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for who in [eve.author(), ben.author()] {
        let mut left = n_replays / 2 / 10;
        // On a busy machine the host may hear nothing for so long that it gives her up: then she comes again.
        while left > 0 {
            let (mut reader, mut writer, talking) = stranger(&host, who);
            let drain = tokio::spawn(async move { tokio::io::copy(&mut reader, &mut tokio::io::sink()).await });
            let mut heard = writer.write_all(&framed(&Message::Hello(hello(&ticket, &eve.me(), None)))).await.is_ok();
            while left > 0 && heard {
                let changes = (0..10).map(|_| replayed(&mut dice, &recorded, &eve.key)).collect();
                heard = writer.write_all(&framed(&Message::Changes(changes))).await.is_ok();
                left -= usize::from(heard);
            }
            let _gone = writer.write_all(&framed(&Message::Bye(crate::Parting::Left))).await;
            let end = talking.await.expect("nothing that she says makes the host panic");
            assert!(matches!(end, Some(End::TheyParted(_) | End::Lost)), "{end:?}");
            drain.abort();
        }
    }
    assert_eq!((ana.title().as_str(), ana.n_changes()), ("Pier 99", 100));
    assert_eq!(ana.version(), ben.version(), "nobody else is an author");
    assert_eq!(ana.n_conflicts(), 0);
    assert!(host.seen(&ana.version()).trouble.is_some_and(|what| what.contains("not signed by its author")));
}
