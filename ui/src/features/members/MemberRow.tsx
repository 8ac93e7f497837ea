// A member: who, as what, how much they did, and what may be decided about them.
import { useState } from 'react';
import type { MemberView, Role } from '../../bindings';
import { Button } from '../../components/button/Button';
import { count } from '../../components/format';
import type { Decide } from './MembersDialog';
import { RoleSelect } from './RoleSelect';
import styles from './members.module.css';

type Asking = 'remove' | 'replace' | null;

export function MemberRow({ member, mayAdmit, mayOwn, decide }: { member: MemberView; mayAdmit: boolean; mayOwn: boolean; decide: Decide }) {
  const [asking, setAsking] = useState<Asking>(null);
  const { key, name, role } = member;
  const mine = mayAdmit && !member.founder && role !== null && (mayOwn || !member.owner);
  const admit = (as: Role) => void decide({ type: 'admit', member: { key, name, role: as } });
  return (
    <li className={styles.row} data-removed={role === null || undefined} data-testid={`member-${name}`}>
      <div className={styles.line}>
        <span className={styles.who}>
          <span>
            {name}
            {member.me ? ' (you)' : ''} <code className={styles.digits}>{member.short}</code>
          </span>
          <small>{[member.standing, count(member.changes, 'change'), member.days].filter((words) => words !== '').join(' · ')}</small>
        </span>
        {mine ? (
          <>
            <RoleSelect label={`Role of ${name}`} value={role} onChange={admit} />
            {mayOwn ? (
              <Button look="quiet" onPress={() => void decide({ type: 'own', key, owner: !member.owner })} data-testid="member-own">
                {member.owner ? 'No longer owner' : 'Make owner'}
              </Button>
            ) : null}
            <Button look="quiet" aria-expanded={asking === 'replace'} onPress={() => setAsking(asking === 'replace' ? null : 'replace')}>
              Lost key…
            </Button>
            <Button look="danger" aria-expanded={asking === 'remove'} onPress={() => setAsking(asking === 'remove' ? null : 'remove')} data-testid="member-remove">
              Remove…
            </Button>
          </>
        ) : role === null && mayAdmit ? (
          <Button onPress={() => admit('Contributor')}>Admit again</Button>
        ) : (
          <span className={styles.quiet}>{role ?? ''}</span>
        )}
      </div>
      {mine && asking === 'remove' ? (
        <div className={styles.asking}>
          <p>What {name} did so far stays. What they do from now on, or did meanwhile in a copy of their own, is kept aside.</p>
          <Button look="danger" onPress={() => void decide({ type: 'remove', key })} data-testid="member-remove-now">
            Remove {name}
          </Button>
          <Button onPress={() => setAsking(null)}>Keep</Button>
        </div>
      ) : null}
      {mine && asking === 'replace' ? <NewKey name={name} lost={key} decide={decide} onClose={() => setAsking(null)} /> : null}
    </li>
  );
}

function NewKey({ name, lost, decide, onClose }: { name: string; lost: string; decide: Decide; onClose: () => void }) {
  const [key, setKey] = useState('');
  const give = async (): Promise<void> => {
    if (await decide({ type: 'replace', lost, key })) onClose();
  };
  return (
    <form
      className={styles.asking}
      onSubmit={(event) => {
        event.preventDefault();
        void give();
      }}
    >
      <label className={styles.field}>
        <span>The key that {name} has now. What they did stays, and the lost key counts no longer.</span>
        <input value={key} spellCheck={false} autoComplete="off" placeholder="64 hexadecimal digits" onChange={(event) => setKey(event.target.value)} />
      </label>
      <Button type="submit">Give {name} this key</Button>
      <Button onPress={onClose}>Cancel</Button>
    </form>
  );
}
