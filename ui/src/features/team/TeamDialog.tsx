// The team store: where it is, which plans are there, and the way of the open plan into it.
import { useState } from 'react';
import type { TeamAsk, TeamDone, TeamPlan, TeamReply } from '../../bindings';
import { sentence, toUiError } from '../../backend/backend';
import { useDoor } from '../../backend/context';
import { useReply } from '../../backend/use';
import { Button } from '../../components/button/Button';
import { Dialog } from '../../components/dialog';
import { OwnKey } from '../../components/form';
import { usePreference, useSessionActions } from '../../session/session';
import { useStart } from '../../session/start';
import { useTeam } from '../../session/team';
import { Plans } from './Plans';
import { Stuck } from './Stuck';
import styles from './team.module.css';

export function TeamDialog() {
  const { backend, call } = useDoor();
  const { open, announce } = useSessionActions();
  const start = useStart();
  const team = useTeam();
  const [last, remember] = usePreference('team_store', '');
  const [address, setAddress] = useState(team?.address ?? last);
  const [secret, setSecret] = useState('');
  const [locked, setLocked] = useState(false);
  const [plans, setPlans] = useState<TeamPlan[]>();
  const [done, setDone] = useState<TeamDone>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const kept = team?.address ?? null;
  const key = useReply({ type: 'team', at: null, secret: null, ask: { type: 'key' } }, ['start']).value;

  /** Asks the store; says what went wrong, and asks for a password where that is what is missing. */
  const ask = async (of: TeamAsk, at: string | null = address): Promise<TeamReply | undefined> => {
    if (at?.trim() === '') return void setProblem('say where the team store is: postgres://you@host/database');
    setBusy(true);
    setProblem(undefined);
    setDone(undefined);
    try {
      const reply = await call({ type: 'team', at, secret: secret === '' ? null : secret, ask: of });
      if (reply.type !== 'team') return undefined;
      if (at !== null) remember(at);
      setLocked(false);
      if (reply.value.type === 'done') setDone(reply.value.value);
      return reply.value;
    } catch (error) {
      if (toUiError(error).code === 'password') setLocked(true);
      setProblem(sentence(error));
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  const list = async (): Promise<void> => {
    const reply = await ask({ type: 'plans' });
    if (reply?.type === 'plans') setPlans(reply.value);
  };
  /** Says who belongs to a plan, and lists them anew. */
  const say = async (of: TeamAsk): Promise<boolean> => {
    const reply = await ask(of);
    if (reply?.type !== 'done') return false;
    await list();
    setDone(reply.value);
    announce(reply.value.sentence);
    return true;
  };
  const share = async (): Promise<void> => {
    if ((await ask({ type: 'share' })) === undefined) return;
    await call({ type: 'team', at: null, secret: null, ask: { type: 'follow' } }).catch((error: unknown) => setProblem(sentence(error)));
    announce('the plan is in the team store');
    setPlans(undefined);
  };
  const fetchPlan = async (plan: TeamPlan): Promise<void> => {
    const place = start.new_path.replace(/[^\\/]*$/, `${plan.title.replaceAll(/[\\/:]/g, ' ')}.plimsoll`);
    const path = await backend.pickSave('Keep your copy of the plan', place, 'plimsoll', 'Plimsoll plan');
    if (path === null) return;
    if ((await ask({ type: 'open', plan: plan.plan, path })) === undefined) return;
    announce(`opened ${plan.title} from the team store`);
    open(null);
  };

  return (
    <Dialog
      title="Team store"
      isOpen
      onClose={() => open(null)}
      footer={
        <Button look="primary" onPress={() => open(null)}>
          Done
        </Button>
      }
    >
      {start.open === null ? null : (
        <section className={styles.part} aria-labelledby="team-this">
          <h3 id="team-this">This plan</h3>
          {kept === null ? (
            <p className={styles.quiet}>It is in no team store yet. Shared there, with all of its history, it is yours to steer: you say who belongs to it.</p>
          ) : (
            <>
              <p className={styles.state} data-testid="team-standing">
                {team?.sentence}
              </p>
              <p className={styles.quiet}>{kept}</p>
              {done === undefined ? <LeftOut sentences={team?.left_out ?? []} /> : null}
              <Stuck stuck={done?.stuck ?? team?.stuck ?? []} busy={busy} onAdmit={(who) => void ask({ type: 'bring', author: who.key }, null)} />
              <div className={styles.line}>
                <Button isDisabled={busy} onPress={() => void ask({ type: 'sync' }, null)} data-testid="team-sync">
                  Sync now
                </Button>
              </div>
            </>
          )}
        </section>
      )}
      <section className={styles.part} aria-labelledby="team-there">
        <h3 id="team-there">{kept === null ? 'Your company’s PostgreSQL' : 'Other plans'}</h3>
        <label className={styles.field}>
          <span>Address, without a password</span>
          <input
            value={address}
            placeholder="postgres://you@host/database"
            spellCheck={false}
            autoComplete="off"
            data-testid="team-address"
            onChange={(event) => {
              setAddress(event.target.value);
              setPlans(undefined);
              setProblem(undefined);
            }}
          />
        </label>
        {locked ? (
          <label className={styles.field}>
            <span>Password, kept only until you quit</span>
            <input type="password" value={secret} autoComplete="off" data-testid="team-password" onChange={(event) => setSecret(event.target.value)} />
          </label>
        ) : null}
        <div className={styles.line}>
          <Button isDisabled={busy} onPress={() => void list()} data-testid="team-list">
            {busy ? 'Asking…' : 'List its plans'}
          </Button>
          {start.open !== null && kept === null ? (
            <Button isDisabled={busy} onPress={() => void share()} data-testid="team-share">
              Share this plan there
            </Button>
          ) : null}
        </div>
        {plans === undefined ? null : <Plans plans={plans} busy={busy} onOpen={(plan) => void fetchPlan(plan)} ask={say} />}
      </section>
      {key?.type === 'done' ? (
        <OwnKey digits={key.value.sentence} className={styles.part}>
          Give it to whoever admits you to a plan. It is not a secret.
        </OwnKey>
      ) : null}
      {done === undefined ? null : (
        <div role="status" data-testid="team-done">
          <p className={styles.quiet}>{done.sentence}</p>
          <LeftOut sentences={done.left_out} />
        </div>
      )}
      {[problem, team?.trouble].map((each) =>
        each ? (
          <p key={each} className={styles.problem} role="alert">
            {each}
          </p>
        ) : null,
      )}
    </Dialog>
  );
}

/** What did not come in or did not go there. */
function LeftOut({ sentences }: { sentences: string[] }) {
  return sentences.map((why) => (
    <p key={why} className={styles.problem}>
      Left out: {why}
    </p>
  ));
}
