// Says under the title bar that a moment of the past is looked at, and how to leave it.
import { History } from 'lucide-react';
import { Button } from '../components/button/Button';
import { usePast } from '../session/past';
import { useStart } from '../session/start';
import styles from './PastBanner.module.css';

export function PastBanner() {
  const { viewing } = useStart();
  const past = usePast();
  if (viewing === null) return null;
  return (
    <div className={styles.banner} role="status" data-testid="past-banner">
      <History size={14} strokeWidth={1.75} aria-hidden />
      <span className={styles.words}>Viewing {viewing.at} - read only</span>
      <Button look="quiet" onPress={() => void past.restore({ type: 'version', moment: viewing.moment })}>
        Restore this version
      </Button>
      <Button look="primary" onPress={() => void past.returnToNow()}>
        Return to now
      </Button>
    </div>
  );
}
