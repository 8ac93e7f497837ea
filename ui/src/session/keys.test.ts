import { afterEach, describe, expect, test, vi } from 'vitest';
import { bindKeys, shownKeys } from './keys';

function press(key: string, given: KeyboardEventInit = {}, target: EventTarget = document.body): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...given });
  target.dispatchEvent(event);
  return event;
}

let stop: (() => void) | undefined;

function bound(...keys: string[]): ReturnType<typeof vi.fn>[] {
  const runs = keys.map(() => vi.fn());
  stop = bindKeys(window, () => keys.map((each, index) => ({ keys: [each], run: () => runs[index]!() })), false);
  return runs;
}

describe('keys', () => {
  afterEach(() => {
    stop?.();
    document.body.innerHTML = '';
  });

  test('run with the modifier of the system', () => {
    const [palette, redo] = bound('Mod+K', 'Mod+Shift+Z');
    expect(press('k', { ctrlKey: true }).defaultPrevented).toBe(true);
    press('k', { metaKey: true });
    press('Z', { ctrlKey: true, shiftKey: true });
    expect(palette).toHaveBeenCalledTimes(1);
    expect(redo).toHaveBeenCalledTimes(1);
  });

  test('of one letter keep out of text', () => {
    const [debt, help] = bound('D', '?');
    const input = document.body.appendChild(document.createElement('input'));
    press('d', {}, input);
    expect(debt).not.toHaveBeenCalled();
    press('d');
    press('?', { shiftKey: true });
    expect(debt).toHaveBeenCalledTimes(1);
    expect(help).toHaveBeenCalledTimes(1);
  });

  test('in sequence do not set off the single key', () => {
    const [go, debt] = bound('G D', 'D');
    press('g');
    press('d');
    expect(go).toHaveBeenCalledTimes(1);
    expect(debt).not.toHaveBeenCalled();
    press('d');
    expect(debt).toHaveBeenCalledTimes(1);
  });

  test('leave the undo of a text field to the field, until it is at rest', () => {
    const [undo] = bound('Mod+Z');
    const text = document.body.appendChild(document.createElement('textarea'));
    press('z', { ctrlKey: true }, text);
    text.dataset['slot'] = 'typing';
    press('z', { ctrlKey: true }, text);
    expect(undo).not.toHaveBeenCalled();
    text.dataset['slot'] = 'rest';
    press('z', { ctrlKey: true }, text);
    expect(undo).toHaveBeenCalledTimes(1);
  });

  test('are shown as the system writes them', () => {
    expect(shownKeys('Mod+Shift+Z', true)).toBe('⌘⇧Z');
    expect(shownKeys('Mod+Shift+Z', false)).toBe('Ctrl+Shift+Z');
    expect(shownKeys('G R', false)).toBe('G then R');
    expect(shownKeys('Mod++', false)).toBe('Ctrl++');
  });
});
