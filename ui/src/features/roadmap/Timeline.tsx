// The timeline itself: scrolled, drawn only where it is in sight, moved over by keys, changed by dragging.
import { useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent, type Ref } from 'react';
import { useLatest } from '../../backend/use';
import type { LaneView, PreviewView, RoadmapView, RowView, SinceView } from '../../bindings';
import { shortDay } from '../../components/format';
import { useOffer, type Command } from '../../session/commands';
import { useSession, useSessionActions } from '../../session/session';
import { howOf, useSeveral, type How } from '../../session/several';
import { Axis, Ground } from './Axis';
import { Cursors, useTellCursor } from './Cursors';
import { endOf, layoutOf, makeScale, ROW_HEIGHT, startOf, TODAY_AT, visible, widthOf } from './geometry';
import { HoverCard } from './HoverCard';
import { Links } from './Links';
import { dropOp, earliestOp, moveBase, moveDay, rankOp } from './moves';
import { TimelineRow, type DebtOverlay } from './Row';
import styles from './Timeline.module.css';
import { useDrag } from './useDrag';
import { useMovePreview } from './useMovePreview';
import { useViewport } from './useViewport';

/** Rows drawn beyond the edge, so that scrolling does not uncover bare ground. */
const MARGIN = 10 * ROW_HEIGHT;

export type TimelineHandle = { toToday: () => void };

/** A command of the roadmap. */
export function offer(id: string, label: string, keys: string[], enabled: boolean, run: () => void): Command {
  return { id, label, group: 'Roadmap', keys, enabled, run };
}

type TimelineProps = {
  view: RoadmapView;
  /** The plan's order, all teams together. */
  ranked: readonly string[];
  perDay: number;
  overlay: DebtOverlay;
  /** How far each item has moved since the chosen baseline. */
  since?: Record<string, SinceView> | undefined;
  /** Whether what has to happen outside the team is marked. */
  steps: boolean;
  handle: Ref<TimelineHandle>;
};

type Move = { id: string; day: string; from: string };

