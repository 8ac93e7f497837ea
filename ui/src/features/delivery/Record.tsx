// What a team's own past says of its dates: how often they came true, and what was learned from that.
import type { RecordView } from '../../bindings';
import { sentence } from '../../components/words';
import styles from './delivery.module.css';

export function Record({ record }: { record: RecordView }) {
  const lines: [string, string, string][] = [
    [record.hits, record.other_hits, 'An item keeps the 85% of its estimate if it took no more than the range says with that chance. Few items say little: with twenty, three more or fewer are luck'],
    [record.promises, '', 'Finished items that were promised, and were done by that day'],
    [record.rate, '', 'The median of actual over likely effort of its finished items; it multiplies every estimate of the team in the forecast'],
    [record.drift, '', 'How far plans as a whole run faster or slower than estimated. It is the drift that would have made 85% of the team’s past forecasts come true, drawn towards what is typical while there are few'],
  ];
  return (
    <ul className={styles.record} data-testid="record">
      {lines
        .filter(([words]) => words !== '')
        .map(([words, more, why]) => (
          <li key={words} title={why}>
            {sentence(words)}
            {more === '' ? null : <span className={styles.more}> {sentence(more)}</span>}
          </li>
        ))}
    </ul>
  );
}
