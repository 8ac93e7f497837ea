// What each debt costs a date, were it alone left out.
import type { DebtDaysView } from '../../bindings';
import { DaysTable } from './DaysTable';
import styles from './Inquiries.module.css';

export function DebtDaysAnswer({ rows }: { rows: DebtDaysView[] }) {
  if (rows.length === 0) return <p className={styles.quiet}>No debt makes it later.</p>;
  const days = rows.map(({ debt, ...row }) => ({ ...row, entity: { kind: 'debt' as const, id: debt } }));
  return <DaysTable of="Debt" rows={days} rowId="debt-days" />;
}
