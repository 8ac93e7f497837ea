// Dates and chances, the plan at the left and the scenario at the right, with both bars on one axis between them: the plan's
// above, the scenario's below, their 85% ticks joined where they moved.
import { useState, type ReactNode } from 'react';
import type { BaselineView, ComparedRow, CompareView, RowView } from '../../bindings';
import { Button } from '../../components/button/Button';
import { count } from '../../components/format';
import { Slip, useSince } from '../../components/since';
import { useStart } from '../../session/start';
import { useSession, useSessionActions } from '../../session/session';
import { axisOf, lengthsOf, monthsOf, placeOf, type Axis, type Lengths } from './axis';
import { MarkGlyph } from './MarkGlyph';
import styles from './scenarios.module.css';

export function Dates({ view }: { view: CompareView }) {
  const [all, setAll] = useState(false);
  const axis = axisOf(view);
  const moved = view.rows.filter((row) => row.moves);
  const still = view.rows.length - moved.length;
  const rows = all ? view.rows : moved;
  const { chosen } = useSince();
  return (
    <section className={styles.part} aria-label="Dates">
      <h2>
        {moved.length === 0 ? 'No date moves' : `${count(moved.length, 'date')} ${moved.length === 1 ? 'moves' : 'move'}`}
        {rows.length === 0 ? null : <span className={styles.quiet}>the plan’s bar above, the scenario’s below</span>}
        {still > 0 ? (
          <Button look="quiet" aria-pressed={all} onPress={() => setAll(!all)}>
            {all ? 'Only what moves' : `Show ${still} that ${still === 1 ? 'does' : 'do'} not`}
          </Button>
        ) : null}
      </h2>
      {rows.length === 0 ? null : (
        <table className={styles.dates} data-testid="compared-dates">
          <thead>
            <tr>
              <th scope="col">Item</th>
              <th scope="col">The plan</th>
              <th scope="col" className={styles.axis}>
                <span className="spoken">Both on one axis</span>
                <Months axis={axis} today={view.today} />
              </th>
              <th scope="col">{view.name}</th>
              <th scope="col" className={styles.delta}>
                At 85%
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Line key={row.item} row={row} axis={axis} today={view.today} baseline={chosen} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Months({ axis, today }: { axis: Axis; today: string }) {
  return (
    <div className={styles.months} aria-hidden>
      {monthsOf(axis).map((month) => (
        <span key={month.key} style={{ left: `${month.at}%` }}>
          {month.label}
        </span>
      ))}
      <i style={{ left: `${placeOf(axis, today)}%` }} />
    </div>
  );
}

function Line({ row, axis, today, baseline }: { row: ComparedRow; axis: Axis; today: string; baseline: BaselineView | undefined }) {
  const { select } = useSessionActions();
  const selected = useSession((state) => state.selected?.id === row.item);
  // The slip is that of what is looked at: of the plan, or of the scenario one is in.
  const slip = <Slip baseline={baseline} item={row.item} named />;
  const inScenario = useStart().within !== null;
  return (
    <tr data-selected={selected || undefined} data-testid="compared-row">
      <th scope="row">
        <button type="button" className={styles.item} title={row.spoken} onClick={() => select({ kind: 'item', id: row.item })}>
          {row.mark === 'changed' ? null : <MarkGlyph mark={row.mark} />}
          {row.mark === 'removed' ? <del>{row.title}</del> : <span>{row.title}</span>}
        </button>
      </th>
      <td>
        <Side row={row.plan} slip={inScenario ? null : slip} />
      </td>
      <td className={styles.axis}>
        <Bars plan={lengthsOf(axis, row.plan, today)} scenario={lengthsOf(axis, row.scenario, today)} axis={axis} today={today} due={(row.scenario ?? row.plan)?.due?.day ?? null} />
      </td>
      <td>
        <Side row={row.scenario} slip={inScenario ? slip : null} />
      </td>
      <td className={styles.delta}>{row.delta}</td>
    </tr>
  );
}

/** Dates with their chances; the 85% one stands out, and the chance of keeping a promise beside it. */
function Side({ row, slip }: { row: RowView | null; slip: ReactNode }) {
  if (row === null) return <span className={styles.quiet}>not in it</span>;
  const [p50, p85, p95] = row.when.split(' · ');
  if (p85 === undefined || p95 === undefined) return <span className={styles.quiet}>{row.when}</span>;
  const chance = row.due !== null && row.due.chance !== '' ? `${row.due.chance} on time` : '';
  return (
    <span className={styles.side}>
      <b>{p85}</b>
      {chance === '' ? null : <span>{chance}</span>}
      <span className={styles.small}>
        {brief(p50)} · {brief(p95)}
      </span>
      <span className={styles.small}>{slip}</span>
      {row.slip === '' || row.slip === '0 days' ? null : <span className={styles.small}>hidden slip {row.slip}</span>}
    </span>
  );
}

/** "50% by 2 Mar" where there is little room: "50% 2 Mar". */
function brief(words: string | undefined): string {
  return (words ?? '').replace(' by ', ' ');
}

interface BarsProps {
  plan: Lengths | null;
  scenario: Lengths | null;
  axis: Axis;
  today: string;
  due: string | null;
}

function Bars({ plan, scenario, axis, today, due }: BarsProps) {
  const [before, after] = [plan?.tick ?? null, scenario?.tick ?? null];
  return (
    <div className={styles.bars} aria-hidden>
      <i className={styles.today} style={{ left: `${placeOf(axis, today)}%` }} />
      <One lengths={plan} side="plan" />
      <One lengths={scenario} side="scenario" />
      {before !== null && after !== null && before !== after ? (
        <div className={styles.leader} style={{ left: `${Math.min(before, after)}%`, width: `${Math.abs(after - before)}%` }} data-testid="leader" />
      ) : null}
      {due === null ? null : (
        <svg className={styles.due} style={{ left: `${placeOf(axis, due)}%` }} width="10" height="10" viewBox="0 0 10 10">
          <path d="M5 1 L9 5 L5 9 L1 5 Z" />
        </svg>
      )}
    </div>
  );
}

function One({ lengths, side }: { lengths: Lengths | null; side: 'plan' | 'scenario' }) {
  if (lengths === null) return null;
  const { from, p50, p85, p95, tick } = lengths;
  const part = (to: number) => ({ left: `${from}%`, width: `${to - from}%` });
  return (
    <div className={styles[side]}>
      <div className={styles.p95} style={part(p95)} />
      <div className={styles.p85} style={part(p85)} />
      <div className={styles.p50} style={part(p50)} />
      {tick === null ? null : <div className={styles.tick} style={{ left: `${tick}%` }} />}
    </div>
  );
}
