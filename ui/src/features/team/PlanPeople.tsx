// Who belongs to a plan of a team store. The database decides who may say so; what it refuses is a sentence.
import { useId, useState } from 'react';
import type { Role, TeamAsk, TeamPlan } from '../../bindings';
import { Button } from '../../components/button/Button';
import styles from './team.module.css';

const ROLES: readonly Role[] = ['PM', 'EM', 'Contributor', 'Viewer'];

/** `ask` answers whether it was done. */
export function PlanPeople({ plan, busy, ask }: { plan: TeamPlan; busy: boolean; ask: (of: TeamAsk) => Promise<boolean> }) {
  const id = useId();
  const [dbrole, setDbrole] = useState('');
  const [role, setRole] = useState<Role>('EM');
  const [author, setAuthor] = useState('');
  const key = author.trim();
  const isComplete = dbrole.trim() !== '' && (key !== '' || role === 'Viewer');

  const admit = async (): Promise<void> => {
    const admitted = await ask({ type: 'admit', plan: plan.plan, dbrole: dbrole.trim(), author: key === '' ? null : key, role });
    if (!admitted) return;
    setDbrole('');
    setAuthor('');
  };
  return (
    <section className={styles.people} aria-label={`People of ${plan.title}`}>
      <ul>
        {plan.members.map((member) => (
          <li key={`${member.dbrole} ${member.role}`}>
            <span className={styles.what}>{member.dbrole}</span>
            <span className={styles.quiet}>{member.role}</span>
            <Button
              isDisabled={busy}
              aria-label={`Remove ${member.dbrole} from ${plan.title}`}
              onPress={() => void ask({ type: 'dismiss', plan: plan.plan, dbrole: member.dbrole })}
            >
              Remove
            </Button>
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void admit();
        }}
      >
        <div className={styles.admit}>
          <input value={dbrole} placeholder="database role" aria-label="Database role" spellCheck={false} autoComplete="off" data-testid="team-dbrole" onChange={(event) => setDbrole(event.target.value)} />
          <select value={role} aria-label="What they may be" data-testid="team-role" onChange={(event) => setRole(ROLES.find((each) => each === event.target.value) ?? role)}>
            {ROLES.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
          <Button type="submit" isDisabled={busy || !isComplete} data-testid="team-admit">
            Admit
          </Button>
        </div>
        <input
          value={author}
          placeholder={role === 'Viewer' ? 'their key, if they are to edit one day' : 'their key'}
          aria-label="Their author key"
          aria-describedby={`${id}-key`}
          spellCheck={false}
          autoComplete="off"
          data-testid="team-key"
          onChange={(event) => setAuthor(event.target.value)}
        />
        <p className={styles.quiet} id={`${id}-key`}>
          They copy it from their own Team store dialog. Only changes signed with it are theirs.
        </p>
      </form>
    </section>
  );
}
