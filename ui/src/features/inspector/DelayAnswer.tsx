// What one debt costs in delay: days of each promise, days of the plan, and cost of delay.
import type { DelayView } from '../../bindings';
import { sentence } from '../../components/words';
import { useSessionActions } from '../../session/session';
import styles from './Inquiries.module.css';

export function DelayAnswer({ view }: { view: DelayView }) {
  const { select } = useSessionActions();
  return (
    <>
      <p data-testid="delay-sentence">{sentence(view.sentence)}</p>
      {view.promises.length === 0 ? null : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Promise</th>
              <th scope="col">50%</th>
              <th scope="col">85%</th>
            </tr>
          </thead>
          <tbody>
            {view.promises.map((row) => (
              <tr key={row.item} data-testid="promise-delay">
                <th scope="row">
                  <button type="button" onClick={() => select({ kind: 'item', id: row.item })}>
                    {row.title}
                  </button>
                  {row.chance === '' ? null : <span className={styles.quiet}> {row.chance} on time without it</span>}
                </th>
                <td>{row.p50}</td>
                <td>{row.p85}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
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
