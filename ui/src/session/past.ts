// The verbs of the plan's past: look back, return, put back, freeze, sign. A refusal is shown as a message.
import { useMemo } from 'react';
import { sentence } from '../backend/backend';
import { useCall } from '../backend/use';
import type { HistoryFilter, Moment, Request, Restored } from '../bindings';
import { useSessionActions } from './session';

/** The filter that leaves nothing out. */
export const EVERY_CHANGE: HistoryFilter = { author: null, entity: null, concern: null, words: '' };

export type PastActions = {
  stepBack: (moment: Moment) => Promise<boolean>;
  returnToNow: () => Promise<boolean>;
  restore: (what: Restored) => Promise<boolean>;
  makeBaseline: (name: string) => Promise<boolean>;
  signBaseline: (id: string) => Promise<boolean>;
};

export function usePast(): PastActions {
  const call = useCall();
  const { toast, announce, undo } = useSessionActions();
  return useMemo(() => {
    const say = async (request: Request, done: (words: string) => void): Promise<boolean> => {
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
    // What changes the plan can be undone from the message that says so.
    const act = (request: Request, nothing: string) =>
      say(request, (words) => {
        const action = words === '' ? undefined : { label: 'Undo', run: () => void undo() };
        toast({ kind: 'info', message: words === '' ? nothing : words, ...(action ? { action } : {}) });
        announce(words === '' ? nothing : words);
      });
    return {
      stepBack: (moment) => say({ type: 'step_back', moment }, () => announce('viewing the past, read only')),
      returnToNow: () => say({ type: 'return_to_now' }, () => announce('viewing the plan as it is now')),
      restore: (what) => act({ type: 'restore', what }, 'it stands so already: nothing to restore'),
      makeBaseline: (name) => act({ type: 'make_baseline', name }, 'nothing to freeze'),
      signBaseline: (id) => act({ type: 'sign_baseline', id }, 'it is signed already'),
    };
  }, [call, toast, announce, undo]);
}
