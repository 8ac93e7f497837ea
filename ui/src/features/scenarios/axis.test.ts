// Both sides lie on one axis: what is later is further right, and nothing is drawn outside of it.
import { expect, test } from 'vitest';
import type { RowView } from '../../bindings';
import { axisOf, lengthsOf, monthsOf, placeOf } from './axis';

const row = (p50: string | null, p85: string | null) => ({ start: '2026-12-01', p50, p85, p95: null }) as RowView;

const AXIS = axisOf({ first: '2026-11-02', last: '2027-02-28' });

test('a day ends where the next begins, and what lies beyond is drawn at the edge', () => {
  expect(placeOf(AXIS, '2026-11-01')).toBe(0);
  expect(placeOf(AXIS, '2027-02-27')).toBe(100);
  expect(placeOf(AXIS, '2027-06-01')).toBe(100);
  expect(placeOf(AXIS, '2026-12-30')).toBeCloseTo(50, 0);
});

test('months are named, January with its year, and none at the very edge', () => {
  expect(monthsOf(AXIS).map(({ label }) => label)).toEqual(['Dec', 'Jan 2027', 'Feb']);
  const year = monthsOf(axisOf({ first: '2026-11-02', last: '2027-12-31' }));
  expect(year.map(({ key }) => key)).toEqual(['2026 Dec', '2027 Mar', '2027 Jun', '2027 Sep', '2027 Dec']);
  expect(year.at(-1)?.label).toBe('');
});

test('a bar that never ends is not drawn, and one that may never end runs to the edge', () => {
  expect(lengthsOf(AXIS, row(null, null), '2026-11-23')).toBeNull();
  expect(lengthsOf(AXIS, row('2026-12-30', null), '2026-11-23')).toMatchObject({ p85: 100, p95: 100, tick: null });
});
