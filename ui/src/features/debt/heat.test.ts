import { expect, test } from 'vitest';
import { heatSteps } from './heat';

test('the largest is darkest and nothing is not coloured', () => {
  const step = heatSteps([0, 1, 7, 14]);
  expect([0, 0.1, 1, 7, 14].map(step)).toEqual([0, 1, 1, 4, 7]);
});

test('a column of nothing has no colour', () => expect(heatSteps([0, 0])(0)).toBe(0));
