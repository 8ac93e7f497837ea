// Where things stand on the timeline: days to pixels and back, the lengths of a bar, the boxes of lanes and rows. Only
// the calendar and pixels: which day it is that a bar ends on was decided elsewhere.
import type { LaneView, RowView } from '../../bindings';

const DAY_MS = 86_400_000;

/** Steps of the time zoom, in pixels a day. */
export const SCALES = [0.75, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 14, 20, 28] as const;
/** Below this, the P95 and the labels are left out. */
export const COARSE = 2;

/** Where today stands after "scroll to today", from the left. */
export const TODAY_AT = 96;
/** Room for the label of the last bar. */
const LABEL_ROOM = 196;

export const ROW_HEIGHT = 34;
export const LANE_HEIGHT = 26;
/** Ground left below a lane's last row. */
export const LANE_GAP = 6;

/** How days lie along the timeline. */
export type Scale = { first: number; days: number; perDay: number };

/** A day as a count, so that it can be moved and drawn. */
export function dayNumber(day: string): number {
  const [year, month, date] = day.split('-').map(Number);
  return Math.round(Date.UTC(year!, month! - 1, date!) / DAY_MS);
}

export function dayOf(count: number): string {
  return new Date(count * DAY_MS).toISOString().slice(0, 10);
}

