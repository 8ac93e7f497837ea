// Components by load: a cell a measure, seven steps from pale to dark, the number always printed.
import { type KeyboardEvent, useMemo, useRef } from 'react';
import type { ComponentRow } from '../../bindings';
import { useAct } from '../../backend/use';
import { Button } from '../../components/button/Button';
import { refusal } from '../../components/fields';
import { number } from '../../components/format';
import { type Column, Grid, NewLine, usePreferredSort } from '../../components/grid';
import { Empty } from '../../components/note/Note';
import { newEntity } from '../../session/ids';
import { useSession, useSessionActions } from '../../session/session';
import styles from './debt.module.css';
import { heatSteps } from './heat';

/** A measure of a component, and how it is reckoned. */
type Measure = 'drag' | 'debts' | 'principal' | 'toil' | 'items';

const MEASURES: { id: Measure; title: string; hint: string; width: number; say: (row: ComponentRow) => string }[] = [
  { id: 'drag', title: 'Slows work by', hint: 'Slows work by: m − 1 with m = 1 + 1.24 · (1 − e^(−D/1.24)), where D is the likely drag of its unpaid debts and of those above it', width: 104, say: (row) => (row.drag > 0 ? `+${number(row.drag * 100, 0)}%` : '0%') },
  { id: 'debts', title: 'Unpaid debts', hint: 'Unpaid debts in it and above it', width: 92, say: (row) => number(row.debts, 0) },
  { id: 'principal', title: 'To pay off', hint: 'To pay off: likely principal of its own unpaid debts, split evenly over the components of each', width: 92, say: (row) => `${number(row.principal, 0)} pd` },
  { id: 'toil', title: 'Toil a week', hint: 'Toil a week: likely toil of its own unpaid debts, split in the same way', width: 92, say: (row) => `${number(row.toil)} h` },
  { id: 'items', title: 'Open items', hint: 'Open items with a share in it', width: 92, say: (row) => number(row.items, 0) },
];

const rowKey = (row: ComponentRow) => row.id;

export function HeatMap({ rows }: { rows: ComponentRow[] }) {
  const actions = useSessionActions();
  const act = useAct();
  const selected = useSession((state) => (state.selected?.kind === 'component' ? state.selected.id : undefined));
  const [sort, setSort] = usePreferredSort('debt.components.sort');
  const columns = useMemo(() => componentColumns(rows), [rows]);
  const line = useRef<HTMLInputElement>(null);

  const create = async (title: string) => {
    const entity = newEntity('component');
    const refused = await refusal(act({ type: 'create', entity, values: [{ field: 'title', key: '', value: { type: 'text', value: title } }] }));
    if (refused === undefined) actions.select(entity, 'team');
    return refused;
  };
  const onKey = (event: KeyboardEvent, row: ComponentRow): boolean => {
    if (event.key !== 'Delete') return false;
    void actions.act({ type: 'delete', entity: { kind: 'component', id: row.id } }, { undoable: true });
    return true;
  };

  return (
    <>
      {rows.length === 0 ? (
        <Empty title="No components yet" action={<Button look="primary" onPress={() => line.current?.focus()}>New component</Button>}>
          The parts of the product and of the way it is delivered stand here: services, modules, the build, the review. Debt sits in them and slows what passes through.
        </Empty>
      ) : (
        <Grid
          label="Components by load"
          columns={columns}
          rows={rows}
          rowKey={rowKey}
          selected={selected}
          onSelect={(row) => actions.select({ kind: 'component', id: row.id })}
          onOpen={(row) => actions.select({ kind: 'component', id: row.id }, 'title')}
          sort={sort}
          onSort={setSort}
          onKey={onKey}
          rowTestId={(row) => `component-row-${row.id}`}
        />
      )}
      <div className={styles.foot}>
        <NewLine label="New component" onCreate={create} box={line} testId="new-component" />
        <span className={styles.ramp} aria-hidden="true">
          less
          {[1, 2, 3, 4, 5, 6, 7].map((step) => (
            <i key={step} style={{ background: `var(--heat-${step})` }} />
          ))}
          more
        </span>
      </div>
    </>
  );
}

function componentColumns(rows: ComponentRow[]): Column<ComponentRow>[] {
  const steps = new Map(MEASURES.map(({ id }) => [id, heatSteps(rows.map((row) => row[id]))]));
  return [
    {
      id: 'title',
      title: 'Component',
      width: 200,
      grow: 1,
      sticky: true,
      sort: (row) => row.title,
      cell: (row) => (
        <span className={styles.words} title={row.title}>
          {row.title}
        </span>
      ),
    },
    {
      id: 'team',
      title: 'Owner',
      width: 120,
      sort: (row) => row.team || null,
      cell: (row) => (row.team === '' ? <span className={styles.stale}>▲ nobody</span> : <span className={styles.quietWords}>{row.team}</span>),
    },
    ...MEASURES.map(({ id, title, hint, width, say }): Column<ComponentRow> => ({
      id,
      title,
      hint,
      width,
      align: 'end',
      sort: (row) => row[id],
      cell: (row) => {
        const heat = id === 'drag' ? (row.drag > 0 ? row.heat : 0) : steps.get(id)!(row[id]);
        const colours = heat === 0 ? undefined : { background: `var(--heat-${heat})`, color: `var(--on-heat-${heat})` };
        return (
          <span className={styles.heat} data-heat={heat} style={colours}>
            {say(row)}
          </span>
        );
      },
    })),
  ];
}
