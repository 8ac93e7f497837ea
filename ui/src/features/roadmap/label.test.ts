import { expect, test } from 'vitest';
import type { DueView, RowView } from '../../bindings';
import { rowOf } from '../../test/sample';
import { barOf, makeScale } from './geometry';
import { wordsOf, type Sight, type Words } from './label';

const today = '2026-11-23';
const scale = makeScale(today, '2027-12-31', 4, 100);
const row = rowOf('a', { title: 'Offer a cabin upgrade after booking', due: null });
const bar = barOf(row, scale, today)!;
const reach = bar.x + bar.p95;
const DUE: DueView = { day: '', words: '', commitment: false, chance: '', standing: 'watch' };
const everything = { left: 0, right: 2000 };

function place(sight: Sight, over: Partial<RowView> = {}, perDay = scale.perDay): string {
  const shown = { ...row, ...over };
  const at = { ...scale, perDay };
  return said(wordsOf(shown, barOf(shown, at, today)!, at, sight));
}

function said(words: Words | null): string {
  return words === null ? 'hidden' : (words.inside?.part ?? words.beside.at);
}

test('a title stands in the P50 part only if it fits there, else behind the bar', () => {
  expect(place(everything, { title: 'Gift card' })).toBe('p50');
  expect(place(everything)).toBe('behind');
  expect(place(everything, { title: 'Gift card', parent: true })).toBe('behind');
});

test('a title that the window would cut behind the bar stands before it', () => {
  const wide = { left: bar.x - 300, right: reach + 40 };
  expect(place(wide)).toBe('before');
  expect(place({ ...wide, right: reach + 300 })).toBe('behind');
});

test('a title before the bar keeps clear of a deadline that stands there', () => {
  const past = { ...row, due: { ...DUE, day: '2026-12-21' } };
  const words = wordsOf(past, bar, scale, { left: bar.x - 300, right: reach + 30 })!;
  // From the end of that day, two weeks less one day before the start, with a gap on either side.
  expect(words.beside).toEqual({ at: 'before', room: 13 * 4 - 2 * 8 });
});

test('where the window shows neither side, a pale part bears the title, unless a deadline stands in it', () => {
  const close = { ...scale, perDay: 28 };
  const long = barOf(row, close, today)!;
  const middle = { left: long.x + long.p50 + 10, right: long.x + long.p85 };
  expect(place(middle, {}, 28)).toBe('p85');
  expect(place({ left: long.x + long.p85, right: long.x + long.p95 }, {}, 28)).toBe('p95');
  expect(place(middle, { due: { ...DUE, day: '2027-01-29' } }, 28)).toBe('behind');
});

test('what has no room at all ends where the window does', () => {
  const words = wordsOf(row, bar, scale, { left: bar.x - 10, right: reach + 60 })!;
  expect(words.beside).toEqual({ at: 'behind', x: bar.p95 + 8, room: 44 });
});

test('what is cut on both sides stands where more of it shows', () => {
  const words = wordsOf(row, bar, scale, { left: bar.x - 100, right: reach + 60 })!;
  expect(words.beside).toEqual({ at: 'before', room: 84 });
});

test('a title keeps in sight while its part does', () => {
  const shown = { ...row, title: 'Gift' };
  expect(wordsOf(shown, bar, scale, { left: bar.x + 20, right: 2000 })!.inside).toEqual({ part: 'p50', x: 20 });
});

test('bars that are coarse bear no words', () => {
  expect(place(everything, {}, 1.5)).toBe('hidden');
  expect(place(everything, { parent: true }, 1.5)).toBe('hidden');
});
