// Everything that was accepted, flags and debts: who, why, until when; what has run out comes first.
import { useState } from 'react';
import type { AcceptedView } from '../../bindings';
import { Button } from '../../components/button/Button';
import { count } from '../../components/format';
import { sentence } from '../../components/words';
import { useSessionActions } from '../../session/session';
import { useStart } from '../../session/start';
import styles from './Flags.module.css';

export function AcceptedList({ accepted }: { accepted: AcceptedView[] }) {
  const expired = accepted.filter((each) => each.expired).length;
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.waived} open={open} onToggle={(event) => setOpen(event.currentTarget.open)} data-testid="accepted">
      <summary>
        {count(accepted.length - expired, 'accepted, with its reason', 'accepted, with their reasons')}
        {expired > 0 ? `, ${expired} run out` : ''}
      </summary>
      <ul className={styles.acceptedList} aria-label="What was accepted">
        {accepted.map((each) => (
          <Line key={`${each.entity.kind} ${each.entity.id}`} accepted={each} />
        ))}
      </ul>
    </details>
  );
}

function Line({ accepted }: { accepted: AcceptedView }) {
  const actions = useSessionActions();
  const past = useStart().viewing !== null;
  const { entity, what, about, reason, by, until, expired } = accepted;
  return (
    <li data-expired={expired || undefined}>
      <p>
        {entity.kind === 'debt' ? (
          <button type="button" onClick={() => actions.select(entity)}>
            {what}
          </button>
        ) : (
          <b>{what}</b>
        )}
        {about === '' ? null : <span title={about}> · {about}</span>}
      </p>
      <p>{reason === '' ? 'No reason was given' : reason}</p>
      <p>
        {expired ? '▲ ' : ''}
        {sentence(until)}
        {by === '' ? '' : `, by ${by}`}
        {entity.kind === 'waiver' && !past ? (
          <Button look="quiet" onPress={() => void actions.act({ type: 'delete', entity }, { undoable: true })}>
            Let go
          </Button>
        ) : null}
      </p>
    </li>
  );
}
