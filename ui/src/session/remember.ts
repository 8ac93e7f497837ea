// Settings on their way to the door: one at a time, so that an older value never comes after a newer one, and of each
// setting only the newest. What is unsent when the page is left goes at once.
import type { Request } from '../bindings';

type Call = (request: Request) => Promise<unknown>;

const remembering = new WeakMap<Call, (key: string, value: string) => void>();

/** How settings are remembered through this door; the same for all who ask. */
export function rememberBy(call: Call): (key: string, value: string) => void {
  const known = remembering.get(call);
  if (known) return known;
  const remember = make(call);
  remembering.set(call, remember);
  return remember;
}

function make(call: Call): (key: string, value: string) => void {
  const unsent = new Map<string, string>();
  let sending = false;
  const send = ([key, value]: [string, string]): Promise<unknown> => {
    unsent.delete(key);
    // A setting that is not remembered is no reason to disturb anybody.
    return call({ type: 'set_preference', key, value }).catch(() => undefined);
  };
  const sendAll = async (): Promise<void> => {
    sending = true;
    for (const setting of unsent) await send(setting);
    sending = false;
  };
  window.addEventListener('pagehide', () => [...unsent].forEach((setting) => void send(setting)));
  return (key, value) => {
    unsent.set(key, value);
    if (!sending) void sendAll();
  };
}
