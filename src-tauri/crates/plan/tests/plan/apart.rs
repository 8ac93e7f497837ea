//! People who are cut off from one another, lose what was sent, hear it twice and in the wrong order, and whose clocks are
//! years apart, end with the same plan.

use plan::{Change, Document};
use proptest::prelude::*;

use crate::random::{Dice, dice};
use crate::replica::Replica;

/// A year in NTP64, whose upper half counts seconds.
const YEAR: u64 = (365 * 24 * 60 * 60) << 32;

/// What one sends another: all that the other lacks, or a piece of it, perhaps backwards, twice, or not at all.
fn message(from: &Replica, to: &Replica, dice: &mut Dice) -> Vec<Change> {
    let mut sent: Vec<Change> = from.log.iter().filter(|change| !to.document.knows(change.id)).cloned().collect();
    match dice.below(6) {
        0 => sent.clear(),
        1 => sent.truncate(dice.below(sent.len() + 1)),
        2 => drop(sent.drain(..dice.below(sent.len() + 1))),
        3 => sent.reverse(),
        4 => sent.extend(from.log.iter().rev().take(dice.below(20)).cloned()),
        _ => {}
    }
    sent
}

/// Two to five people edit, take back and talk, while who hears whom changes.
fn schedule(dice: &mut Dice) -> Vec<Replica> {
    let n = 2 + dice.below(4);
    let mut replicas: Vec<Replica> = (0..n).map(|at| Replica::ahead(at as u8, dice.below(12) as u64 * YEAR)).collect();
    let mut side: Vec<usize> = vec![0; n];
    while dice.more() {
        let here = dice.below(n);
        match dice.below(10) {
            0 => side[here] = dice.below(3),
            1 | 2 => {
                let there = dice.below(n);
                if side[here] == side[there] {
                    let sent = message(&replicas[there], &replicas[here], dice);
                    replicas[here].take(sent);
                }
            }
            3 => {
                replicas[here].undo();
            }
            4 => {
                replicas[here].redo();
            }
            _ => {
                let op = dice.op();
                let _refused = replicas[here].act(&op);
            }
        }
    }
    replicas
}

/// As many cases as `PROPTEST_CASES` says, or enough for every day.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(128)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn whoever_was_cut_off_ends_with_the_same_plan(mut script in dice(1500)) {
        let mut replicas = schedule(&mut script);
        let logs: Vec<Vec<Change>> = replicas.iter().map(|replica| replica.log.clone()).collect();
        for replica in &mut replicas {
            for log in &logs {
                replica.take(log.clone());
            }
        }
        let mut in_order: Vec<Change> = replicas[0].log.clone();
        in_order.sort_by_key(|change| change.stamp);
        let mut folded = Document::default();
        for change in in_order {
            prop_assert_eq!(folded.apply(change).taken.len(), 1, "what a change builds on was stamped before it");
        }
        for replica in &replicas {
            prop_assert_eq!(replica.document.held().count(), 0);
            prop_assert_eq!(replica.document.tips(), folded.tips());
            prop_assert!(replica.document.slots().eq(folded.slots()));
            prop_assert_eq!(replica.plan(), folded.plan());
        }
    }
}
