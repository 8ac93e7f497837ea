import { expect, test } from 'vitest';
import { placeLabels } from './labels';

const label = (id: string, x: number, y: number) => ({ id, x, y, r: 12, words: 'Ledger and settlement' });
const place = (...labels: ReturnType<typeof label>[]) => Object.fromEntries(placeLabels(labels, labels, { left: 0, right: 800, top: 0 }));

test('a name stands at the right, and at the left near the edge', () => {
  expect(place(label('a', 100, 100))).toEqual({ a: 'right' });
  expect(place(label('a', 780, 100))).toEqual({ a: 'left' });
});

test('two that are close part ways', () => {
  expect(place(label('a', 400, 100), label('b', 420, 104))).toEqual({ a: 'left', b: 'right' });
});

test('none stands above the picture, where its key is', () => {
  const wide = { ...label('a', 200, 30), words: 'Longer than either side has room for' };
  const places = placeLabels([wide], [wide], { left: 0, right: 400, top: 10 });
  expect(Object.fromEntries(places)).toEqual({ a: 'below' });
});

test('what fits nowhere is left out', () => {
  const crowd = Array.from({ length: 40 }, (_, at) => label(String(at), 60 + (at % 4) * 20, 60 + Math.floor(at / 4) * 16));
  expect(placeLabels(crowd, crowd, { left: 0, right: 220, top: 0 }).size).toBeLessThan(40);
});
