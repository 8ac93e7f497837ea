// The relay that a session may go through where two cannot reach one another; none unless somebody names one.
import { useId, useState } from 'react';
import { sentence } from '../../backend/backend';
import { useDoor } from '../../backend/context';
import { Button } from '../../components/button/Button';
import styles from './live.module.css';

/** `relay` is the one that is named; `isFixed` while a session is under way. */
export function Relay({ relay, isFixed }: { relay: string | null; isFixed: boolean }) {
  const { call } = useDoor();
  const id = useId();
  const [address, setAddress] = useState(relay ?? '');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  if (isFixed) return relay === null ? null : <p className={styles.quiet}>Through the relay {relay} where there is no direct way.</p>;

  const save = async (named: string): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      const reply = await call({ type: 'set_relay', relay: named.trim() === '' ? null : named });
      setAddress(reply.type === 'session' ? (reply.value.relay ?? '') : named);
    } catch (error) {
      setProblem(sentence(error));
    } finally {
      setBusy(false);
    }
  };
  const isSaved = address.trim() === (relay ?? '');
  return (
    <details className={styles.relay} open={relay !== null || undefined} data-testid="relay">
      <summary>{relay === null ? 'Relay: none' : `Relay: ${relay}`}</summary>
      <p className={styles.quiet} id={`${id}-what`}>
        Only for people in networks that do not meet. A relay carries what is said, encrypted from end to end; it sees who talks to whom and how much. Both sides name the same one.
      </p>
      <form
        className={styles.line}
        onSubmit={(event) => {
          event.preventDefault();
          void save(address);
        }}
      >
        <input
          className={styles.address}
          value={address}
          placeholder="https://relay.example.com"
          aria-label="Address of the relay"
          aria-describedby={`${id}-what`}
          aria-invalid={problem !== undefined || undefined}
          spellCheck={false}
          autoComplete="off"
          data-testid="relay-address"
          onChange={(event) => {
            setAddress(event.target.value);
            setProblem(undefined);
          }}
        />
        <Button type="submit" isDisabled={isSaved} isPending={busy} data-testid="relay-use">
          Use it
        </Button>
        {relay === null ? null : (
          <Button onPress={() => void save('')} data-testid="relay-none">
            Use none
          </Button>
        )}
      </form>
      {problem === undefined ? null : (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </details>
  );
}
