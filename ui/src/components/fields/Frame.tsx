// A field's surroundings: its label, its unit, and beneath it the sentence that says why an edit was refused.
import type { ReactNode } from 'react';
import styles from './fields.module.css';

interface FrameProps {
  /** Ties the label, the control and the sentence together. */
  id: string;
  label: string;
  /** Without, the label is spoken only. */
  labelled: boolean;
  wide?: boolean;
  unit?: string | undefined;
  problem: string | undefined;
  testId?: string | undefined;
  /** Who drives it, beside the label. */
  tag?: ReactNode;
  /** What is to be known while it is edited. */
  hint?: ReactNode;
  children: ReactNode;
}

export function Frame({ id, label, labelled, wide, unit, problem, testId, tag, hint, children }: FrameProps) {
  return (
    <div className={styles.field} data-wide={wide || undefined} data-bare={!labelled || undefined} data-testid={testId}>
      <label className={labelled ? styles.label : 'spoken'} htmlFor={id}>
        {label}
        {tag}
      </label>
      <div className={styles.control}>
        {children}
        {unit !== undefined && (
          <span className={styles.unit} aria-hidden="true">
            {unit}
          </span>
        )}
      </div>
      {hint}
      {problem !== undefined && (
        <p className={styles.problem} id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
