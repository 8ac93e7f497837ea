import { expect, test } from 'vitest';
import { placeDots } from './dots';

test('dots stand along the days and on one another', () => {
  const { dots, levels, due } = placeDots(['2027-01-01', '2027-01-01', '2027-01-11'], '2027-01-06', 110, 10);
  expect(dots.map(({ x, level }) => [x, level])).toEqual([
    [5, 0],
    [5, 1],
    [105, 0],
  ]);
  expect(levels).toBe(2);
  expect(due).toBe(55);
});

test('what never comes stands apart, and one day alone in the middle', () => {
  const { dots } = placeDots(['2027-01-01', null], null, 110, 10);
  expect(dots.map(({ x, never }) => [x, never])).toEqual([
    [45, false],
    [105, true],
  ]);
});
