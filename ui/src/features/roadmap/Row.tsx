// One item on the timeline: nested P50, P85 and P95, the mark of the P85, the debt rail, the deadline, the label.
import { Check, Lock, Play } from 'lucide-react';
import { memo } from 'react';
import type { RolloutView, RowView, SinceView } from '../../bindings';
import { LookedAtBy } from '../../components/peers';
import { StandingGlyph } from '../../components/status/Status';
import { barOf, COARSE, endOf, startOf, widthOf, type Bar, type Scale } from './geometry';
import { GAP, reachOf, roomFrom, showsChance, wordsOf, type Part, type Sight } from './label';
import { RolloutMarks } from './Rollout';
import styles from './Timeline.module.css';

export type DebtOverlay = 'off' | 'rails' | 'what-if';

/** How far a part reaches under the next, so that no ground shows at its round corners. */
const CORNER = 4;

export type RowProps = {
  row: RowView;
  y: number;
  index: number;
  scale: Scale;
  today: string;
  overlay: DebtOverlay;
  /** How far it has moved since the chosen baseline, if it is in that. */
  since: SinceView | undefined;
  /** That its team's estimates rest on few finished items; empty if they do not. */
  thin: string;
  /** The way out of the debt that slows it most. */
  fix: string | undefined;
  /** What has to happen outside the team, if that is shown. */
  rollout: RolloutView | undefined;
  selected: boolean;
  /** It stands behind a preview, or another version of the plan. */
  faded: boolean;
  /** As it would be with what is previewed. */
  ghost: RowView | undefined;
  /** Where a move has brought its start. */
  moved: string | null;
  /** What the window shows. */
  sight: Sight;
};

export const TimelineRow = memo(function TimelineRow(props: RowProps) {
  const { row, y, index, scale, today, overlay, since, thin, fix, rollout, selected, faded, ghost, moved, sight } = props;
  const bar = barOf(row, scale, today);
  return (
    <div
      id={`timeline-${row.id}`}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={selected}
      className={`${styles.row} ${selected ? styles.selected : ''} ${faded ? styles.faded : ''}`}
      style={{ transform: `translateY(${y}px)`, width: widthOf(scale) }}
      data-row={row.id}
      data-thin={thin !== '' || undefined}
      data-testid={`timeline-row-${row.id}`}
    >
      <div role="gridcell" aria-label={[row.spoken, row.drag_words, fix, since?.words, rollout?.spoken, thin].filter(Boolean).join(', ')} className={styles.cell}>
        {bar ? <BarPicture row={row} bar={bar} scale={scale} overlay={overlay} moved={moved} sight={sight} /> : <Barless row={row} scale={scale} today={today} sight={sight} />}
        {bar && row.due ? <Deadline row={row} bar={bar} scale={scale} /> : null}
        {since && row.state !== 'done' ? <SinceMark since={since} scale={scale} /> : null}
        {/* Without debt, the days of the gap stand where the steps do. */}
        {rollout && overlay !== 'what-if' ? <RolloutMarks rollout={rollout} scale={scale} /> : null}
        <LookedAtBy entity={{ kind: 'item', id: row.id }} x={bar?.x ?? 0} />
        {ghost ? <Ghost row={ghost} scale={scale} today={today} /> : null}
      </div>
    </div>
  );
});

type BarPictureProps = Pick<RowProps, 'row' | 'scale' | 'overlay' | 'moved' | 'sight'> & { bar: Bar };

function BarPicture({ row, bar, scale, overlay, moved, sight }: BarPictureProps) {
  const fine = scale.perDay >= COARSE;
  const reach = reachOf(row, bar, scale);
  const words = wordsOf(row, bar, scale, sight);
  const titleIn = (part: Part) =>
    words?.inside?.part === part ? <Label row={row} className={styles.inside!} x={words.inside.x} /> : null;
  const shift = moved === null ? 0 : startOf(scale, moved) - bar.x;
  const kind = row.parent ? styles.parent : row.state === 'done' ? styles.done : styles[row.kind];
  return (
    <>
      {moved === null ? null : <div className={styles.left} style={{ transform: `translateX(${bar.x}px)`, width: bar.p85 }} />}
      <div
        className={`${styles.bar} ${kind ?? ''} ${moved === null ? '' : styles.moving}`}
        style={{ transform: `translateX(${bar.x + shift}px)`, width: reach }}
        data-bar={row.id}
        data-open={bar.open || undefined}
      >
        {row.state === 'done' ? null : (
          <>
            {fine && bar.first > bar.early ? <div className={styles.first} style={{ left: -bar.first, width: bar.first + CORNER }} /> : null}
            {bar.early > 0 ? <div className={styles.early} style={{ left: -bar.early, width: bar.early + CORNER }} /> : null}
            {fine && <div className={styles.p95} style={{ width: bar.p95 }} />}
            <div className={styles.p85} style={{ width: bar.p85 }} />
            <div className={styles.pale} style={{ left: bar.p50 }}>{titleIn('p85')}</div>
            <div className={styles.pale} style={{ left: bar.p85 }}>{titleIn('p95')}</div>
          </>
        )}
        <div className={styles.p50} style={{ width: bar.p50 }}>
          {titleIn('p50')}
        </div>
        {row.state !== 'done' && bar.tick !== null ? <div className={styles.tick} style={{ left: bar.tick - 1 }} /> : null}
        {overlay === 'what-if' && bar.free !== null && row.state !== 'done' && row.kind !== 'paydown' ? <FreeTick bar={bar} gap={row.slip} /> : null}
        {overlay === 'off' || bar.rail === 0 || row.state === 'done' ? null : <div className={styles.rail} style={{ width: bar.rail }} />}
        {words ? (
          <div
            className={`${styles.beside} ${words.beside.at === 'before' ? styles.before : ''}`}
            style={{ maxWidth: words.beside.room, ...(words.beside.at === 'before' ? { right: reach + bar.first + GAP } : { left: words.beside.x }) }}
            data-at={words.beside.at}
          >
            {words.inside ? null : <Label row={row} className={styles.outside!} />}
            {row.due && showsChance(row) ? (
              <span className={`${styles.chance} ${styles[row.due.standing]}`}>
                <StandingGlyph standing={row.due.standing} size={10} />
                {row.due.chance}
              </span>
            ) : null}
          </div>
        ) : null}
      </div>
    </>
  );
}

