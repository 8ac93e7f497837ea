// What can be said of a debt in one step: that it was looked at today, and that it is kept on purpose; and where its evidence
// lies.
import { useState } from 'react';
import type { DebtRow } from '../../bindings';
import { Button } from '../../components/button/Button';
import { usePlan } from '../../components/fields';
import { useSession, useSessionActions } from '../../session/session';
import { useStart } from '../../session/start';
import { AcceptForm } from './AcceptForm';
import styles from './Answers.module.css';
import { linksIn } from './links';

export function DebtWays({ row }: { row: DebtRow }) {
  const actions = useSessionActions();
  const { today, viewing } = useStart();
  const [accepting, setAccepting] = useState(false);
  const wanted = useSession((state) => state.focusField);
  const [heeded, setHeeded] = useState<typeof wanted>(null);
  // A flag that sends somebody to the reason for keeping the debt sends them here.
  if (wanted !== heeded) {
    setHeeded(wanted);
    setAccepting(wanted?.field === 'reason' && row.state !== 'accepted');
  }
  const evidence = usePlan()?.plan.debts[row.id]?.evidence ?? '';
  const entity = { kind: 'debt', id: row.id } as const;
  const set = (field: 'reviewed' | 'next_review', value: { type: 'day'; value: string } | { type: 'nothing' }) =>
    ({ type: 'set', slot: { entity, field, key: '' }, value }) as const;
  const reviewed = (): void =>
    void actions.act(
      { type: 'all', label: `${row.title} was reviewed`, ops: [set('reviewed', { type: 'day', value: today }), set('next_review', { type: 'nothing' })] },
      { undoable: true },
    );
  const links = linksIn(evidence);
  return (
    <>
      {links.length === 0 ? null : (
        <ul className={styles.lines} aria-label="Links in the evidence">
          {links.map((link) => (
            <li key={link}>
              <a href={link} target="_blank" rel="noopener noreferrer">
                {link}
              </a>
            </li>
          ))}
        </ul>
      )}
      {row.state === 'paid' || viewing !== null ? null : (
        <p className={styles.ways}>
          <Button onPress={reviewed} data-testid="reviewed-today" isDisabled={row.review.days_ago === 0}>
            Reviewed today
          </Button>
          <Button onPress={() => setAccepting(true)} data-testid="accept-debt">
            Accept…
          </Button>
        </p>
      )}
      {accepting ? (
        <AcceptForm
          label="Keep this debt on purpose"
          done="the debt is accepted"
          request={(reason, until) => ({ type: 'accept_debt', id: row.id, reason, until })}
          today={today}
          onClose={() => setAccepting(false)}
        />
      ) : null}
    </>
  );
}
