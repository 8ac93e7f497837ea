// A table of many rows for keyboard and pointer. Only the rows in sight exist; one cell is a tab stop and the arrows move it.
// Enter edits or opens, Space selects, the header row sorts.
import { useVirtualizer, defaultRangeExtractor } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type How, howOf } from '../../session/several';
import styles from './Grid.module.css';
import { useWidth } from './useWidth';
import { type Cell, HEAD, type Sort, move, sortRows } from './order';

/** A column: what it shows, how it sorts, and whether its cells can be edited. */
export interface Column<R> {
  id: string;
  title: string;
  /** What the title stands for, where it is short. */
  hint?: string;
  /** The least width in pixels; `grow` shares what is left. */
  width: number;
  grow?: number;
  /** It stays in sight when the grid is scrolled sideways; for the first column. */
  sticky?: boolean;
  /** Where the grid is narrower than so many pixels, it gives way to the others. */
  hideBelow?: number;
  align?: 'end' | 'center';
  /** What it is sorted by; nothing goes last either way. Without, the column does not sort. */
  sort?: (row: R) => number | string | null;
  cell: (row: R) => ReactNode;
  /** The editor of a cell; it says when it is through, and whether the user is still there. */
  edit?: (row: R, done: (here: boolean) => void) => ReactNode;
}

/** A full-width line between rows. */
export interface Band {
  /** It stands after so many rows. */
  after: number;
  content: ReactNode;
}

interface GridProps<R> {
  label: string;
  columns: readonly Column<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  selected?: string | undefined;
  /** All that are selected, where several can be. */
  chosen?: ReadonlySet<string>;
  onSelect: (row: R, how: How) => void;
  /** Enter on a cell without an editor, or a double click. */
  onOpen?: (row: R) => void;
  sort?: Sort | undefined;
  onSort?: (sort: Sort | undefined) => void;
  /** Shown while nothing is sorted. */
  bands?: readonly Band[];
  /** More keys; answers whether it took this one. */
  onKey?: (event: KeyboardEvent, row: R, index: number) => boolean;
  rowHeight?: number;
  rowTestId?: (row: R) => string;
  /** Marks a row: `dragged`, `done`. */
  rowMark?: (row: R) => string | undefined;
  /** The row before which something that is dragged would land; the count of rows for the end. */
  dropAt?: number | undefined;
  footer?: ReactNode;
}

type Line<R> = { row: R; key: string; index: number } | { band: ReactNode };

