//! The byte form of a change: what is signed and hashed. It is one of its own, because JSON can say the same thing in many ways.

use crate::change::{Change, ChangeId, Edit, Intent};
use crate::value::{Day, Range, Value};

impl Change {
    /// What is signed and hashed: everything but the signature, in this order. Numbers are little-endian, a number is
    /// its IEEE 754 bits, words and lists have their length as a `u32` before them, a day is its ISO text, and a choice
    /// of forms (intent, value) starts with a byte that counts the forms from 0 in the order of their definition.
    pub fn content(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(256 + 160 * self.edits.len());
        bytes.extend(b"plimsoll change 1\n");
        put_id(&mut bytes, self.id);
        bytes.extend(self.stamp.time.to_le_bytes());
        bytes.extend(self.stamp.author.0);
        put_text(&mut bytes, &self.name);
        put_text(&mut bytes, self.role.word());
        put_text(&mut bytes, &self.label);
        match self.intent {
            Intent::Act => bytes.push(0),
            Intent::Undo(change) => {
                bytes.push(1);
                put_id(&mut bytes, change);
            }
            Intent::Redo(change) => {
                bytes.push(2);
                put_id(&mut bytes, change);
            }
        }
        bytes.extend(self.previous);
        put_count(&mut bytes, self.edits.len());
        for Edit { slot, value, replaces } in &self.edits {
            put_text(&mut bytes, slot.entity.kind.word());
            bytes.extend(slot.entity.id.as_bytes());
            put_text(&mut bytes, slot.field.word());
            put_text(&mut bytes, &slot.key);
            put_value(&mut bytes, value);
            put_count(&mut bytes, replaces.len());
            for edit in replaces {
                put_id(&mut bytes, edit.change);
                bytes.extend(edit.index.to_le_bytes());
            }
        }
        bytes
    }
}

fn put_id(bytes: &mut Vec<u8>, id: ChangeId) {
    bytes.extend(id.author.0);
    bytes.extend(id.seq.to_le_bytes());
}

fn put_count(bytes: &mut Vec<u8>, count: usize) {
    bytes.extend((count as u32).to_le_bytes());
}

fn put_text(bytes: &mut Vec<u8>, text: &str) {
    put_count(bytes, text.len());
    bytes.extend(text.as_bytes());
}

fn put_day(bytes: &mut Vec<u8>, day: Day) {
    put_text(bytes, &day.to_string());
}

fn put_value(bytes: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Nothing => bytes.push(0),
        Value::Flag(flag) => bytes.extend([1, u8::from(*flag)]),
        Value::Number(number) => {
            bytes.push(2);
            bytes.extend(number.to_le_bytes());
        }
        Value::Text(text) => {
            bytes.push(3);
            put_text(bytes, text);
        }
        Value::Day(day) => {
            bytes.push(4);
            put_day(bytes, *day);
        }
        Value::Ref(id) => {
            bytes.push(5);
            bytes.extend(id.as_bytes());
        }
        Value::Range(Range { low, likely, high }) => {
            bytes.push(6);
            for part in [low, likely, high] {
                bytes.extend(part.to_le_bytes());
            }
        }
        Value::DayRange(range) => {
            bytes.push(7);
            for day in [range.low, range.likely, range.high] {
                put_day(bytes, day);
            }
        }
    }
}
