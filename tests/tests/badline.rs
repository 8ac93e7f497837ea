//! Two programs in processes of their own on a bad line: cut in mid-edit, killed in mid-sync, held, losing packets. Nothing
//! that was acknowledged is lost, and both come to the same.
//!
//! `PLIMSOLL_CUTS` says how often programs are killed; 6 unless told otherwise. The cut cable and the lossy one need network
//! namespaces, and are passed by where there are none.
#![cfg(unix)]

use std::path::Path;
use std::time::Duration;

use app::Request;
use tests::colleague::{Colleague, Place, settled, until};
use tests::network::Network;

/// Changes of Ana's before the first edit: the plan is made, the scene set, and Ben admitted.
const SCENE: u32 = 3;

fn start(name: &'static str, home: &Path, place: &Place) -> Colleague {
    Colleague::start(env!("CARGO_BIN_EXE_colleague"), name, home, place)
}

/// Ana shares her plan, Ben has joined.
fn together(home: &Path, [anas, bens]: [&Place; 2]) -> (Colleague, Colleague) {
    let (mut ana, mut ben) = (start("Ana", home, anas), start("Ben", home, bens));
    ana.plan();
    let ticket = ana.ticket(2);
    ben.join(&ticket);
    settled(&mut ana, &mut ben);
    (ana, ben)
}

/// Reproducible luck.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

#[test]
fn whoever_is_held_is_away_within_seconds_and_has_everything_when_back() {
    let home = tempfile::tempdir().unwrap();
    let (mut ana, mut ben) = together(home.path(), [&Place::Loopback; 2]);
    ben.edits(0, 3);
    ben.hold();
    ana.edits(0, 10);
    let away = until("Ana sees that Ben is away", || !ana.sees("Ben"));
    ana.edits(10, 10);
    ben.go_on();
    let back = settled(&mut ana, &mut ben);
    println!("held: away after {away:.1?}, back and equal after {back:.1?}");
    assert_eq!((ana.changes_of("Ana"), ana.changes_of("Ben")), (SCENE + 20, 3));
}

#[test]
fn a_host_who_is_held_is_found_again() {
    let home = tempfile::tempdir().unwrap();
    let (mut ana, mut ben) = together(home.path(), [&Place::Loopback; 2]);
    ana.hold();
    ben.edits(0, 10);
    let away = until("Ben sees that Ana is away", || !ben.sees("Ana"));
    ben.edits(10, 10);
    ana.go_on();
    let back = settled(&mut ana, &mut ben);
    println!("host held: away after {away:.1?}, back and equal after {back:.1?}");
    assert_eq!(ana.changes_of("Ben"), 20);
}

#[test]
fn programs_killed_in_mid_sync_lose_nothing_that_was_acknowledged() {
    let n_kills: u32 = std::env::var("PLIMSOLL_CUTS").map_or(6, |text| text.parse().expect("a number of kills"));
    let home = tempfile::tempdir().unwrap();
    let (mut ana, mut ben) = together(home.path(), [&Place::Loopback; 2]);
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let (mut anas, mut bens) = (0, 0);
    for kill in 0..n_kills {
        // Both have something to send when they meet again.
        ben.ask(Request::LeaveSession);
        anas = ana.edits(anas, 25);
        bens = ben.edits(bens, 25);
        let ticket = ana.ticket(2);
        ben.join(&ticket);
        let kills_host = kill % 3 == 2;
        let end = if kills_host { ana.killer() } else { ben.killer() };
        let delay = Duration::from_millis(dice.below(120));
        let killing = std::thread::spawn(move || {
            std::thread::sleep(delay);
            end();
        });
        // Edits go on until the process is gone under them.
        let (dying, living) = if kills_host { (&mut ana, &mut ben) } else { (&mut ben, &mut ana) };
        let (of_dying, of_living) = if kills_host { (&mut anas, &mut bens) } else { (&mut bens, &mut anas) };
        *of_living = living.edits(*of_living, 2);
        *of_dying = dying.edits(*of_dying, 10_000);
        killing.join().unwrap();
        // What the other said to have on its disk when it was heard last.
        let acknowledged = living.in_sync().then(|| living.changes_of(living.name));
        let died = if kills_host { &mut ana } else { &mut ben };
        let name = died.name;
        *died = {
            died.wait();
            let mut again = start(name, home.path(), &Place::Loopback);
            again.reopen();
            again
        };
        let (made, scene) = if kills_host { (&mut anas, SCENE) } else { (&mut bens, 0) };
        let there = died.changes_of(name) - scene;
        assert!((*made..=*made + 1).contains(&there), "{name} was told of {made} edits and has {there}");
        // One more may have been on disk when it died: its number is taken.
        *made = there;
        let other = if kills_host { "Ben" } else { "Ana" };
        if let Some(acknowledged) = acknowledged {
            assert!(died.changes_of(other) >= acknowledged, "what was acknowledged to {other} is on the disk");
        }
        ben.ask(Request::LeaveSession);
        let ticket = ana.ticket(2);
        ben.join(&ticket);
        settled(&mut ana, &mut ben);
    }
    println!("{n_kills} kills: {anas} edits of Ana's, {bens} of Ben's, all there");
    assert_eq!((ben.changes_of("Ana"), ana.changes_of("Ben")), (anas + SCENE, bens));
}

#[test]
fn a_cable_cut_in_mid_edit_and_mended_brings_all_of_both_sides_together() {
    let Some(network) = Network::make() else { return };
    let [a, b] = network.places();
    let home = tempfile::tempdir().unwrap();
    let (mut ana, mut ben) = together(home.path(), [&a, &b]);
    std::thread::scope(|scope| {
        let editing = [&mut ana, &mut ben].map(|who| scope.spawn(move || who.edits(0, 60)));
        for _ in 0..4 {
            std::thread::sleep(Duration::from_millis(40));
            network.cut(true);
            std::thread::sleep(Duration::from_millis(40));
            network.cut(false);
        }
        network.cut(true);
        for edits in editing {
            assert_eq!(edits.join().unwrap(), 60);
        }
    });
    let away = until("each sees that the other is away", || !ana.sees("Ben") && !ben.sees("Ana"));
    network.cut(false);
    let back = settled(&mut ana, &mut ben);
    println!("cut: away after {away:.1?}, equal {back:.1?} after it was mended");
    assert_eq!((ben.changes_of("Ana"), ana.changes_of("Ben")), (SCENE + 60, 60));
}

#[test]
fn a_line_that_loses_every_fifth_packet_carries_everything() {
    let Some(network) = Network::make() else { return };
    if !network.lose_a_fifth() {
        return;
    }
    let [a, b] = network.places();
    let home = tempfile::tempdir().unwrap();
    let (mut ana, mut ben) = together(home.path(), [&a, &b]);
    std::thread::scope(|scope| {
        let editing = [&mut ana, &mut ben].map(|who| scope.spawn(move || who.edits(0, 100)));
        for edits in editing {
            assert_eq!(edits.join().unwrap(), 100);
        }
    });
    let settled = settled(&mut ana, &mut ben);
    println!("200 edits over a line that lost {} packets: equal {settled:.1?} after the last", network.lost());
    assert!(network.lost() > 0, "the line is bad");
    assert_eq!((ben.changes_of("Ana"), ana.changes_of("Ben")), (SCENE + 100, 100));
}
