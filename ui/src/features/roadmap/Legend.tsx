// What the parts of a bar mean, below the timeline.
import type { ReactNode } from 'react';
import styles from './Legend.module.css';
import type { DebtOverlay } from './Row';

const LEGEND = 'Legend: solid to the 50% date, mid to 85%, pale to 95%; the tick marks 85%';
const STEPS = '; small squares below a bar are roll-out steps outside the team, filled when done, in risk colour when late';
const THIN = '; a dashed end says that few items of the team were finished with their effort known';

export function Legend({ overlay, steps, thin }: { overlay: DebtOverlay; steps: boolean; thin: boolean }) {
  return (
    <p role="img" className={styles.legend} aria-label={LEGEND + (thin ? THIN : '') + (steps ? STEPS : '')}>
      <Entry look={styles.p50}>50%</Entry>
      <Entry look={styles.p85}>85%</Entry>
      <Entry look={styles.p95}>95%</Entry>
      {thin ? <Entry look={styles.thin}>95% on thin data</Entry> : null}
      {overlay === 'off' ? null : (
        <Entry look={styles.rail} debt>
          effort lost to debt
        </Entry>
      )}
      {overlay === 'what-if' ? (
        <Entry look={styles.free} debt>
          85% without debt
        </Entry>
      ) : null}
      {steps ? <Entry look={styles.step}>roll-out step</Entry> : null}
    </p>
  );
}

function Entry({ look, debt = false, children }: { look: string | undefined; debt?: boolean; children: ReactNode }) {
  return (
    <span aria-hidden className={debt ? styles.debt : undefined}>
      <i className={look} />
      {children}
    </span>
  );
}
