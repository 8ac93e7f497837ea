// The figures of the bubbles as a table: the same debts, the same order, the same choice by keys.
import { number } from '../../components/format';
import { type Column, Grid, usePreferredSort } from '../../components/grid';
import type { How } from '../../session/several';
import type { Point } from './Bubbles';
import styles from './chart.module.css';

interface BubbleTableProps {
  points: readonly Point[];
  selected: string | undefined;
  chosen: ReadonlySet<string>;
  choose: (id: string, how: How) => void;
}

const pointKey = ({ row }: Point) => row.id;

const COLUMNS: Column<Point>[] = [
  {
    id: 'title',
    title: 'Debt',
    width: 110,
    grow: 1,
    sticky: true,
    sort: ({ row }) => row.title,
    cell: ({ row }) => (
      <span className={styles.words} title={row.title}>
        {row.title}
      </span>
    ),
  },
  { id: 'effort', title: 'To pay', hint: 'Person-days to pay it off', width: 60, align: 'end', sort: ({ effort }) => effort, cell: ({ effort }) => number(effort) },
  { id: 'cost', title: 'A quarter', hint: 'Person-days it costs a quarter', width: 72, align: 'end', sort: ({ cost }) => cost, cell: ({ cost }) => <span className={styles.debt}>{number(cost, cost < 1 ? 2 : 1)}</span> },
  { id: 'touches', title: 'People', hint: 'People it touches: of the teams that it slows and of those that own its components', width: 60, align: 'end', hideBelow: 430, sort: ({ row }) => row.touches, cell: ({ row }) => number(row.touches, 0) },
  {
    id: 'pays_back',
    title: 'Pays back',
    hint: 'The day by which the interest saved has repaid the effort, were it paid today',
    width: 120,
    hideBelow: 360,
    sort: ({ row }) => row.break_even,
    cell: ({ row }) => (
      <span className={styles.words} title={row.pays_back}>
        {row.pays_back}
      </span>
    ),
  },
];

export function BubbleTable({ points, selected, chosen, choose }: BubbleTableProps) {
  const [sort, setSort] = usePreferredSort('debt.chart.sort');
  return (
    <Grid
      label="Debts by cost against effort: X chooses one more or less"
      columns={COLUMNS}
      rows={points}
      rowKey={pointKey}
      selected={selected}
      chosen={chosen}
      onSelect={({ row }, how) => choose(row.id, how)}
      onKey={(event, { row }) => {
        if ((event.key !== 'x' && event.key !== 'X') || event.ctrlKey || event.metaKey) return false;
        choose(row.id, 'toggle');
        return true;
      }}
      sort={sort}
      onSort={setSort}
      rowTestId={({ row }) => `bubble-row-${row.id}`}
    />
  );
}