export function Timeline({ view, ranked, perDay, overlay, since, steps, handle }: TimelineProps) {
  const box = useRef<HTMLDivElement>(null);
  const viewport = useViewport(box);
  const actions = useSessionActions();
  const shownPreview = useSession((state) => state.preview);
  const sight = useMemo(() => ({ left: viewport.left, right: viewport.left + viewport.width }), [viewport.left, viewport.width]);
  const layout = useMemo(() => layoutOf(view.lanes), [view.lanes]);
  const scale = useMemo(() => makeScale(view.first, view.last, perDay, viewport.width), [view.first, view.last, perDay, viewport.width]);
  const order = useMemo(() => layout.entries.flatMap((entry) => (entry.type === 'row' ? [entry.row.id] : [])), [layout]);
  const { selected, chosen, choose } = useSeveral('item', order);
  const tell = useTellCursor(layout, scale);
  const [move, setMove] = useState<Move | null>(null);
  const awaited = useRef<string | null>(null);

  // Zooming keeps the day in the middle where it is; the first draw shows today.
  const lastScale = useRef<number | null>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    if (lastScale.current === null) element.scrollLeft = startOf(scale, view.today) - TODAY_AT;
    else if (lastScale.current !== scale.perDay) {
      const middle = element.clientWidth / 2;
      element.scrollLeft = ((element.scrollLeft + middle) / lastScale.current) * scale.perDay - middle;
    }
    lastScale.current = scale.perDay;
  }, [scale, view.today]);

  // What a move did is said once the forecast knows.
  useEffect(() => {
    const entry = awaited.current === null ? undefined : layout.rows.get(awaited.current);
    if (!entry || view.stale) return;
    awaited.current = null;
    actions.announce(entry.row.spoken);
  }, [layout, view.stale, actions]);

  const commitStart = useLatest(async (row: RowView, day: string) => {
    awaited.current = row.id;
    if (!(await actions.act(earliestOp(row.id, day)))) awaited.current = null;
  });
  const commitOp = useLatest(async (row: RowView, op: ReturnType<typeof rankOp>) => {
    if (!op) return actions.announce(`${row.title} cannot move further in its lane`);
    awaited.current = row.id;
    if (!(await actions.act(op))) awaited.current = null;
  });

  const { drag, begin, move: dragMove, end, cancel } = useDrag({
    layout,
    scale,
    today: view.today,
    heightAt: (clientY) => clientY - (box.current?.getBoundingClientRect().top ?? 0) + (box.current?.scrollTop ?? 0) - AXIS,
    onStart: (row, day) => void commitStart(row, day),
    onRank: (row, target, behind) => {
      const lane = layout.rows.get(row.id)?.lane;
      const other = layout.rows.get(target)?.row;
      if (lane && other && other !== row) {
        const op = dropOp(lane, row, other, behind, ranked);
        if (op) void commitOp(row, op);
      }
    },
  });

  const moving: Move | null = drag?.type === 'start' ? drag : move;
  const movePreview = useMovePreview(moving);
  const previewed = movePreview ?? (moving ? undefined : shownPreview?.view);
  const ghosts = useMemo(() => ghostsOf(previewed), [previewed]);

  const reveal = useLatest((id: string) => {
    const element = box.current;
    const entry = layout.rows.get(id);
    if (!element || !entry) return;
    const top = entry.y;
    const seen = element.clientHeight - AXIS;
    if (top < element.scrollTop) element.scrollTop = top - ROW_HEIGHT;
    else if (top + ROW_HEIGHT > element.scrollTop + seen) element.scrollTop = top + 2 * ROW_HEIGHT - seen;
    const from = startOf(scale, entry.row.start ?? view.today);
    const to = entry.row.p85 === null ? from : endOf(scale, entry.row.p85);
    if (to < element.scrollLeft + 40 || from > element.scrollLeft + element.clientWidth - 80) element.scrollLeft = from - TODAY_AT;
  });
  // A new item is selected before the timeline knows it: it is revealed once it is there.
  const there = selected !== null && layout.rows.has(selected);
  useEffect(() => {
    if (selected !== null && there) reveal(selected);
  }, [selected, there, reveal]);

  // Where the keys went lost with what stood here before, as a brief, they go on from what is selected.
  useEffect(() => {
    if (there && document.activeElement === document.body) box.current?.focus({ preventScroll: true });
    // Only as it comes.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const current = selected === null ? undefined : layout.rows.get(selected);

  const step = (by: number, how: How = 'alone'): void => {
    const index = selected === null ? -1 : order.indexOf(selected);
    const next = order[index < 0 ? (by > 0 ? 0 : order.length - 1) : Math.min(order.length - 1, Math.max(0, index + by))];
    if (next !== undefined) choose(next, how);
  };
  const rank = (by: 1 | -1): void => {
    if (current) void commitOp(current.row, rankOp(current.lane, current.row, by, ranked));
  };
  const beginMove = useLatest((): void => {
    if (!current) return;
    if (current.row.state !== 'planned') {
      return actions.announce(`${current.row.title} has begun: it has no start to move`);
    }
    const base = moveBase(current.row, view.today);
    setMove({ id: current.row.id, day: base, from: base });
    box.current?.focus();
    actions.announce(`Moving ${current.row.title}, starts from ${shortDay(base)}. Left and right by a day, with shift by a week, enter to keep, escape to leave`);
  });
  const toToday = useLatest(() => {
    box.current?.scrollTo({ left: startOf(scale, view.today) - TODAY_AT, behavior: 'smooth' });
  });
  useImperativeHandle(handle, () => ({ toToday }), [toToday]);
  useOffer([
    offer('roadmap_next', 'Select the next item', ['J'], true, () => step(1)),
    offer('roadmap_previous', 'Select the item before', ['K'], true, () => step(-1)),
    offer('roadmap_up', 'Move up in rank', ['['], current !== undefined, () => rank(-1)),
    offer('roadmap_down', 'Move down in rank', [']'], current !== undefined, () => rank(1)),
    offer('roadmap_move', 'Move the earliest start', ['M'], current !== undefined, beginMove),
    offer('roadmap_today', 'Scroll to today', ['T'], true, toToday),
  ]);

  const moveKeys = (event: KeyboardEvent, held: Move): void => {
    const row = layout.rows.get(held.id)?.row;
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by !== undefined) {
      const day = moveDay(held.day, by, event.shiftKey);
      setMove({ ...held, day });
      actions.announce(`starts from ${shortDay(day)}`);
    } else if (event.key === 'Enter') {
      setMove(null);
      if (row && held.day !== held.from) void commitStart(row, held.day);
    } else if (event.key === 'Escape') {
      setMove(null);
      actions.announce('the move was left');
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && drag) {
      event.preventDefault();
      return cancel();
    }
    if (move) return moveKeys(event, move);
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const page = Math.max(1, Math.floor(viewport.height / ROW_HEIGHT) - 2);
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -order.length, End: order.length };
    const by = steps[event.key];
    if (by !== undefined) step(by, event.shiftKey ? 'reach' : 'alone');
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      box.current?.scrollBy({ left: event.key === 'ArrowLeft' ? -80 : 80 });
    } else if (event.key === 'Enter' && current) actions.openBrief(current.row.id);
    else return;
    event.preventDefault();
  };

  const press = (event: PointerEvent<HTMLElement>): void => {
    const id = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]')?.dataset['row'] : undefined;
    const how = howOf(event);
    if (id !== undefined && event.button === 0) choose(id, how);
    // With a modifier it is about the selection; what is dragged is one bar.
    if (how === 'alone') begin(event);
  };

  const shown = visible(layout, viewport.top - MARGIN, viewport.top + viewport.height + MARGIN);
  const movingRow = moving ? layout.rows.get(moving.id) : undefined;
  return (
    <>
      <div
        ref={box}
        className={`${styles.box} ${view.stale ? styles.stale : ''} ${drag ? styles.dragging : ''}`}
        role="grid"
        aria-label="Roadmap timeline"
        aria-multiselectable
        aria-rowcount={layout.entries.length}
        aria-activedescendant={current ? `timeline-${current.row.id}` : undefined}
        aria-busy={view.stale}
        tabIndex={0}
        data-testid="timeline"
        onKeyDown={keys}
        onPointerDown={press}
        onPointerMove={(event) => {
          dragMove(event);
          tell.move(event);
        }}
        onPointerLeave={tell.leave}
        onPointerUp={end}
        onPointerCancel={cancel}
      >
        <Axis scale={scale} today={view.today} />
        <div className={styles.canvas} role="presentation" data-canvas style={{ width: widthOf(scale), height: Math.max(layout.height, viewport.height - AXIS - 1) }}>
          <Ground scale={scale} today={view.today} />
          {shown.map((entry) =>
            entry.type === 'lane' ? (
              <LaneHeader key={`lane ${entry.lane.team ?? ''}`} lane={entry.lane} y={entry.y} width={widthOf(scale)} shown={viewport.width} index={layout.entries.indexOf(entry)} />
            ) : (
              <TimelineRow
                key={entry.row.id}
                row={entry.row}
                y={entry.y}
                index={layout.entries.indexOf(entry)}
                scale={scale}
                today={view.today}
                overlay={overlay}
                since={since?.[entry.row.id]}
                thin={entry.lane.thin}
                fix={view.fixes[entry.row.id]}
                rollout={steps ? view.rollouts[entry.row.id] : undefined}
                selected={chosen.has(entry.row.id)}
                faded={ghosts.has(entry.row.id)}
                ghost={ghosts.get(entry.row.id)}
                sight={sight}
                moved={moving?.id === entry.row.id ? moving.day : null}
              />
            ),
          )}
          <Links
            links={view.links}
            layout={layout}
            scale={scale}
            today={view.today}
            selected={selected}
            top={viewport.top - MARGIN}
            bottom={viewport.top + viewport.height + MARGIN}
          />
          <Cursors layout={layout} scale={scale} />
          {drag?.type === 'rank' ? <div className={styles.drop} style={{ transform: `translateY(${drag.lineY - 1}px)` }} /> : null}
          {moving && movingRow ? (
            <div className={styles.chip} style={{ left: startOf(scale, moving.day), top: movingRow.y - 20 }}>
              {chipWords(moving, ghosts.get(moving.id))}
            </div>
          ) : null}
        </div>
      </div>
      <HoverCard box={box} layout={layout} fixes={view.fixes} quiet={drag !== null || move !== null} />
    </>
  );
}

