// The team store of the open plan: followed while the plan is open, and how far the two are.
import { useEffect } from 'react';
import { useDoor } from '../backend/context';
import { useReply } from '../backend/use';
import type { TeamStanding } from '../bindings';
import { useStart } from './start';

/** How far plan and store are; `undefined` until the door has answered. */
export function useTeam(): TeamStanding | undefined {
  const { open } = useStart();
  const reply = useReply(open === null ? null : { type: 'team', at: null, secret: null, ask: { type: 'standing' } }, ['session', 'plan', 'start']).value;
  return reply?.type === 'standing' ? reply.value : undefined;
}

/** Keeps the open plan in sync with its store, if it is in one. */
export function useFollowTeam(): void {
  const { call } = useDoor();
  const { files, open } = useStart();
  useEffect(() => {
    if (!files || open === null) return;
    // What went wrong is in the standing; a plan opens without its store.
    void call({ type: 'team', at: null, secret: null, ask: { type: 'follow' } }).catch(() => undefined);
  }, [call, files, open]);
}
