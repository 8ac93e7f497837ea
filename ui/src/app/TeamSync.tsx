// How far the open plan and its team store are: the door's own sentence.
import { CloudOff, Database } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useSessionActions } from '../session/session';
import { useStart } from '../session/start';
import { useFollowTeam, useTeam } from '../session/team';
import styles from './StatusBar.module.css';

export function TeamSync() {
  const { files } = useStart();
  const { open } = useSessionActions();
  const team = useTeam();
  useFollowTeam();
  if (!files || team === undefined || team.address === null) return null;
  const Glyph = team.trouble === null ? Database : CloudOff;
  return (
    <Button className={styles.sync!} data-testid="status-team" onPress={() => open('team')}>
      <Glyph size={12} strokeWidth={2} aria-hidden />
      {team.sentence}
    </Button>
  );
}
