// Asks the door for something and says what came of it: a refusal is shown as a message, and what changed the plan or a
// scenario can be undone from the message that says so.
import { useMemo } from 'react';
import { sentence } from '../backend/backend';
import { useCall } from '../backend/use';
import type { Request } from '../bindings';
import { useSessionActions } from './session';

export type Say = {
  /** Asks; `done` is given what was done, in words. Answers whether it was not refused. */
  say: (request: Request, done: (words: string) => void) => Promise<boolean>;
  /** Asks for a change; `nothing` is said where there was nothing to do. */
  act: (request: Request, nothing: string) => Promise<boolean>;
};

export function useSay(): Say {
  const call = useCall();
  const { toast, announce, undo } = useSessionActions();
  return useMemo(() => {
    const say: Say['say'] = async (request, done) => {
      try {
        const reply = await call(request);
        done(reply.type === 'done' ? reply.value : '');
        return true;
      } catch (error) {
        toast({ kind: 'error', message: sentence(error) });
        announce(sentence(error));
        return false;
      }
    };
    const act: Say['act'] = (request, nothing) =>
      say(request, (words) => {
        const message = words === '' ? nothing : words;
        const action = words === '' ? undefined : { label: 'Undo', run: () => void undo() };
        toast({ kind: 'info', message, ...(action ? { action } : {}) });
        announce(message);
      });
    return { say, act };
  }, [call, toast, announce, undo]);
}
