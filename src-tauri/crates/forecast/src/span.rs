//! A run of places in a flat array.

use std::ops::Range;

/// From `start` to before `end`; half the size of a range of `usize`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    start: u32,
    end: u32,
}

impl Span {
    pub(crate) fn new(start: usize, end: usize) -> Span {
        Span { start: start as u32, end: end as u32 }
    }

    /// Puts more at the end of an array, and answers with where it lies.
    pub(crate) fn extend<T>(all: &mut Vec<T>, more: impl Iterator<Item = T>) -> Span {
        let start = all.len();
        all.extend(more);
        Span::new(start, all.len())
    }

    #[inline]
    pub(crate) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// What lies there in an array.
    #[inline]
    pub(crate) fn of<T>(self, all: &[T]) -> &[T] {
        &all[self.range()]
    }

    /// The same, to be written to.
    #[inline]
    pub(crate) fn of_mut<T>(self, all: &mut [T]) -> &mut [T] {
        &mut all[self.range()]
    }

    pub(crate) fn len(self) -> usize {
        (self.end - self.start) as usize
    }
}
