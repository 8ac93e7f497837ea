// What a merge or an old file left behind: things that had to be repaired, and fields that two people changed at once.
import type { ConflictView, Finding, PlanView, Slot, Value } from '../../bindings';
import { Button } from '../../components/button/Button';
import { fieldSpec, show } from '../../components/fields';
import { useSessionActions } from '../../session/session';
import styles from './Flags.module.css';

export function Findings({ view }: { view: PlanView }) {
  return (
    <section aria-label="Notes on the plan">
      <h3 className={styles.head}>Notes on the plan</h3>
      <ul>
        {view.conflicts.map((conflict) => (
          <li key={JSON.stringify(conflict.slot)}>
            <ConflictCard conflict={conflict} />
          </li>
        ))}
        {view.findings.map((finding) => (
          <li key={`${finding.subject.id} ${finding.sentence}`}>
            <FindingCard finding={finding} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ConflictCard({ conflict }: { conflict: ConflictView }) {
  const { act, point } = useSessionActions();
  const keep = (value: Value): void => void act({ type: 'set', slot: conflict.slot, value });
  return (
    <article className={styles.card} data-testid="conflict">
      <button type="button" className={styles.sentence} onClick={() => point(conflict.slot.entity)}>
        {conflict.sentence}
      </button>
      <div className={styles.steps}>
        <Button onPress={() => keep(conflict.shown)}>Keep {words(conflict.slot, conflict.shown)}</Button>
        {conflict.others.map(([who, value]) => (
          <Button key={who} onPress={() => keep(value)}>
            Take {words(conflict.slot, value)} ({who})
          </Button>
        ))}
      </div>
    </article>
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

/** A value short enough for a button. */
function words(slot: Slot, value: Value): string {
  const shape = fieldSpec(slot.entity.kind, slot.field)?.shape;
  const text = value.type === 'nothing' ? 'nothing' : shape ? show(shape, value) : 'this value';
  return text.length > 24 ? `“${text.slice(0, 22)}…”` : `“${text}”`;
}