const AXIS = 44;

/** "Starts from 19 Jan · P85 25 Apr". */
function chipWords(moving: Move, after: RowView | undefined): string {
  const start = `Starts from ${shortDay(moving.day, moving.from)}`;
  return after && after.p85 !== null ? `${start} · P85 ${shortDay(after.p85, moving.from)}` : start;
}

/** The rows that a preview moves, as they would be. */
function ghostsOf(preview: PreviewView | undefined): Map<string, RowView> {
  const moved = new Set(preview?.effect.moved.map((effect) => effect.item));
  const rows = preview?.roadmap.lanes.flatMap((lane) => lane.rows) ?? [];
  return new Map(rows.filter((row) => moved.has(row.id)).map((row) => [row.id, row]));
}

function LaneHeader({ lane, y, width, shown, index }: { lane: LaneView; y: number; width: number; shown: number; index: number }) {
  const { select } = useSessionActions();
  const { team } = lane;
  return (
    <div role="row" aria-rowindex={index + 1} className={styles.lane} style={{ transform: `translateY(${y}px)`, width }}>
      <div role="rowheader" className={styles.laneWords} style={{ maxWidth: shown }}>
        {team === null ? (
          <b>{lane.title}</b>
        ) : (
          <button type="button" tabIndex={-1} onClick={() => select({ kind: 'team', id: team })}>
            {lane.title}
          </button>
        )}
        <span title="Booked: the share of its person-days to the horizon that is not idle. Capacity shows it week by week">{lane.summary}</span>
        {lane.interest === '' ? null : (
          <>
            <i aria-hidden>·</i>
            <span className={styles.debtWords} title="Drag, toil and incidents, as a share of its person-days to the horizon without meetings and the rest. Capacity shows them week by week, Debt what each costs">
              {lane.interest}
            </span>
          </>
        )}
      </div>
    </div>
  );
}
