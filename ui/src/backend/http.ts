// `plimsoll serve` behind the door: the same requests over loopback. The page's address carried a token once; since then
// the browser's cookie lets us in, so nothing secret is held here.
import type { Reply, Request, UiError } from '../bindings';
import { onMac, toUiError, type Backend, type BackendEvent } from './backend';

const UNREACHABLE = 'cannot reach plimsoll: it was stopped or the connection broke; start `plimsoll serve` again and open the address it prints';

/** An answer as the server writes it. */
type Outcome = { Ok: Reply } | { Err: UiError };

interface Asked {
  request: Request;
  answered: (reply: Reply) => void;
  failed: (error: UiError) => void;
}

export function httpBackend(address: URL): Backend {
  let breath: Asked[] = [];
  const ask = async (asked: Asked[], keepalive: boolean): Promise<void> => {
    try {
      const outcomes = await post(address, asked.map(({ request }) => request), keepalive);
      asked.forEach(({ answered, failed }, index) => {
        const outcome = outcomes[index]!;
        if ('Ok' in outcome) answered(outcome.Ok);
        else failed(outcome.Err);
      });
    } catch (error) {
      asked.forEach(({ failed }) => failed(toUiError(error)));
    }
  };
  return {
    call: (request) =>
      new Promise((answered, failed) => {
        const asked = { request, answered, failed };
        // What is remembered may be the last thing that a page says.
        if (request.type === 'set_preference') return void ask([asked], true);
        // News makes a dozen questions stale at once, and a browser takes longer over each message than the door over its
        // answer: what is asked in one breath goes in one message.
        if (breath.push(asked) > 1) return;
        queueMicrotask(() => {
          const all = breath;
          breath = [];
          void ask(all, false);
        });
      }),
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

/** The outcomes in the order of the requests. */
async function post(address: URL, requests: Request[], keepalive: boolean): Promise<Outcome[]> {
  let answer: Response;
  try {
    const headers = { 'Content-Type': 'application/json' };
    answer = await fetch(new URL('/call', address), { method: 'POST', headers, body: JSON.stringify(requests), keepalive });
  } catch {
    throw new Error(UNREACHABLE);
  }
  const text = await answer.text();
  if (!answer.ok) {
    const told = answer.headers.get('Content-Type')?.startsWith('application/json') ?? false;
    throw toUiError(told ? JSON.parse(text) : new Error(text || UNREACHABLE));
  }
  return JSON.parse(text) as Outcome[];
}
