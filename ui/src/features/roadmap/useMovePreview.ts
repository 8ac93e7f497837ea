// What a move would do, asked while it is being made; a newer question overtakes an older answer.
import { useEffect, useState } from 'react';
import { useCall } from '../../backend/use';
import type { PreviewView } from '../../bindings';
import { earliestOp } from './moves';

const REST_MS = 140;

/** The preview of an item's start moved to a day; `null` while there is none for exactly this move. */
export function useMovePreview(move: { id: string; day: string; from: string } | null): PreviewView | null {
  const call = useCall();
  const [answer, setAnswer] = useState<{ key: string; view: PreviewView } | null>(null);
  const id = move?.id;
  const day = move && move.day !== move.from ? move.day : undefined;
  const key = id === undefined || day === undefined ? null : `${id} ${day}`;
  useEffect(() => {
    if (key === null || id === undefined || day === undefined) return;
    let dropped = false;
    const timer = setTimeout(() => {
      call({ type: 'preview', op: earliestOp(id, day) }).then(
        (reply) => {
          if (!dropped && reply.type === 'preview') setAnswer({ key, view: reply.value });
        },
        // A move that would be refused has no preview; the refusal is said when it is made.
        () => undefined,
      );
    }, REST_MS);
    return () => {
      dropped = true;
      clearTimeout(timer);
    };
  }, [call, key, id, day]);
  return answer !== null && answer.key === key ? answer.view : null;
}
