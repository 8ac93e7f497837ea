import { expect, test } from 'vitest';
import { matches } from './match';

const titles = ['Go to Priorities', 'Undo: set estimate', 'Priority inbox', 'Deprecate price API', 'Ledger core'];
const found = (typed: string) =>
  titles
    .map((title) => ({ title, score: matches(title, typed) }))
    .filter((each) => each.score !== null)
    .toSorted((a, b) => b.score! - a.score!)
    .map((each) => each.title);

test('a start comes before a start of a word, and that before the middle', () => {
  expect(found('pri')).toEqual(['Priority inbox', 'Go to Priorities', 'Deprecate price API']);
});

test('all words must be there, in any order', () => {
  expect(found('estimate undo')).toEqual(['Undo: set estimate']);
  expect(found('estimate ledger')).toEqual([]);
});

test('letters left out are forgiven', () => expect(found('ldgr')).toEqual(['Ledger core']));
