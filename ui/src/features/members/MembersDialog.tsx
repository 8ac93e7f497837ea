// Who may change the plan: its members, what is kept aside because its author may not, and the key by which one is admitted.
import { useState } from 'react';
import type { MembersAsk, MembersView } from '../../bindings';
import { sentence } from '../../backend/backend';
import { useDoor } from '../../backend/context';
import { useReply } from '../../backend/use';
import { Button } from '../../components/button/Button';
import { Dialog } from '../../components/dialog';
import { OwnKey } from '../../components/form';
import { ErrorNote, Loading } from '../../components/note/Note';
import { useSessionActions } from '../../session/session';
import { AdmitByKey } from './AdmitByKey';
import { Aside } from './Aside';
import { MemberRow } from './MemberRow';
import styles from './members.module.css';

/** Decides about members; answers whether it was done. */
export type Decide = (ask: MembersAsk) => Promise<boolean>;

export function MembersDialog() {
  const { open } = useSessionActions();
  const { value, error } = useReply({ type: 'members' }, ['plan', 'start']);
  return (
    <Dialog
      title="Members"
      isOpen
      size="large"
      onClose={() => open(null)}
      footer={
        <Button look="primary" onPress={() => open(null)}>
          Done
        </Button>
      }
    >
      {value !== undefined ? <Members view={value} /> : error ? <ErrorNote error={error} /> : <Loading what="Looking who may edit…" />}
    </Dialog>
  );
}

function Members({ view }: { view: MembersView }) {
  const { call } = useDoor();
  const { announce } = useSessionActions();
  const [problem, setProblem] = useState<string>();
  const decide: Decide = async (ask) => {
    setProblem(undefined);
    try {
      const reply = await call({ type: 'set_members', ask });
      if (reply.type === 'done') announce(reply.value);
      return true;
    } catch (error) {
      setProblem(sentence(error));
      return false;
    }
  };
  const isStranger = view.founded && !view.members.some((member) => member.me && member.role !== null);
  return (
    <div className={styles.page}>
      <p className={styles.state} data-testid="members-sentence">
        {view.sentence}
      </p>
      {view.waiting === '' ? null : (
        <p className={styles.note} data-testid="members-waiting">
          {view.waiting}. Send your key, or a copy of the plan: merging it, they admit you in the same step.
        </p>
      )}
      {view.founded ? null : (
        <div className={styles.found}>
          <p className={styles.quiet}>Once it is decided, these people are its members and you own it; what anybody else changes in a copy is kept aside until you admit them.</p>
          <Button look="primary" onPress={() => void decide({ type: 'found' })} data-testid="members-found">
            Decide who may edit
          </Button>
        </div>
      )}
      {view.hint === '' ? null : <p className={styles.note}>{view.hint}</p>}
      {problem === undefined ? null : (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <ul className={styles.rows} aria-label="Members">
        {view.members.map((member) => (
          <MemberRow key={member.key} member={member} mayAdmit={view.may_admit} mayOwn={view.may_own} decide={decide} />
        ))}
      </ul>
      <Aside aside={view.aside} mayAdmit={view.may_admit} decide={decide} />
      {view.may_admit ? <AdmitByKey decide={decide} /> : null}
      <OwnKey digits={view.my_key} className={styles.part}>
        {isStranger ? 'Send it to whoever owns the plan: by it they admit you.' : 'Your changes are signed with it. It is no secret: by it somebody admits you to their plan.'}
      </OwnKey>
    </div>
  );
}
