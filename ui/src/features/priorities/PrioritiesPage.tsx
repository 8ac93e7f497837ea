// The items in the order in which people are given to them. The order is changed here, by drag and by key; the forecast
// draws the lines that say how far the capacity reaches.
import { type KeyboardEvent, useMemo, useRef } from 'react';
import type { ItemId, RowView } from '../../bindings';
import { useAct, useReply } from '../../backend/use';
import { Button } from '../../components/button/Button';
import { refusal, usePlan } from '../../components/fields';
import { Bar, Chips, FilterBox, Gap, Grid, NewLine, usePreferredSort } from '../../components/grid';
import { count, number } from '../../components/format';
import { Empty, ErrorNote, Loading } from '../../components/note/Note';
import frame from '../../components/page.module.css';
import { SinceSelect, useSince } from '../../components/since';
import { newEntity } from '../../session/ids';
import { usePreference, useSessionActions } from '../../session/session';
import { deleteOp, useSeveral } from '../../session/several';
import { useStart } from '../../session/start';
import { BetterOrder, FindBetterOrder } from './BetterOrder';
import { priorityColumns } from './columns';
import { useRankDrag } from './drag';
import styles from './priorities.module.css';
import { landsBefore, placeAmongOthers } from './rank';

const rowKey = (row: RowView) => row.id;

export function PrioritiesPage() {
  const { value, error } = useReply({ type: 'priorities' }, ['plan', 'forecast']);
  if (value !== undefined) return <Priorities rows={value.rows} cuts={value.cuts} stale={value.stale} />;
  return error ? <ErrorNote error={error} /> : <Loading what="Putting the items in order…" />;
}

interface PrioritiesProps {
  rows: RowView[];
  cuts: [number, string][];
  stale: boolean;
}

function Priorities({ rows, cuts, stale }: PrioritiesProps) {
  const { today } = useStart();
  const actions = useSessionActions();
  const act = useAct();
  const plan = usePlan()?.plan;
  const [words, setWords] = usePreference('priorities.filter', '');
  const [team, setTeam] = usePreference('priorities.team', '');
  const [sort, setSort] = usePreferredSort('priorities.sort');
  const line = useRef<HTMLInputElement>(null);
  const since = useSince();
  const { chosen: baseline } = since;

  const teams = useMemo(() => [...new Set(rows.map((row) => row.team).filter((title) => title !== ''))], [rows]);
  const chosen = teams.includes(team) ? team : '';
  const shown = useMemo(() => {
    const needle = words.trim().toLowerCase();
    return rows.filter((row) => (chosen === '' || row.team === chosen) && (needle === '' || `${row.title} ${row.team} ${row.kind}`.toLowerCase().includes(needle)));
  }, [rows, words, chosen]);
  const all = useMemo(() => rows.map(rowKey), [rows]);
  const ids = useMemo(() => shown.map(rowKey), [shown]);
  const { selected, chosen: several, choose } = useSeveral('item', ids);
  const rank = useMemo(() => new Map(all.map((id, index) => [id, index])), [all]);
  const ranked = sort === undefined;
  const filtered = shown.length < rows.length;
  const done = Object.values(plan?.items ?? {}).some((item) => item?.state === 'done');

  const place = async (id: ItemId, to: number) => {
    const before = landsBefore(all, ids, id, to);
    if (before === (all[all.indexOf(id) + 1] ?? null)) return;
    await actions.act({ type: 'move', item: id, before });
  };
  const { drag, start } = useRankDrag((id, before) => void place(id, placeAmongOthers(ids, id, before)));

  const onKey = (event: KeyboardEvent, row: RowView, index: number): boolean => {
    if (event.ctrlKey || event.metaKey) return false;
    if (ranked && (event.key === '[' || (event.altKey && event.key === 'ArrowUp'))) {
      if (index > 0) void place(row.id, index - 1);
      return true;
    }
    if (ranked && (event.key === ']' || (event.altKey && event.key === 'ArrowDown'))) {
      if (index < ids.length - 1) void place(row.id, index + 1);
      return true;
    }
    if (event.key !== 'Delete') return false;
    const gone = several.has(row.id) ? [...several] : [row.id];
    void actions.act(deleteOp(gone.map((id) => ({ kind: 'item', id }))), { undoable: true });
    return true;
  };

  const create = async (title: string) => {
    const entity = newEntity('item');
    const home = Object.values(plan?.teams ?? {}).find((each) => each.title === chosen);
    const refused = await refusal(
      act({
        type: 'create',
        entity,
        values: [
          { field: 'title', key: '', value: { type: 'text', value: title } },
          ...(home ? [{ field: 'team' as const, key: '', value: { type: 'ref' as const, value: home.id } }] : []),
        ],
      }),
    );
    if (refused === undefined) actions.select(entity);
    return refused;
  };

  const columns = useMemo(() => priorityColumns({ today, rank, ranked, onGrip: start, baseline }), [today, rank, ranked, start, baseline]);
  const bands = useMemo(
    () => (filtered ? [] : cuts.map(([after, sentence]) => ({ after, content: <span data-testid="cut-line" title="All the work above it is finished by the end of the quarter at 85%, by the dates in the column “85% by”; what has parts takes no work of its own">{sentence}</span> }))),
    [filtered, cuts],
  );

  return (
    <section className={`${frame.page} ${styles.page}`} aria-label="Priorities" data-stale={stale || undefined}>
      <Bar label="Priorities">
        <FilterBox label="Filter items" value={words} onChange={setWords} />
        {teams.length > 1 && (
          <Chips label="Team" chosen={chosen} onChoose={setTeam} chips={[{ id: '', title: 'All teams' }, ...teams.map((title) => ({ id: title, title }))]} />
        )}
        <SinceSelect since={since} />
        <Gap />
        {!ranked && <Button look="quiet" onPress={() => setSort(undefined)}>Back to rank order</Button>}
        {rows.length > 1 && <FindBetterOrder />}
        <span className={styles.count}>{filtered ? `${number(shown.length)} of ${count(rows.length, 'item')}` : count(rows.length, 'item')}</span>
      </Bar>
      <BetterOrder />
      {rows.length === 0 ? (
        <Empty title={done ? 'Everything is done' : 'No items yet'} action={<><Button look="primary" onPress={() => line.current?.focus()}>New item</Button><Button onPress={() => actions.open('import')}>Import…</Button></>}>
          What is to be delivered stands here, the most important first.
        </Empty>
      ) : shown.length === 0 ? (
        <Empty title="Nothing matches" action={<Button onPress={() => { setWords(''); setTeam(''); }}>Show all</Button>}>
          No item has these words{chosen === '' ? '' : ` on ${chosen}`}.
        </Empty>
      ) : (
        <Grid
          label="Priorities"
          columns={columns}
          rows={shown}
          rowKey={rowKey}
          selected={selected ?? undefined}
          chosen={several}
          onSelect={(row, how) => choose(row.id, how)}
          onOpen={(row) => actions.select({ kind: 'item', id: row.id }, 'title')}
          sort={sort}
          onSort={setSort}
          bands={bands}
          onKey={onKey}
          rowTestId={(row) => `priority-row-${row.id}`}
          rowMark={(row) => (drag?.id === row.id ? 'dragged' : row.state === 'done' ? 'done' : undefined)}
          dropAt={drag?.before}
        />
      )}
      <div className={styles.foot}>
        <NewLine label={chosen === '' ? 'New item' : `New item for ${chosen}`} onCreate={create} box={line} testId="new-item" />
        <span className={styles.keys} aria-hidden="true">
          [ ] move · Enter edit · Space select
        </span>
      </div>
    </section>
  );
}
