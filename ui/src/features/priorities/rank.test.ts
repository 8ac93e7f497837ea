import { expect, test } from 'vitest';
import { landsBefore, placeAmongOthers } from './rank';

const all = ['a', 'b', 'c', 'd', 'e'];

test('an item goes up, down and last', () => {
  expect(landsBefore(all, all, 'c', 1)).toBe('b');
  expect(landsBefore(all, all, 'c', 3)).toBe('e');
  expect(landsBefore(all, all, 'c', 4)).toBeNull();
});

test('under a filter it goes just behind the last shown one', () => {
  expect(landsBefore(all, ['a', 'c'], 'a', 1)).toBe('d');
  expect(landsBefore(all, ['c'], 'c', 0)).toBeNull();
});

test('a drop is counted without the row that moves', () => {
  expect(placeAmongOthers(all, 'b', 4)).toBe(3);
  expect(placeAmongOthers(all, 'd', 1)).toBe(1);
});
