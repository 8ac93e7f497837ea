//! Edits and operations out of numbers: over a small pool of entities, so that they meet; mostly legal, at times absurd.

use plan::{
    Assign, Author, Concern, Day, DayRange, EntityId, Field, KeyType, Kind, Op, Range, SPECS, Scenario, ScenarioId,
    Slot, Spec, Value, ValueType, WEEKDAYS, fixture,
};
use proptest::prelude::*;

/// A stream of choices, made of what proptest draws so that it can shrink.
#[derive(Clone, Debug)]
pub struct Dice {
    rolls: Vec<u16>,
    next: usize,
}

/// A stream of so many choices; after them all are 0.
pub fn dice(length: usize) -> impl Strategy<Value = Dice> {
    proptest::collection::vec(any::<u16>(), 0..length).prop_map(|rolls| Dice { rolls, next: 0 })
}

impl Dice {
    /// Whether there is still something to draw.
    pub fn more(&self) -> bool {
        self.next < self.rolls.len()
    }

    /// One of so many.
    pub fn below(&mut self, sides: usize) -> usize {
        let roll = self.rolls.get(self.next).copied().unwrap_or(0);
        self.next += 1;
        usize::from(roll) % sides
    }

    fn one_in(&mut self, sides: usize) -> bool {
        self.below(sides) == sides - 1
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// An entity of the pool.
    pub fn entity(&mut self, kind: Kind) -> EntityId {
        fixture::id(kind, ["a", "b", "c", "d"][self.below(4)])
    }

    /// A row of the table; the fields that tie things together come up as often as all others.
    fn spec(&mut self) -> &'static Spec {
        const TIES: [Field; 7] =
            [Field::After, Field::Parent, Field::Component, Field::Alive, Field::Rank, Field::Kind, Field::Pays];
        let ties = self.one_in(2);
        loop {
            let spec = self.pick(SPECS);
            if !ties || TIES.contains(&spec.field) || !self.more() {
                return spec;
            }
        }
    }

    /// A place and what is written there.
    pub fn edit(&mut self) -> (Slot, Value) {
        let spec = self.spec();
        let entity = self.entity(spec.kind);
        if spec.key == KeyType::Slot {
            let (beneath, scenario) = (self.value(spec.value), Scenario::new(ScenarioId(entity.id)));
            let edits = scenario.suppose(vec![self.edit()], |_| beneath.clone()).unwrap_or_default();
            return edits.into_iter().next().unwrap_or_else(|| self.edit());
        }
        let key = match spec.key {
            _ if self.one_in(40) => "nonsense".to_owned(),
            KeyType::None => String::new(),
            KeyType::Entity(kind) => self.entity(kind).id.to_string(),
            KeyType::Day => self.day().to_string(),
            KeyType::Name if spec.field == Field::Weekday => (*self.pick(&WEEKDAYS)).to_owned(),
            KeyType::Name if spec.field == Field::Driver => self.pick(&Concern::ALL).word().to_owned(),
            KeyType::Name => (*self.pick(&["rust", "ui", "cobol"])).to_owned(),
            KeyType::Author => Author([self.below(3) as u8; 32]).hex(),
            KeyType::Slot => unreachable!("a scenario makes its own"),
        };
        (Slot { entity, field: spec.field, key }, self.value(spec.value))
    }

    fn value(&mut self, kind: ValueType) -> Value {
        if self.one_in(12) {
            return Value::Nothing;
        }
        if self.one_in(40) {
            return Value::Text("\u{7} nonsense".to_owned());
        }
        match kind {
            ValueType::Flag => Value::Flag(!self.one_in(4)),
            ValueType::Number(low, high) | ValueType::Share(low, high) => Value::Number(self.number(low, high)),
            ValueType::Whole(low, high) => Value::Number(self.number(f64::from(low), f64::from(high)).round()),
            ValueType::Text => Value::Text((*self.pick(&["Auth", "Cart", " Pay ", "Split it"])).to_owned()),
            ValueType::Rank => Value::Text((*self.pick(&["80", "8180", "7f80", "80", "zz", "00"])).to_owned()),
            ValueType::Day => Value::Day(self.day()),
            ValueType::Ref(kind) => Value::Ref(self.entity(kind).id),
            ValueType::Range | ValueType::ShareRange => {
                let mut parts = [0; 3].map(|_| self.number(0.0, 40.0));
                if !self.one_in(6) {
                    parts.sort_by(f64::total_cmp);
                }
                let [low, likely, high] = parts;
                Value::Range(Range { low, likely, high })
            }
            ValueType::DayRange => {
                let mut days = [0; 3].map(|_| self.day());
                if !self.one_in(6) {
                    days.sort();
                }
                let [low, likely, high] = days;
                Value::DayRange(DayRange { low, likely, high })
            }
            ValueType::Choice(words) => Value::Text((*self.pick(words)).to_owned()),
            ValueType::Supposed => Value::Flag(true),
        }
    }

    fn number(&mut self, low: f64, high: f64) -> f64 {
        match self.below(24) {
            22 => f64::NAN,
            23 => high + 1.0,
            step => low + (high.min(low + 50.0) - low) * step as f64 / 21.0,
        }
    }

    fn day(&mut self) -> Day {
        match self.below(40) {
            39 => Day::new(9999, 1, 1).unwrap(),
            days => Day::new(2027, 1, 1).unwrap().plus(days as i32 * 7),
        }
    }

    /// What a user might ask for.
    pub fn op(&mut self) -> Op {
        match self.below(8) {
            0 | 1 => {
                let kind = *self.pick(&Kind::ALL);
                let entity = self.entity(kind);
                let title = Assign::of(Field::Title, Value::Text("New".to_owned()));
                let values = (0..self.below(3)).map(|_| self.edit()).filter(|(slot, _)| slot.entity.kind == kind);
                let values = values.map(|(slot, value)| Assign { field: slot.field, key: slot.key, value });
                Op::Create { entity, values: std::iter::once(title).chain(values).collect() }
            }
            2 if self.one_in(3) => {
                let kind = *self.pick(&Kind::ALL);
                Op::Delete { entity: self.entity(kind) }
            }
            3 => {
                let item = plan::ItemId(self.entity(Kind::Item).id);
                let before = plan::ItemId(self.entity(Kind::Item).id);
                Op::Move { item, before: (!self.one_in(4)).then_some(before) }
            }
            4 => Op::All { label: "Several".to_owned(), ops: (0..self.below(4)).map(|_| self.op()).collect() },
            _ => {
                let (slot, value) = self.edit();
                Op::Set { slot, value }
            }
        }
    }
}
