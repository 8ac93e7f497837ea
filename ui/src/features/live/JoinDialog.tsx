// Somebody has handed over a ticket: with it this program works on their plan, live.
import { useState } from 'react';
import { sentence, toUiError } from '../../backend/backend';
import { useDoor } from '../../backend/context';
import { Button } from '../../components/button/Button';
import { Dialog } from '../../components/dialog';
import { useLive } from '../../session/live';
import { useSessionActions } from '../../session/session';
import { useStart } from '../../session/start';
import { Relay } from './Relay';
import styles from './live.module.css';

export function JoinDialog() {
  const { backend, call } = useDoor();
  const { open, announce } = useSessionActions();
  const start = useStart();
  const live = useLive();
  const [ticket, setTicket] = useState('');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  const join = async (): Promise<void> => {
    if (ticket.trim() === '') return setProblem('paste the ticket that you were given');
    setBusy(true);
    setProblem(undefined);
    try {
      await call({ type: 'join', ticket, path: null }).catch(async (error: unknown) => {
        // The ticket is in order, and there is no plan open: the copy needs a place.
        if (toUiError(error).code !== 'no_plan') throw error;
        const place = start.new_path.replace(/[^\\/]*$/, 'Shared plan.plimsoll');
        const path = await backend.pickSave('Keep your copy of the plan', place, 'plimsoll', 'Plimsoll plan');
        if (path === null) throw new Error('choose a place for your copy of the plan: it stays yours when the session ends');
        return call({ type: 'join', ticket, path });
      });
      announce('joined the session');
      open(null);
    } catch (error) {
      setProblem(sentence(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      title="Join a session"
      isOpen
      onClose={() => open(null)}
      footer={
        <>
          <Button onPress={() => open(null)}>Cancel</Button>
          <Button look="primary" isPending={busy} onPress={() => void join()} data-testid="join-now">
            {busy ? 'Joining…' : 'Join'}
          </Button>
        </>
      }
    >
      <div className={styles.part}>
        <p className={styles.quiet}>
          {start.open === null
            ? 'You get a copy of the plan that is yours, and each edit reaches the other as it is made.'
            : 'The ticket must be for this plan. What each of you has done since is brought together first; nothing is lost.'}
        </p>
        <label className={styles.field}>
          <span>Ticket</span>
          <textarea
            className={styles.ticket}
            rows={4}
            value={ticket}
            placeholder="plimsoll-live-…"
            spellCheck={false}
            autoComplete="off"
            data-testid="join-ticket"
            // The dialog asks for one thing.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            aria-invalid={problem !== undefined || undefined}
            aria-describedby={problem === undefined ? undefined : 'join-problem'}
            onChange={(event) => {
              setTicket(event.target.value);
              setProblem(undefined);
            }}
          />
        </label>
        {problem === undefined ? null : (
          <p className={styles.problem} id="join-problem" role="alert">
            {problem}
          </p>
        )}
        {live === undefined ? null : <Relay key={live.relay} relay={live.relay} isFixed={false} />}
      </div>
    </Dialog>
  );
}
