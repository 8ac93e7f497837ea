import { expect, test } from 'vitest';
import { laneOf, rowOf } from '../../test/sample';
import { ALL_TEAMS, filterLanes, type Filter } from './filter';

const lanes = [
  laneOf([
    rowOf('goal', { title: 'Summer', parent: true }),
    rowOf('checkout', { title: 'One-page checkout', depth: 1, flag: 'warning' }),
    rowOf('search', { title: 'Flexible search', depth: 1, standing: 'watch' }),
    rowOf('groups', { title: 'Group bookings', standing: 'unestimated' }),
  ]),
  laneOf([rowOf('gates', { title: 'Gates', team: 'Ports', standing: 'at_risk', flag: 'critical' })], { team: 'team-2' }),
  laneOf([rowOf('bank', { title: 'Bank', team: '' })], { team: null }),
];

function shown(given: Partial<Filter>): string {
  const { lanes: left, hidden } = filterLanes(lanes, { words: '', team: ALL_TEAMS, standing: 'all', ...given });
  return `${left.map((lane) => lane.rows.map((row) => row.id).join(' ')).join(' | ')}, ${hidden} hidden`;
}

test('without a filter everything is there', () => {
  expect(shown({})).toBe('goal checkout search groups | gates | bank, 0 hidden');
});

test('words, a team and a standing narrow it, and parents stay with their children', () => {
  expect(shown({ words: ' CHECKOUT ' })).toBe('goal checkout, 4 hidden');
  expect(shown({ words: 'ports' })).toBe('gates, 5 hidden');
  expect(shown({ team: 'team-2' })).toBe('gates, 5 hidden');
  expect(shown({ team: '' })).toBe('bank, 5 hidden');
  expect(shown({ standing: 'flagged' })).toBe('goal checkout | gates, 3 hidden');
  expect(shown({ standing: 'at_risk' })).toBe('goal search | gates, 3 hidden');
  expect(shown({ standing: 'unestimated' })).toBe('groups, 5 hidden');
  expect(shown({ words: 'gates', team: 'team-1' })).toBe(', 6 hidden');
});
