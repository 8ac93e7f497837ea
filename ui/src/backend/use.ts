// How components read and act: they fetch again when the door says their topics went stale, and on nothing else.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Op, Reply, Request, Topic, UiError } from '../bindings';
import { toUiError } from './backend';
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
 *  `null` asks nothing. An answer that was overtaken by a later question is dropped. */
export function useReply<R extends Request>(request: R | null, topics: readonly Topic[]): ReplyState<Asked<R>> {
  const door = useDoor();
  const [state, setState] = useState<{ key: string | null; value?: Asked<R>; error?: UiError }>({ key: null });
  const key = request === null ? null : JSON.stringify(request);
  const topicKey = topics.join(' ');

  useEffect(() => {
    if (key === null) return;
    let latest = 0;
    let stopped = false;
    const fetch = (): void => {
      const turn = ++latest;
      door.call(JSON.parse(key) as Request).then(
        (reply) => {
          if (stopped || turn !== latest) return;
          setState({ key, value: (reply as unknown as { value: Asked<R> }).value });
        },
        (error: unknown) => {
          if (stopped || turn !== latest) return;
          setState((last) => ({ key, value: last.key === key ? last.value : undefined, error: toUiError(error) }));
        },
      );
    };
    fetch();
    const stop = door.onChanged(topicKey.split(' ') as Topic[], fetch);
    return () => {
      stopped = true;
      stop();
    };
  }, [door, key, topicKey]);

  const current = state.key === key;
  return {
    value: key === null || !current ? undefined : state.value,
    error: key === null || !current ? undefined : state.error,
    loading: key !== null && !current,
  };
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
