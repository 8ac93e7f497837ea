// A rectangle drawn with the pointer over a picture: whatever has its middle in it is caught. Escape leaves it; a press that
// goes nowhere catches nothing.
import { useEffect, useState, type PointerEvent, type RefObject } from 'react';

export type Box = { left: number; top: number; width: number; height: number };

/** So far a press may move and still be a click. */
const STILL = 4;

export type Spot = { id: string; x: number; y: number };

/** The ids of the spots inside a box. */
export function caught(spots: readonly Spot[], box: Box): string[] {
  return spots.filter(({ x, y }) => x >= box.left && x <= box.left + box.width && y >= box.top && y <= box.top + box.height).map(({ id }) => id);
}

type Press = { x: number; y: number; more: boolean };

export function useLasso(area: RefObject<HTMLElement | null>, spots: readonly Spot[], onCatch: (ids: string[], more: boolean) => void) {
  const [press, setPress] = useState<Press | null>(null);
  const [box, setBox] = useState<Box | null>(null);
  const leave = (): void => {
    setPress(null);
    setBox(null);
  };
  useEffect(() => {
    if (press === null) return;
    const key = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      setPress(null);
      setBox(null);
    };
    window.addEventListener('keydown', key, true);
    return () => window.removeEventListener('keydown', key, true);
  }, [press]);

  const at = (event: PointerEvent): { x: number; y: number } => {
    const { left, top } = area.current!.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  return {
    box,
    handlers: {
      onPointerDown: (event: PointerEvent) => {
        if (event.button !== 0 || (event.target instanceof Element && event.target.closest('[data-debt]'))) return;
        event.currentTarget.setPointerCapture?.(event.pointerId);
        setPress({ ...at(event), more: event.shiftKey || event.ctrlKey || event.metaKey });
      },
      onPointerMove: (event: PointerEvent) => {
        if (press === null) return;
        const { x, y } = at(event);
        const moved = Math.abs(x - press.x) > STILL || Math.abs(y - press.y) > STILL;
        if (moved || box !== null) setBox({ left: Math.min(x, press.x), top: Math.min(y, press.y), width: Math.abs(x - press.x), height: Math.abs(y - press.y) });
      },
      onPointerUp: () => {
        if (press === null) return;
        onCatch(box === null ? [] : caught(spots, box), press.more);
        leave();
      },
      onPointerCancel: leave,
    },
  };
}
