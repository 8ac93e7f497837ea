// A scenario in the list: what it is, and what can be done with it.
import { useState } from 'react';
import type { ScenarioRow } from '../../bindings';
import { Button } from '../../components/button/Button';
import { useOrphanedFocus } from '../../components/focus';
import { count } from '../../components/format';
import { useScenarios } from '../../session/scenarios';
import styles from './scenarios.module.css';

/** Which of its buttons opens the comparison. */
export type Way = 'name' | 'button';

interface ScenarioLineProps {
  row: ScenarioRow;
  /** The button to which the focus returns, if the comparison with this one was just left. */
  back: Way | null;
  onCompare: (by: Way) => void;
}

export function ScenarioLine({ row, back, onCompare }: ScenarioLineProps) {
  const name = useOrphanedFocus<HTMLButtonElement>(back === 'name');
  const button = useOrphanedFocus<HTMLButtonElement>(back === 'button');
  const scenarios = useScenarios();
  const [naming, setNaming] = useState(false);
  return (
    <li className={styles.line} data-within={row.within || undefined} data-testid="scenario">
      {naming ? (
        <Rename row={row} onDone={() => setNaming(false)} />
      ) : (
        <button ref={name} type="button" className={styles.title} onClick={() => onCompare('name')}>
          {row.name}
        </button>
      )}
      <span className={styles.quiet}>{[`made ${row.made}`, row.by && `by ${row.by}`].filter(Boolean).join(' ')}</span>
      <span className={styles.quiet}>{count(row.changes, 'change')}</span>
      {row.conflicts > 0 ? <b className={styles.conflicts}>{count(row.conflicts, 'conflict')} with the plan</b> : null}
      <span className={styles.ways}>
        <Button ref={button} onPress={() => onCompare('button')}>
          Compare
        </Button>
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