function Label({ row, className, x }: { row: RowView; className: string; x?: number }) {
  return (
    <span className={className} style={{ marginLeft: x }}>
      {row.state === 'done' ? <Check size={12} strokeWidth={2.5} aria-hidden /> : null}
      {row.state === 'started' ? <Play size={10} fill="currentColor" aria-hidden /> : null}
      {row.kind === 'paydown' && row.state !== 'started' && row.state !== 'done' ? <HalfSquare /> : null}
      {row.kind === 'external' ? <Lock size={11} aria-hidden /> : null}
      <span className={styles.title}>{row.title}</span>
    </span>
  );
}

/** The glyph of paydown work. */
function HalfSquare() {
  return (
    <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden>
      <rect x="0.75" y="0.75" width="8.5" height="8.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M1 1 H9 L1 9 Z" fill="currentColor" />
    </svg>
  );
}

/** Where the P85 would stand without the debt; the way between the two is what the debt costs. */
function FreeTick({ bar, gap }: { bar: Bar; gap: string }) {
  const free = bar.free ?? 0;
  const tick = bar.tick ?? bar.p85;
  return (
    <>
      <div className={styles.gap} style={{ left: Math.min(free, tick), width: Math.abs(tick - free) }} />
      <div className={styles.free} style={{ left: free - 3 }} />
      {gap === '' || Math.abs(tick - free) < 12 ? null : (
        <div className={styles.gapLabel} style={{ left: (free + tick) / 2 }}>
          {gap}
        </div>
      )}
    </>
  );
}

/** Where the P85 stood in the chosen baseline, hollow, and how far it has moved. */
function SinceMark({ since, scale }: { since: SinceView; scale: Scale }) {
  return (
    <div className={styles.since} style={{ transform: `translateX(${endOf(scale, since.p85)}px)` }} title={since.words} data-testid="since-mark">
      <svg width="9" height="8" viewBox="0 0 9 8" aria-hidden>
        <path d="M4.5 1 L8 7 H1 Z" />
      </svg>
      {scale.perDay >= 2 && since.days !== 0 ? <span>{[since.short, since.slip].filter(Boolean).join(' · ')}</span> : null}
    </div>
  );
}

/** The day it is measured against: promised is bold, wanted is thin. */
function Deadline({ row, bar, scale }: { row: RowView; bar: Bar; scale: Scale }) {
  const due = row.due!;
  const x = endOf(scale, due.day);
  return (
    <>
      {x < bar.x || x > bar.x + bar.p95 ? (
        <div className={styles.leash} style={{ left: Math.min(x, bar.x + bar.p95), width: x < bar.x ? bar.x - x : x - bar.x - bar.p95 }} />
      ) : null}
      <svg
        className={`${styles.deadline} ${styles[due.standing]} ${due.commitment ? '' : styles.wanted}`}
        style={{ transform: `translateX(${x - 7}px)` }}
        width="14"
        height="14"
        viewBox="0 0 14 14"
        aria-hidden
      >
        <path d="M7 1.5 L12.5 7 L7 12.5 L1.5 7 Z" />
      </svg>
    </>
  );
}

/** An item that never finishes, or of which nobody has said what it takes, has no bar: it says why; one that is new, nothing yet. */
function Barless({ row, scale, today, sight }: Pick<RowProps, 'row' | 'scale' | 'today' | 'sight'>) {
  const x = startOf(scale, row.start ?? row.earliest ?? today);
  return (
    <div className={styles.barless} data-standing={row.standing} style={{ transform: `translateX(${x}px)`, maxWidth: roomFrom(x, sight) }} data-bar={row.id}>
      {row.when === '' ? null : <StandingGlyph standing={row.standing} size={12} />}
      <b>{row.title}</b>
      <span>{row.when}</span>
    </div>
  );
}

/** The bar as it would be with what is previewed: outlines over the bar as it is. */
function Ghost({ row, scale, today }: { row: RowView; scale: Scale; today: string }) {
  const bar = barOf(row, scale, today);
  if (!bar) return null;
  return (
    <div className={styles.ghost} style={{ transform: `translateX(${bar.x}px)` }} aria-hidden>
      <div className={styles.ghostP85} style={{ width: bar.p85 }} />
      <div className={styles.ghostP50} style={{ width: bar.p50 }} />
      {bar.tick === null ? null : <div className={styles.ghostTick} style={{ left: bar.tick - 1 }} />}
    </div>
  );
}
