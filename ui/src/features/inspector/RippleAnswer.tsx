// What a slip does to all other dates, before and with it.
import type { RippleRow, RippleView } from '../../bindings';
import { sentence } from '../../components/words';
import { useSessionActions } from '../../session/session';
import styles from './Inquiries.module.css';

export function RippleAnswer({ view }: { view: RippleView }) {
  return (
    <>
      <p data-testid="ripple-sentence">{sentence(view.sentence)}</p>
      <table className={styles.table} data-paired>
        <thead>
          <tr>
            <th scope="col">50% by</th>
            <th scope="col">85% by</th>
          </tr>
        </thead>
        {[view.own, ...view.others].map((row) => (
          <Row key={row.item} row={row} />
        ))}
      </table>
      {view.unmoved === '' ? null : <p className={styles.quiet}>{sentence(view.unmoved)}</p>}
    </>
  );
}

/** The item on a line of its own, its dates below: a panel is too narrow for three columns. */
function Row({ row }: { row: RippleRow }) {
  const { point } = useSessionActions();
  return (
    <tbody data-testid="ripple-row">
      <tr>
        <th scope="rowgroup" colSpan={2}>
          <button type="button" onClick={() => point({ kind: 'item', id: row.item })}>
            {row.title}
          </button>
        </th>
      </tr>
      <tr>
        <td>{row.p50}</td>
        <td>
          {row.p85}
          <span className={styles.quiet}>{row.moved}</span>
        </td>
      </tr>
      {row.chance === '' ? null : (
        <tr>
          <td colSpan={2} className={row.broken ? styles.problem : styles.quiet}>
            {row.chance} on time{row.broken ? ', below what was promised' : ''}
          </td>
        </tr>
      )}
    </tbody>
  );
}
