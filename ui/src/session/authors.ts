// The verbs of who is at the keyboard: the keyboard goes to somebody at once, and what is done next is theirs.
import { useMemo } from 'react';
import { useSay } from './say';
import { useSessionActions } from './session';

export type AuthorActions = {
  switchTo: (name: string) => Promise<boolean>;
};

export function useAuthors(): AuthorActions {
  const { say } = useSay();
  const { announce } = useSessionActions();
  return useMemo(
    () => ({
      switchTo: (name) => say({ type: 'switch_author', name }, () => announce(`${name} is at the keyboard: changes, undo and signatures are theirs now`)),
    }),
    [say, announce],
  );
}
