// A shared folder keeps both when two people save one plan, and names one of them a copy. Whoever opens the plan is told.
import { useEffect } from 'react';
import { useDoor } from '../backend/context';
import { count } from '../components/format';
import { fileName } from '../session/files';
import { useSessionActions } from '../session/session';
import { useStart } from '../session/start';

export function useCopiesBeside(): void {
  const { call } = useDoor();
  const { toast, mergeFile } = useSessionActions();
  const { files, open } = useStart();
  useEffect(() => {
    if (!files || open === null) return;
    let gone = false;
    const offer = async (): Promise<void> => {
      const reply = await call({ type: 'copies' });
      if (gone || reply.type !== 'copies') return;
      for (const { path, changes } of reply.value.slice(0, 2)) {
        const message = `“${fileName(path)}” beside this plan holds ${count(changes, 'change')} that ${changes === 1 ? 'is' : 'are'} not in it`;
        toast({ kind: 'info', message, stays: true, action: { label: 'Look', run: () => mergeFile(path) } });
      }
    };
    // Whether there is a copy is no reason to disturb anybody who only wants to see the plan.
    offer().catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [call, files, open, toast, mergeFile]);
}
