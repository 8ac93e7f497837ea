//! Places in an order: fractional indexes as hexadecimal text, which sorts as the indexes do.

use fractional_index::FractionalIndex;

/// The most characters a rank may have. Thousands of moves to one place stay below it; then all are ranked anew.
const LIMIT: usize = 1_000;

/// Whether this is the text of a fractional index, in its one spelling.
pub fn is_valid(rank: &str) -> bool {
    rank.len() <= LIMIT && parse(rank).is_some_and(|index| index.to_string() == rank)
}

/// A place after `before` and before `after`; `None` if there is no room or one of them is not a rank.
pub fn between(before: Option<&str>, after: Option<&str>) -> Option<String> {
    let before = before.map(parse);
    let after = after.map(parse);
    let index = match (before, after) {
        (None, None) => FractionalIndex::default(),
        (Some(before), None) => FractionalIndex::new_after(&before?),
        (None, Some(after)) => FractionalIndex::new_before(&after?),
        (Some(before), Some(after)) => between_both(&before?, &after?)?,
    };
    let rank = index.to_string();
    (rank.len() <= LIMIT).then_some(rank)
}

/// `count` places in order, all after `before` and before `after`.
pub fn spread(before: Option<&str>, after: Option<&str>, count: usize) -> Option<Vec<String>> {
    let mut ranks: Vec<String> = Vec::with_capacity(count);
    for _ in 0..count {
        let rank = between(ranks.last().map(String::as_str).or(before), after)?;
        ranks.push(rank);
    }
    Some(ranks)
}

/// The library subtracts 1 from a byte of the upper bound, which is 0 where both bounds begin with zeros: what they share
/// is set aside, so that it sees the first byte in which they differ.
fn between_both(before: &FractionalIndex, after: &FractionalIndex) -> Option<FractionalIndex> {
    let (low, high) = (before.as_bytes(), after.as_bytes());
    if low >= high {
        return None;
    }
    let shortest = low.len().min(high.len()) - 1;
    let shared = low.iter().zip(high).take(shortest).take_while(|(a, b)| a == b).count();
    let low_rest = FractionalIndex::from_bytes(low[shared..].to_vec()).ok()?;
    let high_rest = FractionalIndex::from_bytes(high[shared..].to_vec()).ok()?;
    let rest = FractionalIndex::new_between(&low_rest, &high_rest)?;
    let index = FractionalIndex::from_bytes([&low[..shared], rest.as_bytes()].concat()).ok()?;
    (before < &index && &index < after).then_some(index)
}

fn parse(rank: &str) -> Option<FractionalIndex> {
    // Odd lengths and other characters are left to the library, which slices by byte.
    if rank.len() > LIMIT || !rank.is_ascii() || rank.len() % 2 == 1 {
        return None;
    }
    FractionalIndex::from_string(rank).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_moves_to_either_end_or_the_middle_keep_their_order() {
        let (mut first, mut last) = (between(None, None).unwrap(), between(None, None).unwrap());
        for _ in 0..1000 {
            let front = between(None, Some(&first)).unwrap();
            let back = between(Some(&last), None).unwrap();
            assert!(front < first && last < back);
            let second = between(Some(&front), Some(&first)).unwrap();
            assert!(front < second && second < first, "{front} < {second} < {first}");
            (first, last) = (front, back);
        }
        let (mut low, high) = (first, last);
        for _ in 0..1000 {
            let middle = between(Some(&low), Some(&high)).unwrap();
            assert!(low < middle && middle < high && is_valid(&middle));
            low = middle;
        }
    }

    #[test]
    fn what_is_no_rank_is_told_apart() {
        assert!(["80", "8180", "0080"].into_iter().all(is_valid));
        assert!(!["", "8", "81", "zz80", "FF80", "é80"].into_iter().any(is_valid));
        assert_eq!(between(Some("80"), Some("80")), None);
        assert_eq!(between(Some("8180"), Some("80")), None);
    }
}
