// What a slip does to all other dates, before and with it.
import type { RippleRow, RippleView } from '../../bindings';
import { sentence } from '../../components/words';
import { useSessionActions } from '../../session/session';
import styles from './Inquiries.module.css';

export function RippleAnswer({ view }: { view: RippleView }) {
  return (
    <>
      <p data-testid="ripple-sentence">{sentence(view.sentence)}</p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Item</th>
            <th scope="col">50%</th>
            <th scope="col">85%</th>
          </tr>
        </thead>
        <tbody>
          {[view.own, ...view.others].map((row) => (
            <Row key={row.item} row={row} />
          ))}
        </tbody>
      </table>
      {view.unmoved === '' ? null : <p className={styles.quiet}>{view.unmoved}</p>}
    </>
  );
}

function Row({ row }: { row: RippleRow }) {
  const { point } = useSessionActions();
  return (
    <tr data-testid="ripple-row">
      <th scope="row">
        <button type="button" onClick={() => point({ kind: 'item', id: row.item })}>
          {row.title}
        </button>
        {row.chance === '' ? null : (
          <span className={row.broken ? styles.problem : styles.quiet}>
            {row.chance} on time{row.broken ? ', below what was promised' : ''}
          </span>
        )}
      </th>
      <td>{row.p50}</td>
      <td>
        {row.p85}
        <span className={styles.quiet}>{row.moved}</span>
      </td>
    </tr>
  );
}
