// What was closed in each of the last 26 weeks: new work below, upkeep above it.
import type { ThroughputView } from '../../bindings';
import styles from './delivery.module.css';

export function Throughput({ of }: { of: ThroughputView }) {
  return (
    <>
      <ol className={styles.weeks} aria-label="Week by week" data-testid="throughput">
        {of.weeks.map(({ monday, finished, upkeep, words, month }) => (
          <li key={monday} title={words}>
            <span className="spoken">{words}</span>
            <span className={styles.stack} aria-hidden>
              <b>{finished + upkeep > 0 ? finished + upkeep : ''}</b>
              <i data-upkeep style={{ flexGrow: upkeep }} />
              <i style={{ flexGrow: finished }} />
              <u style={{ flexGrow: of.most - finished - upkeep }} />
            </span>
            <span className={styles.weekMonth} aria-hidden>
              {month}
            </span>
          </li>
        ))}
      </ol>
      <p className={styles.under}>
        <span className={styles.legend}>
          <i className={styles.swatch} data-square aria-hidden /> finished
          <i className={styles.swatch} data-square data-upkeep aria-hidden /> upkeep: bugs, support, chores
        </span>
      </p>
    </>
  );
}
