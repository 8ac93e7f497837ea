import { describe, expect, test } from 'vitest';
import { briefRange, parse, show, showDay } from './parse';
import type { Shape } from './spec';

const effort: Shape = { type: 'range', unit: 'pd' };
const drag: Shape = { type: 'range', unit: '%', percent: true };
const share: Shape = { type: 'number', percent: true, unit: '%' };
const day: Shape = { type: 'day' };

/** What is shown after these words are typed, or the problem with them. */
function typed(shape: Shape, words: string): string {
  const parsed = parse(shape, words);
  return 'problem' in parsed ? parsed.problem : show(shape, parsed.value);
}

describe('a range', () => {
  test.each([
    ['5', '5'],
    ['3-5-9', '3–5–9'],
    ['3/5/9', '3–5–9'],
    ['3–5–9 pd', '3–5–9'],
    [' 3 5 9 ', '3–5–9'],
    ['0,5 - 1 - 2,5', '0.5–1–2.5'],
    ['', ''],
  ])('%s reads as %s', (words, shown) => expect(typed(effort, words)).toBe(shown));

  test.each(['3-9', 'soon', '1-2-3-4', '-5'])('%s is not one', (words) =>
    expect(typed(effort, words)).toContain('is not a range: type one number, or low–likely–high'),
  );

  test('of fractions is typed in percent', () => {
    expect(parse(drag, '7-15-30 %')).toEqual({
      value: { type: 'range', value: { low: 0.07, likely: 0.15, high: 0.3 } },
    });
    expect(typed(drag, '7-15-30')).toBe('7–15–30');
  });

  test('is read in whole days from ten on', () => {
    expect(briefRange({ low: 7.26, likely: 23.34, high: 49.91 })).toBe('7.3–23–50');
    expect(briefRange({ low: 9.96, likely: 9.96, high: 9.96 })).toBe('10');
  });

  test('out of order is left for the plan to refuse', () => expect(typed(effort, '9-5-3')).toBe('9–5–3'));
});

test('a number may carry its unit, a decimal comma and thousands', () => {
  expect(parse(share, '85%')).toEqual({ value: { type: 'number', value: 0.85 } });
  expect(typed({ type: 'number' }, '2,5')).toBe('2.5');
  expect(typed({ type: 'number', unit: 'a week' }, '12 000')).toBe('12000');
  expect(typed({ type: 'number' }, '12,000')).toBe('12000');
  expect(typed({ type: 'whole' }, 'two')).toContain('is not a number');
});

test('a day is typed as people write it', () => {
  expect(typed(day, '2027-03-14')).toBe('2027-03-14');
  expect(typed(day, '14 Mar 2027')).toBe('2027-03-14');
  expect(typed(day, '14 march 2027')).toBe('2027-03-14');
  expect(typed(day, '14.3.2027')).toBe('2027-03-14');
  expect(typed(day, '2027-02-30')).toContain('is not a date');
  expect(typed(day, '2027')).toContain('is not a date');
  expect(showDay('2027-03-04')).toBe('4 Mar 2027');
});

test('a range of days is one day or three', () => {
  const shape: Shape = { type: 'day_range' };
  expect(typed(shape, '2027-03-14')).toBe('2027-03-14');
  expect(typed(shape, '2027-03-01/2027-03-14/2027-04-01')).toBe('2027-03-01 / 2027-03-14 / 2027-04-01');
  expect(typed(shape, '2027-03-01/2027-03-14')).toContain('are not dates');
});
