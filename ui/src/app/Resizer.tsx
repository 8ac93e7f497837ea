// The edge of a panel: dragged by pointer, moved by arrow keys.
import { useRef } from 'react';
import styles from './Resizer.module.css';

const STEP = 16;

export function Resizer({
  label,
  value,
  min,
  max,
  onMove,
  onDone,
}: {
  label: string;
  value: number;
  min: number;
  max: number;
  /** While it is dragged. */
  onMove: (value: number) => void;
  /** When it was let go or moved by key. */
  onDone: (value: number) => void;
}) {
  const drag = useRef<{ x: number; value: number; now: number } | null>(null);
  const clamp = (wanted: number): number => Math.round(Math.min(max, Math.max(min, wanted)));
  return (
    // A separator that takes the focus is a control; the rule does not know that part of the pattern.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className={styles.resizer}
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onKeyDown={(event) => {
        const step = { ArrowLeft: STEP, ArrowRight: -STEP, Home: min - max, End: max - min }[event.key];
        if (step === undefined) return;
        event.preventDefault();
        onDone(clamp(value + step));
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { x: event.clientX, value, now: value };
      }}
      onPointerMove={(event) => {
        if (!drag.current) return;
        drag.current.now = clamp(drag.current.value + drag.current.x - event.clientX);
        onMove(drag.current.now);
      }}
      onPointerUp={() => {
        if (drag.current) onDone(drag.current.now);
        drag.current = null;
      }}
      onPointerCancel={() => {
        if (drag.current) onMove(drag.current.value);
        drag.current = null;
      }}
    />
  );
}
