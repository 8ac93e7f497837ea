// What the ways out of the flags come to, as far as they have been measured; asked anew when the plan changes. Until then what
// was known stays, marked as old.
import { useMemo, useState } from 'react';
import { useReply } from '../../backend/use';
import type { AskedView, Flag, OutcomeView, Remedy } from '../../bindings';
import { useStart } from '../../session/start';

/** What is known of a way out: what it comes to, that this is being measured, or nothing. */
export type Known = { sentence: string; stale: boolean } | 'measuring' | null;

export type Outcomes = (flag: Flag, remedy: Remedy) => Known;

export function useOutcomes(): Outcomes {
  const { viewing } = useStart();
  // Nothing is done about the past.
  const { value } = useReply(viewing ? null : { type: 'ask', question: { type: 'remedies' } }, ['plan', 'answers']);
  const [last, setLast] = useState<AskedView | null>(null);
  if (value?.complete && value !== last) setLast(value);
  return useMemo(() => {
    const [now, then] = [byName(value), byName(last ?? undefined)];
    return (flag, remedy) => {
      if (remedy.action.type === 'open' || flag.waived) return null;
      const name = nameOf(flag.rule, flag.subject_key, remedy.label);
      const sentence = now.get(name);
      if (sentence !== undefined) return { sentence, stale: false };
      if (value === undefined || value.complete) return null;
      const old = then.get(name);
      return old === undefined ? 'measuring' : { sentence: old, stale: true };
    };
  }, [value, last]);
}

function byName(asked: AskedView | undefined): Map<string, string> {
  const found: OutcomeView[] = asked?.answer?.type === 'remedies' ? asked.answer.value : [];
  return new Map(found.map((outcome) => [nameOf(outcome.rule, outcome.subject_key, outcome.label), outcome.sentence]));
}

function nameOf(rule: string, subject: string, label: string): string {
  return JSON.stringify([rule, subject, label]);
}
