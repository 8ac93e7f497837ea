// Added is a plus, removed a minus, changed a delta. Decorative: the word stands beside it or in the line.
import type { Mark } from '../../bindings';
import styles from './scenarios.module.css';

export function MarkGlyph({ mark }: { mark: Mark }) {
  return (
    <svg className={styles.glyph} width="12" height="12" viewBox="0 0 12 12" aria-hidden>
      {mark === 'added' && <path d="M6 1.5 V10.5 M1.5 6 H10.5" />}
      {mark === 'removed' && <path d="M1.5 6 H10.5" />}
      {mark === 'changed' && <path d="M6 1.8 L10.8 10.4 H1.2 Z" />}
    </svg>
  );
}
