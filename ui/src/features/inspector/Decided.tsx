// The decisions that shape an item, or create or retire a debt, where it is looked at.
import { useReply } from '../../backend/use';
import type { DecisionView, EntityId, NamedView } from '../../bindings';
import { DecisionMark } from '../../components/status/DecisionMark';
import { useSessionActions } from '../../session/session';
import styles from './Answers.module.css';

export function Decided({ entity }: { entity: EntityId }) {
  const { go, prefer } = useSessionActions();
  const rows = useReply({ type: 'decisions' }, ['plan']).value?.rows ?? [];
  const found = rows.map((row) => ({ row, how: howItTouches(row, entity) })).filter(({ how }) => how !== '');
  if (found.length === 0) return null;
  const open = (id: string): void => {
    prefer('decisions.open', id);
    go('decisions');
  };
  return (
    <section aria-label="Decisions" data-testid="decided">
      <h3 className={styles.head}>Decisions</h3>
      <ul className={styles.decided}>
        {found.map(({ row, how }) => (
          <li key={row.id}>
            <button type="button" onClick={() => open(row.id)} title={how}>
              <span>{row.title}</span>
              <DecisionMark standing={row.standing} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function howItTouches(row: DecisionView, entity: EntityId): string {
  const has = (named: NamedView[]): boolean => named.some((each) => each.entity.kind === entity.kind && each.entity.id === entity.id);
  return [has(row.shapes) ? 'It shapes this' : '', has(row.creates) ? 'It creates this' : '', has(row.retires) ? 'It retires this' : ''].filter(Boolean).join(', ');
}
