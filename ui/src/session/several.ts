// Selecting rows as lists do everywhere: one alone, one more or less, or all from the last chosen one to here.
import { useMemo, useRef } from 'react';
import type { EntityId, Kind, Op } from '../bindings';
import { useLatest } from '../backend/use';
import { useSession, useSessionActions } from './session';

/** How a row joins the selection. */
export type How = 'alone' | 'toggle' | 'reach';

/** What a click or a key with these modifiers means. */
export function howOf(event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }): How {
  if (event.shiftKey) return 'reach';
  return event.ctrlKey || event.metaKey ? 'toggle' : 'alone';
}

/** The ids from one to another in this order, both included; the last alone where the first is not there. */
export function between(order: readonly string[], from: string | null, to: string): readonly string[] {
  const [a, b] = [from === null ? -1 : order.indexOf(from), order.indexOf(to)];
  return a < 0 || b < 0 ? [to] : order.slice(Math.min(a, b), Math.max(a, b) + 1);
}

/** Deletes these, in one step. */
export function deleteOp(entities: readonly EntityId[]): Op {
  const ops = entities.map((entity): Op => ({ type: 'delete', entity }));
  const [only] = ops;
  return ops.length === 1 && only ? only : { type: 'all', label: `Delete ${ops.length} ${entities[0]?.kind === "person" ? "people" : `${entities[0]?.kind}s`}`, ops };
}

export type Several = {
  /** The one that the keys move on from, if it is of this kind. */
  selected: string | null;
  /** All that are selected. */
  chosen: ReadonlySet<string>;
  choose: (id: string, how: How) => void;
};

/** The selection among rows of a kind that stand in this order. */
export function useSeveral(kind: Kind, order: readonly string[]): Several {
  const actions = useSessionActions();
  const selected = useSession((state) => (state.selected?.kind === kind ? state.selected.id : null));
  const also = useSession((state) => state.also);
  const anchor = useRef<string | null>(null);
  const chosen = useMemo(
    () => new Set(selected === null ? [] : [selected, ...also.map((entity) => entity.id)]),
    [selected, also],
  );
  const entity = (id: string): EntityId => ({ kind, id });
  const chooseAll = (id: string, others: readonly string[]): void => {
    actions.selectAll(entity(id), others.map(entity));
    actions.announce(`${others.length + 1} selected`);
  };
  const choose = useLatest((id: string, how: How): void => {
    if (how === 'reach') {
      const from = anchor.current !== null && chosen.has(anchor.current) ? anchor.current : selected;
      anchor.current = from ?? id;
      const others = between(order, from, id).filter((other) => other !== id);
      return chooseAll(id, others);
    }
    anchor.current = id;
    if (how === 'alone' || selected === null) return actions.select(entity(id));
    const rest = [...chosen].filter((other) => other !== id);
    if (!chosen.has(id)) return chooseAll(id, rest);
    const next = id === selected ? rest.at(-1) : selected;
    if (next === undefined) return actions.select(null);
    chooseAll(next, rest.filter((other) => other !== next));
  });
  return { selected, chosen, choose };
}
