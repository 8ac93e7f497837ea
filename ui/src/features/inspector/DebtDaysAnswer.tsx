// What each debt costs a date, were it alone left out.
import type { DebtDaysView } from '../../bindings';
import { useSessionActions } from '../../session/session';
import styles from './Inquiries.module.css';

export function DebtDaysAnswer({ rows }: { rows: DebtDaysView[] }) {
  const { select } = useSessionActions();
  if (rows.length === 0) return <p className={styles.quiet}>No debt makes it later.</p>;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Debt</th>
          <th scope="col">50%</th>
          <th scope="col">85%</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.debt} data-testid="debt-days">
            <th scope="row">
              <button type="button" onClick={() => select({ kind: 'debt', id: row.debt })}>
                {row.title}
              </button>
            </th>
            <td>{row.p50}</td>
            <td>{row.p85}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
