// One axis for both sides: days as shares of the width, so that nothing need be measured.
import type { CompareView, RowView } from '../../bindings';

const DAY_MS = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Beyond this share of the width a name would be cut off. */
const LAST = 88;
/** More months than this and only every third is shown. */
const NAMED = 9;

export type Axis = { first: number; days: number };

function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
}

export function axisOf({ first, last }: Pick<CompareView, 'first' | 'last'>): Axis {
  return { first: dayNumber(first), days: Math.max(1, dayNumber(last) - dayNumber(first)) };
}

/** Where a day ends, from 0 to 100; what lies beyond is drawn at the edge. */
export function placeOf(axis: Axis, day: string): number {
  const share = (dayNumber(day) + 1 - axis.first) / axis.days;
  return 100 * Math.min(1, Math.max(0, share));
}

export type Month = { key: string; label: string; at: number };

/** The months that have room on the axis, with their names; January with its year. */
export function monthsOf(axis: Axis): Month[] {
  const months: Month[] = [];
  const start = new Date(axis.first * DAY_MS);
  for (let index = 0; ; index++) {
    const month = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1 + index, 1));
    const day = month.getTime() / DAY_MS;
    if (day >= axis.first + axis.days) break;
    const name = MONTHS[month.getUTCMonth()]!;
    const year = month.getUTCFullYear();
    months.push({ key: `${year} ${name}`, label: month.getUTCMonth() === 0 ? `${name} ${year}` : name, at: (100 * (day - axis.first)) / axis.days });
  }
  const named = months.length <= NAMED ? months : months.filter((_, index) => index % 3 === 0);
  return named.map((month) => (month.at > LAST ? { ...month, label: '' } : month));
}

/** A bar's lengths as shares of the width; none if it never ends. */
export type Lengths = { from: number; p50: number; p85: number; p95: number; tick: number | null };

export function lengthsOf(axis: Axis, row: RowView | null, today: string): Lengths | null {
  if (row === null || row.p50 === null) return null;
  const p50 = placeOf(axis, row.p50);
  const p85 = row.p85 === null ? 100 : placeOf(axis, row.p85);
  const p95 = row.p95 === null ? 100 : placeOf(axis, row.p95);
  const from = Math.min(placeOf(axis, row.start ?? today), p50);
  return { from, p50, p85, p95, tick: row.p85 === null ? null : p85 };
}