export function Grid<R>(props: GridProps<R>) {
  const { label, rows, rowKey, selected, chosen, onSelect, onOpen, sort, onSort, bands, onKey, dropAt } = props;
  const { rowHeight = 28, rowTestId, rowMark, footer } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const columns = useMemo(() => props.columns.filter(({ hideBelow }) => hideBelow === undefined || width >= hideBelow), [props.columns, width]);
  const [active, setActive] = useState<Cell>();
  const [editing, setEditing] = useState<Cell>();
  // Set by whatever moves the active cell; taken once it is drawn. Where the keys went lost with what stood here before, they go
  // on from what is selected.
  const wantsFocus = useRef(selected !== undefined && document.activeElement === document.body);

  const sorted = useMemo(() => sortRows(rows, columns.find((column) => column.id === sort?.column)?.sort, sort), [rows, columns, sort]);
  const keys = useMemo(() => sorted.map(rowKey), [sorted, rowKey]);
  const lines = useMemo<Line<R>[]>(() => {
    const found: Line<R>[] = [];
    for (const [index, row] of sorted.entries()) {
      if (sort === undefined) for (const band of bands ?? []) if (band.after === index) found.push({ band: band.content });
      found.push({ row, key: keys[index]!, index });
    }
    if (sort === undefined) for (const band of bands ?? []) if (band.after >= sorted.length) found.push({ band: band.content });
    return found;
  }, [sorted, keys, bands, sort]);

  const first = selected !== undefined && keys.includes(selected) ? selected : (keys[0] ?? HEAD);
  const kept: Cell = active && (active.row === HEAD || keys.includes(active.row)) ? active : { row: first, column: 0 };
  const current: Cell = { ...kept, column: Math.min(kept.column, columns.length - 1) };
  const activeLine = lines.findIndex((line) => 'key' in line && line.key === current.row);

  // oxlint-disable-next-line react/incompatible-library -- nothing here is compiled to memoise on its own
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: rowHeight,
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return activeLine < 0 || shown.includes(activeLine) ? shown : [...shown, activeLine].toSorted((a, b) => a - b);
    },
  });

  useLayoutEffect(() => {
    if (!wantsFocus.current || editing !== undefined) return;
    if (activeLine >= 0) virtual.scrollToIndex(activeLine);
    const cell = scroller.current?.querySelector<HTMLElement>(selector(current));
    if (!cell) return;
    wantsFocus.current = false;
    cell.focus({ preventScroll: current.row !== HEAD });
  });

  const focus = (cell: Cell) => {
    wantsFocus.current = true;
    setActive(cell);
  };
  const edit = (cell: Cell) => {
    const row = sorted[keys.indexOf(cell.row)];
    if (row === undefined || columns[cell.column]?.edit === undefined) return false;
    setActive(cell);
    setEditing(cell);
    return true;
  };
  const doneEditing = (here: boolean) => {
    wantsFocus.current = here;
    setEditing(undefined);
  };
  const toggleSort = (column: Column<R>) => {
    if (column.sort === undefined || onSort === undefined) return;
    if (sort?.column !== column.id) onSort({ column: column.id, descending: column.align === 'end' });
    else if (sort.descending === (column.align === 'end')) onSort({ column: column.id, descending: !sort.descending });
    else onSort(undefined);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    // Keys inside an editor, or on a control in a cell, are its own.
    if (editing !== undefined || !(event.target instanceof HTMLElement)) return;
    if (event.target !== event.currentTarget && event.target.closest('[data-column]') !== event.target) return;
    const index = keys.indexOf(current.row);
    const row = sorted[index];
    if (row !== undefined && onKey?.(event, row, index)) return void event.preventDefault();
    const beside = { ArrowDown: index + 1, ArrowUp: index - 1 }[event.key];
    const other = chosen && event.shiftKey && row !== undefined && beside !== undefined ? sorted[beside] : undefined;
    if (other !== undefined) {
      event.preventDefault();
      focus({ ...current, row: rowKey(other) });
      return onSelect(other, 'reach');
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const next = move(current, event, keys, columns.length, page);
    if (next !== undefined) {
      event.preventDefault();
      focus(next);
    } else if ((event.key === 'Enter' || event.key === ' ') && current.row === HEAD) {
      event.preventDefault();
      toggleSort(columns[current.column]!);
    } else if (event.key === ' ' && row !== undefined) {
      event.preventDefault();
      onSelect(row, chosen ? howOf(event) : 'alone');
    } else if ((event.key === 'Enter' || event.key === 'F2') && !event.ctrlKey && !event.metaKey && row !== undefined) {
      event.preventDefault();
      if (!edit(current) && event.key === 'Enter') (onOpen ?? ((opened: R) => onSelect(opened, 'alone')))(row);
    }
  };

  const template = columns.map(({ width, grow }) => (grow ? `minmax(${width}px, ${grow}fr)` : `${width}px`)).join(' ');
  const minWidth = columns.reduce((sum, { width }) => sum + width, 0);
  const track = { gridTemplateColumns: template, minWidth, height: rowHeight };

  return (
    <div
      ref={scroller}
      className={styles.grid}
      role="grid"
      tabIndex={-1}
      aria-label={label}
      aria-multiselectable={chosen !== undefined || undefined}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      onKeyDown={onKeyDown}
    >
      <div role="row" aria-rowindex={1} className={styles.head} style={track} data-row={HEAD}>
        {columns.map((column, index) => {
          const direction = sort?.column === column.id ? (sort.descending ? 'descending' : 'ascending') : undefined;
          return (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the grid hears keys for all its cells
            <div
              key={column.id}
              role="columnheader"
              aria-colindex={index + 1}
              aria-sort={column.sort ? (direction ?? 'none') : undefined}
              className={styles.header}
              title={column.hint ?? column.title}
              aria-label={column.hint}
              data-align={column.align}
              data-sticky={column.sticky}
              data-column={index}
              data-sorts={column.sort !== undefined && onSort !== undefined ? true : undefined}
              tabIndex={current.row === HEAD && current.column === index ? 0 : -1}
              onClick={() => {
                setActive({ row: HEAD, column: index });
                toggleSort(column);
              }}
            >
              <span className={styles.headerText}>{column.title}</span>
              {direction && (
                <span className={styles.arrow} aria-hidden="true">
                  {direction === 'ascending' ? '↑' : '↓'}
                </span>
              )}
            </div>
          );
        })}
      </div>
      <div role="presentation" className={styles.body} style={{ height: virtual.getTotalSize(), minWidth }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (line === undefined) return null;
          const place = { ...track, transform: `translateY(${item.start}px)` };
          if ('band' in line) {
            return (
              <div key={item.key} role="row" className={styles.band} style={{ ...place, gridTemplateColumns: undefined }}>
                <div role="gridcell" aria-colspan={columns.length} className={styles.bandCell}>
                  {line.band}
                </div>
              </div>
            );
          }
          return (
            <div
              key={line.key}
              role="row"
              aria-rowindex={line.index + 2}
              aria-selected={chosen ? chosen.has(line.key) : line.key === selected}
              className={styles.row}
              style={place}
              data-row={line.key}
              data-index={line.index}
              data-mark={rowMark?.(line.row)}
              data-drop={dropAt === line.index ? 'before' : dropAt === rows.length && line.index === rows.length - 1 ? 'after' : undefined}
              data-testid={rowTestId?.(line.row)}
            >
              {columns.map((column, index) => {
                const cell: Cell = { row: line.key, column: index };
                const edited = editing?.row === cell.row && editing.column === index;
                return (
                  // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the grid hears keys for all its cells
                  <div
                    key={column.id}
                    role="gridcell"
                    aria-colindex={index + 1}
                    className={styles.cell}
                    data-align={column.align}
                    data-sticky={column.sticky}
                    data-column={index}
                    data-cell={column.id}
                    data-editable={column.edit !== undefined || undefined}
                    data-editing={edited || undefined}
                    tabIndex={current.row === cell.row && current.column === index ? 0 : -1}
                    onFocus={(event) => {
                      if (event.target === event.currentTarget) setActive(cell);
                    }}
                    onClick={(event) => {
                      if (!edited) onSelect(line.row, chosen ? howOf(event) : 'alone');
                    }}
                    onDoubleClick={(event) => {
                      if (!edited && (!chosen || howOf(event) === 'alone') && !edit(cell)) onOpen?.(line.row);
                    }}
                  >
                    {edited ? column.edit?.(line.row, doneEditing) : column.cell(line.row)}
                  </div>
                );
              })}
            </div>
          );
        })}
      </div>
      {footer}
    </div>
  );
}

function selector(cell: Cell): string {
  return `[data-row="${CSS.escape(cell.row)}"] > [data-column="${cell.column}"]`;
}
