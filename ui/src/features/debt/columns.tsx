// The columns of the debt inventory: what it takes to pay a debt off, what it costs until then, and whether that pays.
import type { BaselineView, DebtRow } from '../../bindings';
import { briefRange, SlotField } from '../../components/fields';
import { number } from '../../components/format';
import type { Column } from '../../components/grid';
import { slipColumn } from '../../components/since';
import { sentence } from '../../components/words';
import styles from './debt.module.css';

export function debtColumns(baseline: BaselineView | undefined): Column<DebtRow>[] {
  return [
    {
      id: 'title',
      title: 'Debt',
      width: 200,
      grow: 2,
      sticky: true,
      sort: (row) => row.title,
      edit: (row, done) => <SlotField entity={{ kind: 'debt', id: row.id }} field="title" value={{ type: 'text', value: row.title }} bare eager onDone={done} />,
      cell: (row) => <Words words={row.title} />,
    },
    { id: 'components', title: 'Components', width: 110, grow: 1, sort: (row) => row.components || null, cell: (row) => <Words words={row.components} none="none" quiet /> },
    {
      id: 'principal',
      title: 'Principal',
      hint: 'Principal: what it takes to pay it off, as the inventory has it; the return is reckoned with the effort of its paydown, where one is planned',
      width: 104,
      align: 'end',
      sort: (row) => row.effort || null,
      edit: (row, done) => <SlotField entity={{ kind: 'debt', id: row.id }} field="principal" bare eager onDone={done} />,
      cell: (row) => <Words words={row.principal ? `${briefRange(row.principal)} pd` : ''} none="unknown" />,
    },
    { id: 'per_week', title: 'Costs a week', hint: 'Costs a week: drag on the work planned in its components, toil, and incidents by their chance, over the next four weeks', width: 94, align: 'end', sort: (row) => row.per_week, cell: (row) => <Days value={row.per_week} strong /> },
    { id: 'to_horizon', title: 'To horizon', hint: 'What it costs to the horizon of the plan', width: 76, align: 'end', sort: (row) => row.to_horizon, cell: (row) => <Days value={row.to_horizon} of={row.interest} /> },
    { id: 'roi', title: 'Return', hint: 'Return to the horizon: what paying it off saves, over what it takes', width: 66, align: 'end', sort: (row) => percentOf(row.roi), cell: (row) => <Words words={row.roi} none="unknown" /> },
    { id: 'pays_back', title: 'Pays back', hint: 'Pays back: the day by which the interest saved has repaid the effort, were it paid today', width: 130, grow: 1, sort: (row) => row.break_even, cell: (row) => <Words words={row.pays_back} /> },
    { id: 'state', title: 'State', width: 92, sort: (row) => row.state, cell: (row) => <State row={row} /> },
    { id: 'slows', title: 'Slows most', width: 170, grow: 2, cell: (row) => <Words words={row.slows} none="nothing planned" quiet /> },
    { id: 'paydown', title: 'Paydown', width: 120, grow: 1, cell: (row) => <Words words={row.paydown} none="none planned" quiet /> },
    ...(baseline === undefined ? [] : [slipColumn<DebtRow>(baseline, (row) => row.paydown_item)]),
    { id: 'category', title: 'Category', width: 130, sort: (row) => row.category || null, cell: (row) => <Words words={sentence(row.category)} none="none" quiet /> },
    {
      id: 'reviewed',
      title: 'Reviewed',
      width: 100,
      align: 'end',
      sort: (row) => row.review.days_ago,
      cell: (row) => <Reviewed review={row.review} />,
    },
  ];
}

function Days({ value, strong, of }: { value: number; strong?: boolean; of?: string }) {
  if (value < 0.05) return <Words words="" none="nothing" />;
  return (
    <span className={strong ? styles.cost : undefined} title={of}>
      {number(value)} <span className={styles.quiet}>pd</span>
    </span>
  );
}

function Words({ words, none, quiet }: { words: string; none?: string; quiet?: boolean }) {
  if (words === '') {
    return (
      <span className={styles.quiet}>
        <span aria-hidden="true">–</span>
        <span className="spoken">{none}</span>
      </span>
    );
  }
  return (
    <span className={quiet ? styles.quietWords : styles.words} title={words}>
      {words}
    </span>
  );
}

function State({ row }: { row: DebtRow }) {
  const glyph = { open: '○', scheduled: '◐', paid: '✓', accepted: '∥' }[row.state];
  return (
    <span className={styles.quietWords}>
      <span aria-hidden="true">{glyph} </span>
      {sentence(row.state)}
    </span>
  );
}

function Reviewed({ review }: { review: DebtRow['review'] }) {
  const { days_ago: ago, overdue, words } = review;
  const said = ago === null ? 'never' : ago <= 0 ? 'today' : ago === 1 ? 'yesterday' : `${number(ago, 0)} days ago`;
  return overdue ? (
    <span className={styles.stale} title={sentence(words)}>
      ▲ {said}
    </span>
  ) : (
    <span className={styles.quiet} title={sentence(words)}>
      {said}
    </span>
  );
}

/** "+140%" as a number to sort by. */
function percentOf(words: string): number | null {
  const found = /(\d[\d\s,.]*)/.exec(words)?.[1];
  if (found === undefined) return null;
  const sign = /^\s*[-−–]/.test(words) ? -1 : 1;
  return sign * Number(found.replace(/[\s,]/g, ''));
}
