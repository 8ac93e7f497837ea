// Accepting a flag or a debt: why, and until when. The door checks both and says what is wrong with them.
import { useId, useState, type FormEvent } from 'react';
import { sentence } from '../../backend/backend';
import { useCall } from '../../backend/use';
import type { Request } from '../../bindings';
import { Button } from '../../components/button/Button';
import { readDay } from '../../components/fields';
import { useSessionActions } from '../../session/session';
import styles from './Flags.module.css';

const DAY_MS = 86_400_000;
/** Long enough to matter, short enough to be looked at again. */
const PROPOSED_DAYS = 28;

type AcceptFormProps = {
  label: string;
  /** What is said aloud when it is done. */
  done: string;
  request: (reason: string, until: string) => Request;
  today: string;
  onClose: () => void;
};

export function AcceptForm({ label, done, request, today, onClose }: AcceptFormProps) {
  const id = useId();
  const call = useCall();
  const { announce } = useSessionActions();
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState(() => daysFrom(today, PROPOSED_DAYS));
  const [problem, setProblem] = useState('');

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const day = readDay(until.trim());
    if (day === undefined) return setProblem(`${until.trim() || 'nothing'} is not a day: write it as ${daysFrom(today, PROPOSED_DAYS)}`);
    try {
      await call(request(reason, day));
      announce(done);
      onClose();
    } catch (error) {
      setProblem(sentence(error));
    }
  };
  return (
    // Escape leaves the form from any of its fields.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      className={styles.form}
      aria-label={label}
      onSubmit={(event) => void send(event)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <label htmlFor={`${id}-reason`}>Why it is accepted</label>
      <textarea
        id={`${id}-reason`}
        rows={2}
        value={reason}
        // The form was asked for a moment ago: typing goes here.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        onChange={(event) => setReason(event.target.value)}
      />
      <label htmlFor={`${id}-until`}>Until, the last day it holds</label>
      <input id={`${id}-until`} value={until} autoComplete="off" onChange={(event) => setUntil(event.target.value)} />
      {problem === '' ? null : (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={styles.steps}>
        <Button onPress={onClose}>Cancel</Button>
        <Button look="primary" type="submit">
          Accept
        </Button>
      </div>
    </form>
  );
}

function daysFrom(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
