// A scenario in the list: what it is, and what can be done with it.
import { useState } from 'react';
import type { ScenarioRow } from '../../bindings';
import { Button } from '../../components/button/Button';
import { count } from '../../components/format';
import { useScenarios } from '../../session/scenarios';
import styles from './scenarios.module.css';

export function ScenarioLine({ row, onCompare }: { row: ScenarioRow; onCompare: () => void }) {
  const scenarios = useScenarios();
  const [naming, setNaming] = useState(false);
  return (
    <li className={styles.line} data-within={row.within || undefined} data-testid="scenario">
      {naming ? (
        <Rename row={row} onDone={() => setNaming(false)} />
      ) : (
        <button type="button" className={styles.title} onClick={onCompare}>
          {row.name}
        </button>
      )}
      <span className={styles.quiet}>{[`made ${row.made}`, row.by && `by ${row.by}`].filter(Boolean).join(' ')}</span>
      <span className={styles.quiet}>{count(row.changes, 'change')}</span>
      {row.conflicts > 0 ? <b className={styles.conflicts}>{count(row.conflicts, 'conflict')} with the plan</b> : null}
      <span className={styles.ways}>
        <Button onPress={onCompare}>Compare</Button>
        {row.within ? (
          <Button onPress={() => void scenarios.leave()}>Return to the plan</Button>
        ) : (
          <Button onPress={() => void scenarios.enter(row.id)}>Work in it</Button>
        )}
        <Button look="quiet" onPress={() => setNaming(true)}>
          Rename
        </Button>
        <Button look="quiet" onPress={() => void scenarios.remove(row.id)}>
          Delete
        </Button>
      </span>
    </li>
  );
}

function Rename({ row, onDone }: { row: ScenarioRow; onDone: () => void }) {
  const { rename } = useScenarios();
  const [name, setName] = useState(row.name);
  return (
    <form
      className={styles.rename}
      onSubmit={(event) => {
        event.preventDefault();
        void rename(row.id, name.trim()).then((done) => {
          if (done) onDone();
        });
      }}
    >
      <input
        aria-label={`New name of ${row.name}`}
        value={name}
        // Asked for by a button.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onDone();
        }}
      />
      <Button type="submit" isDisabled={name.trim() === ''}>
        Save
      </Button>
    </form>
  );
}
