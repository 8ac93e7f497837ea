import { expect, test } from 'vitest';
import { shareWords, utilStep } from './accounts';

test('a share is whole percents, and a small one is not nothing', () => {
  expect([0, 0.004, 0.26, 1].map((part) => shareWords(part, 1))).toEqual(['0%', '< 1%', '26%', '100%']);
  expect(shareWords(0, 0)).toBe('0%');
});

test('the grounds change at 80, 95 and 105%', () => {
  expect([0.5, 0.8, 0.949, 0.95, 1.05, 1.06].map(utilStep)).toEqual([1, 2, 2, 3, 3, 4]);
});
