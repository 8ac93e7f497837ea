// The verbs of scenarios: make one, work in it, return to the plan, take over, drop, keep. A refusal is shown as a message.
import { useMemo } from 'react';
import { sentence } from '../backend/backend';
import { useCall } from '../backend/use';
import type { Part, Request } from '../bindings';
import { useSessionActions } from './session';

export type ScenarioActions = {
  make: (name: string) => Promise<boolean>;
  enter: (id: string) => Promise<boolean>;
  leave: () => Promise<boolean>;
  rename: (id: string, name: string) => Promise<boolean>;
  remove: (id: string) => Promise<boolean>;
  takeOver: (id: string, what: Part) => Promise<boolean>;
  drop: (id: string, what: Part) => Promise<boolean>;
  keep: (id: string, what: Part) => Promise<boolean>;
};

export function useScenarios(): ScenarioActions {
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
    // What changes the plan or a scenario can be undone from the message that says so.
    const act = (request: Request) =>
      say(request, (words) => {
        const message = words === '' ? 'it stands so already: nothing to do' : words;
        const action = words === '' ? undefined : { label: 'Undo', run: () => void undo() };
        toast({ kind: 'info', message, ...(action ? { action } : {}) });
        announce(message);
      });
    return {
      make: (name) => say({ type: 'make_scenario', name }, () => announce(`in the new scenario ${name}`)),
      enter: (id) => say({ type: 'enter_scenario', id }, () => announce('in the scenario: the plan stays as it is')),
      leave: () => say({ type: 'leave_scenario' }, () => announce('back in the plan')),
      rename: (id, name) => say({ type: 'rename_scenario', id, name }, announce),
      remove: (id) => act({ type: 'delete_scenario', id }),
      takeOver: (id, what) => act({ type: 'take_over', id, what }),
      drop: (id, what) => act({ type: 'drop_from_scenario', id, what }),
      keep: (id, what) => act({ type: 'keep_in_scenario', id, what }),
    };
  }, [call, toast, announce, undo]);
}

/** The setting that remembers which scenario is compared with the plan; empty for the list of all. */
export const COMPARED = 'scenarios.compared';
