// How the work goes: an update is its words, its health and the day of the next, given together. The earlier ones are read from
// the change log.
import { useId, useState } from 'react';
import type { BriefView, Health } from '../../bindings';
import { Button } from '../../components/button/Button';
import { readDay } from '../../components/fields';
import { HealthMark } from '../../components/status/Status';
import { sentence } from '../../components/words';
import styles from './brief.module.css';
import { SayForm } from './SayForm';
import { useSay } from './say';

const HEALTHS: readonly Health[] = ['on track', 'watch', 'at risk', 'blocked'];

export function Updates({ view }: { view: BriefView }) {
  const { words, overdue } = view.next_update;
  return (
    <div className={styles.part}>
      <h3>Updates</h3>
      {words === '' ? null : (
        <p className={overdue ? styles.overdue : styles.quiet} data-testid="next-update">
          Next update: {words}
        </p>
      )}
      <UpdateForm key={view.updates[0]?.by} view={view} />
      {view.updates.length === 0 ? <p className={styles.empty}>Nothing was said of it yet.</p> : null}
      <ol className={styles.entries}>
        {view.updates.map((update) => (
          <li key={`${update.by} ${update.text}`} data-testid="update">
            <p className={styles.by}>
              {update.health === null ? null : <HealthMark health={update.health} />}
              <span>{update.by}</span>
              {update.next === '' ? null : <span>{sentence(update.next)}</span>}
            </p>
            <p className={styles.text}>{update.text}</p>
          </li>
        ))}
      </ol>
    </div>
  );
}

function UpdateForm({ view }: { view: BriefView }) {
  const id = useId();
  const { problem, busy, say } = useSay();
  const [text, setText] = useState('');
  const [health, setHealth] = useState<Health>(view.next_update.health ?? 'on track');
  const [next, setNext] = useState('');
  const day = next.trim() === '' ? null : readDay(next.trim());
  return (
    <SayForm
      problem={problem}
      onSay={() => {
        if (day === undefined) return;
        void say({ type: 'post_update', item: view.item, text, health, next: day }).then((done) => {
          if (!done) return;
          setText('');
          setNext('');
        });
      }}
    >
      <label htmlFor={`${id}-text`}>What moved, what is in the way</label>
      <textarea id={`${id}-text`} rows={2} value={text} onChange={(event) => setText(event.target.value)} data-testid="update-text" />
      <div className={styles.row}>
        <label htmlFor={`${id}-health`}>It is</label>
        <select id={`${id}-health`} value={health} onChange={(event) => setHealth(HEALTHS.find((each) => each === event.target.value) ?? health)} data-testid="update-health">
          {HEALTHS.map((each) => (
            <option key={each} value={each}>
              {sentence(each)}
            </option>
          ))}
        </select>
        <label htmlFor={`${id}-next`}>next update on</label>
        <input
          id={`${id}-next`}
          placeholder="YYYY-MM-DD"
          value={next}
          aria-invalid={day === undefined || undefined}
          onChange={(event) => setNext(event.target.value)}
          data-testid="update-next"
        />
        <Button type="submit" look="primary" isDisabled={busy || text.trim() === ''} data-testid="update-post">
          Post update
        </Button>
      </div>
    </SayForm>
  );
}
