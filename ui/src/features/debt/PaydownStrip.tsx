// What paying the chosen debts together would be, in words, and the step that plans it: one paydown, selected afterwards so
// that people give it its name and its rank.
import { useReply } from '../../backend/use';
import { Button } from '../../components/button/Button';
import { sentence } from '../../components/words';
import { useSessionActions } from '../../session/session';
import styles from './chart.module.css';

export function PaydownStrip({ debts, clear }: { debts: readonly string[]; clear: () => void }) {
  const { value, error } = useReply(debts.length > 0 ? { type: 'paydown', debts: [...debts] } : null, ['plan', 'forecast']);
  const actions = useSessionActions();
  if (debts.length === 0) return null;
  const make = async (): Promise<void> => {
    if (value?.op && (await actions.act(value.op, { undoable: true }))) actions.select(value.item, 'title');
  };
  const words = error ? sentence(error.message) : value === undefined ? 'Adding it up…' : sentence(value.sentence);
  return (
    <div className={styles.strip} role="region" aria-label="Paydown of the chosen debts">
      <p className={styles.stripWords} role="status" data-testid="paydown-words">
        {words}
        {value?.left_out.map((why) => (
          <span key={why} className={styles.leftOut}>
            {why}
          </span>
        ))}
      </p>
      <Button look="quiet" onPress={clear}>
        Clear
      </Button>
      <Button look="primary" isDisabled={!value?.op} onPress={() => void make()} data-testid="make-paydown">
        Make a paydown…
      </Button>
    </div>
  );
}
