// The one door to the house, as the interface sees it. Who answers behind it (the desktop shell, or `plimsoll serve`)
// is chosen once, at the start; nothing else here knows.
import type { Event, Reply, Request, UiError } from '../bindings';

/** What a desktop shell adds to the events of the door: menu choices and files that were dropped on the window. */
export type ShellEvent = { type: 'menu'; id: string } | { type: 'dropped'; paths: string[] };

export type BackendEvent = Event | ShellEvent;

export type Backend = {
  /** Asks at the door. Rejects with a `UiError`. */
  call: (request: Request) => Promise<Reply>;
  /** Hears what the door says unasked; answers with how to stop. */
  on: (listener: (event: BackendEvent) => void) => () => void;
  /** Asks for a file in the system's own dialog; `null` if none was chosen or there is no such dialog. */
  pickOpen: (folder: string) => Promise<string | null>;
  pickSave: (title: string, suggestion: string, extension: string, kind: string) => Promise<string | null>;
  pickImport: () => Promise<string | null>;
  pickMerge: () => Promise<string | null>;
  /** Asks for a folder. */
  pickFolder: (title: string) => Promise<string | null>;
  /** Enlarges the whole window; absent where the browser has its own way. */
  zoom?: (factor: number) => void;
  /** Whether there is a desktop around us, with menus and dialogs of its own. */
  desktop: boolean;
  /** Whether keys are named as on a Mac. */
  mac: boolean;
};

/** The kinds of reply, and what each brings. */
export type ReplyType = Reply['type'];
export type ReplyValue<T extends ReplyType> = Extract<Reply, { type: T }>['value'];

/** The sentence of whatever was thrown. */
export function sentence(error: unknown): string {
  return toUiError(error).message;
}

/** Whatever was thrown, as an error of the door. */
export function toUiError(error: unknown): UiError {
  if (typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string') {
    const code = 'code' in error ? (error as UiError).code : 'failed';
    return { code, message: error.message };
  }
  return { code: 'failed', message: String(error) };
}

export const onMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);
