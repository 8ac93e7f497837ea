// The columns of the list of priorities: what an item is worth, what it takes, when it comes and how sure that is.
import { Diamond, GripVertical } from 'lucide-react';
import type { PointerEvent } from 'react';
import type { BaselineView, ItemId, ItemKind, RowView } from '../../bindings';
import { SlotField } from '../../components/fields';
import { number, shortDay } from '../../components/format';
import type { Column } from '../../components/grid';
import { SLIP_WIDTH, slipColumn } from '../../components/since';
import { SEVERITY_WORDS, STANDING_WORDS, SeverityGlyph, StandingGlyph } from '../../components/status/Status';
import { sentence } from '../../components/words';
import { Score } from './Score';
import styles from './priorities.module.css';

const KIND_GLYPHS: Record<ItemKind, string> = { feature: '■', paydown: '◪', enabler: '◆', external: '↗' };

interface Around {
  today: string;
  rank: ReadonlyMap<ItemId, number>;
  /** Whether the order shown is the rank, so that rows may be dragged. */
  ranked: boolean;
  onGrip: (id: ItemId, event: PointerEvent<HTMLElement>) => void;
  /** The baseline that dates are held against, if one is chosen. */
  baseline?: BaselineView | undefined;
}

export function priorityColumns({ today, rank, ranked, onGrip, baseline }: Around): Column<RowView>[] {
  // The column of the baseline takes its room from those that give way.
  const beside = baseline === undefined ? 0 : SLIP_WIDTH;
  return [
    {
      id: 'rank',
      title: '#',
      width: 46,
      sort: (row) => rank.get(row.id) ?? null,
      cell: (row) => (
        <span
          className={styles.grip}
          data-drags={ranked || undefined}
          data-testid={`rank-${row.id}`}
          onPointerDown={ranked ? (event) => onGrip(row.id, event) : undefined}
        >
          {ranked && <GripVertical size={12} aria-hidden="true" />}
          {(rank.get(row.id) ?? 0) + 1}
        </span>
      ),
    },
    {
      id: 'title',
      title: 'Item',
      width: 190,
      grow: 1,
      sort: (row) => row.title,
      edit: (row, done) => <SlotField entity={{ kind: 'item', id: row.id }} field="title" value={{ type: 'text', value: row.title }} bare eager onDone={done} />,
      cell: (row) => (
        <>
          <span className={styles.kind} data-kind={row.kind} aria-hidden="true">
            {KIND_GLYPHS[row.kind]}
          </span>
          <span className={styles.title} title={row.title}>
            {row.title}
          </span>
          {row.flag && (
            <span role="img" aria-label={`${SEVERITY_WORDS[row.flag]} flag`} title={`${SEVERITY_WORDS[row.flag]} flag`} className={styles.flag}>
              <SeverityGlyph severity={row.flag} />
            </span>
          )}
        </>
      ),
    },
    { id: 'team', title: 'Team', width: 106, hideBelow: 834 + beside, sort: (row) => row.team || null, cell: (row) => <Team word={row.team} /> },
    { id: 'kind', title: 'Kind', width: 72, hideBelow: 1000 + beside, sort: (row) => row.kind, cell: (row) => sentence(row.kind) },
    {
      id: 'estimate',
      title: 'Estimate',
      width: 98,
      align: 'end',
      edit: (row, done) => <SlotField entity={{ kind: 'item', id: row.id }} field="estimate" bare eager onDone={done} />,
      cell: (row) => row.estimate || <None word="none" />,
    },
    {
      id: 'cost_of_delay',
      title: 'Delay costs',
      width: 78,
      align: 'end',
      sort: (row) => row.cost_of_delay || null,
      edit: (row, done) => <SlotField entity={{ kind: 'item', id: row.id }} field="cost_of_delay" bare eager onDone={done} />,
      cell: (row) => (row.cost_of_delay > 0 ? number(row.cost_of_delay, 0) : <None word="none" />),
    },
    {
      id: 'score',
      title: 'Score',
      hint: 'Score: what delay costs a week, over the likely person-days',
      width: 56,
      hideBelow: 890 + beside,
      align: 'end',
      sort: (row) => row.score,
      edit: (row, done) => <Score row={row} open onClose={() => done(true)} />,
      cell: (row) => (row.score === null ? <None word="none" /> : <Score row={row} />),
    },
    {
      id: 'p85',
      title: '85% by',
      width: 90,
      align: 'end',
      // An item that never comes is later than all that do.
      sort: (row) => row.p85 ?? (row.when === '' ? null : '9999'),
      cell: (row) => <span title={row.when}>{row.p85 === null ? <None word={row.when === '' ? 'not yet known' : row.standing === 'unestimated' ? 'not estimated' : 'never'} /> : shortDay(row.p85, today)}</span>,
    },
    ...(baseline === undefined ? [] : [slipColumn<RowView>(baseline, (row) => row.id)]),
    {
      id: 'due',
      title: 'Due',
      width: 106,
      align: 'end',
      sort: (row) => row.due?.day ?? null,
      edit: (row, done) => <SlotField entity={{ kind: 'item', id: row.id }} field={row.due?.commitment ? 'commitment_day' : 'target'} bare eager onDone={done} />,
      cell: (row) =>
        row.due ? (
          <span title={row.due.commitment ? 'Promised' : 'Wanted, promised to nobody'} className={styles.due}>
            {row.due.commitment && <Diamond size={10} aria-label="promised" />}
            {shortDay(row.due.day, today)}
          </span>
        ) : (
          <None word="no date" />
        ),
    },
    {
      id: 'chance',
      title: 'Chance',
      width: 128,
      sort: (row) => (row.due && row.due.chance !== '' ? Number.parseFloat(row.due.chance.replace(/[^\d.]/g, '')) : null),
      cell: (row) => {
        const standing = row.due?.standing ?? (row.standing === 'on_track' ? undefined : row.standing);
        if (standing === undefined) return null;
        return (
          <>
            <StandingGlyph standing={standing} />
            {row.due && row.due.chance !== '' && <strong className={styles.chance}>{row.due.chance}</strong>}
            <span className={styles.quiet}>{STANDING_WORDS[standing]}</span>
          </>
        );
      },
    },
  ];
}

function Team({ word }: { word: string }) {
  if (word === '') return <None word="no team" />;
  return (
    <span className={styles.title} title={word}>
      {word}
    </span>
  );
}

/** An empty cell, said aloud. */
function None({ word }: { word: string }) {
  return (
    <span className={styles.quiet}>
      <span aria-hidden="true">{word === 'never' ? word : '–'}</span>
      <span className="spoken">{word}</span>
    </span>
  );
}
