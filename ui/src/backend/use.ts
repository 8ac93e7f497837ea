// How components read and act: they fetch again when the door says their topics went stale, and on nothing else.
import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { Op, Reply, Request, Topic, UiError } from '../bindings';
import { useDoor } from './context';

type Asked<R extends Request> = Extract<Reply, { type: R['type'] }> extends { value: infer V } ? V : never;

export type ReplyState<V> = {
  /** The latest answer; stays while the next is on its way, so that nothing flickers. */
  value: V | undefined;
  error: UiError | undefined;
  /** Nothing has come yet. */
  loading: boolean;
};

/** The answer to a request whose reply bears the request's name (`roadmap`, `flags`, `item`, …), kept fresh.
 *  `null` asks nothing. */
export function useReply<R extends Request>(request: R | null, topics: readonly Topic[]): ReplyState<Asked<R>> {
  const { answers } = useDoor();
  const key = request === null ? null : JSON.stringify(request);
  const topicKey = topics.join(' ');
  // Not as an external store: React draws each news of one by itself, and answers come in flocks that are drawn together.
  const [, draw] = useReducer((times: number) => times + 1, 0);
  const answer = key === null ? undefined : answers.latest(key, topicKey);
  const drawn = useLatest(() => answer);
  useEffect(() => {
    if (key === null) return;
    const unwant = answers.want(key, topicKey, draw);
    if (answers.latest(key, topicKey) !== drawn()) draw();
    return unwant;
  }, [answers, key, topicKey, drawn]);
  return { value: answer?.value as Asked<R> | undefined, error: answer?.error, loading: key !== null && answer === undefined };
}

/** Asks at the door once, for what is not shown by itself. */
export function useCall(): (request: Request) => Promise<Reply> {
  const door = useDoor();
  return door.call;
}

/** Does something to the plan; answers with what was done in words. Rejects with a `UiError` that says why not. */
export function useAct(): (op: Op) => Promise<string> {
  const door = useDoor();
  return useCallback(
    async (op: Op) => {
      const reply = await door.call({ type: 'act', op });
      return reply.type === 'done' ? reply.value : '';
    },
    [door],
  );
}

/** A function whose identity never changes and whose body is always the latest: for handlers given to listeners. */
export function useLatest<A extends unknown[], R>(body: (...args: A) => R): (...args: A) => R {
  const ref = useRef(body);
  useEffect(() => {
    ref.current = body;
  });
  return useCallback((...args: A) => ref.current(...args), []);
}
