// The debt inventory with its prices: as a list, by component, and as a picture of cost against effort.
import { type KeyboardEvent, useMemo, useRef } from 'react';
import type { BaselineView, DebtRow, DebtsView } from '../../bindings';
import { useAct, useReply } from '../../backend/use';
import { Button } from '../../components/button/Button';
import { refusal } from '../../components/fields';
import { Bar, Chips, FilterBox, Gap, Grid, NewLine, usePreferredSort } from '../../components/grid';
import { Empty, ErrorNote, Loading } from '../../components/note/Note';
import { SinceSelect, useSince } from '../../components/since';
import { sentence } from '../../components/words';
import frame from '../../components/page.module.css';
import { newEntity } from '../../session/ids';
import { usePreference, useSessionActions } from '../../session/session';
import { useSeveral } from '../../session/several';
import { Bubbles } from './Bubbles';
import { debtColumns } from './columns';
import { HeatMap } from './HeatMap';
import { PaydownStrip } from './PaydownStrip';
import styles from './debt.module.css';

const SEES = [
  { id: 'list', title: 'Inventory' },
  { id: 'components', title: 'Components' },
  { id: 'chart', title: 'Cost against effort' },
] as const;
type See = (typeof SEES)[number]['id'];

const rowKey = (row: DebtRow) => row.id;

export function DebtPage() {
  const { value, error } = useReply({ type: 'debts' }, ['plan', 'forecast']);
  if (value !== undefined) return <Debts view={value} />;
  return error ? <ErrorNote error={error} /> : <Loading what="Pricing the debt…" />;
}

function Debts({ view }: { view: DebtsView }) {
  const [written, setSee] = usePreference('debt.see', 'list');
  const see: See = SEES.find((each) => each.id === written)?.id ?? 'list';
  const since = useSince();
  const [words, setWords] = usePreference('debt.filter', '');
  const [wanted, setCategory] = usePreference('debt.category', '');
  const categories = useMemo(() => [...new Set(view.rows.map((row) => row.category).filter((each) => each !== ''))].toSorted(), [view.rows]);
  const category = categories.includes(wanted) ? wanted : '';
  const needle = words.trim().toLowerCase();
  const rows = useMemo(
    () => view.rows.filter((row) => `${row.title} ${row.category} ${row.components} ${row.state}`.toLowerCase().includes(needle) && (category === '' || row.category === category)),
    [view.rows, needle, category],
  );
  const components = useMemo(
    () => view.components.filter((row) => `${row.title} ${row.team}`.toLowerCase().includes(needle)),
    [view.components, needle],
  );
  const shown = see === 'components' ? components.length : rows.length;
  const all = see === 'components' ? view.components.length : view.rows.length;

  return (
    <section className={frame.page} aria-label="Debt" data-stale={view.stale || undefined}>
      <Bar label="Debt">
        <FilterBox label={see === 'components' ? 'Filter components' : 'Filter debts'} value={words} onChange={setWords} />
        <Chips label="Show" chips={SEES} chosen={see} onChoose={setSee} />
        {see === 'components' || categories.length < 2 ? null : (
          <select className={styles.category} aria-label="Category" value={category} onChange={(event) => setCategory(event.target.value)} data-testid="debt-category">
            <option value="">All categories</option>
            {categories.map((each) => (
              <option key={each} value={each}>
                {sentence(each)}
              </option>
            ))}
          </select>
        )}
        {see === 'list' ? <SinceSelect since={since} /> : null}
        <Gap />
        {view.rows.length === 0 ? null : (
          <span className={styles.summary} title={view.summary}>
            {view.summary}
          </span>
        )}
      </Bar>
      {all > 0 && shown === 0 ? (
        <Empty title="Nothing matches" action={<Button onPress={() => { setWords(''); setCategory(''); }}>Show all</Button>}>
          Nothing here has these words.
        </Empty>
      ) : see === 'list' ? (
        <Inventory rows={rows} baseline={since.chosen} />
      ) : see === 'components' ? (
        <HeatMap rows={components} />
      ) : (
        <Bubbles rows={rows} onInventory={() => setSee('list')} />
      )}
    </section>
  );
}

/** The debts of one category after those of another, each with a line above it that says which. */
function grouped(rows: DebtRow[]): { rows: DebtRow[]; bands: { after: number; content: string }[] } {
  const sorted = rows.toSorted((a, b) => a.category.localeCompare(b.category));
  const starts = sorted.map((row, index) => ({ row, index })).filter(({ row, index }) => sorted[index - 1]?.category !== row.category);
  return { rows: sorted, bands: starts.map(({ row, index }) => ({ after: index, content: row.category === '' ? 'Without a category' : sentence(row.category) })) };
}

function Inventory({ rows: all, baseline }: { rows: DebtRow[]; baseline: BaselineView | undefined }) {
  const columns = useMemo(() => debtColumns(baseline), [baseline]);
  const actions = useSessionActions();
  const act = useAct();
  const [sort, setSort] = usePreferredSort('debt.sort');
  const [group, setGroup] = usePreference('debt.group', '');
  const { rows, bands } = useMemo(() => (group === 'category' ? grouped(all) : { rows: all, bands: [] }), [all, group]);
  const line = useRef<HTMLInputElement>(null);
  const { selected, chosen, choose } = useSeveral('debt', useMemo(() => rows.map(rowKey), [rows]));

  const create = async (title: string) => {
    const entity = newEntity('debt');
    const refused = await refusal(act({ type: 'create', entity, values: [{ field: 'title', key: '', value: { type: 'text', value: title } }] }));
    if (refused === undefined) actions.select(entity, 'principal');
    return refused;
  };
  const onKey = (event: KeyboardEvent, row: DebtRow): boolean => {
    if ((event.key === 'x' || event.key === 'X') && !event.ctrlKey && !event.metaKey) {
      choose(row.id, 'toggle');
      return true;
    }
    if (event.key !== 'Delete') return false;
    void actions.act({ type: 'delete', entity: { kind: 'debt', id: row.id } }, { undoable: true });
    return true;
  };

  return (
    <>
      {rows.length === 0 ? (
        <Empty title="No debt is written down" action={<Button look="primary" onPress={() => line.current?.focus()}>New debt</Button>}>
          What slows the work down stands here with what it costs and what it takes to pay it off: slow builds, a schema nobody dares to touch, tests that fail by chance.
        </Empty>
      ) : (
        <Grid
          label="Debt inventory"
          columns={columns}
          rows={rows}
          rowKey={rowKey}
          selected={selected ?? undefined}
          chosen={chosen}
          onSelect={(row, how) => choose(row.id, how)}
          onOpen={(row) => actions.select({ kind: 'debt', id: row.id }, 'title')}
          sort={group === 'category' ? undefined : sort}
          onSort={(next) => {
            setGroup('');
            setSort(next);
          }}
          bands={bands}
          onKey={onKey}
          rowTestId={(row) => `debt-row-${row.id}`}
          rowMark={(row) => (row.state === 'paid' ? 'done' : undefined)}
        />
      )}
      {chosen.size > 1 ? <PaydownStrip debts={rows.flatMap(({ id }) => (chosen.has(id) ? [id] : []))} clear={() => actions.select(null)} /> : null}
      <div className={styles.foot}>
        <NewLine label="New debt" onCreate={create} box={line} testId="new-debt" />
        {all.length > 0 ? (
          <Button look={group === 'category' ? 'plain' : 'quiet'} aria-pressed={group === 'category'} onPress={() => setGroup(group === 'category' ? '' : 'category')} data-testid="group-debts">
            By category
          </Button>
        ) : null}
      </div>
    </>
  );
}
