import { describe, expect, test } from 'vitest';
import { laneOf, rowOf } from '../../test/sample';
import { axisOf, barOf, behindOf, clusters, dayNumber, dayOf, endOf, fittingScale, layoutOf, linkPath, makeScale, startOf, visible, widthOf } from './geometry';

const scale = makeScale('2026-11-23', '2027-03-31', 4, 100);

describe('days and pixels', () => {
  test('a day is a count and comes back', () => {
    for (const day of ['1970-01-01', '2026-11-23', '2028-02-29', '2027-12-31']) expect(dayOf(dayNumber(day))).toBe(day);
    expect(dayNumber('2027-03-29') - dayNumber('2027-03-28')).toBe(1);
  });

  test('the scale runs over whole months and fills the window', () => {
    expect(startOf(scale, '2026-11-01')).toBe(0);
    expect(endOf(scale, '2027-03-31')).toBe(widthOf(scale));
    expect(widthOf(makeScale('2026-11-23', '2026-12-01', 4, 1000))).toBe(1000);
  });

  test('a day that is finished is drawn to its end', () => {
    expect(endOf(scale, '2026-11-01')).toBe(4);
  });

  test('the fit shows all from today with room for labels, and stays readable', () => {
    expect(fittingScale('2026-11-23', '2027-03-02', 792)).toBe(5);
    expect(fittingScale('2026-11-23', '2031-03-31', 900)).toBe(2);
    expect(fittingScale('2026-11-23', '2026-12-31', 3000)).toBe(8);
  });
});

describe('a bar', () => {
  test('is three lengths from one start, with the mark at the P85', () => {
    const bar = barOf(rowOf('a', { drag: 0.25 }), scale, '2026-11-23')!;
    expect(bar.x).toBe(startOf(scale, '2027-01-04'));
    expect([bar.p50, bar.p85, bar.p95]).toEqual([19 * 4, 33 * 4, 47 * 4]);
    expect(bar.tick).toBe(bar.p85);
    expect(bar.rail).toBe(bar.p50 / 4);
    expect(bar.free).toBe(26 * 4);
    expect(bar.open).toBe(false);
  });

  test('runs off the end where the P95 never comes', () => {
    const bar = barOf(rowOf('a', { p95: null }), scale, '2026-11-23')!;
    expect(bar.open).toBe(true);
    expect(bar.x + bar.p95).toBe(widthOf(scale));
    expect(barOf(rowOf('a', { p85: null, p95: null }), scale, '2026-11-23')!.tick).toBeNull();
  });

  test('is not there where the P50 never comes', () => {
    expect(barOf(rowOf('a', { p50: null, p85: null, p95: null }), scale, '2026-11-23')).toBeNull();
  });

  test('starts today without a start, and is never too short to see', () => {
    expect(barOf(rowOf('a', { start: null }), scale, '2026-11-23')!.x).toBe(startOf(scale, '2026-11-23'));
    expect(barOf(rowOf('a', { start: '2027-01-22' }), scale, '2026-11-23')!.p50).toBe(4);
    expect(barOf(rowOf('a', { start: null, state: 'done' }), scale, '2027-02-01')!.p50).toBe(4);
  });

  test('has the steps of an uncertain start before it, mirrored, until it has begun', () => {
    const uncertain = { start_early: '2026-12-21', start_first: '2026-12-07' };
    const bar = barOf(rowOf('a', uncertain), scale, '2026-11-23')!;
    expect([bar.x, bar.early, bar.first]).toEqual([startOf(scale, '2027-01-04'), 14 * 4, 28 * 4]);
    const begun = barOf(rowOf('a', { ...uncertain, state: 'started' }), scale, '2026-11-23')!;
    expect([begun.early, begun.first]).toEqual([0, 0]);
    const certain = barOf(rowOf('a'), scale, '2026-11-23')!;
    expect([certain.early, certain.first]).toEqual([0, 0]);
  });

  test('keeps its words clear of a deadline', () => {
    expect(behindOf(100, null, 60)).toBe(108);
    expect(behindOf(100, 50, 60)).toBe(108);
    expect(behindOf(100, 95, 60)).toBe(108);
    expect(behindOf(100, 130, 60)).toBe(142);
    expect(behindOf(100, 300, 60)).toBe(108);
  });

  test('has no second mark where the debt changes nothing', () => {
    expect(barOf(rowOf('a', { p85_debt_free: '2027-02-05' }), scale, '2026-11-23')!.free).toBeNull();
  });
});

describe('rows', () => {
  const layout = layoutOf([laneOf([rowOf('a'), rowOf('b')]), laneOf([rowOf('c')], { team: 'team-2' })]);

  test('stand under their lanes', () => {
    expect(layout.entries.map((entry) => [entry.type, entry.y])).toEqual([
      ['lane', 0],
      ['row', 26],
      ['row', 60],
      ['lane', 100],
      ['row', 126],
    ]);
    expect(layout.height).toBe(166);
  });

  test('are drawn only where they are in sight', () => {
    expect(visible(layout, 61, 99).map((entry) => (entry.type === 'row' ? entry.row.id : entry.type))).toEqual(['b']);
  });
});

describe('the axis', () => {
  test('names quarters and months, and Mondays close up', () => {
    const axis = axisOf(makeScale('2026-11-23', '2027-03-31', 6, 100));
    expect(axis.quarters.map((mark) => mark.label)).toEqual(['Q4 2026', 'Q1 2027']);
    expect(axis.months.map((mark) => mark.label)).toEqual(['Nov', 'Dec', 'Jan', 'Feb', 'Mar']);
    expect(dayOf(Number(axis.weeks[0]!.key))).toBe('2026-11-02');
    expect(axisOf(scale).weeks).toEqual([]);
  });
});

test('a dependency leaves at the end and enters at the start, also backwards', () => {
  expect(linkPath({ x: 10, y: 5 }, { x: 60, y: 39 })).toBe('M10 5 H17 V39 H59');
  expect(linkPath({ x: 50, y: 5 }, { x: 20, y: 39 })).toBe('M50 5 H57 V25 H13 V39 H19');
});

describe('marks below a bar', () => {
  test('stand in the middle of their day, and together where they would lie on one another', () => {
    const [first, near, far] = [{ day: '2026-12-01' }, { day: '2026-12-03' }, { day: '2026-12-20' }];
    expect(clusters([first, near, far], scale)).toEqual([
      { x: startOf(scale, '2026-12-01') + 2, marks: [first, near] },
      { x: startOf(scale, '2026-12-20') + 2, marks: [far] },
    ]);
    expect(clusters([], scale)).toEqual([]);
  });
});
