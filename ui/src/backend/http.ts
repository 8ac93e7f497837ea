// `plimsoll serve` behind the door: the same requests over loopback. The page's address carried a token once; since then
// the browser's cookie lets us in, so nothing secret is held here.
import type { Reply } from '../bindings';
import { onMac, toUiError, type Backend, type BackendEvent } from './backend';

const UNREACHABLE = 'cannot reach plimsoll: it was stopped or the connection broke; start `plimsoll serve` again and open the address it prints';

export function httpBackend(address: URL): Backend {
  return {
    call: async (request) => {
      let answer: Response;
      try {
        answer = await fetch(new URL('/call', address), {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(request),
          // What is remembered may be the last thing that a page says.
          keepalive: request.type === 'set_preference',
        });
      } catch {
        throw toUiError(new Error(UNREACHABLE));
      }
      const text = await answer.text();
      if (answer.ok) return JSON.parse(text) as Reply;
      const told = answer.headers.get('Content-Type')?.startsWith('application/json') ?? false;
      throw toUiError(told ? JSON.parse(text) : new Error(text || UNREACHABLE));
    },
    on: (listener) => {
      const source = new EventSource(new URL('/events', address));
      source.addEventListener('message', (message: MessageEvent<string>) => listener(JSON.parse(message.data) as BackendEvent));
      // What was said before the connection stood, or while it was broken, may have been missed: everything is stale.
      source.addEventListener('open', () => listener({ type: 'changed', topics: ['start', 'plan', 'forecast', 'answers', 'reorder', 'session'] }));
      return () => source.close();
    },
    pickOpen: () => Promise.resolve(null),
    pickSave: () => Promise.resolve(null),
    pickFolder: () => Promise.resolve(null),
    pickMerge: () => Promise.resolve(null),
    pickImport: () => Promise.resolve(null),
    desktop: false,
    mac: onMac,
  };
}
