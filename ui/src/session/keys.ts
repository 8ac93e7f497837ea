// Keys as people write them ("Mod+Shift+Z", "G then R", "["), matched against what was pressed.

/** How long the second key of a sequence may take. */
const SEQUENCE_MS = 1200;

const SHOWN_MAC: Record<string, string> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' };

/** A binding as shown in menus, hints and the palette. */
export function shownKeys(keys: string, mac: boolean): string {
  return keys
    .split(' ')
    .map((chord) => {
      const parts = chord === '+' || chord.endsWith('++') ? [...chord.slice(0, -1).split('+').filter(Boolean), '+'] : chord.split('+');
      return mac
        ? parts.map((part) => SHOWN_MAC[part] ?? part).join('')
        : parts.map((part) => (part === 'Mod' ? 'Ctrl' : part)).join('+');
    })
    .join(' then ');
}

/** What was pressed, as a chord of a binding. Shift is named only where it does not already change the character. */
export function chordOf(event: KeyboardEvent, mac: boolean): string {
  const mod = mac ? event.metaKey : event.ctrlKey;
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const letter = /^[A-Z]$/.test(key);
  return [mod ? 'Mod' : '', event.altKey ? 'Alt' : '', event.shiftKey && (letter || key.length > 1) ? 'Shift' : '', key]
    .filter(Boolean)
    .join('+');
}

/** Whether keys typed here are text. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type);
  return target.getAttribute('role') === 'spinbutton' || target.closest('[role="combobox"], [role="listbox"], [role="menu"], [role="dialog"]') !== null;
}

/** Whether undo and redo belong to the text that is being typed here, rather than to the plan. A field of the plan at rest
 *  has nothing of its own to take back. */
export function keepsUndo(target: EventTarget | null): boolean {
  return takesText(target) && target instanceof HTMLElement && target.dataset['slot'] !== 'rest';
}

export type Binding = { keys: readonly string[]; run: () => void };

/** Listens for bindings; single keys only outside text. Answers with how to stop. */
export function bindKeys(target: Window, bindings: () => readonly Binding[], mac: boolean): () => void {
  let first: string | null = null;
  let firstAt = 0;
  const heard = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || ['Shift', 'Control', 'Meta', 'Alt'].includes(event.key)) return;
    const chord = chordOf(event, mac);
    const typed = takesText(event.target);
    const pending = first !== null && event.timeStamp - firstAt < SEQUENCE_MS ? first : null;
    first = null;
    if (typed && !chord.startsWith('Mod+')) return;
    if (/^Mod\+(Shift\+)?[ZY]$/.test(chord) && keepsUndo(event.target)) return;
    const all = bindings();
    const matches = (keys: string): Binding | undefined => all.find((binding) => binding.keys.includes(keys));
    const hit = (pending ? matches(`${pending} ${chord}`) : undefined) ?? matches(chord);
    if (hit) {
      event.preventDefault();
      hit.run();
    } else if (all.some((binding) => binding.keys.some((keys) => keys.startsWith(`${chord} `)))) {
      first = chord;
      firstAt = event.timeStamp;
    }
  };
  target.addEventListener('keydown', heard);
  return () => target.removeEventListener('keydown', heard);
}
