// Fields that two people changed at once: what is shown, what else was said, and which of them is to stand.
import type { ClaimView, ConflictView, Slot } from '../../bindings';
import { Button } from '../button/Button';
import { fieldSpec, show } from '../fields';
import { useSessionActions } from '../../session/session';
import styles from './Conflicts.module.css';

export function Conflicts({ conflicts }: { conflicts: readonly ConflictView[] }) {
  return (
    <section aria-label="Changed twice at once">
      <h3 className={styles.head}>Changed twice at once</h3>
      {conflicts.length > 1 && <SettleAll conflicts={conflicts} />}
      <ul className={styles.list}>
        {conflicts.map((conflict) => (
          <li key={JSON.stringify(conflict.slot)}>
            <ConflictCard conflict={conflict} />
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

/** A value short enough for a button, and whose it is. */
function words(slot: Slot, { value, words: said, by, role, at }: ClaimView): string {
  const shape = fieldSpec(slot.entity.kind, slot.field)?.shape;
  const text = value.type === 'nothing' ? 'nothing' : shape ? show(shape, value) : said;
  const short = text.length > 24 ? `${text.slice(0, 22)}…` : text;
  return `“${short}” (${role === null ? by : `${by}, ${role}`}, ${at})`;
}
