// What a view says when it has nothing, nothing yet, or only trouble to show.
import { useEffect, useState, type ReactNode } from 'react';
import type { UiError } from '../../bindings';
import styles from './Note.module.css';

/** One line about what belongs here, and what to press. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.note}>
      <h2 className={styles.title}>{title}</h2>
      {children ? <p className={styles.text}>{children}</p> : null}
      {action ? <div className={styles.actions}>{action}</div> : null}
    </div>
  );
}

export function ErrorNote({ error, action }: { error: UiError; action?: ReactNode }) {
  return (
    <div className={styles.note} role="alert">
      <h2 className={styles.title}>This cannot be shown</h2>
      <p className={styles.text}>{error.message}</p>
      {action ? <div className={styles.actions}>{action}</div> : null}
    </div>
  );
}

/** Says that something is on its way, but only after a while: most answers come before it can be read. */
export function Loading({ what }: { what: string }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return <output className={styles.note}>{shown ? <p className={styles.text}>{what}</p> : null}</output>;
}
