// The log of technical decisions: when, what, instead of what, by whom, and what the forecast said that day. One of them is
// opened as a page.
import { FileDown, FileUp, Plus } from 'lucide-react';
import { useMemo, useRef, type RefObject } from 'react';
import { useAct, useReply } from '../../backend/use';
import type { DecisionsView, DecisionStanding, DecisionView } from '../../bindings';
import { Button } from '../../components/button/Button';
import { PlanProvider, refusal } from '../../components/fields';
import { Bar, Chips, FilterBox, Gap, Grid, NewLine, usePreferredSort } from '../../components/grid';
import { Empty, ErrorNote, Loading } from '../../components/note/Note';
import { useFiles } from '../../session/files';
import { newEntity } from '../../session/ids';
import { usePreference, useSession, useSessionActions } from '../../session/session';
import { useStart } from '../../session/start';
import { decisionColumns } from './columns';
import { DecisionPage } from './DecisionPage';
import styles from './decisions.module.css';

const STANDINGS: { id: DecisionStanding | ''; title: string }[] = [
  { id: '', title: 'All' },
  { id: 'proposed', title: 'Proposed' },
  { id: 'accepted', title: 'Accepted' },
  { id: 'superseded', title: 'Superseded' },
  { id: 'rejected', title: 'Rejected' },
  { id: 'deprecated', title: 'Deprecated' },
];

const rowKey = (row: DecisionView) => row.id;

export function DecisionsPage() {
  const { value, error } = useReply({ type: 'decisions' }, ['plan', 'forecast']);
  const [open, setOpen] = usePreference('decisions.open', '');
  if (value === undefined) return error ? <ErrorNote error={error} /> : <Loading what="Reading the decisions…" />;
  const opened = value.rows.find((row) => row.id === open);
  return opened ? (
    <PlanProvider>
      <DecisionPage key={opened.id} row={opened} onOpen={setOpen} />
    </PlanProvider>
  ) : (
    <Log view={value} onOpen={setOpen} />
  );
}

function Log({ view, onOpen }: { view: DecisionsView; onOpen: (id: string) => void }) {
  const actions = useSessionActions();
  const files = useFiles();
  const act = useAct();
  const past = useStart().viewing !== null;
  const selected = useSession((state) => (state.selected?.kind === 'decision' ? state.selected.id : undefined));
  const [words, setWords] = usePreference('decisions.filter', '');
  const [written, setStanding] = usePreference('decisions.standing', '');
  const [sort, setSort] = usePreferredSort('decisions.sort');
  const line = useRef<HTMLInputElement>(null);
  const standing = STANDINGS.find(({ id }) => id === written)?.id ?? '';
  const columns = useMemo(() => decisionColumns(onOpen), [onOpen]);
  const rows = useMemo(() => {
    const needle = words.trim().toLowerCase();
    const said = (row: DecisionView) =>
      [row.title, row.chosen, row.who, ...row.refused, ...[...row.shapes, ...row.creates, ...row.retires].map(({ title }) => title)].join(' ').toLowerCase();
    return view.rows.filter((row) => (standing === '' || row.standing === standing) && said(row).includes(needle));
  }, [view.rows, words, standing]);
  const chips = STANDINGS.filter(({ id }) => id === '' || id === standing || view.rows.some((row) => row.standing === id));

  const create = async (title: string) => {
    const entity = newEntity('decision');
    const refused = await refusal(act({ type: 'create', entity, values: [{ field: 'title', key: '', value: { type: 'text', value: title } }] }));
    if (refused === undefined) onOpen(entity.id);
    return refused;
  };

  return (
    <section className={styles.page} aria-label="Decisions">
      <Bar label="Decisions">
        <FilterBox label="Filter decisions" value={words} onChange={setWords} />
        <Chips label="State" chips={chips} chosen={standing} onChoose={setStanding} />
        <Gap />
        <span className={styles.summary} title={view.summary}>
          {view.summary}
        </span>
        <Button look="quiet" isDisabled={past} onPress={() => actions.open('decisions')} data-testid="import-decisions">
          <FileUp size={14} aria-hidden /> Import…
        </Button>
        <Button look="quiet" isDisabled={view.rows.length === 0} onPress={() => void files.exportDecisions()} data-testid="export-decisions">
          <FileDown size={14} aria-hidden /> Export…
        </Button>
      </Bar>
      {view.rows.length === 0 ? (
        <NoDecisions line={line} />
      ) : rows.length === 0 ? (
        <Empty
          title="Nothing matches"
          action={
            <Button
              onPress={() => {
                setWords('');
                setStanding('');
              }}
            >
              Show all
            </Button>
          }
        >
          No decision fits the filter.
        </Empty>
      ) : (
        <Grid
          label="Decisions"
          columns={columns}
          rows={rows}
          rowKey={rowKey}
          selected={selected}
          onSelect={(row) => actions.select({ kind: 'decision', id: row.id })}
          onOpen={(row) => onOpen(row.id)}
          sort={sort}
          onSort={setSort}
          rowHeight={34}
          rowTestId={(row) => `decision-row-${row.id}`}
          rowMark={(row) => (row.standing === 'accepted' || row.standing === 'proposed' ? undefined : 'done')}
        />
      )}
      {past ? null : (
        <div className={styles.foot}>
          <NewLine label="New decision" onCreate={create} box={line} testId="new-decision" />
        </div>
      )}
    </section>
  );
}

function NoDecisions({ line }: { line: RefObject<HTMLInputElement | null> }) {
  const { open } = useSessionActions();
  return (
    <Empty
      title="No decision is written down"
      action={
        <>
          <Button look="primary" onPress={() => line.current?.focus()}>
            <Plus size={14} aria-hidden /> New decision
          </Button>
          <Button onPress={() => open('decisions')}>Import records…</Button>
        </>
      }
    >
      What was decided stands here with the options that were refused, who answers for it, the debts it took on, and the dates as they were forecast that day.
    </Empty>
  );
}
