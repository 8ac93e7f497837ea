// Where twenty equally likely finishes stand when they are drawn as dots: along the days, stacked where they meet.
import type { Day } from '../../bindings';

const DAY_MS = 86_400_000;

/** A finish; `null` is never. */
export type When = Day | null;

export type Dot = { index: number; x: number; level: number; never: boolean };

function count(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

/** Dots in a width, `size` across each; what never comes stands apart at the right. `due` widens the days if it lies outside. */
export function placeDots(dots: readonly When[], due: string | null, width: number, size: number): { dots: Dot[]; due: number | null; levels: number } {
  const days = dots.filter((dot) => dot !== null).map(count);
  const never = dots.length - days.length;
  const all = due === null ? days : [...days, count(due)];
  const first = Math.min(...all);
  const last = Math.max(...all);
  const room = width - size - (never > 0 ? 2.5 * size : 0);
  const place = (day: number): number => size / 2 + (last === first ? room / 2 : ((day - first) / (last - first)) * room);
  const levels = new Map<number, number>();
  const placed = dots.map((dot, index) => {
    // Columns as wide as a dot, so that stacked dots touch and do not overlap.
    const column = dot === null ? Infinity : Math.round((place(count(dot)) - size / 2) / size);
    const level = levels.get(column) ?? 0;
    levels.set(column, level + 1);
    return { index, x: dot === null ? width - size / 2 : size / 2 + column * size, level, never: dot === null };
  });
  return { dots: placed, due: due === null ? null : place(count(due)), levels: Math.max(1, ...levels.values()) };
}
