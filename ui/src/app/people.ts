// How people are written in the title bar.
import type { Role } from '../bindings';

/** The roles as written on the avatar and beside the name. */
export function roleWords(role: Role): string {
  return role.length <= 3 ? role.toUpperCase() : role.charAt(0).toUpperCase() + role.slice(1).replaceAll('_', ' ');
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}
