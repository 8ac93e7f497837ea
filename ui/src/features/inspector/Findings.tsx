// What a merge or an old file left behind: fields that two people changed at once, and things that had to be repaired.
import type { ClaimView, ConflictView, Finding, PlanView, Slot } from '../../bindings';
import { Button } from '../../components/button/Button';
import { fieldSpec, show } from '../../components/fields';
import { useSessionActions } from '../../session/session';
import styles from './Flags.module.css';

export function Findings({ view }: { view: PlanView }) {
  return (
    <section aria-label="Notes on the plan">
      <h3 className={styles.head}>Notes on the plan</h3>
      {view.conflicts.length > 1 && <SettleAll conflicts={view.conflicts} />}
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

function SettleAll({ conflicts }: { conflicts: readonly ConflictView[] }) {
  const { settle } = useSessionActions();
  const all = (of: (conflict: ConflictView) => ClaimView): void =>
    void settle(conflicts.map((conflict) => ({ slot: conflict.slot, value: of(conflict).value })));
  return (
    <div className={styles.steps} data-testid="settle-all">
      <Button onPress={() => all((conflict) => conflict.shown)}>Keep all {conflicts.length} that are shown</Button>
      <Button onPress={() => all((conflict) => conflict.others[0] ?? conflict.shown)}>Take all {conflicts.length} others</Button>
    </div>
  );
}

function ConflictCard({ conflict }: { conflict: ConflictView }) {
  const { settle, point } = useSessionActions();
  const keep = (claim: ClaimView): void => void settle([{ slot: conflict.slot, value: claim.value }]);
  return (
    <article className={styles.card} data-testid="conflict">
      <button type="button" className={styles.sentence} onClick={() => point(conflict.slot.entity)}>
        {conflict.sentence}
      </button>
      <div className={styles.steps}>
        <Button onPress={() => keep(conflict.shown)}>Keep {words(conflict.slot, conflict.shown)}</Button>
        {conflict.others.map((claim) => (
          <Button key={`${claim.by} ${claim.at}`} onPress={() => keep(claim)}>
            Take {words(conflict.slot, claim)}
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

/** A value short enough for a button, and whose it is. */
function words(slot: Slot, { value, by, role, at }: ClaimView): string {
  const shape = fieldSpec(slot.entity.kind, slot.field)?.shape;
  const text = value.type === 'nothing' ? 'nothing' : shape ? show(shape, value) : 'this value';
  const short = text.length > 24 ? `${text.slice(0, 22)}…` : text;
  return `“${short}” (${role === null ? by : `${by}, ${role}`}, ${at})`;
}
