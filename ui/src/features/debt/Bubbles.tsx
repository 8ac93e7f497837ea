// Each debt by what it takes to pay it off and what it costs a quarter, on log axes; the lines say after how long it has
// paid back. The same figures stand in the inventory.
import { scaleLog } from 'd3-scale';
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { DebtRow } from '../../bindings';
import { number } from '../../components/format';
import { Empty } from '../../components/note/Note';
import { useSession, useSessionActions } from '../../session/session';
import styles from './debt.module.css';
import { placeLabels } from './labels';

const WEEKS_A_QUARTER = 13;
const PAD = { top: 24, right: 32, bottom: 44, left: 64 };
const LINES = [
  { quarters: 1, words: 'pays back in a quarter' },
  { quarters: 2, words: 'in 2 quarters' },
  { quarters: 4, words: 'in 4 quarters' },
];
const LABELLED = 5;

interface Point {
  row: DebtRow;
  effort: number;
  cost: number;
}

export function Bubbles({ rows }: { rows: DebtRow[] }) {
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const actions = useSessionActions();
  const selected = useSession((state) => (state.selected?.kind === 'debt' ? state.selected.id : undefined));
  useLayoutEffect(() => {
    const measured = box.current;
    if (measured === null) return;
    const look = () => setSize({ width: measured.clientWidth, height: measured.clientHeight });
    look();
    const watch = new ResizeObserver(look);
    watch.observe(measured);
    return () => watch.disconnect();
  }, []);

  const points: Point[] = rows
    .filter((row) => row.state !== 'paid' && row.effort > 0 && row.per_week > 0)
    .map((row) => ({ row, effort: row.effort, cost: row.per_week * WEEKS_A_QUARTER }));
  if (points.length === 0) {
    return <Empty title="Nothing to compare yet">A debt stands here once it is known what it takes to pay it off and what it costs.</Empty>;
  }

  const x = scaleLog(around(points.map((point) => point.effort)), [PAD.left, size.width - PAD.right]);
  const y = scaleLog(around(points.map((point) => point.cost)), [size.height - PAD.bottom, PAD.top]);
  const dear = points.toSorted((a, b) => b.cost - a.cost);
  const labelled = new Set(dear.slice(0, LABELLED).map((point) => point.row.id));
  const places = placeLabels(
    dear.filter((point) => labelled.has(point.row.id) || point.row.id === selected).map((point) => ({ id: point.row.id, x: x(point.effort), y: y(point.cost), words: point.row.title })),
    dear.map((point) => ({ x: x(point.effort), y: y(point.cost) })),
    size.width,
  );
  const first = selected !== undefined && points.some((point) => point.row.id === selected) ? selected : dear[0]!.row.id;

  const onKeyDown = (event: KeyboardEvent, at: number) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter' || event.key === ' ') actions.select({ kind: 'debt', id: dear[at]!.row.id });
    else if (step === undefined) return;
    else box.current?.querySelector<HTMLElement>(`[data-debt="${dear[(at + step + dear.length) % dear.length]!.row.id}"]`)?.focus();
    event.preventDefault();
  };

  return (
    <div ref={box} className={styles.chart}>
      {size.width > 0 && (
        <svg width={size.width} height={size.height} aria-hidden="true">
          {ticks(x.domain() as [number, number]).map((tick) => (
            <g key={tick} className={styles.axis}>
              <line x1={x(tick)} x2={x(tick)} y1={PAD.top} y2={size.height - PAD.bottom} />
              <text x={x(tick)} y={size.height - PAD.bottom + 16} textAnchor="middle">
                {number(tick)}
              </text>
            </g>
          ))}
          {ticks(y.domain() as [number, number]).map((tick) => (
            <g key={tick} className={styles.axis}>
              <line x1={PAD.left} x2={size.width - PAD.right} y1={y(tick)} y2={y(tick)} />
              <text x={PAD.left - 8} y={y(tick) + 4} textAnchor="end">
                {number(tick)}
              </text>
            </g>
          ))}
          <text className={styles.axisTitle} x={(size.width + PAD.left) / 2} y={size.height - 8} textAnchor="middle">
            Person-days to pay it off
          </text>
          <text className={styles.axisTitle} transform={`translate(14 ${size.height / 2}) rotate(-90)`} textAnchor="middle">
            Person-days it costs a quarter
          </text>
          {LINES.map(({ quarters, words }) => {
            const ends = clip(quarters, x.domain() as [number, number], y.domain() as [number, number]);
            if (ends === undefined) return null;
            const [[x1, y1], [x2, y2]] = ends;
            return (
              <g key={quarters} className={styles.breakEven}>
                <line x1={x(x1)} y1={y(y1)} x2={x(x2)} y2={y(y2)} />
                <text x={x(x2) - 6} y={y(y2) + 14} textAnchor="end">
                  {words}
                </text>
              </g>
            );
          })}
        </svg>
      )}
      {size.width > 0 && (
        <div role="listbox" aria-label="Debts, the dearest first">
          {dear.map(({ row, effort, cost }, at) => (
            <div
              key={row.id}
              role="option"
              aria-selected={row.id === selected}
              tabIndex={row.id === first ? 0 : -1}
              aria-label={`${row.title}: costs ${number(cost)} person-days a quarter, ${number(effort)} to pay off, ${row.pays_back}`}
              title={`${row.title}\ncosts ${number(cost)} pd a quarter · ${number(effort)} pd to pay off\n${row.pays_back}`}
              className={styles.bubble}
              data-debt={row.id}
              style={{ left: x(effort), top: y(cost) }}
              onClick={() => actions.select({ kind: 'debt', id: row.id })}
              onKeyDown={(event) => onKeyDown(event, at)}
            >
              {places.has(row.id) && (
                <span className={styles.bubbleLabel} data-side={places.get(row.id)} aria-hidden="true">
                  {row.title}
                </span>
              )}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

/** A domain with some air around the numbers. */
function around(numbers: number[]): [number, number] {
  return [Math.min(...numbers) / 1.6, Math.max(...numbers) * 1.6];
}

/** 1, 2, 5, 10, … within the domain. */
function ticks([low, high]: [number, number]): number[] {
  const found: number[] = [];
  for (let decade = Math.floor(Math.log10(low)); decade <= Math.ceil(Math.log10(high)); decade++) {
    for (const digit of [1, 2, 5]) {
      const tick = digit * 10 ** decade;
      if (tick >= low && tick <= high) found.push(tick);
    }
  }
  return found;
}

/** The ends of the line "effort = cost × quarters" within both domains, the upper end last. */
function clip(quarters: number, [xLow, xHigh]: [number, number], [yLow, yHigh]: [number, number]): [[number, number], [number, number]] | undefined {
  const from = Math.max(xLow, yLow * quarters);
  const to = Math.min(xHigh, yHigh * quarters);
  return from < to ? [[from, from / quarters], [to, to / quarters]] : undefined;
}
