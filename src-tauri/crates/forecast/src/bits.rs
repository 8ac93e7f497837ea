//! Small sets of small numbers as words of bits: the people of a team, the items of a team in rank order.

/// How many words hold a set of numbers below `n`.
pub(crate) fn words(n: usize) -> usize {
    n.div_ceil(64)
}

#[inline]
pub(crate) fn set(words: &mut [u64], idx: usize) {
    words[idx / 64] |= 1 << (idx % 64);
}

#[inline]
pub(crate) fn clear(words: &mut [u64], idx: usize) {
    words[idx / 64] &= !(1 << (idx % 64));
}

#[inline]
pub(crate) fn has(words: &[u64], idx: usize) -> bool {
    words[idx / 64] & (1 << (idx % 64)) != 0
}

#[inline]
pub(crate) fn is_empty(words: &[u64]) -> bool {
    words.iter().all(|word| *word == 0)
}

/// Whether the two sets share a number.
#[inline]
pub(crate) fn meet(a: &[u64], b: &[u64]) -> bool {
    a.iter().zip(b).any(|(a, b)| a & b != 0)
}

/// The smallest number in both sets.
#[inline]
pub(crate) fn first_common(a: &[u64], b: &[u64]) -> Option<usize> {
    a.iter().zip(b).enumerate().find_map(|(at, (a, b))| {
        let common = a & b;
        (common != 0).then(|| at * 64 + common.trailing_zeros() as usize)
    })
}

/// The smallest number in the set from `from` on.
#[inline]
pub(crate) fn next(words: &[u64], from: usize) -> Option<usize> {
    let mut at = from / 64;
    let mut word = *words.get(at)? & (!0 << (from % 64));
    while word == 0 {
        at += 1;
        word = *words.get(at)?;
    }
    Some(at * 64 + word.trailing_zeros() as usize)
}
