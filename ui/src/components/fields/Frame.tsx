// A field's surroundings: its label, its unit, and beneath it the sentence that says why an edit was refused.
import type { ReactNode } from 'react';
import type { EntityId, Field } from '../../bindings';
import { EditedBy } from '../peers';
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
  /** The place in the plan that it writes to. */
  place?: { entity: EntityId; field: Field } | undefined;
  /** Counts what others changed here: each time, the control lights up once. */
  flash?: number;
  /** Who drives it, beside the label. */
  tag?: ReactNode;
  /** What is to be known while it is edited. */
  hint?: ReactNode;
  children: ReactNode;
}

export function Frame({ id, label, labelled, wide, unit, problem, testId, place, flash = 0, tag, hint, children }: FrameProps) {
  return (
    <div className={styles.field} data-wide={wide || undefined} data-bare={!labelled || undefined} data-testid={testId} data-field={place?.field}>
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
        {flash === 0 ? null : <span key={flash} className={styles.flash} aria-hidden />}
        {place === undefined ? null : <EditedBy entity={place.entity} field={place.field} />}
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
