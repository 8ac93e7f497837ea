// Whether everybody has everything: the door's own sentence, and a glyph for each of its states.
import { Check, CircleDashed, CloudOff, RefreshCw } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { SyncState } from '../bindings';
import { useLive } from '../session/live';
import { useSessionActions } from '../session/session';
import styles from './StatusBar.module.css';

export function Sync() {
  const live = useLive();
  const { open } = useSessionActions();
  if (live === undefined || live.part === 'none') return null;
  return (
    <Button className={styles.sync!} data-testid="status-sync" data-state={live.sync.type} onPress={() => open('share')}>
      <Glyph state={live.sync} />
      {live.sentence}
    </Button>
  );
}

function Glyph({ state }: { state: SyncState }) {
  const look = { size: 12, strokeWidth: 2, 'aria-hidden': true };
  switch (state.type) {
    case 'alone':
      return <CircleDashed {...look} />;
    case 'offline':
      return <CloudOff {...look} />;
    case 'syncing':
      return <RefreshCw {...look} />;
    case 'in_sync':
      return <Check {...look} />;
  }
}
