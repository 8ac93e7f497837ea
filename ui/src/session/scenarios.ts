// The verbs of scenarios: make one, work in it, return to the plan, take over, drop, keep. A refusal is shown as a message.
import { useMemo } from 'react';
import type { Part } from '../bindings';
import { useSay } from './say';
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

const NOTHING = 'it stands so already: nothing to do';

export function useScenarios(): ScenarioActions {
  const { say, act } = useSay();
  const { announce } = useSessionActions();
  return useMemo(
    () => ({
      make: (name) => say({ type: 'make_scenario', name }, () => announce(`in the new scenario ${name}`)),
      enter: (id) => say({ type: 'enter_scenario', id }, () => announce('in the scenario: the plan stays as it is')),
      leave: () => say({ type: 'leave_scenario' }, () => announce('back in the plan')),
      rename: (id, name) => say({ type: 'rename_scenario', id, name }, announce),
      remove: (id) => act({ type: 'delete_scenario', id }, NOTHING),
      takeOver: (id, what) => act({ type: 'take_over', id, what }, NOTHING),
      drop: (id, what) => act({ type: 'drop_from_scenario', id, what }, NOTHING),
      keep: (id, what) => act({ type: 'keep_in_scenario', id, what }, NOTHING),
    }),
    [say, act, announce],
  );
}

/** The setting that remembers which scenario is compared with the plan; empty for the list of all. */
export const COMPARED = 'scenarios.compared';
