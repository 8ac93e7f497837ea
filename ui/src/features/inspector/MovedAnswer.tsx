// Why a date moved: a bar for each cause, each beginning where the one before it ends, so that they add up to the whole move.
import type { BarView, WaterfallView } from '../../bindings';
import { sentence } from '../../components/words';
import styles from './Inquiries.module.css';

export function MovedAnswer({ view }: { view: WaterfallView }) {
  return (
    <>
      <p data-testid="moved-sentence">{sentence(view.sentence)}</p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Cause</th>
            <th scope="col">50%</th>
            <th scope="col">85%</th>
          </tr>
        </thead>
        <tbody>
          {view.bars.map((bar) => (
            <Bar key={bar.cause} bar={bar} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">In all</th>
            <td>{view.p50}</td>
            <td>{view.p85}</td>
          </tr>
        </tfoot>
      </table>
      <Differences bars={view.bars} />
      <p className={styles.quiet}>Before: {view.before}</p>
      <p className={styles.quiet}>Now: {view.after}</p>
    </>
  );
}

function Bar({ bar }: { bar: BarView }) {
  return (
    <tr data-testid={`moved-${bar.cause}`}>
      <th scope="row">
        {bar.title}
        <span className={styles.track} aria-hidden>
          <span
            className={styles.bar}
            data-later={bar.days > 0 || undefined}
            style={{ left: `${100 * bar.left}%`, width: `${100 * bar.width}%` }}
          />
        </span>
      </th>
      <td>{bar.p50}</td>
      <td>{bar.p85}</td>
    </tr>
  );
}

function Differences({ bars }: { bars: BarView[] }) {
  if (bars.length === 0) return null;
  return (
    <details className={styles.differences}>
      <summary>What differs</summary>
      <dl>
        {bars.map((bar) => (
          <div key={bar.cause}>
            <dt>{bar.title}</dt>
            {bar.differences.map((difference, index) => (
              <dd key={`${index} ${difference}`}>{sentence(difference)}</dd>
            ))}
          </div>
        ))}
      </dl>
    </details>
  );
}
