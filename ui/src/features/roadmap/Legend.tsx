// What the parts of a bar mean, in the row of controls.
import styles from './Legend.module.css';
import type { DebtOverlay } from './Row';

const LEGEND = 'Legend: solid to the 50% date, mid to 85%, pale to 95%; the tick marks 85%';
const STEPS = '; small squares below a bar are roll-out steps outside the team, filled when done, in risk colour when late';
const THIN = '; a dashed end says that few items of the team were finished with their effort known';

export function Legend({ overlay, steps, thin }: { overlay: DebtOverlay; steps: boolean; thin: boolean }) {
  return (
    <p role="img" className={styles.legend} aria-label={LEGEND + (thin ? THIN : '') + (steps ? STEPS : '')}>
      <span aria-hidden className={styles.entries}>
        <span className={styles.chances}>
          <span>
            <i className={styles.p50} />
            50%
          </span>
          <span>
            <i className={styles.p85} />
            85%
          </span>
          <span>
            <i className={styles.p95} />
            95%
          </span>
        </span>
        {overlay === 'off' ? null : (
          <span className={styles.debt}>
            <i className={styles.rail} />
            interest
          </span>
        )}
        {overlay === 'what-if' ? (
          <span className={styles.debt}>
            <i className={styles.free} />
            85% without debt
          </span>
        ) : null}
        {steps ? (
          <span>
            <i className={styles.step} />
            step
          </span>
        ) : null}
        {thin ? (
          <span>
            <i className={styles.thin} />
            thin data
          </span>
        ) : null}
      </span>
    </p>
  );
}
