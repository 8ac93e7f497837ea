// The accounts in which every person-day lands: always in this order, always with these words.
import type { Accounts } from '../../bindings';

/** An account, its word, and what it means. */
export interface Account {
  id: keyof Accounts;
  word: string;
  means: string;
}

export const ACCOUNTS: readonly Account[] = [
  { id: 'new_work', word: 'New work', means: 'features and enablers' },
  { id: 'drag', word: 'Drag', means: 'extra effort on work in components with debt' },
  { id: 'toil', word: 'Toil', means: 'hours that debt takes every week' },
  { id: 'incidents', word: 'Incidents', means: 'what breaks because of debt' },
  { id: 'paydown', word: 'Paydown', means: 'work that retires debt' },
  { id: 'support', word: 'Support', means: 'the rotation' },
  { id: 'reserve', word: 'Reserve', means: 'kept for debt and interrupts' },
  { id: 'other', word: 'Other', means: 'meetings, mail and the rest' },
  { id: 'idle', word: 'Idle', means: 'nothing planned for it' },
];

/** The share of an account as people read it: "52%", "< 1%". */
export function shareWords(part: number, whole: number): string {
  if (whole <= 0 || part <= 0) return '0%';
  const percents = (part / whole) * 100;
  return percents < 1 ? '< 1%' : `${Math.round(percents)}%`;
}

/** Which of the four grounds a utilisation stands on. */
export function utilStep(utilisation: number): 1 | 2 | 3 | 4 {
  if (utilisation < 0.8) return 1;
  if (utilisation < 0.95) return 2;
  return utilisation <= 1.05 ? 3 : 4;
}
