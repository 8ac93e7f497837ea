// Where the plan was edited beneath a scenario: what it said then, what it says now, what the scenario says, and three ways out.
import type { UndercutView } from '../../bindings';
import { Button } from '../../components/button/Button';
import { count } from '../../components/format';
import { useScenarios } from '../../session/scenarios';
import styles from './scenarios.module.css';

export function Undercut({ id, conflicts }: { id: string; conflicts: readonly UndercutView[] }) {
  const scenarios = useScenarios();
  if (conflicts.length === 0) return null;
  return (
    <section className={styles.part} aria-label="Edited beneath">
      <h2>
        {count(conflicts.length, 'conflict')} <span className={styles.quiet}>the plan was edited beneath the scenario</span>
      </h2>
      <ul>
        {conflicts.map((conflict) => {
          const what = { type: 'slots', slots: conflict.slots } as const;
          return (
            <li key={JSON.stringify(conflict.slots)} className={styles.undercut} data-testid="undercut">
              <p>{conflict.sentence}</p>
              <span className={styles.ways}>
                <Button onPress={() => void scenarios.keep(id, what)}>{conflict.gone ? 'Bring it back in the scenario' : `Keep the scenario’s: ${short(conflict.says)}`}</Button>
                <Button onPress={() => void scenarios.drop(id, what)}>{conflict.gone ? 'Drop it from the scenario' : `Take the plan’s: ${short(conflict.now)}`}</Button>
                {conflict.gone ? null : (
                  <Button look="quiet" onPress={() => void scenarios.takeOver(id, what)}>
                    Take over into the plan
                  </Button>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function short(words: string): string {
  return words.length > 24 ? `${words.slice(0, 22)}…` : words;
}
