// One's own author key, for whoever admits one.
import { Copy } from 'lucide-react';
import { useReply } from '../../backend/use';
import { Button } from '../../components/button/Button';
import { useCopy } from '../../session/copy';
import { useSessionActions } from '../../session/session';
import styles from './team.module.css';

export function OwnKey() {
  const { value } = useReply({ type: 'team', at: null, secret: null, ask: { type: 'key' } }, ['start']);
  const { toast } = useSessionActions();
  const key = value?.type === 'done' ? value.value.sentence : '';
  const { copied, copy } = useCopy(key, 'your key', () => toast({ kind: 'info', message: `Your key: ${key}`, stays: true }));
  if (key === '') return null;
  return (
    <section className={styles.part} aria-labelledby="team-key-title">
      <h3 id="team-key-title">Your key</h3>
      <p className={styles.quiet}>Give it to whoever admits you to a plan. It is not a secret.</p>
      <div className={styles.line}>
        <code className={styles.key} title={key} data-testid="own-key">
          {key}
        </code>
        <Button onPress={() => void copy()}>
          <Copy size={14} aria-hidden />
          {copied ? 'Copied' : 'Copy'}
        </Button>
      </div>
    </section>
  );
}
