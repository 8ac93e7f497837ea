// Each piece of work that was closed: when, and how many days it took. The arrows step from piece to piece; the same figures
// stand in the table below.
import { type KeyboardEvent, useRef, useState } from 'react';
import type { CycleView, PointView } from '../../bindings';
import { shortDay } from '../../components/format';
import styles from './delivery.module.css';

const percent = (share: number) => `${share * 100}%`;

export function Scatter({ cycle }: { cycle: CycleView }) {
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(cycle.points.length - 1);
  const [shown, setShown] = useState<PointView | null>(null);
  const here = Math.min(at, cycle.points.length - 1);

  const step = (event: KeyboardEvent) => {
    const last = cycle.points.length - 1;
    const to = { ArrowRight: here + 1, ArrowUp: here + 1, ArrowLeft: here - 1, ArrowDown: here - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(last, to));
    setAt(next);
    box.current?.querySelector<HTMLElement>(`[data-at="${next}"]`)?.focus();
  };

  return (
    <>
      <div className={styles.chart}>
        <div className={styles.field} ref={box}>
          {cycle.days.map(({ at: y, words }) => (
            <span key={words} className={styles.day} style={{ bottom: percent(y) }} aria-hidden>
              {words}
            </span>
          ))}
          {cycle.months.map(({ at: x, words }) => (
            <span key={words} className={styles.month} style={{ left: percent(x) }} aria-hidden>
              {words}
            </span>
          ))}
          {cycle.lines.map(({ percent: of, y, words }) => (
            <span key={of} className={styles.line} data-percent={of} style={{ bottom: percent(y) }} data-testid={`line-${of}`}>
              <b>{words}</b>
            </span>
          ))}
          <div role="listbox" aria-label="What was closed, by day; the arrows step" tabIndex={-1} onKeyDown={step}>
            {cycle.points.map((point, index) => (
              <div
                key={`${point.upkeep} ${point.key}`}
                role="option"
                aria-selected={index === here}
                aria-label={point.words}
                tabIndex={index === here ? 0 : -1}
                className={styles.point}
                data-at={index}
                data-upkeep={point.upkeep || undefined}
                style={{ left: percent(point.x), bottom: percent(point.y) }}
                onFocus={() => {
                  setAt(index);
                  setShown(point);
                }}
                onBlur={() => setShown(null)}
                onMouseEnter={() => setShown(point)}
                onMouseLeave={() => setShown(null)}
              />
            ))}
          </div>
        </div>
      </div>
      <p className={styles.under}>
        <span className={styles.legend}>
          <i className={styles.swatch} aria-hidden /> finished
          <i className={styles.swatch} data-upkeep aria-hidden /> upkeep
        </span>
        <span className={styles.shown} data-testid="point-words">
          {shown?.words ?? 'Days from begun to closed, by the day of closing'}
        </span>
      </p>
      <Table points={cycle.points} />
    </>
  );
}

function Table({ points }: { points: PointView[] }) {
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.table} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The same as a table</summary>
      {open && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it must be reachable to be scrolled by keys
        <div className={styles.rows} tabIndex={0} role="region" aria-label="What was closed">
          <table>
            <thead>
              <tr>
                <th scope="col">Key</th>
                <th scope="col">Sort</th>
                <th scope="col">Closed</th>
                <th scope="col" data-number>
                  Days
                </th>
              </tr>
            </thead>
            <tbody>
              {points.toReversed().map((point) => (
                <tr key={`${point.upkeep} ${point.key}`}>
                  <td>{point.key}</td>
                  <td>{point.upkeep ? 'upkeep' : 'finished'}</td>
                  <td>{shortDay(point.closed)}</td>
                  <td data-number>{point.days}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
