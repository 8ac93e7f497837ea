// Whose changes would not count, and the way to admit them with the merge.
import { useState } from 'react';
import type { MergeView, NewMember, Role, StrangerView } from '../../bindings';
import { Button } from '../../components/button/Button';
import styles from './import.module.css';

export type Admitting = {
  /** Whom the merge admits. */
  admitted: NewMember[];
  admit: (member: NewMember) => void;
  leave: (key: string) => void;
};

const ROLES: Role[] = ['PM', 'EM', 'Contributor', 'Viewer'];

export function Strangers({ view, admitting: { admitted, admit, leave } }: { view: MergeView; admitting: Admitting }) {
  if (view.strangers.length + admitted.length === 0) return null;
  return (
    <section className={styles.part} aria-labelledby="strangers" data-testid="strangers">
      <h3 id="strangers" className={styles.heading}>
        Who is not a member
      </h3>
      <p className={styles.quiet}>
        {view.may_admit ? 'Admit whoever belongs to the plan: what they did comes in with this merge. What you leave is kept aside.' : `Kept aside until ${view.owners} admits them.`}
      </p>
      <ul className={styles.sentences}>
        {admitted.map((member) => (
          <li key={member.key} className={styles.stranger}>
            <span>
              <strong>{member.name}</strong> becomes a member, as {member.role}
            </span>
            <Button look="quiet" onPress={() => leave(member.key)}>
              Leave aside
            </Button>
          </li>
        ))}
        {view.strangers.map((stranger) => (
          <Stranger key={`${stranger.key} ${stranger.sentence}`} stranger={stranger} may={view.may_admit && stranger.admissible} admit={admit} />
        ))}
      </ul>
    </section>
  );
}

function Stranger({ stranger, may, admit }: { stranger: StrangerView; may: boolean; admit: Admitting['admit'] }) {
  const [role, setRole] = useState<Role>(stranger.role === 'Viewer' ? 'Contributor' : stranger.role);
  return (
    <li className={styles.stranger}>
      <span>
        {stranger.sentence} <code>{stranger.short}</code>
      </span>
      {may ? (
        <>
          <select value={role} aria-label={`Admit ${stranger.by} as`} onChange={(event) => setRole(event.target.value as Role)}>
            {ROLES.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
          <Button onPress={() => admit({ key: stranger.key, name: stranger.by, role })} data-testid="admit-stranger">
            Admit
          </Button>
        </>
      ) : null}
    </li>
  );
}
