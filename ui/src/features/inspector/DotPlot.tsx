// Twenty dots, twenty equally likely finishes. Arrows (or the pointer) walk over them and read how many come later.
import { useState } from 'react';
import type { Standing } from '../../bindings';
import { shortDay } from '../../components/format';
import { useSessionActions } from '../../session/session';
import { placeDots, type When } from './dots';
import styles from './DotPlot.module.css';

const WIDTH = 264;
const SIZE = 11;
const FOOT = 4;
/** Higher stacks are pushed together. */
const HIGHEST = 8 * SIZE;

export function DotPlot({ dots, due, standing, today }: { dots: readonly When[]; due: string | null; standing: Standing; today: string }) {
  const [at, setAt] = useState<number | null>(null);
  const { announce } = useSessionActions();
  const plot = placeDots(dots, due, WIDTH, SIZE);
  const step = Math.min(SIZE, HIGHEST / plot.levels);
  const height = plot.levels * step + FOOT + 10;
  const first = dots.find((dot) => dot !== null) ?? null;
  const last = dots.findLast((dot) => dot !== null) ?? null;
  const words = at === null ? summary(dots, due, today) : reading(dots, at, today);

  const walk = (to: number): void => {
    const next = Math.min(dots.length - 1, Math.max(0, to));
    setAt(next);
    announce(reading(dots, next, today));
  };
  return (
    <figure className={styles.plot}>
      <div
        role="slider"
        aria-label="Twenty equally likely finishes"
        aria-valuemin={1}
        aria-valuemax={dots.length}
        aria-valuenow={(at ?? 0) + 1}
        aria-valuetext={words}
        tabIndex={0}
        onKeyDown={(event) => {
          const steps: Record<string, number> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, Home: -99, End: 99 };
          const step = steps[event.key];
          if (step === undefined) return;
          event.preventDefault();
          walk((at ?? -1) + step);
        }}
        onBlur={() => setAt(null)}
        onPointerLeave={() => setAt(null)}
      >
        <svg viewBox={`0 0 ${WIDTH} ${height}`} width="100%" aria-hidden>
          <line className={styles.ground} x1="0" x2={WIDTH} y1={height - FOOT} y2={height - FOOT} />
          {plot.due === null ? null : (
            <g className={styles[standing]}>
              <line x1={plot.due} x2={plot.due} y1={10} y2={height - FOOT} />
              <path d={`M${plot.due} 1 l5 5 l-5 5 l-5 -5 Z`} />
            </g>
          )}
          {plot.dots.map((dot) => (
            <circle
              key={dot.index}
              className={`${styles.dot} ${dot.never ? styles.never : ''} ${at !== null && dot.index > at ? styles.later : ''} ${late(dots[dot.index] ?? null, due) ? styles.late : ''}`}
              cx={dot.x}
              cy={height - FOOT - SIZE / 2 - dot.level * step}
              r={SIZE / 2 - 1}
              onPointerEnter={() => setAt(dot.index)}
            />
          ))}
        </svg>
      </div>
      <figcaption className={styles.caption}>
        <span>{first === null ? '' : shortDay(first, today)}</span>
        <span>{last === null || last === first ? '' : dots.at(-1) === null ? 'never' : shortDay(last, today)}</span>
        <span className={styles.words}>{words}</span>
      </figcaption>
    </figure>
  );
}

function late(dot: When, due: string | null): boolean {
  return due !== null && (dot === null || dot > due);
}

function summary(dots: readonly When[], due: string | null, today: string): string {
  if (due === null) return 'each dot: 1 chance in 20';
  const after = dots.filter((dot) => late(dot, due)).length;
  return `${after} in ${dots.length} ${after === 1 ? 'finishes' : 'finish'} after ${shortDay(due, today)}`;
}

function reading(dots: readonly When[], at: number, today: string): string {
  const day = dots[at] ?? null;
  if (day === null) return `${dots.filter((dot) => dot === null).length} in ${dots.length} never finish`;
  const after = dots.filter((dot) => dot === null || dot > day).length;
  return `${after} in ${dots.length} ${after === 1 ? 'finishes' : 'finish'} after ${shortDay(day, today)}`;
}
