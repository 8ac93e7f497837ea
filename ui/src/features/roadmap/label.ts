// Where the words of a bar stand, so that the window shows them: in the P50 part, else behind the bar, else before it, else in
// the P85 or P95 part; never across two parts.
import type { RowView } from '../../bindings';
import { behindOf, COARSE, endOf, type Bar, type Scale } from './geometry';
import { labelWidth } from './measure';

/** What the window shows of the timeline, from its start. */
export type Sight = { left: number; right: number };

export type Part = 'p50' | 'p85' | 'p95';

export type Words = {
  /** The part that bears the title, and how far into it that stands; without one, the title stands beside. */
  inside: { part: Part; x: number } | null;
  /** What stands beside, with the room that the window leaves: behind, from the bar's start; or before the bar. */
  beside: { at: 'behind'; x: number; room: number } | { at: 'before'; room: number };
};

/** Room for a glyph before the title, for the chance after it, and on both sides within a part. */
const GLYPH = 16;
const CHANCE = 52;
const PADDING = 14;
/** Between a bar and the words beside it. */
export const GAP = 8;

/** Whether the chance of its day is written beside a bar. */
export function showsChance(row: RowView): boolean {
  return row.due !== null && row.due.chance !== '' && row.due.standing !== 'on_track' && row.state !== 'done';
}

/** How far a bar is drawn, from its start. */
export function reachOf(row: RowView, bar: Bar, scale: Scale): number {
  if (row.state === 'done') return bar.p50;
  return scale.perDay < COARSE ? bar.p85 : bar.p95;
}

/** Where a bar's words stand; `null` where the bars are too coarse for words. */
export function wordsOf(row: RowView, bar: Bar, scale: Scale, sight: Sight): Words | null {
  if (scale.perDay < COARSE) return null;
  const glyph = row.state === 'started' || row.kind === 'paydown' || row.kind === 'external' ? GLYPH : 0;
  const title = labelWidth(row.title) + glyph;
  const chance = showsChance(row) ? CHANCE : 0;
  const due = row.due ? endOf(scale, row.due.day) - bar.x : null;
  // From here on, everything from the bar's start.
  const left = sight.left - bar.x;
  const right = sight.right - bar.x;

  const beside = (width: number): { whole: boolean; place: Words['beside'] } => {
    const x = behindOf(reachOf(row, bar, scale), due, width);
    const start = -bar.first;
    const behind = { at: 'behind' as const, x, room: x < left ? 0 : Math.max(0, right - x - GAP) };
    // A bar that is not in sight has no words; a deadline that is past takes its room.
    const from = Math.max(left + GAP, due !== null && due < start ? due + GAP : left);
    const before = { at: 'before' as const, room: start < right ? Math.max(0, start - GAP - from) : 0 };
    if (width <= behind.room) return { whole: true, place: behind };
    if (width <= before.room) return { whole: true, place: before };
    return { whole: false, place: before.room > behind.room ? before : behind };
  };
  const within = (part: Part, from: number, to: number): Words['inside'] => {
    const x = Math.max(from, left);
    const fits = Math.min(to, right) - x >= title + PADDING;
    const marked = part !== 'p50' && due !== null && due > x - 8 && due < x + title + PADDING + 8;
    return fits && !marked ? { part, x: x - from } : null;
  };

  const flat = row.parent || row.state === 'done';
  const solid = flat ? null : within('p50', 0, bar.p50);
  if (solid) return { inside: solid, beside: beside(chance).place };
  const all = beside(title + chance);
  if (all.whole || flat) return { inside: null, beside: all.place };
  const pale = within('p85', bar.p50, bar.p85) ?? within('p95', bar.p85, bar.p95);
  return { inside: pale, beside: pale ? beside(chance).place : all.place };
}

/** How much the window shows from the start of an item that has no bar. */
export function roomFrom(x: number, sight: Sight): number {
  return Math.max(0, sight.right - x - GAP);
}
