// Hands the session down: read a part of it with `useSession`, change it with the verbs of `useSessionActions`.
import { createContext, useContext, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { sentence } from '../backend/backend';
import { useDoor } from '../backend/context';
import type { Choice, CursorView, EntityId, Field, Op, Request } from '../bindings';
import { makeStore, type Overlay, type Preview, type SessionState, type SessionStore, type Tab, type Toast, type View } from './store';
import { rememberBy } from './remember';

const StoreContext = createContext<SessionStore | null>(null);

export function SessionProvider({ initial, children }: { initial?: Partial<SessionState>; children: ReactNode }) {
  // The initial state is that of the first render: a session outlives every refetch.
  // oxlint-disable-next-line react/exhaustive-deps
  const store = useMemo(() => makeStore(initial), []);
  return <StoreContext value={store}>{children}</StoreContext>;
}

function useStore(): SessionStore {
  const store = useContext(StoreContext);
  if (!store) throw new Error('a component that reads the session stands outside SessionProvider');
  return store;
}

/** A part of the session; the component renders again only when that part changes. */
export function useSession<T>(part: (state: SessionState) => T): T {
  const store = useStore();
  return useSyncExternalStore(store.subscribe, () => part(store.get()));
}

export type SessionActions = {
  go: (view: View) => void;
  /** Selects and shows it in the inspector, if that is open; with `field`, opens the form there. */
  select: (entity: EntityId | null, field?: Field) => void;
  /** Selects several of a kind, `entity` the one that the keys move on from. */
  selectAll: (entity: EntityId, also: readonly EntityId[]) => void;
  /** Selects without turning to it: the flags stay in sight. */
  point: (entity: EntityId) => void;
  /** Fills the page with the brief of an item; `null` goes back to the view. */
  openBrief: (item: string | null) => void;
  showTab: (tab: Tab) => void;
  toggleInspector: () => void;
  open: (overlay: Overlay) => void;
  /** Opens the import dialog on a file that was dropped. */
  importFile: (path: string) => void;
  /** Opens the merge dialog on a copy that lies beside the plan. */
  mergeFile: (path: string) => void;
  showPreview: (preview: Preview | null) => void;
  /** Goes where somebody in the live session goes; `null` stops. */
  follow: (person: string | null) => void;
  /** Shows the others in the live session where the pointer is on the timeline; nothing with `null`. */
  showCursor: (cursor: CursorView | null) => void;
  toast: (toast: Omit<Toast, 'id'>) => void;
  dismiss: (id: number) => void;
  /** Says something to screen readers alone. */
  announce: (text: string) => void;
  /** Remembers a setting across starts. */
  prefer: (key: string, value: string) => void;
  /** Does something to the plan; a refusal is shown as a message. Answers whether it was done. */
  act: (op: Op, done?: { undoable?: boolean }) => Promise<boolean>;
  /** Settles fields that were changed twice at once: of each, the value that is to stand. */
  settle: (choices: Choice[]) => Promise<void>;
  undo: () => Promise<void>;
  redo: () => Promise<void>;
  /** The session as it is now, for handlers. */
  now: () => SessionState;
};

let nextToast = 1;

/** The verbs of the session. Their identity never changes. */
export function useSessionActions(): SessionActions {
  const store = useStore();
  const door = useDoor();
  return useMemo(() => {
    const toast = (toast: Omit<Toast, 'id'>): void => {
      const id = nextToast++;
      // The same message twice is one message; more than three at once are not read.
      store.set((state) => ({
        toasts: [...state.toasts.filter((old) => old.message !== toast.message), { ...toast, id }].slice(-3),
      }));
    };
    const announce = (text: string): void => store.set((state) => ({ said: { text, count: state.said.count + 1 } }));
    const prefer = (key: string, value: string): void => {
      if (store.get().preferences[key] === value) return;
      store.set((state) => ({ preferences: { ...state.preferences, [key]: value } }));
      rememberBy(door.call)(key, value);
    };
    const say = async (request: Request): Promise<string | null> => {
      try {
        const reply = await door.call(request);
        return reply.type === 'done' ? reply.value : '';
      } catch (error) {
        toast({ kind: 'error', message: sentence(error) });
        announce(sentence(error));
        return null;
      }
    };
    const back = async (request: Request, nothing: string): Promise<void> => {
      const done = await say(request);
      if (done !== null) announce(done === '' ? nothing : done);
    };
    const undo = (): Promise<void> => back({ type: 'undo' }, 'nothing to undo');
    return {
      go: (view) => {
        store.set({ view, brief: null });
        prefer('view', view);
      },
      select: (selected, field) => {
        store.set({
          selected,
          also: [],
          focusField: field === undefined ? null : { field },
          ...(selected === null ? {} : { tab: 'item' as const }),
          ...(field === undefined ? {} : { inspector: true }),
        });
      },
      selectAll: (selected, also) => store.set({ selected, also, focusField: null, tab: 'item' }),
      point: (selected) => store.set({ selected, also: [], focusField: null }),
      openBrief: (item) => store.set(item === null ? { brief: null } : { brief: item, selected: { kind: 'item', id: item }, also: [], focusField: null }),
      showTab: (tab) => {
        store.set({ tab, inspector: true });
        prefer('inspector.tab', tab);
      },
      toggleInspector: () => {
        store.set((state) => ({ inspector: !state.inspector }));
        prefer('inspector', store.get().inspector ? 'open' : 'closed');
      },
      open: (overlay) => store.set({ overlay, importPath: null }),
      importFile: (importPath) => store.set({ overlay: 'import', importPath }),
      mergeFile: (importPath) => store.set({ overlay: 'merge', importPath }),
      showPreview: (preview) => store.set({ preview }),
      follow: (following) => store.set({ following }),
      showCursor: (cursor) => store.set({ cursor }),
      toast,
      dismiss: (id) => store.set((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) })),
      announce,
      prefer,
      act: async (op, done) => {
        const words = await say({ type: 'act', op });
        if (words === null) return false;
        if (done?.undoable && words !== '') {
          toast({ kind: 'info', message: words, action: { label: 'Undo', run: () => void undo() } });
        }
        if (words !== '') announce(words);
        return true;
      },
      settle: async (choices) => {
        const done = await say({ type: 'settle', choices });
        if (done !== null && done !== '') announce(done);
      },
      undo,
      redo: () => back({ type: 'redo' }, 'nothing to redo'),
      now: store.get,
    };
  }, [store, door]);
}

/** A remembered setting and how to change it. */
export function usePreference(key: string, fallback: string): [string, (value: string) => void] {
  const value = useSession((state) => state.preferences[key]) ?? fallback;
  const { prefer } = useSessionActions();
  return [value, (next) => prefer(key, next)];
}
