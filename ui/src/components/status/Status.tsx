// Status is never colour alone: each standing and each severity has a glyph and a word.
import type { Health, Severity, Standing } from '../../bindings';
import styles from './Status.module.css';

export const STANDING_WORDS: Record<Standing, string> = {
  on_track: 'On track',
  watch: 'Watch',
  at_risk: 'At risk',
  blocked: 'Blocked',
  unestimated: 'Not estimated',
  done: 'Done',
};

export const SEVERITY_WORDS: Record<Severity, string> = { critical: 'Critical', warning: 'Warning', note: 'Note' };

/** The glyph of a standing; decorative, its word stands beside it or in a label. */
export function StandingGlyph({ standing, size = 12 }: { standing: Standing; size?: number }) {
  return (
    <svg className={`${styles.glyph} ${styles[standing]}`} width={size} height={size} viewBox="0 0 12 12" aria-hidden>
      {standing === 'on_track' && <circle cx="6" cy="6" r="4.5" />}
      {standing === 'watch' && (
        <>
          <circle className={styles.hollow} cx="6" cy="6" r="4.4" />
          <path d="M6 1.6 A4.4 4.4 0 0 1 6 10.4 Z" />
        </>
      )}
      {standing === 'at_risk' && <path d="M6 1.2 L11.2 10.4 H0.8 Z" />}
      {standing === 'blocked' && (
        <>
          <rect x="1.2" y="1.2" width="9.6" height="9.6" rx="1.5" />
          <path className={styles.bar} d="M3.2 6 H8.8" />
        </>
      )}
      {standing === 'unestimated' && <circle className={styles.dashed} cx="6" cy="6" r="4.4" />}
      {standing === 'done' && <path className={styles.check} d="M2 6.4 L4.8 9.2 L10 3.2" />}
    </svg>
  );
}

/** A standing with its word. */
export function StandingMark({ standing }: { standing: Standing }) {
  return (
    <span className={`${styles.mark} ${styles[standing]}`}>
      <StandingGlyph standing={standing} />
      {STANDING_WORDS[standing]}
    </span>
  );
}

/** What an update says of an item, as the standing that looks the same. */
const HEALTH: Record<Health, Standing> = { 'on track': 'on_track', watch: 'watch', 'at risk': 'at_risk', blocked: 'blocked' };

/** A health with its word. */
export function HealthMark({ health }: { health: Health }) {
  return <StandingMark standing={HEALTH[health]} />;
}

/** The glyph of a severity; decorative. */
export function SeverityGlyph({ severity, size = 12 }: { severity: Severity; size?: number }) {
  return (
    <svg className={`${styles.glyph} ${styles[severity]}`} width={size} height={size} viewBox="0 0 12 12" aria-hidden>
      {severity === 'critical' && (
        <>
          <path d="M3.6 0.8 H8.4 L11.2 3.6 V8.4 L8.4 11.2 H3.6 L0.8 8.4 V3.6 Z" />
          <path className={styles.bar} d="M6 3.2 V6.6 M6 8.6 V8.7" />
        </>
      )}
      {severity === 'warning' && (
        <>
          <path d="M6 1 L11.4 10.6 H0.6 Z" />
          <path className={styles.bar} d="M6 4.6 V7.2 M6 8.9 V9" />
        </>
      )}
      {severity === 'note' && (
        <>
          <circle className={styles.hollow} cx="6" cy="6" r="4.6" />
          <path className={styles.line} d="M6 5.6 V8.4 M6 3.6 V3.7" />
        </>
      )}
    </svg>
  );
}
