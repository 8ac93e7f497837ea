// Whose changes stay out of the team store, and the way in.
import type { StuckView } from '../../bindings';
import { Button } from '../../components/button/Button';
import styles from './team.module.css';

export function Stuck({ stuck, busy, onAdmit }: { stuck: StuckView[]; busy: boolean; onAdmit: (who: StuckView) => void }) {
  return stuck.map((each) => (
    <div key={each.key} className={styles.stuck} data-testid={`team-stuck-${each.name}`}>
      <p className={styles.quiet}>
        {each.sentence}
        {each.admissible ? ': what they change then goes there through you. If they have a login of their own there, admit them under People instead.' : ''}
      </p>
      {each.admissible ? (
        <Button isDisabled={busy} onPress={() => onAdmit(each)}>
          Admit {each.name}
        </Button>
      ) : null}
    </div>
  ));
}
