// What would bring a date forward: each way with what it wins, what it costs, and the steps to look at it and take it.
import type { LeversView, LeverView } from '../../bindings';
import { sentence } from '../../components/words';
import styles from './Inquiries.module.css';
import { RemedyRow } from './RemedyRow';

export function LeversAnswer({ view }: { view: LeversView }) {
  return (
    <>
      <p data-testid="levers-sentence">{sentence(view.sentence)}</p>
      {view.levers.map((lever, index) => (
        <div key={lever.remedy.label} data-testid="lever">
          <RemedyRow
            remedy={lever.remedy}
            previewKey={`lever ${lever.remedy.label}`}
            first={index === 0}
            known={<Facts lever={lever} />}
          />
        </div>
      ))}
      {view.levers.length === 0 ? null : (
        <p className={styles.quiet}>Measured in fewer trials than the dates above, so a day or a per cent may differ.</p>
      )}
    </>
  );
}

function Facts({ lever }: { lever: LeverView }) {
  return (
    <>
      <p className={styles.facts}>
        <b>{sentence(lever.won)}</b>
        {lever.chance === '' ? null : ` · ${lever.chance}`}
      </p>
      {lever.price === '' ? null : <p className={styles.quiet}>Price: {lever.price}</p>}
      {lever.breaks.length === 0 ? null : <p className={styles.problem}>Breaks the promise of {lever.breaks.join(', ')}</p>}
    </>
  );
}
