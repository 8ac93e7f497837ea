// The memory of the plan: every change with what it replaced, the baselines, and what was changed twice at once.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Concern, HistoryFilter } from '../../bindings';
import { Button } from '../../components/button/Button';
import { Conflicts } from '../../components/conflicts';
import { findEntity, usePlan } from '../../components/fields';
import { count, number } from '../../components/format';
import { Bar, Chips, FilterBox, Gap } from '../../components/grid';
import { Empty, ErrorNote, Loading } from '../../components/note/Note';
import { EVERY_CHANGE } from '../../session/past';
import { usePreference, useSession } from '../../session/session';
import { Baselines } from './Baselines';
import { ChangeRow } from './ChangeRow';
import styles from './history.module.css';
import { useHistoryPages } from './pages';

const CONCERNS: { id: Concern | ''; title: string }[] = [
  { id: '', title: 'All concerns' },
  { id: 'product', title: 'Product' },
  { id: 'delivery', title: 'Delivery' },
  { id: 'technical', title: 'Technical' },
  { id: 'people', title: 'People' },
];

const ROW = 34;

export function HistoryPage() {
  const plan = usePlan();
  const selected = useSession((state) => state.selected);
  const [words, setWords] = usePreference('history.filter', '');
  const [concern, setConcern] = usePreference('history.concern', '');
  const [author, setAuthor] = useState('');
  const [only, setOnly] = useState(false);
  const found = plan && selected ? findEntity(plan.plan, selected) : undefined;
  const title = found && 'title' in found && selected?.kind !== 'plan' ? found.title : undefined;
  const entity = only && title !== undefined ? selected : null;
  const chosen = CONCERNS.find(({ id }) => id === concern)?.id ?? '';
  const filter = useMemo<HistoryFilter>(
    () => ({ ...EVERY_CHANGE, words, entity, concern: chosen === '' ? null : chosen, author: author === '' ? null : author }),
    [words, entity, chosen, author],
  );
  const pages = useHistoryPages(filter);
  const authors = pages.known?.authors ?? [];
  const clear = (): void => {
    setWords('');
    setConcern('');
    setAuthor('');
    setOnly(false);
  };
  const conflicts = plan?.conflicts ?? [];
  return (
    <section className={styles.page} aria-label="History">
      <Bar label="History">
        <FilterBox label="Filter changes" value={words} onChange={setWords} />
        <Chips label="Concern" chosen={chosen} onChoose={setConcern} chips={CONCERNS} />
        {authors.length > 1 ? (
          <select className={styles.authors} aria-label="Author" value={author} onChange={(event) => setAuthor(event.target.value)}>
            <option value="">Everybody</option>
            {authors.map((each) => (
              <option key={each.author} value={each.author}>
                {each.by}, {each.role}
              </option>
            ))}
          </select>
        ) : null}
        {title === undefined ? null : (
          <Button look={only ? 'plain' : 'quiet'} aria-pressed={only} onPress={() => setOnly(!only)} data-testid="only-selected">
            Only “{title.length > 26 ? `${title.slice(0, 24)}…` : title}”
          </Button>
        )}
        <Gap />
        {pages.known ? <span className={styles.count}>{count(pages.known.total, 'change')}</span> : null}
      </Bar>
      <div className={styles.top}>
        <Baselines />
        {conflicts.length > 0 ? <Conflicts conflicts={conflicts} /> : null}
      </div>
      {pages.known === undefined ? (
        pages.error ? <ErrorNote error={pages.error} /> : <Loading what="Reading the history…" />
      ) : pages.known.total === 0 ? (
        <Empty title="Nothing matches" action={<Button onPress={clear}>Show all</Button>}>
          No change fits the filter.
        </Empty>
      ) : (
        <Changes key={pages.known.key} pages={pages} total={pages.known.total} />
      )}
    </section>
  );
}

interface ChangesProps {
  pages: ReturnType<typeof useHistoryPages>;
  total: number;
}

function Changes({ pages, total }: ChangesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  // oxlint-disable-next-line react/incompatible-library -- nothing here is compiled to memoise on its own
  const virtual = useVirtualizer({ count: total, getScrollElement: () => scroller.current, estimateSize: () => ROW, overscan: 10 });
  const shown = virtual.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const last = shown.at(-1)?.index ?? 0;
  const { need, known } = pages;
  useEffect(() => need(first, last), [need, known, first, last]);
  const toggle = (id: string): void =>
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a list that scrolls is scrolled by key, too
    <div ref={scroller} className={styles.list} role="feed" aria-label="Changes, the newest first" tabIndex={0}>
      <div className={styles.body} style={{ height: virtual.getTotalSize() }}>
        {shown.map((item) => {
          const change = pages.at(item.index);
          const id = change ? `${change.change.author} ${change.change.seq}` : '';
          return (
            <div key={item.key} ref={virtual.measureElement} data-index={item.index} className={styles.place} style={{ transform: `translateY(${item.start}px)` }}>
              {change ? (
                <ChangeRow change={change} open={open.has(id)} onToggle={() => toggle(id)} />
              ) : (
                <div className={styles.waiting} aria-busy>
                  {number(item.index + 1, 0)}
                </div>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
