// The history a page at a time: only what is looked at is asked for, however many changes there are.
import { useCallback, useEffect, useRef, useState } from 'react';
import { toUiError } from '../../backend/backend';
import { useDoor } from '../../backend/context';
import type { HistoryAuthorView, HistoryFilter, PastView, UiError } from '../../bindings';

export const PAGE = 100;

interface Known {
  /** The filter, as text. */
  key: string;
  total: number;
  authors: HistoryAuthorView[];
  pages: ReadonlyMap<number, PastView[]>;
}

export interface Pages {
  known: Known | undefined;
  error: UiError | undefined;
  /** The n-th change, if its page is here. */
  at: (index: number) => PastView | undefined;
  /** Asks for the pages of these changes. */
  need: (first: number, last: number) => void;
}

export function useHistoryPages(filter: HistoryFilter): Pages {
  const door = useDoor();
  const key = JSON.stringify(filter);
  const [known, setKnown] = useState<Known>();
  const [error, setError] = useState<UiError>();
  const asked = useRef({ turn: 0, pages: new Set<number>() });

  const ask = useCallback(
    (page: number, turn: number): void => {
      asked.current.pages.add(page);
      door.call({ type: 'history', filter: JSON.parse(key) as HistoryFilter, skip: page * PAGE, limit: PAGE }).then(
        (reply) => {
          // What was overtaken by another filter or a newer change is dropped.
          if (turn !== asked.current.turn || reply.type !== 'history') return;
          const { changes, total, authors } = reply.value;
          setError(undefined);
          setKnown((last) => ({ key, total, authors, pages: new Map(page === 0 ? [] : last?.pages).set(page, changes) }));
        },
        (reason: unknown) => {
          if (turn === asked.current.turn) setError(toUiError(reason));
        },
      );
    },
    [door, key],
  );

  useEffect(() => {
    const begin = (): void => {
      asked.current = { turn: asked.current.turn + 1, pages: new Set() };
      ask(0, asked.current.turn);
    };
    begin();
    return door.onChanged(['plan'], begin);
  }, [door, ask]);

  const need = useCallback(
    (first: number, last: number): void => {
      for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) {
        if (!asked.current.pages.has(page)) ask(page, asked.current.turn);
      }
    },
    [ask],
  );
  const at = (index: number): PastView | undefined => known?.pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  return { known, error, at, need };
}
