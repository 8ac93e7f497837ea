import { expect, test } from 'vitest';
import { laneOf, rowOf } from '../../test/sample';
import { cursorAt } from './Cursors';
import { endOf, layoutOf, makeScale, ROW_HEIGHT, startOf } from './geometry';

const scale = makeScale('2026-11-23', '2027-03-31', 4, 100);
const layout = layoutOf([laneOf([rowOf('a'), rowOf('b')])]);
const top = layout.rows.get('b')!.y;

test('a point of the timeline is a day on a row', () => {
  const x = startOf(scale, '2026-12-24');
  expect(cursorAt(x, top, layout, scale)).toEqual({ item: 'b', day: '2026-12-24' });
  expect(cursorAt(endOf(scale, '2026-12-24') - 1, top + ROW_HEIGHT - 1, layout, scale)).toEqual({ item: 'b', day: '2026-12-24' });
  expect(cursorAt(x, top - 1, layout, scale)).toEqual({ item: 'a', day: '2026-12-24' });
});

test('above a team and below the last row there is no day', () => {
  expect(cursorAt(0, 1, layout, scale)).toBeNull();
  expect(cursorAt(0, top + ROW_HEIGHT, layout, scale)).toBeNull();
});
