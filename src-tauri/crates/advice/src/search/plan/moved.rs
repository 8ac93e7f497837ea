//! Which items really move from one order to another: the fewest that must, all others keep theirs among themselves.

use std::collections::{BTreeMap, BTreeSet};

use plan::ItemId;

/// The items of `after` that have to be moved, counting only those that stand in both.
pub(crate) fn moved(before: &[ItemId], after: &[ItemId]) -> BTreeSet<ItemId> {
    let place: BTreeMap<ItemId, usize> = before.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    let common: Vec<(ItemId, usize)> = after.iter().filter_map(|id| Some((*id, *place.get(id)?))).collect();
    let kept = longest_rise(&common.iter().map(|(_, place)| *place).collect::<Vec<usize>>());
    common.iter().enumerate().filter(|(at, _)| !kept.contains(at)).map(|(_, (id, _))| *id).collect()
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
    use super::*;

    #[test]
    fn the_longest_rise_is_kept() {
        assert_eq!(longest_rise(&[3, 0, 1, 4, 2]), BTreeSet::from([1, 2, 4]));
        assert_eq!(longest_rise(&[0, 1, 2]).len(), 3);
        assert_eq!(longest_rise(&[2, 1, 0]).len(), 1);
        assert!(longest_rise(&[]).is_empty());
    }
}
