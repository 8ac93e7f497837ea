// Writes to the brief through its own requests, which sign and date what is written; a refusal is a sentence to show in place.
import { useState } from 'react';
import { sentence } from '../../backend/backend';
import { useCall } from '../../backend/use';
import type { Request } from '../../bindings';
import { useSessionActions } from '../../session/session';

export function useSay(): { problem: string | undefined; busy: boolean; say: (request: Request) => Promise<boolean> } {
  const call = useCall();
  const { announce } = useSessionActions();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const say = async (request: Request): Promise<boolean> => {
    setBusy(true);
    try {
      const reply = await call(request);
      setProblem(undefined);
      if (reply.type === 'done' && reply.value !== '') announce(reply.value);
      return true;
    } catch (error) {
      setProblem(sentence(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { problem, busy, say };
}
