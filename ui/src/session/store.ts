// What this window shows now: the view, the selection, the preview, messages. Never part of the plan; the remembered
// part (preferences) goes to the door, so that it is there at the next start.
import type { CursorView, EntityId, Field, Op, PreviewView } from '../bindings';

export const VIEWS = ['roadmap', 'priorities', 'debt', 'capacity', 'delivery', 'scenarios', 'decisions', 'history', 'people'] as const;
export type View = (typeof VIEWS)[number];

export type Tab = 'item' | 'flags';

/** Which overlay is open, if any. */
export type Overlay =
  | 'palette'
  | 'import'
  | 'import_history'
  | 'merge'
  | 'export'
  | 'decisions'
  | 'author'
  | 'author_new'
  | 'keys'
  | 'scenario'
  | 'share'
  | 'join'
  | 'team'
  | 'members'
  | null;

export type Toast = {
  id: number;
  kind: 'info' | 'error';
  message: string;
  /** Stays until it is answered. */
  stays?: boolean;
  action?: { label: string; run: () => void };
};

/** A remedy, or any op, looked at before it is done; `onTaken` is told once it is. */
export type Preview = { key: string; label: string; op: Op; view: PreviewView; onTaken?: () => void };

export type SessionState = {
  view: View;
  selected: EntityId | null;
  /** More of its kind that are selected with it: the inspector edits them all. */
  also: readonly EntityId[];
  /** The item whose brief fills the page, if any. */
  brief: string | null;
  /** The field that wants the focus once its form is shown; a new object each time it is asked for. */
  focusField: { field: Field } | null;
  tab: Tab;
  inspector: boolean;
  overlay: Overlay;
  /** A file that was dropped on the window, for the import dialog. */
  importPath: string | null;
  preview: Preview | null;
  /** Whose way through the plan this window goes, by their id in the live session. */
  following: string | null;
  /** Where the pointer is on the timeline, while it is shown to the others in the live session. */
  cursor: CursorView | null;
  toasts: Toast[];
  /** The latest sentence for screen readers, and its count, so that the same words are said again. */
  said: { text: string; count: number };
  preferences: Record<string, string>;
};

export type SessionStore = {
  get: () => SessionState;
  set: (change: Partial<SessionState> | ((state: SessionState) => Partial<SessionState>)) => void;
  subscribe: (listener: () => void) => () => void;
};

export function makeStore(initial: Partial<SessionState> = {}): SessionStore {
  let state: SessionState = {
    view: 'roadmap',
    selected: null,
    also: [],
    brief: null,
    focusField: null,
    tab: 'item',
    inspector: true,
    overlay: null,
    importPath: null,
    preview: null,
    following: null,
    cursor: null,
    toasts: [],
    said: { text: '', count: 0 },
    preferences: {},
    ...initial,
  };
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    set: (change) => {
      state = { ...state, ...(typeof change === 'function' ? change(state) : change) };
      listeners.forEach((listener) => listener());
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export function sameEntity(a: EntityId | null, b: EntityId | null): boolean {
  return a === b || (a !== null && b !== null && a.kind === b.kind && a.id === b.id);
}
