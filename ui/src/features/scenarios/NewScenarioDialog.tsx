// A new scenario needs a name and nothing else: it begins as the plan stands.
import { useState } from 'react';
import { Button } from '../../components/button/Button';
import { Dialog } from '../../components/dialog';
import { useScenarios } from '../../session/scenarios';
import { useSessionActions } from '../../session/session';
import styles from './scenarios.module.css';

export function NewScenarioDialog() {
  const { open } = useSessionActions();
  const { make } = useScenarios();
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    setBusy(true);
    if (await make(name.trim())) open(null);
    setBusy(false);
  };
  return (
    <Dialog title="New scenario" isOpen onClose={() => open(null)}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '' && !busy) void save();
        }}
      >
        <p className={styles.quiet}>A scenario begins as the plan stands. Edit it like the plan, compare the two, and take over what holds; the plan stays as it is until you do.</p>
        <label className={styles.field}>
          <span>Name</span>
          <input
            value={name}
            placeholder="Such as: two more people in spring"
            data-testid="scenario-name"
            // The dialog asks one thing.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <div className={styles.actions}>
          <Button look="primary" type="submit" isDisabled={name.trim() === '' || busy} data-testid="scenario-save">
            Make scenario
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
