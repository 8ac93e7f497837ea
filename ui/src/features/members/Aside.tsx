// What is kept aside: whose, how much, why, and the way in.
import { useState } from 'react';
import type { AsideView, Role } from '../../bindings';
import { Button } from '../../components/button/Button';
import { count } from '../../components/format';
import type { Decide } from './MembersDialog';
import { RoleSelect } from './RoleSelect';
import styles from './members.module.css';

export function Aside({ aside, mayAdmit, decide }: { aside: AsideView[]; mayAdmit: boolean; decide: Decide }) {
  if (aside.length === 0) return null;
  return (
    <section className={styles.part} aria-labelledby="kept-aside" data-testid="kept-aside">
      <h3 id="kept-aside">Kept aside</h3>
      <p className={styles.quiet}>These changes are known and signed, and not part of the plan. They come in once their author may edit.</p>
      <ul className={styles.rows}>
        {aside.map((each) => (
          <AsideRow key={`${each.key} ${each.why}`} aside={each} mayAdmit={mayAdmit} decide={decide} />
        ))}
      </ul>
    </section>
  );
}

function AsideRow({ aside, mayAdmit, decide }: { aside: AsideView; mayAdmit: boolean; decide: Decide }) {
  const [role, setRole] = useState<Role>(aside.role === 'Viewer' ? 'Contributor' : aside.role);
  return (
    <li className={styles.row}>
      <div className={styles.line}>
        <span className={styles.who}>
          <span>
            {count(aside.changes, 'change')} by {aside.by} <code className={styles.digits}>{aside.short}</code>
          </span>
          <small>
            {aside.why} · latest: {aside.latest}
          </small>
        </span>
        {mayAdmit && aside.admissible ? (
          <>
            <RoleSelect label={`Admit ${aside.by} as`} value={role} onChange={setRole} />
            <Button onPress={() => void decide({ type: 'admit', member: { key: aside.key, name: aside.by, role } })} data-testid="aside-admit">
              Admit
            </Button>
          </>
        ) : null}
      </div>
    </li>
  );
}
