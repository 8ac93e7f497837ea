// What a merge or an old file left behind: things that had to be repaired.
import type { Finding } from '../../bindings';
import { Button } from '../../components/button/Button';
import { useSessionActions } from '../../session/session';
import styles from './Flags.module.css';

export function Findings({ findings }: { findings: readonly Finding[] }) {
  return (
    <section aria-label="Notes on the plan">
      <h3 className={styles.head}>Notes on the plan</h3>
      <ul>
        {findings.map((finding) => (
          <li key={`${finding.subject.id} ${finding.sentence}`}>
            <FindingCard finding={finding} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function FindingCard({ finding }: { finding: Finding }) {
  const { act, point } = useSessionActions();
  const settle = (): void =>
    void act({
      type: 'all',
      label: 'settle what had to be repaired',
      ops: finding.settle.map((slot) => ({ type: 'set', slot, value: { type: 'nothing' } })),
    });
  return (
    <article className={styles.card} data-testid="finding">
      <button type="button" className={styles.sentence} onClick={() => point(finding.subject)}>
        {finding.sentence}
      </button>
      {finding.settle.length > 0 ? (
        <div className={styles.steps}>
          <Button onPress={settle}>Make it so</Button>
        </div>
      ) : null}
    </article>
  );
}
