// What is being typed, apart from what the plan holds: kept while the plan refuses it, gone on Escape.
import { type KeyboardEvent, useRef, useState } from 'react';
import type { Value } from '../../bindings';
import type { Parsed } from './parse';

/** Sends a value to the plan; answers with the sentence of a refusal, or nothing. */
export type Commit = (value: Value) => Promise<string | undefined>;

/** A line of typing over a value. */
export interface Draft {
  text: string;
  problem: string | undefined;
  /** Something is typed that the plan does not have. */
  dirty: boolean;
  type(text: string): void;
  restore(): void;
  /** Sends what is typed; true once the plan has it. */
  commit(): Promise<boolean>;
  onBlur(): void;
  onKeyDown(event: KeyboardEvent): void;
}

interface Typing {
  text: string;
  problem?: string | undefined;
  /** What the plan held when it took the text: until it shows something else, the text stands in for it. */
  taken?: string;
}

interface Reading {
  /** What the plan holds, as text. */
  shown: string;
  parse(typed: string): Parsed;
  show(value: Value): string;
  commit: Commit;
  /** Enter is a new line, and Mod+Enter commits. */
  prose: boolean;
}

export function useDraft({ shown, parse, show, commit, prose }: Reading): Draft {
  const [typing, setTyping] = useState<Typing>();
  // Leaving follows Enter; without this the same words would be sent twice.
  const sending = useRef<string>(undefined);
  const current = typing?.taken !== undefined && typing.taken !== shown ? undefined : typing;
  const text = current?.text ?? shown;

  const restore = () => setTyping(undefined);

  const send = async (): Promise<boolean> => {
    if (current === undefined || current.taken !== undefined || text === shown) {
      restore();
      return true;
    }
    if (sending.current === text) return false;
    const parsed = parse(text);
    if ('problem' in parsed) {
      setTyping({ text, problem: parsed.problem });
      return false;
    }
    if (show(parsed.value) === shown) {
      restore();
      return true;
    }
    sending.current = text;
    const refusal = await commit(parsed.value);
    sending.current = undefined;
    // What was typed meanwhile stays.
    setTyping((now) => {
      if (now?.text !== text) return now;
      return refusal === undefined ? { text, taken: shown } : { text, problem: refusal };
    });
    return refusal === undefined;
  };

  return {
    text,
    problem: current?.problem,
    dirty: current !== undefined && current.taken === undefined && text !== shown,
    type: (typed) => setTyping({ text: typed }),
    restore,
    commit: send,
    onBlur: () => void send(),
    onKeyDown: (event) => {
      if (event.key === 'Enter' && !event.nativeEvent.isComposing && (!prose || event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        void send();
      } else if (event.key === 'Escape' && current !== undefined && current.taken === undefined) {
        event.stopPropagation();
        event.preventDefault();
        restore();
      }
    },
  };
}
