// What one debt costs in delay: days of each promise, days of the plan, and cost of delay.
import type { DelayView } from '../../bindings';
import { sentence } from '../../components/words';
import { DaysTable } from './DaysTable';
import styles from './Inquiries.module.css';

export function DelayAnswer({ view }: { view: DelayView }) {
  const promises = view.promises.map(({ item, title, chance, p50, p85 }) => ({
    entity: { kind: 'item' as const, id: item },
    title,
    ...(chance === '' ? {} : { note: `${chance} on time without it` }),
    p50,
    p85,
  }));
  return (
    <>
      <p data-testid="delay-sentence">{sentence(view.sentence)}</p>
      {promises.length === 0 ? null : <DaysTable of="Promise" rows={promises} rowId="promise-delay" />}
      {view.unmoved === '' ? null : <p className={styles.quiet}>{sentence(view.unmoved)}</p>}
      <p>The whole plan: {view.plan}</p>
      {view.cost === '' ? null : (
        <p data-testid="delay-cost" title="Cost of delay a week times the weeks to the finish, over all items that are not done, in the mean over the trials: with the debt less without it">
          Cost of delay, all items: {view.cost} more with it than without
        </p>
      )}
      <p className={styles.quiet}>The debt is left out with the effort of paying it, under the same luck.</p>
    </>
  );
}
