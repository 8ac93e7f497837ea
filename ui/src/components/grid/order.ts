// The order of a grid's rows, and where a key takes the active cell.

/** A column and which way. */
export interface Sort {
  column: string;
  descending: boolean;
}

/** A cell, by its row's key and its column's place. */
export interface Cell {
  row: string;
  column: number;
}

/** The key of the header row. */
export const HEAD = ' head';

/** Sorted by what `by` says of a row; rows it says nothing of come last, equal ones keep their order. */
export function sortRows<R>(
  rows: readonly R[],
  by: ((row: R) => number | string | null) | undefined,
  sort: Sort | undefined,
): readonly R[] {
  if (by === undefined || sort === undefined) return rows;
  const sign = sort.descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [left, right] = [by(a), by(b)];
    if (left === right) return 0;
    if (left === null) return 1;
    if (right === null) return -1;
    if (typeof left === 'number' && typeof right === 'number') return sign * (left - right);
    return sign * String(left).localeCompare(String(right));
  });
}

interface Key {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** The cell this key leads to, or nothing if it leads nowhere. */
export function move(from: Cell, event: Key, rows: readonly string[], columns: number, page: number): Cell | undefined {
  if (event.altKey || event.shiftKey) return undefined;
  const far = event.ctrlKey || event.metaKey;
  const at = rows.indexOf(from.row);
  const toRow = (index: number): Cell => ({ ...from, row: index < 0 ? HEAD : (rows[Math.min(index, rows.length - 1)] ?? HEAD) });
  const toColumn = (column: number): Cell => ({ ...from, column: Math.max(0, Math.min(column, columns - 1)) });
  switch (event.key) {
    case 'ArrowDown':
      return toRow(far ? rows.length - 1 : at + 1);
    case 'ArrowUp':
      return toRow(far ? 0 : at - 1);
    case 'j':
      return far ? undefined : toRow(at + 1);
    case 'k':
      return far ? undefined : toRow(at - 1);
    case 'ArrowRight':
      return toColumn(far ? columns - 1 : from.column + 1);
    case 'ArrowLeft':
      return toColumn(far ? 0 : from.column - 1);
    case 'Home':
      return far ? { row: rows[0] ?? HEAD, column: 0 } : toColumn(0);
    case 'End':
      return far ? { row: rows.at(-1) ?? HEAD, column: columns - 1 } : toColumn(columns - 1);
    case 'PageDown':
      return toRow(Math.max(0, at) + page);
    case 'PageUp':
      return toRow(Math.max(0, at - page));
    default:
      return undefined;
  }
}
