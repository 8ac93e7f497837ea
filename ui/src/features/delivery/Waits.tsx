// How long reviews waited for a first look, four weeks at a time.
import type { ReviewsView } from '../../bindings';
import styles from './delivery.module.css';

export function Waits({ reviews }: { reviews: ReviewsView }) {
  return (
    <ol className={styles.waits} aria-label="Median wait for a first look" data-testid="review-waits">
      {reviews.windows.map(({ span, share, words }) => (
        <li key={span}>
          <span className={styles.span}>{span}</span>
          <span className={styles.track} aria-hidden>
            <i style={{ width: `${share * 100}%` }} />
          </span>
          <span className={styles.age}>{words}</span>
        </li>
      ))}
    </ol>
  );
}
