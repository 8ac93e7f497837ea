// Hands the backend down, and spreads its events: one listener at the door, any number inside.
import { createContext, useContext, useLayoutEffect, useMemo, type ReactNode } from 'react';
import type { Reply, Request, Topic } from '../bindings';
import { type Answers, makeAnswers } from './answers';
import type { Backend, ShellEvent } from './backend';

export type Door = {
  backend: Backend;
  call: (request: Request) => Promise<Reply>;
  /** What the page asks and shows. */
  answers: Answers;
  /** Hears when any of these topics went stale. */
  onChanged: (topics: readonly Topic[], heard: () => void) => () => void;
  /** Hears menu choices and dropped files. */
  onShell: (heard: (event: ShellEvent) => void) => () => void;
};

export function makeDoor(backend: Backend): Door & { listen: () => () => void } {
  const changed = new Set<(topics: readonly Topic[]) => void>();
  const shell = new Set<(event: ShellEvent) => void>();
  const call = (request: Request): Promise<Reply> => backend.call(request);
  const onChanged: Door['onChanged'] = (topics, heard) => {
    const listener = (stale: readonly Topic[]): void => {
      if (topics.some((topic) => stale.includes(topic))) heard();
    };
    changed.add(listener);
    return () => void changed.delete(listener);
  };
  return {
    backend,
    call,
    answers: makeAnswers(call, onChanged),
    onChanged,
    onShell: (heard) => {
      shell.add(heard);
      return () => void shell.delete(heard);
    },
    listen: () =>
      backend.on((event) => {
        if (event.type === 'changed') changed.forEach((listener) => listener(event.topics));
        else shell.forEach((listener) => listener(event));
      }),
  };
}

const DoorContext = createContext<Door | null>(null);

export function BackendProvider({ backend, children }: { backend: Backend; children: ReactNode }) {
  const door = useMemo(() => makeDoor(backend), [backend]);
  // Before any child's effect, so that nothing the door says after their first question goes unheard.
  useLayoutEffect(() => door.listen(), [door]);
  return <DoorContext value={door}>{children}</DoorContext>;
}

/** Shows nothing inside of what was answered outside, as where another plan is open. */
export function AskAnew({ children }: { children: ReactNode }) {
  const door = useDoor();
  const anew = useMemo(() => ({ ...door, answers: makeAnswers(door.call, door.onChanged) }), [door]);
  return <DoorContext value={anew}>{children}</DoorContext>;
}

export function useDoor(): Door {
  const door = useContext(DoorContext);
  if (!door) throw new Error('a component that asks at the door stands outside BackendProvider');
  return door;
}
