import { describe, expect, test } from 'vitest';
import { laneOf, rowOf } from '../../test/sample';
import { dropOp, moveBase, moveDay, nearestMonday, rankOp } from './moves';

describe('the earliest start', () => {
  test('moves from where it is held, else from where the bar begins', () => {
    expect(moveBase(rowOf('a', { earliest: '2027-01-11' }), '2026-11-23')).toBe('2027-01-11');
    expect(moveBase(rowOf('a'), '2026-11-23')).toBe('2027-01-04');
    expect(moveBase(rowOf('a', { start: null }), '2026-11-23')).toBe('2026-11-23');
  });

  test('moves by days, or by weeks to a Monday', () => {
    expect(moveDay('2027-01-29', 1, false)).toBe('2027-01-30');
    expect(moveDay('2027-01-04', 1, true)).toBe('2027-01-11');
    expect(moveDay('2027-01-04', -1, true)).toBe('2026-12-28');
    expect(moveDay('2027-01-06', 1, true)).toBe('2027-01-11');
    expect(moveDay('2027-01-06', -1, true)).toBe('2027-01-04');
  });

  test('snaps to the nearest Monday', () => {
    expect(nearestMonday('2027-01-07')).toBe('2027-01-04');
    expect(nearestMonday('2027-01-08')).toBe('2027-01-11');
  });
});

describe('the rank', () => {
  const [a, child, b, c] = [rowOf('a', { parent: true }), rowOf('child', { depth: 1 }), rowOf('b'), rowOf('c')];
  const lane = laneOf([a!, child!, b!, c!]);
  const ranked = ['a', 'x', 'child', 'b', 'y', 'c', 'z'];

  test('goes past the neighbour in the lane, and no further than the lane', () => {
    expect(rankOp(lane, b!, -1, ranked)).toEqual({ type: 'move', item: 'b', before: 'a' });
    expect(rankOp(lane, b!, 1, ranked)).toEqual({ type: 'move', item: 'b', before: 'z' });
    expect(rankOp(lane, c!, 1, ranked)).toBeNull();
    expect(rankOp(lane, a!, -1, ranked)).toBeNull();
  });

  test('goes last where nothing follows the neighbour', () => {
    expect(rankOp(lane, b!, 1, ['a', 'child', 'b', 'c'])).toEqual({ type: 'move', item: 'b', before: null });
  });

  test('stays among the children of one parent', () => {
    expect(rankOp(lane, child!, 1, ranked)).toBeNull();
    expect(dropOp(lane, child!, b!, false, ranked)).toBeNull();
  });

  test('is dropped before or behind another', () => {
    expect(dropOp(lane, c!, a!, false, ranked)).toEqual({ type: 'move', item: 'c', before: 'a' });
    expect(dropOp(lane, a!, b!, true, ranked)).toEqual({ type: 'move', item: 'a', before: 'y' });
    expect(dropOp(lane, b!, a!, true, ranked)).toBeNull();
    expect(dropOp(lane, b!, c!, false, ranked)).toBeNull();
  });
});
