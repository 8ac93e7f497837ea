// Dragging a row by its rank: the row stays, a line shows where it would land, Escape leaves all as it was.
import { type PointerEvent, useState } from 'react';
import { useLatest } from '../../backend/use';

/** A drag under way. */
export interface Drag {
  id: string;
  /** The shown row before which it would land. */
  before: number;
}

const EDGE = 40;

/** `onDrop` hears the row and before which shown row it was dropped. */
export function useRankDrag(onDrop: (id: string, before: number) => void) {
  const [drag, setDrag] = useState<Drag>();
  const drop = useLatest(onDrop);

  const start = (id: string, event: PointerEvent<HTMLElement>) => {
    const grid = event.currentTarget.closest<HTMLElement>('[role=grid]');
    if (event.button !== 0 || grid === null) return;
    event.preventDefault();
    const from = { x: event.clientX, y: event.clientY };
    let before: number | undefined;
    let pointer = from;
    let frame = 0;

    const look = () => {
      const box = grid.getBoundingClientRect();
      if (pointer.y < box.top + EDGE) grid.scrollBy(0, -8);
      if (pointer.y > box.bottom - EDGE) grid.scrollBy(0, 8);
      before = rowBefore(grid, pointer.y) ?? before;
      if (before !== undefined) setDrag({ id, before });
      frame = requestAnimationFrame(look);
    };
    const move = (moved: globalThis.PointerEvent) => {
      pointer = { x: moved.clientX, y: moved.clientY };
      // A press is not a drag until it has gone a little way.
      if (frame === 0 && Math.abs(pointer.y - from.y) > 4) frame = requestAnimationFrame(look);
    };
    const stop = () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', up);
      window.removeEventListener('pointercancel', stop);
      window.removeEventListener('keydown', escape, true);
      setDrag(undefined);
    };
    const up = () => {
      const dragged = frame !== 0;
      if (dragged) before = rowBefore(grid, pointer.y) ?? before;
      stop();
      if (dragged && before !== undefined) drop(id, before);
    };
    const escape = (key: KeyboardEvent) => {
      if (key.key !== 'Escape') return;
      key.stopPropagation();
      stop();
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', up);
    window.addEventListener('pointercancel', stop);
    window.addEventListener('keydown', escape, true);
  };

  return { drag, start };
}

/** The shown row before which a drop at this height falls. */
function rowBefore(grid: HTMLElement, y: number): number | undefined {
  let best: { distance: number; before: number } | undefined;
  for (const row of grid.querySelectorAll<HTMLElement>('[data-index]')) {
    const { top, bottom } = row.getBoundingClientRect();
    const middle = (top + bottom) / 2;
    const distance = Math.abs(y - middle);
    if (best === undefined || distance < best.distance) best = { distance, before: Number(row.dataset['index']) + (y < middle ? 0 : 1) };
  }
  return best?.before;
}
