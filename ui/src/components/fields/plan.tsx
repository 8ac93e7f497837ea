// The plan as forms read it: asked for once above all of them, and by each where nobody did.
import { type ReactNode, createContext, useContext, useMemo } from 'react';
import type { Kind, Plan, PlanView } from '../../bindings';
import { useReply } from '../../backend/use';

const PlanContext = createContext<PlanView | undefined>(undefined);

/** Asks for the plan once for every form inside. */
export function PlanProvider({ children }: { children: ReactNode }) {
  const { value } = useReply({ type: 'plan' }, ['plan']);
  return <PlanContext value={value}>{children}</PlanContext>;
}

/** The plan, once it is here. */
export function usePlan(): PlanView | undefined {
  const shared = useContext(PlanContext);
  const own = useReply(shared === undefined ? { type: 'plan' } : null, ['plan']);
  return shared ?? own.value;
}

/** An entity as a choice. */
export interface Named {
  id: string;
  title: string;
}

/** The entities of a kind, by name; items by rank. */
export function useEntities(kind: Kind): Named[] {
  const view = usePlan();
  return useMemo(() => {
    if (view === undefined) return [];
    if (kind === 'item') return view.ranked.map((id) => ({ id, title: view.plan.items[id]?.title ?? id }));
    return named(view.plan, kind).toSorted((a, b) => a.title.localeCompare(b.title));
  }, [view, kind]);
}

function named(plan: Plan, kind: Kind): Named[] {
  switch (kind) {
    case 'item':
      return Object.values(plan.items);
    case 'debt':
      return Object.values(plan.debts);
    case 'component':
      return Object.values(plan.components).map(({ id }) => ({ id, title: componentPath(plan, id) }));
    case 'team':
      return Object.values(plan.teams);
    case 'person':
      return Object.values(plan.people);
    case 'decision':
      return Object.values(plan.decisions ?? {});
    case 'plan':
    case 'waiver':
    case 'baseline':
    case 'scenario':
    case 'question':
    case 'step':
      return [];
  }
}

/** "Platform / Ledger": a component with its parents. */
function componentPath(plan: Plan, id: string): string {
  const titles: string[] = [];
  const seen = new Set<string>();
  let at: string | null | undefined = id;
  while (at && !seen.has(at)) {
    seen.add(at);
    const component: Plan['components'][string] | undefined = plan.components[at];
    if (component === undefined) break;
    titles.unshift(component.title);
    at = component.parent;
  }
  return titles.join(' / ');
}
