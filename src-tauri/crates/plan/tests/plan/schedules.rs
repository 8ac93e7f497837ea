//! Two to five people on a network that parts, loses, repeats and reorders, with clocks that are wrong by years: when all
//! have heard all, they have the same plan, and it is what the changes come to one by one in the order of their stamps.
//!
//! `PLIMSOLL_SCHEDULES` says how many schedules are tried; 96 unless told otherwise.

use std::collections::BTreeSet;

use plan::{Change, Document, Field, Intent, Kind, Op, Plan, Slot, Value, check, fixture};
use proptest::prelude::*;

use crate::random::{Dice, dice};
use crate::replica::Replica;

/// NTP64 of a day in 2026, and of a year.
const NOW: u64 = 1_795_392_000 << 32;
const YEAR: u64 = 31_556_952 << 32;

/// People, who cannot hear whom, and what is on its way.
struct Network {
    people: Vec<Replica>,
    parted: BTreeSet<(usize, usize)>,
    underway: Vec<(usize, Vec<Change>)>,
}

fn n_schedules() -> u32 {
    std::env::var("PLIMSOLL_SCHEDULES").map_or(96, |text| text.parse().expect("a number of schedules"))
}

impl Network {
    /// Everybody knows how the plan began; the clocks are up to ten years behind or ahead.
    fn new(dice: &mut Dice) -> Network {
        let n_people = 2 + dice.below(4);
        let clock = |dice: &mut Dice| NOW - 10 * YEAR + dice.below(21) as u64 * YEAR + dice.below(1_000) as u64;
        let mut people: Vec<Replica> = (0..n_people).map(|n| Replica::ahead(n as u8, clock(dice))).collect();
        for kind in [Kind::Item, Kind::Component, Kind::Team, Kind::Debt, Kind::Person] {
            for handle in ["a", "b", "c"] {
                let ops = fixture::ops(&format!("{} {handle}", kind.word())).unwrap();
                people[0].act(&ops[0]).unwrap();
            }
        }
        let start = people[0].log.clone();
        people.iter_mut().skip(1).for_each(|person| drop(person.take(start.clone())));
        Network { people, parted: BTreeSet::new(), underway: Vec::new() }
    }

    /// One thing happens: somebody edits, something arrives, or not, or twice, or people can no longer hear each other.
    fn step(&mut self, dice: &mut Dice) {
        let here = dice.below(self.people.len());
        let known = self.people[here].log.len();
        match dice.below(16) {
            0 => drop(self.people[here].undo()),
            1 => drop(self.people[here].redo()),
            2 | 3 => self.people[here].write_raw(dice),
            4 => {
                let there = dice.below(self.people.len());
                if !self.parted.remove(&(here, there)) {
                    self.parted.insert((here, there));
                }
            }
            5 => drop(self.taken_off(dice)),
            6 => {
                let again = self.taken_off(dice);
                self.underway.extend(again.iter().cloned());
                self.underway.extend(again);
            }
            7..=9 => {
                if let Some((to, changes)) = self.taken_off(dice) {
                    self.people[to].take(changes);
                }
            }
            10 | 11 => {
                let word = ["Auth", "Cart", "Pay"][dice.below(3)];
                let title = Slot::of(dice.entity(Kind::Item), Field::Title);
                let _refused = self.people[here].act(&Op::Set { slot: title, value: Value::Text(word.to_owned()) });
            }
            _ => {
                let op = dice.op();
                let _refused = self.people[here].act(&op);
            }
        }
        // What is new goes out to all who can be heard, each message on a way of its own.
        let news: Vec<Change> = self.people[here].log[known..].to_vec();
        let hearing = (0..self.people.len()).filter(|there| *there != here && !self.parted.contains(&(here, *there)));
        if !news.is_empty() {
            self.underway.extend(hearing.map(|there| (there, news.clone())));
        }
    }

    /// Any of the messages, not the oldest first.
    fn taken_off(&mut self, dice: &mut Dice) -> Option<(usize, Vec<Change>)> {
        (!self.underway.is_empty()).then(|| self.underway.swap_remove(dice.below(self.underway.len())))
    }

    /// The line holds again: each says what it has and is sent what is beyond that, until nobody lacks anything.
    fn heal(&mut self) {
        for _round in 0..2 {
            for here in 0..self.people.len() {
                for there in 0..self.people.len() {
                    let has = self.people[there].document.version();
                    let lacks = |change: &&Change| has.get(&change.id.author).is_none_or(|seq| *seq < change.id.seq);
                    let beyond: Vec<Change> = self.people[here].log.iter().filter(lacks).cloned().collect();
                    self.people[there].take(beyond);
                }
            }
        }
    }
}

impl Replica {
    /// What an older or a broken program might send: legal edit by edit, and never decided. Who may edit is left alone: whose
    /// changes count has schedules of its own.
    fn write_raw(&mut self, dice: &mut Dice) {
        let mut edits = vec![dice.edit()];
        edits.retain(|(slot, value)| check(slot, value).is_ok() && !slot.field.is_of_members());
        self.write("raw", Intent::Act, edits);
    }
}

/// What the changes come to when each is applied after those stamped before it, and knows nothing of the others.
fn in_stamp_order(changes: &[Change]) -> Plan {
    let mut sorted: Vec<&Change> = changes.iter().collect();
    sorted.sort_by_key(|change| change.stamp);
    let mut plan = Plan::default();
    for edit in sorted.into_iter().flat_map(|change| &change.edits) {
        plan.set(&edit.slot, &edit.value);
    }
    plan
}

proptest! {
    #![proptest_config(ProptestConfig { cases: n_schedules(), ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_network_does_all_come_to_the_fold_in_stamp_order(mut schedule in dice(500)) {
        let mut network = Network::new(&mut schedule);
        while schedule.more() {
            network.step(&mut schedule);
        }
        network.heal();
        let all = network.people[0].log.clone();
        let expected = in_stamp_order(&all);
        let folded = Document::fold(all.clone());
        prop_assert_eq!(folded.plan(), &expected);
        for person in &network.people {
            prop_assert_eq!(person.log.len(), all.len(), "each change counts once with everybody");
            prop_assert_eq!(person.document.held().count(), 0);
            prop_assert_eq!(person.plan(), &expected);
            prop_assert_eq!(person.document.tips(), folded.tips());
            prop_assert_eq!(person.document.conflicts(), folded.conflicts());
            prop_assert!(person.document.slots().eq(folded.slots()));
        }
    }
}
