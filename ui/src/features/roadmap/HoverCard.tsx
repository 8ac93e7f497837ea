// What a bar says when the pointer rests on it: the same words as the inspector, in short.
import { useEffect, useState, type RefObject } from 'react';
import type { RowView } from '../../bindings';
import { sentence } from '../../components/words';
import { StandingMark } from '../../components/status/Status';
import type { Layout } from './geometry';
import styles from './Timeline.module.css';

const REST_MS = 450;
const WIDTH = 300;

export function HoverCard({ box, layout, fixes, quiet }: { box: RefObject<HTMLElement | null>; layout: Layout; fixes: Partial<Record<string, string>>; quiet: boolean }) {
  const [at, setAt] = useState<{ id: string; x: number; y: number } | null>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const over = (event: PointerEvent): void => {
      clearTimeout(timer);
      const id = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-bar]')?.dataset['bar'] : undefined;
      setAt((last) => (last && last.id === id ? last : null));
      if (id === undefined || event.buttons !== 0 || event.pointerType === 'touch') return;
      const { clientX, clientY } = event;
      timer = setTimeout(() => setAt((last) => (last?.id === id ? last : { id, x: clientX, y: clientY })), REST_MS);
    };
    const away = (): void => {
      clearTimeout(timer);
      setAt(null);
    };
    element.addEventListener('pointermove', over);
    element.addEventListener('pointerleave', away);
    element.addEventListener('pointerdown', away);
    element.addEventListener('scroll', away);
    return () => {
      clearTimeout(timer);
      element.removeEventListener('pointermove', over);
      element.removeEventListener('pointerleave', away);
      element.removeEventListener('pointerdown', away);
      element.removeEventListener('scroll', away);
    };
  }, [box]);
  const entry = at && !quiet ? layout.rows.get(at.id) : undefined;
  if (!at || !entry) return null;
  const below = at.y + 170 < window.innerHeight;
  return (
    <div
      className={styles.card}
      style={{
        left: Math.min(at.x + 12, window.innerWidth - WIDTH - 12),
        ...(below ? { top: at.y + 18 } : { bottom: window.innerHeight - at.y + 12 }),
        width: WIDTH,
      }}
      aria-hidden
    >
      <CardText row={entry.row} fix={fixes[at.id]} thin={entry.lane.thin} />
    </div>
  );
}

function CardText({ row, fix, thin }: { row: RowView; fix: string | undefined; thin: string }) {
  return (
    <>
      <h2>{row.title}</h2>
      <p>{row.when}</p>
      {row.drag_words === '' ? null : <p className={styles.debtWords}>{row.drag_words}</p>}
      {row.drag_words === '' || fix === undefined ? null : <p>{fix}</p>}
      {row.due ? (
        <p>
          {row.due.commitment ? 'Promised' : 'Wanted'} by {row.due.words}
          {row.due.chance === '' ? '' : `: ${row.due.chance}`}
        </p>
      ) : null}
      {thin === '' || row.state === 'done' || row.kind === 'external' ? null : <p className={styles.quiet}>{sentence(thin)}</p>}
      <p className={styles.cardFoot}>
        <StandingMark standing={row.standing} />
        <span>{row.estimate}</span>
      </p>
    </>
  );
}
