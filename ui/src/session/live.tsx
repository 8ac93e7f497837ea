// The live session as this window sees it: who is there and where they look, and what this window tells of itself.
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useDoor } from '../backend/context';
import { useReply } from '../backend/use';
import type { EntityId, Field, PersonHereView, PresenceView, SessionView } from '../bindings';
import { useOffer } from './commands';
import { useSession, useSessionActions } from './session';
import { VIEWS, type View } from './store';

/** Between two words about where one looks. */
const PAUSE_MS = 120;

const LiveContext = createContext<SessionView | undefined>(undefined);

/** The session; `undefined` until the door has answered. */
export function useLive(): SessionView | undefined {
  return useContext(LiveContext);
}

/** Everybody else who is here now. */
export function usePeers(): PersonHereView[] {
  const live = useLive();
  return useMemo(() => live?.people.filter((person) => !person.me && person.here) ?? [], [live]);
}

/** Who else has this selected; with a field, who edits it. */
export function usePeersAt(entity: EntityId, field?: Field): PersonHereView[] {
  return usePeers().filter(({ presence }) => {
    const there = presence?.entity;
    return there?.kind === entity.kind && there.id === entity.id && (field === undefined || presence?.field === field);
  });
}

export function LiveProvider({ children }: { children: ReactNode }) {
  const { value: live } = useReply({ type: 'session' }, ['session', 'plan', 'start']);
  const inSession = live !== undefined && live.part !== 'none';
  return (
    <LiveContext value={live}>
      {children}
      {inSession ? <Told /> : null}
      <Follow />
      <Ended live={live} />
    </LiveContext>
  );
}

/** Tells the others where this window looks. */
function Told() {
  const { call } = useDoor();
  const view = useSession((state) => state.view);
  const entity = useSession((state) => state.selected);
  const field = useFieldInHand();
  const cursor = useSession((state) => state.cursor);
  useEffect(() => {
    const presence: PresenceView = { view, entity, field, cursor };
    // Where one looks is no reason to disturb anybody if it cannot be told.
    const timer = setTimeout(() => void call({ type: 'set_presence', presence }).catch(() => undefined), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [call, view, entity, field, cursor]);
  return null;
}

/** The field of what is selected that has the focus. */
function useFieldInHand(): Field | null {
  const [field, setField] = useState<Field | null>(null);
  useEffect(() => {
    const look = (): void => {
      const frame = document.activeElement?.closest<HTMLElement>('[data-field]');
      setField((frame?.dataset['field'] as Field | undefined) ?? null);
    };
    document.addEventListener('focusin', look);
    document.addEventListener('focusout', look);
    return () => {
      document.removeEventListener('focusin', look);
      document.removeEventListener('focusout', look);
    };
  }, []);
  return field;
}

/** Goes where somebody goes, until `Esc` or until they are gone. */
function Follow() {
  const following = useSession((state) => state.following);
  const actions = useSessionActions();
  const peers = usePeers();
  const leader = peers.find((person) => person.id === following);
  const gone = following !== null && leader === undefined;
  const view = VIEWS.find((each: View) => each === leader?.presence?.view);
  const entity = leader?.presence?.entity;
  const place = entity ? `${entity.kind} ${entity.id}` : '';
  useOffer([
    {
      id: 'stop_following',
      group: 'Go to',
      label: 'Stop following',
      keys: ['Escape'],
      enabled: following !== null,
      run: () => actions.follow(null),
    },
  ]);
  useEffect(() => {
    if (gone) actions.follow(null);
  }, [gone, actions]);
  useEffect(() => {
    if (view !== undefined && view !== actions.now().view) actions.go(view);
  }, [view, actions]);
  useEffect(() => {
    if (place === '') return;
    const [kind, id] = place.split(' ') as [EntityId['kind'], string];
    actions.select({ kind, id });
  }, [place, actions]);
  return null;
}

/** Says why a session is over, once. */
function Ended({ live }: { live: SessionView | undefined }) {
  const { toast, announce } = useSessionActions();
  const ended = live?.ended ?? null;
  useEffect(() => {
    if (ended === null) return;
    toast({ kind: 'info', message: ended, stays: true });
    announce(ended);
  }, [ended, toast, announce]);
  return null;
}
