import { describe, expect, it } from 'vitest';
import type { Request } from '../bindings';
import { rememberBy } from './remember';

/** A door that answers when it is told to. */
function slowDoor() {
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  const call = (request: Request): Promise<unknown> => {
    if (request.type === 'set_preference') asked.push(`${request.key}=${request.value}`);
    return new Promise<void>((resolve) => answers.push(resolve));
  };
  const answer = async (): Promise<void> => {
    answers.shift()?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { asked, call, answer };
}

describe('settings', () => {
  it('go one at a time, the newest value of each', async () => {
    const { asked, call, answer } = slowDoor();
    const remember = rememberBy(call);
    for (const words of ['g', 'ga', 'gat', 'gate']) remember('filter', words);
    remember('zoom', '2');
    expect(asked).toEqual(['filter=g']);
    await answer();
    expect(asked).toEqual(['filter=g', 'filter=gate']);
    await answer();
    await answer();
    expect(asked).toEqual(['filter=g', 'filter=gate', 'zoom=2']);
    remember('zoom', '3');
    expect(asked).toHaveLength(4);
  });

  it('go at once when the page is left, and through one door in one line', () => {
    const { asked, call } = slowDoor();
    rememberBy(call)('filter', 'g');
    rememberBy(call)('filter', 'gate');
    expect(asked).toEqual(['filter=g']);
    window.dispatchEvent(new Event('pagehide'));
    expect(asked).toEqual(['filter=g', 'filter=gate']);
  });
});
