// How many days something moves each of these, at P50 and at P85.
import type { ReactNode } from 'react';
import type { EntityId } from '../../bindings';
import { useSessionActions } from '../../session/session';
import styles from './Inquiries.module.css';

export type DaysRow = { entity: EntityId; title: string; note?: string; p50: ReactNode; p85: ReactNode };

export function DaysTable({ of, rows, rowId }: { of: string; rows: DaysRow[]; rowId: string }) {
  const { select } = useSessionActions();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{of}</th>
          <th scope="col">50%</th>
          <th scope="col">85%</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ entity, title, note, p50, p85 }) => (
          <tr key={entity.id} data-testid={rowId}>
            <th scope="row">
              <button type="button" onClick={() => select(entity)}>
                {title}
              </button>
              {note === undefined ? null : <span className={styles.quiet}> {note}</span>}
            </th>
            <td>{p50}</td>
            <td>{p85}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
