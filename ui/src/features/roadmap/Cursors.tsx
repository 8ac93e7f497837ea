// Where the others' pointers are on the timeline, for as long as they move; off unless asked for, and then shown both ways.
import type { PointerEvent } from 'react';
import type { CursorView } from '../../bindings';
import { hueOf } from '../../components/peers';
import { useLive, usePeers } from '../../session/live';
import { useOffer } from '../../session/commands';
import { useSession, useSessionActions } from '../../session/session';
import { dayNumber, dayOf, ROW_HEIGHT, startOf, type Layout, type Scale } from './geometry';
import styles from './Cursors.module.css';

/** The setting that remembers whether pointers are shown. */
const SHOWN = 'roadmap.cursors';

/** The day and the row that a point of the timeline stands for; nothing between the rows. */
export function cursorAt(x: number, y: number, layout: Layout, scale: Scale): CursorView | null {
  const found = layout.entries.find((entry) => entry.type === 'row' && entry.y <= y && y < entry.y + ROW_HEIGHT);
  return found?.type === 'row' ? { item: found.row.id, day: dayOf(scale.first + Math.floor(x / scale.perDay)) } : null;
}

/** Tells where the pointer is, if pointers are shown and somebody is there to see it. */
export function useTellCursor(layout: Layout, scale: Scale) {
  const isShown = useSession((state) => state.preferences[SHOWN] === 'on');
  const alone = usePeers().length === 0;
  const { showCursor, now } = useSessionActions();
  return {
    move: (event: PointerEvent<HTMLElement>): void => {
      const canvas = event.currentTarget.querySelector('[data-canvas]');
      if (!isShown || alone || canvas === null) return;
      const { left, top } = canvas.getBoundingClientRect();
      const next = cursorAt(event.clientX - left, event.clientY - top, layout, scale);
      const last = now().cursor;
      if (next?.item !== last?.item || next?.day !== last?.day) showCursor(next);
    },
    leave: (): void => {
      if (now().cursor !== null) showCursor(null);
    },
  };
}

export function Cursors({ layout, scale }: { layout: Layout; scale: Scale }) {
  const isShown = useSession((state) => state.preferences[SHOWN] === 'on');
  const part = useLive()?.part ?? 'none';
  const peers = usePeers();
  const { prefer, announce, showCursor } = useSessionActions();
  useOffer([
    {
      id: 'roadmap_cursors',
      group: 'Roadmap',
      label: isShown ? 'Hide pointers in the live session' : 'Show pointers in the live session, yours to the others too',
      keys: [],
      enabled: part !== 'none' || isShown,
      run: () => {
        prefer(SHOWN, isShown ? 'off' : 'on');
        showCursor(null);
        announce(isShown ? 'Pointers are hidden' : 'Pointers are shown');
      },
    },
  ]);
  if (!isShown) return null;
  return peers.map((person) => {
    const cursor = person.presence?.view === 'roadmap' ? person.presence.cursor : null;
    const row = cursor ? layout.rows.get(cursor.item) : undefined;
    const days = cursor ? dayNumber(cursor.day) - scale.first : -1;
    if (!cursor || !row || days < 0 || days >= scale.days) return null;
    // A new key for each place: the fading begins anew.
    return (
      <span
        key={`${person.id} ${cursor.item} ${cursor.day}`}
        className={styles.cursor}
        style={{ ...hueOf(person), transform: `translate(${startOf(scale, cursor.day) + scale.perDay / 2}px, ${row.y + ROW_HEIGHT / 2}px)` }}
        data-testid="cursor"
        aria-hidden
      >
        {person.initials}
      </span>
    );
  });
}
