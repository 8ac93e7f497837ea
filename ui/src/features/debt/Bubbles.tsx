// Each debt by what it takes to pay it off and what it costs a quarter, on log axes, its area the people it touches; the lines
// say after how long it has paid back. The same figures stand in the table beside it. A rectangle drawn over some, or X in
// the table, chooses them, and a strip below says what paying them together would be.
import { scaleLog } from 'd3-scale';
import { useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { DebtRow } from '../../bindings';
import { Button } from '../../components/button/Button';
import { count, number } from '../../components/format';
import { Empty } from '../../components/note/Note';
import { useSessionActions } from '../../session/session';
import { howOf, useSeveral } from '../../session/several';
import { BubbleTable } from './BubbleTable';
import styles from './chart.module.css';
import { placeLabels } from './labels';
import { PaydownStrip } from './PaydownStrip';
import { useLasso } from './useLasso';

const WEEKS_A_QUARTER = 13;
const PAD = { top: 24, right: 32, bottom: 44, left: 64 };
const LINES = [
  { quarters: 1, words: 'pays back within a quarter' },
  { quarters: 2, words: 'pays back in 2 quarters' },
  { quarters: 4, words: 'pays back in 4 quarters' },
];
const LABELLED = 5;
/** Widths of a bubble: of the debt that touches most people, and the least that is still seen. */
const WIDEST = 36;
const NARROWEST = 12;

/** A debt as the picture has it, in person-days and person-days a quarter. */
export interface Point {
  row: DebtRow;
  effort: number;
  cost: number;
}

export function Bubbles({ rows, onInventory }: { rows: DebtRow[]; onInventory: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const actions = useSessionActions();
  const points = useMemo(
    () =>
      rows
        .filter((row) => row.state !== 'paid' && row.effort > 0 && row.per_week > 0)
        .map((row): Point => ({ row, effort: row.effort, cost: row.per_week * WEEKS_A_QUARTER }))
        .toSorted((a, b) => b.cost - a.cost),
    [rows],
  );
  const { selected, chosen, choose } = useSeveral('debt', useMemo(() => points.map(({ row }) => row.id), [points]));
  useLayoutEffect(() => {
    const measured = box.current;
    if (measured === null) return;
    const look = () => setSize({ width: measured.clientWidth, height: measured.clientHeight });
    look();
    const watch = new ResizeObserver(look);
    watch.observe(measured);
    return () => watch.disconnect();
  }, []);

  const x = scaleLog(around(points.map((point) => point.effort)), [PAD.left, size.width - PAD.right]);
  const y = scaleLog(around(points.map((point) => point.cost)), [size.height - PAD.bottom, PAD.top]);
  const most = Math.max(1, ...points.map(({ row }) => row.touches));
  const spots = points.map(({ row, effort, cost }) => ({
    id: row.id,
    x: x(effort),
    y: y(cost),
    r: Math.max(NARROWEST, WIDEST * Math.sqrt(row.touches / most)) / 2,
    words: row.title,
  }));
  const { box: drawn, handlers } = useLasso(box, spots, (ids, more) => {
    const all = [...new Set([...(more ? chosen : []), ...ids])];
    const [first, ...others] = all;
    if (first === undefined) return actions.select(null);
    actions.selectAll({ kind: 'debt', id: first }, others.map((id) => ({ kind: 'debt', id })));
    actions.announce(`${all.length} selected`);
  });
  if (points.length === 0) {
    return (
      <Empty title="Nothing to compare yet" action={<Button onPress={onInventory}>Go to the inventory</Button>}>
        A debt stands here once it is known what it takes to pay it off and what it costs.
      </Empty>
    );
  }

  const labelled = new Set(points.slice(0, LABELLED).map((point) => point.row.id));
  const places = placeLabels(
    spots.filter(({ id }) => labelled.has(id) || chosen.has(id)),
    spots,
    { left: PAD.left, right: size.width, top: PAD.top },
  );
  const known = points.some((point) => point.row.id === selected);
  const first = known ? selected : points[0]!.row.id;

  const onKeyDown = (event: KeyboardEvent, at: number) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter' || event.key === ' ') choose(points[at]!.row.id, howOf(event));
    else if (event.key === 'x' || event.key === 'X') choose(points[at]!.row.id, 'toggle');
    else if (step === undefined) return;
    else box.current?.querySelector<HTMLElement>(`[data-debt="${points[(at + step + points.length) % points.length]!.row.id}"]`)?.focus();
    event.preventDefault();
  };

  return (
    <>
      <div className={styles.split}>
        <div ref={box} className={styles.chart} {...handlers} data-testid="bubbles">
          <p className={styles.key} aria-hidden="true">
            The larger, the more people it touches. Draw a rectangle over some to pay them together
          </p>
          {size.width > 0 && (
            <svg width={size.width} height={size.height} aria-hidden="true">
              {ticks(x.domain() as [number, number]).map((tick) => (
                <g key={tick} className={styles.axis}>
                  <line x1={x(tick)} x2={x(tick)} y1={PAD.top} y2={size.height - PAD.bottom} />
                  <text x={x(tick)} y={size.height - PAD.bottom + 16} textAnchor="middle">
                    {number(tick, 2)}
                  </text>
                </g>
              ))}
              {ticks(y.domain() as [number, number]).map((tick) => (
                <g key={tick} className={styles.axis}>
                  <line x1={PAD.left} x2={size.width - PAD.right} y1={y(tick)} y2={y(tick)} />
                  <text x={PAD.left - 8} y={y(tick) + 4} textAnchor="end">
                    {number(tick, 2)}
                  </text>
                </g>
              ))}
              <text className={styles.axisTitle} x={(size.width + PAD.left) / 2} y={size.height - 8} textAnchor="middle">
                Person-days to pay it off
              </text>
              <text className={styles.axisTitle} transform={`translate(14 ${size.height / 2}) rotate(-90)`} textAnchor="middle">
                Person-days it costs a quarter
              </text>
              {/* From below, so that the words of each lie over the line that passes beneath. */}
              {LINES.toReversed().map(({ quarters, words }) => {
                const ends = clip(quarters, x.domain() as [number, number], y.domain() as [number, number]);
                if (ends === undefined) return null;
                const [[x1, y1], [x2, y2]] = ends;
                return (
                  <g key={quarters} className={styles.breakEven}>
                    <line x1={x(x1)} y1={y(y1)} x2={x(x2)} y2={y(y2)} />
                    <text x={x(x1) + 16} y={Math.min(y(y1) + 4, size.height - PAD.bottom - 4)}>
                      {words}
                    </text>
                  </g>
                );
              })}
            </svg>
          )}
          {size.width > 0 && (
            <div role="listbox" aria-label="Debts, the dearest first" aria-multiselectable>
              {points.map(({ row, effort, cost }, at) => {
                const { x: left, y: top, r } = spots[at]!;
                return (
                  <div
                    key={row.id}
                    role="option"
                    aria-selected={chosen.has(row.id)}
                    tabIndex={row.id === first ? 0 : -1}
                    aria-label={`${row.title}: costs ${number(cost)} person-days a quarter, ${number(effort)} to pay off, pays back: ${row.pays_back}, touches ${count(row.touches, 'person', 'people')}`}
                    title={`${row.title}\ncosts ${number(cost)} pd a quarter · ${number(effort)} pd to pay off\npays back: ${row.pays_back} · touches ${count(row.touches, 'person', 'people')}`}
                    className={styles.bubble}
                    data-debt={row.id}
                    style={{ left, top, width: 2 * r, height: 2 * r }}
                    onClick={(event) => choose(row.id, howOf(event))}
                    onKeyDown={(event) => onKeyDown(event, at)}
                  >
                    {places.has(row.id) && (
                      <span className={styles.bubbleLabel} data-side={places.get(row.id)} aria-hidden="true">
                        {row.title}
                      </span>
                    )}
                  </div>
                );
              })}
            </div>
          )}
          {drawn && <div className={styles.lasso} style={drawn} />}
        </div>
        <div className={styles.beside}>
          <BubbleTable points={points} selected={selected ?? undefined} chosen={chosen} choose={choose} />
        </div>
      </div>
      <PaydownStrip debts={points.flatMap(({ row }) => (chosen.has(row.id) ? [row.id] : []))} clear={() => actions.select(null)} />
    </>
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
