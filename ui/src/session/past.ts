// The verbs of the plan's past: look back, return, put back, freeze, sign. A refusal is shown as a message.
import { useMemo } from 'react';
import type { HistoryFilter, Moment, Restored } from '../bindings';
import { useSay } from './say';
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
  const { say, act } = useSay();
  const { announce } = useSessionActions();
  return useMemo(
    () => ({
      stepBack: (moment) => say({ type: 'step_back', moment }, () => announce('viewing the past, read only')),
      returnToNow: () => say({ type: 'return_to_now' }, () => announce('viewing the plan as it is now')),
      restore: (what) => act({ type: 'restore', what }, 'it stands so already: nothing to restore'),
      makeBaseline: (name) => act({ type: 'make_baseline', name }, 'nothing to freeze'),
      signBaseline: (id) => act({ type: 'sign_baseline', id }, 'it is signed already'),
    }),
    [say, act, announce],
  );
}
