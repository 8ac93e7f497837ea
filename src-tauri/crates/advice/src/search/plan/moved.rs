//! Which items really move from one order to another: the fewest that must, all others keep theirs among themselves.

use std::collections::{BTreeMap, BTreeSet};

use plan::ItemId;

/// The items of `after` that have to be moved, counting only those that stand in both. Pinned items, which have the same
/// number in both, are never among them.
pub(crate) fn moved(before: &[ItemId], after: &[ItemId], pins: &BTreeSet<ItemId>) -> BTreeSet<ItemId> {
    let known: BTreeSet<ItemId> = after.iter().copied().collect();
    let old = places(before, pins, |id| known.contains(id));
    let new = places(after, pins, |id| old.contains_key(id));
    let common: Vec<ItemId> = after.iter().copied().filter(|id| old.contains_key(id)).collect();
    // What changes sides with a pinned item moves; all others can keep their places beside it.
    let may_stay: Vec<ItemId> = common.iter().copied().filter(|id| old[id].1 == new[id].1).collect();
    let rise = longest_rise(&may_stay.iter().map(|id| old[id].0).collect::<Vec<usize>>());
    let kept: BTreeSet<ItemId> = rise.into_iter().map(|at| may_stay[at]).collect();
    common.into_iter().filter(|id| !kept.contains(id)).collect()
}

/// Where each item that counts stands, and how many pinned items stand before it.
fn places(
    order: &[ItemId],
    pins: &BTreeSet<ItemId>,
    counts: impl Fn(&ItemId) -> bool,
) -> BTreeMap<ItemId, (usize, usize)> {
    let mut n_pins = 0;
    let mut places = BTreeMap::new();
    for (place, id) in order.iter().filter(|id| counts(id)).enumerate() {
        places.insert(*id, (place, n_pins));
        n_pins += usize::from(pins.contains(id));
    }
    places
}

/// Where the longest rising run, with gaps, of some different numbers stands.
fn longest_rise(numbers: &[usize]) -> BTreeSet<usize> {
    // By length less one: where the run of that length that ends lowest ends.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end] < *number);
        previous.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut rise = BTreeSet::new();
    let mut at = ends.last().copied();
    while let Some(place) = at {
        rise.insert(place);
        at = previous[place];
    }
    rise
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn check(before: &str, after: &str, pins: &str) -> String {
        let ids =
            |word: &str| -> Vec<ItemId> { word.bytes().map(|byte| ItemId(Uuid::from_u128(byte.into()))).collect() };
        let moved = moved(&ids(before), &ids(after), &ids(pins).into_iter().collect());
        moved.into_iter().map(|id| id.0.as_u128() as u8 as char).collect()
    }

    #[test]
    fn the_fewest_move_and_never_a_pinned_one() {
        assert_eq!(check("abcd", "bcda", ""), "a");
        assert_eq!(check("abcd", "bxcyda", ""), "a", "what is new does not move");
        assert_eq!(check("abcd", "abd", ""), "", "what is gone does not move");
        assert_eq!(check("abcde", "edcba", "c"), "abde");
        assert_eq!(check("abcde", "decab", "c"), "abde", "two would do without the pin");
    }

    #[test]
    fn the_longest_rise_is_kept() {
        assert_eq!(longest_rise(&[3, 0, 1, 4, 2]), BTreeSet::from([1, 2, 4]));
        assert_eq!(longest_rise(&[0, 1, 2]).len(), 3);
        assert_eq!(longest_rise(&[2, 1, 0]).len(), 1);
        assert!(longest_rise(&[]).is_empty());
    }
}
