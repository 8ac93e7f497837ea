// What a move on the timeline asks of the plan.
import type { LaneView, Op, RowView } from '../../bindings';
import { dayNumber, dayOf } from './geometry';

/** The day a row's move starts from: its earliest start, else where its bar begins. */
export function moveBase(row: RowView, today: string): string {
  return row.earliest ?? row.start ?? today;
}

/** A day moved by days, or by weeks to a Monday. */
export function moveDay(base: string, days: number, weeks: boolean): string {
  const count = dayNumber(base);
  if (!weeks) return dayOf(count + days);
  const monday = count - mondayOffset(count);
  if (days > 0) return dayOf(monday + 7 * days);
  return dayOf(monday === count ? monday + 7 * days : monday + 7 * (days + 1));
}

/** A day snapped to the nearest Monday. */
export function nearestMonday(day: string): string {
  const count = dayNumber(day);
  const offset = mondayOffset(count);
  return dayOf(offset <= 3 ? count - offset : count + 7 - offset);
}

function mondayOffset(count: number): number {
  return (((count - 4) % 7) + 7) % 7;
}

export function earliestOp(item: string, day: string): Op {
  return { type: 'set', slot: { entity: { kind: 'item', id: item }, field: 'earliest', key: '' }, value: { type: 'day', value: day } };
}

/** The rows that a row can change places with: those of its lane at its depth under the same parent. */
function peers(lane: LaneView, row: RowView): RowView[] {
  const index = lane.rows.indexOf(row);
  let from = index;
  while (from > 0 && lane.rows[from - 1]!.depth >= row.depth) from--;
  let to = index;
  while (to + 1 < lane.rows.length && lane.rows[to + 1]!.depth >= row.depth) to++;
  return lane.rows.slice(from, to + 1).filter((peer) => peer.depth === row.depth);
}

/** Moves a row past its neighbour in the lane; `null` at the end of its lane. `ranked` is the whole plan's order. */
export function rankOp(lane: LaneView, row: RowView, step: -1 | 1, ranked: readonly string[]): Op | null {
  const siblings = peers(lane, row);
  const neighbour = siblings[siblings.indexOf(row) + step];
  if (!neighbour) return null;
  return { type: 'move', item: row.id, before: step < 0 ? neighbour.id : after(neighbour.id, row.id, ranked) };
}

/** Moves a row before or behind another one of its lane; `null` if that is no move or not among its peers. */
export function dropOp(lane: LaneView, row: RowView, target: RowView, behind: boolean, ranked: readonly string[]): Op | null {
  const siblings = peers(lane, row);
  const from = siblings.indexOf(row);
  const at = siblings.indexOf(target);
  if (at < 0 || at === from || at + (behind ? 1 : 0) === from || at + (behind ? 1 : 0) === from + 1) return null;
  return { type: 'move', item: row.id, before: behind ? after(target.id, row.id, ranked) : target.id };
}

function after(neighbour: string, moved: string, ranked: readonly string[]): string | null {
  const rest = ranked.filter((id) => id !== moved);
  return rest[rest.indexOf(neighbour) + 1] ?? null;
}
