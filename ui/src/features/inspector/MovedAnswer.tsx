// Why a date moved: a bar for each cause, each beginning where the one before it ends, so that they add up to the whole move.
import { ChevronRight } from 'lucide-react';
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
        {view.bars.map((bar) => (
          <Bar key={bar.cause} bar={bar} from={startOf(view.bars)} />
        ))}
        <tfoot>
          <tr>
            <th scope="row">In all</th>
            <td>{view.p50}</td>
            <td>{view.p85}</td>
          </tr>
        </tfoot>
      </table>
      <dl className={styles.versions}>
        <Dates title="Before" words={view.before} />
        <Dates title="Now" words={view.after} />
      </dl>
      <Differences bars={view.bars} />
    </>
  );
}

/** Where the date stood before any cause, on the width that all bars share. */
function startOf([first]: BarView[]): number {
  if (first === undefined) return 0;
  return first.days > 0 ? first.left : first.left + first.width;
}

function Bar({ bar, from }: { bar: BarView; from: number }) {
  return (
    <tbody data-testid={`moved-${bar.cause}`}>
      <tr>
        <th scope="row">{bar.title}</th>
        <td>{bar.p50}</td>
        <td>{bar.p85}</td>
      </tr>
      <tr>
        <td colSpan={3} aria-label={bar.days > 0 ? 'later' : 'earlier'}>
          <span className={styles.track}>
            <span
              className={styles.bar}
              data-later={bar.days > 0 || undefined}
              style={{ left: `${100 * bar.left}%`, width: `${100 * bar.width}%` }}
            />
            <span className={styles.origin} style={{ left: `${100 * from}%` }} />
          </span>
        </td>
      </tr>
    </tbody>
  );
}

/** "50% by 14 Mar · 85% by 18 Apr · 95% by 9 May", one below the other. */
function Dates({ title, words }: { title: string; words: string }) {
  return (
    <div>
      <dt>{title}</dt>
      {words.split(' · ').map((part) => (
        <dd key={part}>{part}</dd>
      ))}
    </div>
  );
}

function Differences({ bars }: { bars: BarView[] }) {
  if (bars.length === 0) return null;
  return (
    <details className={styles.differences}>
      <summary>
        <ChevronRight size={12} aria-hidden /> What differs
      </summary>
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
