// A form that says one thing at the door, and why it was refused.
import type { ReactNode } from 'react';
import styles from './brief.module.css';

export function SayForm({ onSay, problem, children }: { onSay: () => void; problem: string | undefined; children: ReactNode }) {
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSay();
      }}
    >
      {children}
      {problem === undefined ? null : (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
