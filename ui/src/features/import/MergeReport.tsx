// What a colleague's copy would bring, in the order in which it matters: what it means, where it collides, what stays
// out, who did it, and every change.
import type { Ref } from 'react';
import type { MergeView } from '../../bindings';
import { count } from '../../components/format';
import { type Admitting, Strangers } from './Strangers';
import styles from './import.module.css';

export function MergeReport({ view, box, admitting }: { view: MergeView; box: Ref<HTMLElement>; admitting: Admitting }) {
  return (
    <section ref={box} tabIndex={-1} aria-label="What the copy would bring" className={styles.report} data-testid="merge-report">
      {view.effect === null ? (
        <p className={styles.recognised}>
          {view.strangers.length === 0 ? (
            <>
              <strong>Nothing new</strong> · this plan already has all that the copy holds
            </>
          ) : (
            <>
              <strong>Nothing that counts yet</strong> · what the copy holds was done by people who may not edit this plan
            </>
          )}
        </p>
      ) : (
        <p>{view.effect}</p>
      )}
      <Strangers view={view} admitting={admitting} />
      {view.conflicts.length > 0 && (
        <details className={styles.part} open>
          <summary>Changed in both ({view.conflicts.length})</summary>
          <p className={styles.quiet}>The later value is shown, the other is kept. You settle them afterwards, under Flags.</p>
          <ul className={styles.sentences}>
            {view.conflicts.map((conflict) => (
              <li key={JSON.stringify(conflict.slot)}>{conflict.sentence}</li>
            ))}
          </ul>
        </details>
      )}
      {view.left_out.length > 0 && (
        <details className={styles.part} open>
          <summary>Left out ({view.left_out.length})</summary>
          <ul className={styles.sentences}>
            {view.left_out.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      )}
      {view.authors.length > 0 && (
        <details className={styles.part} open>
          <summary>Who changed what</summary>
          <ul className={styles.sentences}>
            {view.authors.map((from) => (
              <li key={`${from.by} ${from.first}`}>
                <strong>{from.me ? 'You' : from.by}</strong> ({from.role}) · {count(from.changes, 'change')} · {span(from.first, from.last)}
              </li>
            ))}
          </ul>
          <table>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">Who</th>
                <th scope="col">What</th>
              </tr>
            </thead>
            <tbody>
              {view.changes.map((change) => (
                <tr key={`${change.at} ${change.by} ${change.label}`}>
                  <td>{change.at}</td>
                  <td>{change.by}</td>
                  <td>{change.label}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {view.more > 0 && <p className={styles.quiet}>and {count(view.more, 'earlier change')}</p>}
        </details>
      )}
      {view.ahead > 0 && (
        <p className={styles.quiet}>The copy lacks {count(view.ahead, 'change')} that this plan has; save a copy for your colleague afterwards.</p>
      )}
    </section>
  );
}

function span(first: string, last: string): string {
  return first === last ? first : `${first} to ${last}`;
}
