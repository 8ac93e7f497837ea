// Dragging a bar with the pointer: sideways it moves the earliest start, up and down the rank. The bar follows one to
// one; which of the two it is, the first few pixels decide.
import { useRef, useState, type PointerEvent } from 'react';
import { useLatest } from '../../backend/use';
import type { RowView } from '../../bindings';
import { dayNumber, dayOf, ROW_HEIGHT, type Layout, type Scale } from './geometry';
import { moveBase, nearestMonday } from './moves';

const THRESHOLD = 5;

export type Drag =
  | { type: 'start'; id: string; day: string; from: string; x: number; y: number }
  | { type: 'rank'; id: string; target: string; behind: boolean; lineY: number };

type Press = { id: string; x: number; y: number; pointer: number; base: string };

export function useDrag(context: {
  layout: Layout;
  scale: Scale;
  today: string;
  /** Height inside the timeline of a point of the window. */
  heightAt: (clientY: number) => number;
  onStart: (row: RowView, day: string) => void;
  onRank: (row: RowView, target: string, behind: boolean) => void;
}) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const press = useRef<Press | null>(null);

  const rowAt = (id: string): RowView | undefined => context.layout.rows.get(id)?.row;

  const begin = useLatest((event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || !(event.target instanceof Element)) return;
    const id = event.target.closest<HTMLElement>('[data-bar]')?.dataset['bar'];
    const row = id === undefined ? undefined : rowAt(id);
    if (!row || row.state === 'done') return;
    press.current = { id: row.id, x: event.clientX, y: event.clientY, pointer: event.pointerId, base: moveBase(row, context.today) };
  });

  const move = useLatest((event: PointerEvent<HTMLElement>) => {
    const held = press.current;
    if (!held) return;
    const dx = event.clientX - held.x;
    const dy = event.clientY - held.y;
    if (!drag) {
      if (Math.hypot(dx, dy) < THRESHOLD) return;
      event.currentTarget.setPointerCapture(held.pointer);
    }
    const kind = drag?.type ?? (Math.abs(dx) >= Math.abs(dy) ? 'start' : 'rank');
    if (kind === 'start') {
      const row = rowAt(held.id);
      // Work that has begun has no start to move.
      if (!row || row.state === 'started') return;
      const day = dayOf(dayNumber(held.base) + Math.round(dx / context.scale.perDay));
      setDrag({ type: 'start', id: held.id, from: held.base, day: event.shiftKey ? nearestMonday(day) : day, x: event.clientX, y: event.clientY });
    } else {
      setDrag(dropAt(context.layout, held.id, context.heightAt(event.clientY)));
    }
  });

  const stop = (): void => {
    press.current = null;
    setDrag(null);
  };

  const end = useLatest(() => {
    const done = drag;
    stop();
    const row = done ? rowAt(done.id) : undefined;
    if (!done || !row) return;
    if (done.type === 'start' && done.day !== done.from) context.onStart(row, done.day);
    if (done.type === 'rank') context.onRank(row, done.target, done.behind);
  });

  return { drag, begin, move, end, cancel: useLatest(stop) };
}

/** Between which rows of its lane something would be dropped at this height. */
function dropAt(layout: Layout, id: string, height: number): Drag | null {
  const moved = layout.rows.get(id);
  if (!moved) return null;
  const peers = moved.lane.rows
    .filter((row) => row.depth === moved.row.depth)
    .map((row) => layout.rows.get(row.id)!);
  let best = peers[0]!;
  let behind = false;
  let distance = Infinity;
  for (const peer of peers) {
    for (const side of [false, true]) {
      const edge = peer.y + (side ? ROW_HEIGHT : 0);
      if (Math.abs(edge - height) < distance) {
        distance = Math.abs(edge - height);
        best = peer;
        behind = side;
      }
    }
  }
  return { type: 'rank', id, target: best.row.id, behind, lineY: best.y + (behind ? ROW_HEIGHT : 0) };
}
