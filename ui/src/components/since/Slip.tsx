// How far an item has moved since the chosen baseline, the same wherever items are listed; a promise that was moved later more
// than once says for which time.
import type { BaselineView, ItemId } from '../../bindings';
import type { Column } from '../grid';
import styles from './Since.module.css';

/** The slip as a cell or beside a date. Nothing is shown while no baseline is chosen. */
export function Slip({ baseline, item, named = false }: { baseline: BaselineView | undefined; item: ItemId; named?: boolean }) {
  if (baseline === undefined) return null;
  const moved = baseline.since[item];
  if (moved === undefined) {
    return named ? null : (
      <span className={styles.none}>
        <span aria-hidden="true">–</span>
        <span className="spoken">not in the baseline</span>
      </span>
    );
  }
  return (
    <span className={styles.slip} title={moved.words} data-testid="slip">
      {named ? <span>since {baseline.name}</span> : null}
      <span>{moved.short}</span>
      {moved.slip === '' ? null : <span className={styles.again}>{moved.slip}</span>}
    </span>
  );
}

/** How wide the column of slips is. */
export const SLIP_WIDTH = 124;

/** The column of a list of items, or of rows that stand for one. */
export function slipColumn<R>(baseline: BaselineView, itemOf: (row: R) => ItemId | null): Column<R> {
  const { name, since } = baseline;
  return {
    id: 'since',
    title: `Since ${name}`,
    hint: `How far the 85% date has moved since ${name}`,
    width: SLIP_WIDTH,
    align: 'end',
    // What is never finished now has slipped further than all that is.
    sort: (row) => {
      const item = itemOf(row);
      const moved = item === null ? undefined : since[item];
      return moved === undefined ? null : (moved.days ?? Infinity);
    },
    cell: (row) => {
      const item = itemOf(row);
      return item === null ? null : <Slip baseline={baseline} item={item} />;
    },
  };
}
