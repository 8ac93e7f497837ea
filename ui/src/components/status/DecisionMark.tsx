// How a decision stands: a glyph and a word, never colour alone.
import type { DecisionStanding } from '../../bindings';
import { sentence } from '../words';
import styles from './DecisionMark.module.css';

const GLYPHS: Record<DecisionStanding, string> = {
  proposed: '◐',
  accepted: '●',
  superseded: '↷',
  rejected: '✕',
  deprecated: '○',
};

export function DecisionMark({ standing }: { standing: DecisionStanding }) {
  return (
    <span className={styles.mark} data-standing={standing}>
      <span aria-hidden="true">{GLYPHS[standing]}</span>
      {sentence(standing)}
    </span>
  );
}
