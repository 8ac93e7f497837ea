//! What a flag is about, as stable text: a waiver names its flag by it.

use crate::id::EntityId;

/// The subjects as sorted text without repetition, such as `item:…,debt:…`; the same whatever order they come in.
pub fn subject_key(subjects: &[EntityId]) -> String {
    let mut subjects = subjects.to_vec();
    subjects.sort_unstable();
    subjects.dedup();
    let words: Vec<String> = subjects.iter().map(|entity| format!("{}:{}", entity.kind.word(), entity.id)).collect();
    words.join(",")
}
