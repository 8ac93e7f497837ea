// The live session: how others come in, who is here as what, and the way out.
import { useState } from 'react';
import type { Request } from '../../bindings';
import { sentence } from '../../backend/backend';
import { useDoor } from '../../backend/context';
import { Button } from '../../components/button/Button';
import { Dialog } from '../../components/dialog';
import { useLive } from '../../session/live';
import { useSessionActions } from '../../session/session';
import { Invitation } from './Invitation';
import { PeopleList } from './PeopleList';
import { Relay } from './Relay';
import styles from './live.module.css';

export type Ask = (request: Request) => Promise<void>;

export function ShareDialog() {
  const live = useLive();
  const { call } = useDoor();
  const { open } = useSessionActions();
  const [problem, setProblem] = useState<string>();
  if (live === undefined) return null;

  const ask: Ask = async (request) => {
    setProblem(undefined);
    await call(request).catch((error: unknown) => setProblem(sentence(error)));
  };
  const hosting = live.part === 'host';
  return (
    <Dialog
      title={live.part === 'none' ? 'Share this plan live' : 'Live session'}
      isOpen
      onClose={() => open(null)}
      footer={
        live.part === 'none' ? undefined : (
          <>
            <Button look="danger" onPress={() => void ask({ type: 'leave_session' })} data-testid="leave-session">
              {hosting ? 'End the session' : 'Leave the session'}
            </Button>
            <Button look="primary" onPress={() => open(null)}>
              Done
            </Button>
          </>
        )
      }
    >
      {live.part === 'none' ? (
        <p className={styles.quiet}>
          Others in your network join with a ticket, and each edit reaches everybody as it is made. It goes straight from one machine to the other, encrypted; no server is
          involved unless you name a relay. Everybody keeps the whole plan.
        </p>
      ) : (
        <p className={styles.state}>{live.sentence}</p>
      )}
      {live.part === 'guest' ? null : <Invitation invitation={live.invitation} ask={ask} />}
      {live.part === 'guest' ? null : <Relay key={live.relay} relay={live.relay} isFixed={live.part === 'host'} />}
      {live.part === 'none' ? null : <PeopleList people={live.people} hosting={hosting} ask={ask} />}
      {live.aside.length === 0 ? null : (
        <section className={styles.part} aria-labelledby="aside" data-testid="aside">
          <h3 id="aside">Kept aside</h3>
          <p className={styles.quiet}>These changes were not taken in. They stay in their authors’ own copies, and come in if you give them a role that may edit.</p>
          <ul className={styles.aside}>
            {live.aside.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </section>
      )}
      {[problem, live.trouble].map((each) =>
        each ? (
          <p key={each} className={styles.problem} role="alert">
            {each}
          </p>
        ) : null,
      )}
    </Dialog>
  );
}