/** The first day of the month of this day. */
export function monthStart(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

function nextMonth(day: string): string {
  const [year, month] = day.split('-').map(Number);
  return month === 12 ? `${year! + 1}-01-01` : `${year}-${String(month! + 1).padStart(2, '0')}-01`;
}

/** A scale from the month of the first day to the end of the last one's, at least as wide as the window. */
export function makeScale(first: string, last: string, perDay: number, width: number): Scale {
  const from = dayNumber(monthStart(first));
  const to = dayNumber(nextMonth(last));
  return { first: from, days: Math.max(to - from, Math.ceil(width / perDay)), perDay };
}

/** The zoom at which everything from today on fills the width with its labels, without becoming coarse or coarse-grained. */
export function fittingScale(today: string, last: string, width: number): number {
  const days = dayNumber(last) - dayNumber(today) + 1;
  return Math.min(8, Math.max(COARSE, (width - TODAY_AT - LABEL_ROOM) / days));
}

/** Where a day begins. */
export function startOf(scale: Scale, day: string): number {
  return (dayNumber(day) - scale.first) * scale.perDay;
}

/** Where a day ends: what is finished on it is drawn up to here. */
export function endOf(scale: Scale, day: string): number {
  return startOf(scale, day) + scale.perDay;
}

export function widthOf(scale: Scale): number {
  return scale.days * scale.perDay;
}

/** A row's lengths, all from `x`. */
export type Bar = {
  x: number;
  /** How far before `x` it may have begun: one time in eight, and one in forty. */
  early: number;
  first: number;
  p50: number;
  p85: number;
  p95: number;
  /** The P85 or P95 never comes: the bar runs off the end. */
  open: boolean;
  /** Where the mark of the P85 stands, if that ever comes. */
  tick: number | null;
  /** Length of the debt rail. */
  rail: number;
  /** Where the mark of the P85 would stand without the debt, if that is another day. */
  free: number | null;
};

const SHORTEST = 4;

/** The lengths of a row's bar; `null` if its P50 never comes, so that there is nothing to draw. */
export function barOf(row: RowView, scale: Scale, today: string): Bar | null {
  if (row.p50 === null) return null;
  const end = widthOf(scale);
  const p50End = endOf(scale, row.p50);
  const x = Math.min(startOf(scale, row.start ?? (row.state === 'done' ? row.p50 : today)), p50End - SHORTEST);
  const lead = (day: string | null): number => (day === null ? 0 : Math.max(0, x - startOf(scale, day)));
  const p85End = row.p85 === null ? end : endOf(scale, row.p85);
  const p95End = row.p95 === null ? end : endOf(scale, row.p95);
  const p50 = p50End - x;
  const early = row.state === 'planned' ? lead(row.start_early) : 0;
  return {
    x,
    early,
    first: row.state === 'planned' ? Math.max(early, lead(row.start_first)) : 0,
    p50,
    p85: Math.max(p50, p85End - x),
    p95: Math.max(p50, p85End - x, p95End - x),
    open: row.p85 === null || row.p95 === null,
    tick: row.p85 === null ? null : p85End - x,
    rail: row.drag > 0 ? Math.max(3, p50 * Math.min(1, row.drag)) : 0,
    free: row.p85_debt_free === null || row.p85_debt_free === row.p85 ? null : endOf(scale, row.p85_debt_free) - x,
  };
}

/** Where the words behind a bar begin, from its start: past its end, and past a deadline that would stand in their way. */
export function behindOf(reach: number, due: number | null, width: number): number {
  const clear = reach + 8;
  return due !== null && due > reach - 10 && due < clear + width + 10 ? Math.max(clear, due + 12) : clear;
}

/** What stands at which height: a lane's header, or a row. */
export type Entry = { type: 'lane'; lane: LaneView; y: number } | { type: 'row'; row: RowView; lane: LaneView; y: number };

export type Layout = { entries: Entry[]; height: number; rows: Map<string, Extract<Entry, { type: 'row' }>> };

export function layoutOf(lanes: readonly LaneView[]): Layout {
  const entries: Entry[] = [];
  const rows = new Map<string, Extract<Entry, { type: 'row' }>>();
  let y = 0;
  for (const lane of lanes) {
    entries.push({ type: 'lane', lane, y });
    y += LANE_HEIGHT;
    for (const row of lane.rows) {
      const entry = { type: 'row' as const, row, lane, y };
      entries.push(entry);
      rows.set(row.id, entry);
      y += ROW_HEIGHT;
    }
    y += LANE_GAP;
  }
  return { entries, height: y, rows };
}

/** The entries that show between two heights. */
export function visible(layout: Layout, top: number, bottom: number): Entry[] {
  return layout.entries.filter(
    (entry) => entry.y + (entry.type === 'lane' ? LANE_HEIGHT : ROW_HEIGHT) >= top && entry.y <= bottom,
  );
}

/** Narrower than this apart, two marks of a row would lie on one another. */
const MARK_ROOM = 14;

/** The marks of a row, each in the middle of its day, those that would lie on one another together; by day, as they come. */
export function clusters<M extends { day: string }>(marks: readonly M[], scale: Scale): { x: number; marks: M[] }[] {
  const found: { x: number; marks: M[] }[] = [];
  for (const mark of marks) {
    const x = startOf(scale, mark.day) + scale.perDay / 2;
    const last = found.at(-1);
    if (last && x - last.x < MARK_ROOM) last.marks.push(mark);
    else found.push({ x, marks: [mark] });
  }
  return found;
}

export type Mark = { x: number; width: number; label: string; key: string };

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The quarters, months and, close up, Mondays of the scale. */
export function axisOf(scale: Scale): { quarters: Mark[]; months: Mark[]; weeks: Mark[] } {
  const quarters: Mark[] = [];
  const months: Mark[] = [];
  const end = scale.first + scale.days;
  for (let day = dayOf(scale.first); dayNumber(day) < end; day = nextMonth(day)) {
    const x = startOf(scale, day);
    const width = (Math.min(end, dayNumber(nextMonth(day))) - dayNumber(day)) * scale.perDay;
    const month = Number(day.slice(5, 7));
    months.push({ x, width, label: width < 26 ? '' : MONTHS[month - 1]!, key: day });
    const label = `Q${Math.ceil(month / 3)} ${day.slice(0, 4)}`;
    const quarter = quarters.at(-1);
    if (quarter?.label === label) quarter.width += width;
    else quarters.push({ x, width, label, key: label });
  }
  const weeks: Mark[] = [];
  if (scale.perDay >= 6) {
    // Day 4 of the count, 5 January 1970, was a Monday.
    const firstMonday = scale.first + ((4 - (scale.first % 7) + 7) % 7);
    for (let count = firstMonday; count < end; count += 7) {
      weeks.push({ x: (count - scale.first) * scale.perDay, width: 7 * scale.perDay, label: String(Number(dayOf(count).slice(8))), key: String(count) });
    }
  }
  return { quarters, months, weeks };
}

/** The way of a dependency: out of the predecessor's P50, in at the successor's start. */
export function linkPath(from: { x: number; y: number }, to: { x: number; y: number }): string {
  const out = 7;
  if (to.x >= from.x + 2 * out) {
    return `M${from.x} ${from.y} H${from.x + out} V${to.y} H${to.x - 1}`;
  }
  const between = to.y > from.y ? to.y - ROW_HEIGHT / 2 + 3 : to.y + ROW_HEIGHT / 2 - 3;
  return `M${from.x} ${from.y} H${from.x + out} V${between} H${to.x - out} V${to.y} H${to.x - 1}`;
}
