// The baselines: what was frozen, who signed it, and the ways to make, sign and look at one.
import { Check, Circle } from 'lucide-react';
import { useState } from 'react';
import { useReply } from '../../backend/use';
import type { BaselineView } from '../../bindings';
import { Button } from '../../components/button/Button';
import { ErrorNote } from '../../components/note/Note';
import { sentence } from '../../components/words';
import { usePast } from '../../session/past';
import { useStart } from '../../session/start';
import styles from './history.module.css';

export function Baselines() {
  const { value, error } = useReply({ type: 'baselines' }, ['plan', 'forecast']);
  if (error) return <ErrorNote error={error} />;
  return (
    <section className={styles.panel} aria-label="Baselines">
      <h2>Baselines</h2>
      {value === undefined ? null : value.baselines.length === 0 ? (
        <p className={styles.quiet}>
          A baseline freezes the plan and its dates under a name. The PM and the EM each sign it; later dates are held against it.
        </p>
      ) : (
        <ul>
          {value.baselines.map((baseline) => (
            <Line key={baseline.id} baseline={baseline} />
          ))}
        </ul>
      )}
      <NewBaseline />
    </section>
  );
}

function Line({ baseline }: { baseline: BaselineView }) {
  const past = usePast();
  const { author } = useStart();
  const mine = baseline.signed.some(({ role, signed }) => role === author?.role && !signed);
  return (
    <li className={styles.baseline} data-testid="baseline">
      <span className={styles.name}>{baseline.name}</span>
      <span className={styles.quiet}>made {baseline.made}</span>
      {baseline.signed.map(({ words, signed }) => (
        <span key={words} className={styles.signature} data-signed={signed || undefined}>
          {signed ? <Check size={12} aria-hidden /> : <Circle size={10} aria-hidden />}
          {sentence(words)}
        </span>
      ))}
      <span className={styles.ways}>
        {mine ? (
          <Button onPress={() => void past.signBaseline(baseline.id)} data-testid="sign">
            Sign as {author?.role}
          </Button>
        ) : null}
        <Button look="quiet" onPress={() => void past.stepBack({ type: 'baseline', id: baseline.id })}>
          View
        </Button>
      </span>
    </li>
  );
}

function NewBaseline() {
  const past = usePast();
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const make = async (): Promise<void> => {
    setBusy(true);
    if (await past.makeBaseline(name.trim())) setName('');
    setBusy(false);
  };
  return (
    <form
      className={styles.make}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '' && !busy) void make();
      }}
    >
      <input aria-label="Name of the new baseline" placeholder="Name, such as Q1 2027" value={name} onChange={(event) => setName(event.target.value)} data-testid="baseline-name" />
      <Button type="submit" isDisabled={name.trim() === '' || busy} data-testid="make-baseline">
        {busy ? 'Reckoning its dates…' : 'Make baseline'}
      </Button>
    </form>
  );
}
