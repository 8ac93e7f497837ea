//! What holds whatever people do, and in whatever order the others hear of it.

use plan::{
    Author, Change, ChangeId, Document, Edit, EditRef, Field, Intent, Kind, Op, Plan, Role, Slot, Stamp, Value, check,
    decide, fixture, sound,
};
use proptest::prelude::*;

use crate::random::{Dice, dice};
use crate::replica::Replica;

/// Three people edit at once, hear from one another now and then, undo and redo; all changes that came of it.
fn history(dice: &mut Dice) -> Vec<Replica> {
    let mut replicas: Vec<Replica> = (0..3).map(Replica::new).collect();
    for kind in [Kind::Item, Kind::Component, Kind::Team, Kind::Debt, Kind::Person] {
        for handle in ["a", "b", "c"] {
            let word = kind.word();
            let ops = fixture::ops(&format!("{word} {handle}")).unwrap();
            replicas[0].act(&ops[0]).unwrap();
        }
    }
    let start = replicas[0].log.clone();
    replicas[1].take(start.clone());
    replicas[2].take(start);
    while dice.more() {
        let here = dice.below(3);
        match dice.below(12) {
            0 => {
                let there = dice.below(3);
                let log = replicas[there].log.clone();
                replicas[here].take(log);
            }
            1 => {
                replicas[here].undo();
            }
            2 => {
                replicas[here].redo();
            }
            3 => {
                let word = ["Auth", "Cart", "Pay"][dice.below(3)];
                let title = Slot::of(dice.entity(Kind::Item), Field::Title);
                let _refused = replicas[here].act(&Op::Set { slot: title, value: Value::Text(word.to_owned()) });
            }
            // What an older or a broken program might send: legal edit by edit, and never decided.
            4 | 5 => {
                let mut edits = vec![dice.edit()];
                edits.retain(|(slot, value)| check(slot, value).is_ok());
                replicas[here].write("raw", Intent::Act, edits);
            }
            _ => {
                let op = dice.op();
                let _refused = replicas[here].act(&op);
            }
        }
    }
    replicas
}

fn everything(replicas: &[Replica]) -> Vec<Change> {
    let own = |replica: &Replica| {
        let author = replica.author();
        replica.log.iter().filter(move |change| change.id.author == author).cloned().collect::<Vec<Change>>()
    };
    replicas.iter().flat_map(own).collect()
}

fn shuffled(mut changes: Vec<Change>, dice: &mut Dice) -> Vec<Change> {
    for last in (1..changes.len()).rev() {
        changes.swap(last, dice.below(last + 1));
    }
    changes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_order_and_any_grouping_folds_to_the_same(mut script in dice(1500), mut delivery in dice(300)) {
        let mut replicas = history(&mut script);
        let all = everything(&replicas);
        let folded = Document::fold(all.clone());
        prop_assert_eq!(folded.held().count(), 0);

        let mut late = Document::default();
        let mut rest = shuffled(all.clone(), &mut delivery);
        while !rest.is_empty() {
            let some = rest.split_off(rest.len() - 1 - delivery.below(rest.len().min(7)));
            late.merge(some.clone());
            late.merge(some);
        }
        prop_assert_eq!(late.plan(), folded.plan());
        prop_assert_eq!(late.conflicts(), folded.conflicts());
        prop_assert_eq!(late.tips(), folded.tips());
        for replica in &mut replicas {
            replica.take(all.clone());
            prop_assert_eq!(replica.plan(), folded.plan());
            prop_assert!(replica.document.slots().eq(folded.slots()));
        }

        // The typed plan, kept in step edit by edit, is what the winners alone give.
        let slots = folded.slots().map(|(slot, heads)| (slot.clone(), heads.to_vec()));
        let reopened = Document::from_heads(folded.tips().clone(), slots, [], []).unwrap();
        prop_assert_eq!(reopened.plan(), folded.plan());
        prop_assert_eq!(reopened.conflicts(), folded.conflicts());

        let (mended, _) = sound(folded.plan());
        prop_assert_eq!(&sound(&mended).0, &mended);
    }

    #[test]
    fn undo_then_redo_is_identity(mut script in dice(400), steps in 1usize..30) {
        let mut replica = Replica::new(0);
        let mut plans = vec![Plan::default()];
        while script.more() {
            let before = replica.log.len();
            let _refused = replica.act(&script.op());
            if replica.log.len() > before {
                plans.push(replica.plan().clone());
            }
        }
        let last = plans.len() - 1;
        let steps = steps.min(last);
        for step in 1..=steps {
            prop_assert!(replica.undo());
            prop_assert_eq!(sound(replica.plan()).0, sound(&plans[last - step]).0);
        }
        for step in (0..steps).rev() {
            prop_assert!(replica.redo());
            prop_assert_eq!(sound(replica.plan()).0, sound(&plans[last - step]).0);
        }
        prop_assert!(!replica.redo());
    }

    #[test]
    fn what_is_decided_parses_and_brings_nothing_to_mend(mut script in dice(600)) {
        let mut plan = Plan::default();
        while script.more() {
            let op = script.op();
            let Ok(decision) = decide(&plan, &op) else { continue };
            let before = plan.clone();
            for (slot, value) in &decision.edits {
                prop_assert_eq!(check(slot, value), Ok(()));
                plan.set(slot, value);
            }
            prop_assert_eq!(decision.edits.is_empty(), plan == before, "{:?}", op);
            prop_assert!(!decision.label.is_empty() && decision.label.len() < 400);
        }
        let faults = ["itself", "sum to", "in order", "no working day", "without a day", "other way round"];
        let (_, findings) = sound(&plan);
        let found = findings.iter().find(|finding| faults.iter().any(|fault| finding.sentence.contains(fault)));
        prop_assert_eq!(found, None);
    }

    #[test]
    fn a_merge_never_panics(mut script in dice(600)) {
        let authors = [1, 2].map(|number| Author([number; 32]));
        let mut document = Document::default();
        while script.more() {
            let id = ChangeId { author: authors[script.below(2)], seq: script.below(5) as u32 };
            let edits = (0..script.below(4)).map(|_| {
                let (slot, value) = script.edit();
                let replaces = (0..script.below(3)).map(|_| EditRef {
                    change: ChangeId { author: authors[script.below(2)], seq: script.below(5) as u32 },
                    index: script.below(3) as u32,
                });
                Edit { slot, value, replaces: replaces.collect() }
            });
            let edits = edits.collect();
            let known = document.tips().get(&id.author).map_or([0; 32], |tip| tip.hash);
            document.apply(Change {
                id,
                stamp: Stamp { time: script.below(4) as u64, author: authors[script.below(2)] },
                name: String::new(),
                role: Role::Viewer,
                label: "x".repeat(script.below(3)),
                intent: if script.below(5) == 4 { Intent::Undo(id) } else { Intent::Act },
                edits,
                previous: if script.below(5) == 4 { [9; 32] } else { known },
                signature: [0; 64],
            });
            let _refused = decide(document.plan(), &script.op());
        }
        let (mended, _) = sound(document.plan());
        prop_assert_eq!(&sound(&mended).0, &mended);
        let _labelled = decide(&mended, &Op::All { label: String::new(), ops: vec![script.op()] });
    }
}
