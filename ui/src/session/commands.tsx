// Everything that can be done by key, in one table: the keys, the palette, the list of keys and the desktop's menu all
// read it. A command's id is also its id in the menu. Whoever is on screen offers what it can do.
import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import { useDoor } from '../backend/context';
import { useLatest } from '../backend/use';
import { bindKeys, keepsUndo } from './keys';

export const GROUPS = ['Go to', 'Plan', 'Edit', 'Roadmap', 'Show'] as const;

export type Command = {
  id: string;
  /** What it does, imperative, sentence case. */
  label: string;
  group: (typeof GROUPS)[number];
  /** Its bindings, the first is shown. */
  keys: readonly string[];
  enabled: boolean;
  run: () => void;
};

type Registry = { offers: Set<() => readonly Command[]>; all: () => Command[] };

const RegistryContext = createContext<Registry | null>(null);

function useRegistry(): Registry {
  const registry = useContext(RegistryContext);
  if (!registry) throw new Error('a component that offers commands stands outside CommandsProvider');
  return registry;
}

/** All that can be done now, in the order of the groups. */
export function useCommands(): readonly Command[] {
  return useRegistry().all();
}

/** Offers commands for as long as the component is on screen. */
export function useOffer(commands: readonly Command[]): void {
  const registry = useRegistry();
  const current = useLatest(() => commands);
  useEffect(() => {
    registry.offers.add(current);
    return () => void registry.offers.delete(current);
  }, [registry, current]);
}

/** Listens for the keys and menu entries of what is offered inside. */
export function CommandsProvider({ children }: { children: ReactNode }) {
  const door = useDoor();
  const registry = useMemo<Registry>(() => {
    const offers = new Set<() => readonly Command[]>();
    const all = (): Command[] =>
      [...offers].flatMap((offer) => offer()).toSorted((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group));
    return { offers, all };
  }, []);
  useEffect(
    () => bindKeys(window, () => registry.all().filter((command) => command.enabled), door.backend.mac),
    [registry, door],
  );
  useEffect(
    () =>
      door.onShell((event) => {
        if (event.type !== 'menu') return;
        // The system's menu hears its keys before the page does: what is being typed keeps its own undo here, too.
        if ((event.id === 'undo' || event.id === 'redo') && keepsUndo(document.activeElement)) {
          document.execCommand(event.id);
          return;
        }
        registry.all().find((command) => command.id === event.id && command.enabled)?.run();
      }),
    [registry, door],
  );
  return <RegistryContext value={registry}>{children}</RegistryContext>;
}
