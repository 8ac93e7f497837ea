// Tells whoever waits outside (tests, measurements) that the first view stands with its data.
import { useEffect } from 'react';
import { useDoor } from '../backend/context';

export function Ready() {
  const door = useDoor();
  useEffect(() => {
    const ready = (): void => void requestAnimationFrame(() => (document.documentElement.dataset['ready'] = 'true'));
    // The view asked before this did, and the door answers in order; without a plan it refuses, and that is an answer, too.
    door.call({ type: 'status' }).then(ready, ready);
  }, [door]);
  return null;
}
