// Somebody is admitted by their key before they have changed anything.
import { useState } from 'react';
import type { Role } from '../../bindings';
import { Button } from '../../components/button/Button';
import type { Decide } from './MembersDialog';
import { RoleSelect } from './RoleSelect';
import styles from './members.module.css';

export function AdmitByKey({ decide }: { decide: Decide }) {
  const [key, setKey] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('PM');
  const admit = async (): Promise<void> => {
    if (!(await decide({ type: 'admit', member: { key, name, role } }))) return;
    setKey('');
    setName('');
  };
  return (
    <section className={styles.part} aria-labelledby="admit-by-key">
      <h3 id="admit-by-key">Admit by key</h3>
      <form
        className={styles.line}
        onSubmit={(event) => {
          event.preventDefault();
          void admit();
        }}
      >
        <label className={styles.field} data-wide>
          <span>Key</span>
          <input value={key} spellCheck={false} autoComplete="off" placeholder="64 hexadecimal digits" data-testid="admit-key" onChange={(event) => setKey(event.target.value)} />
        </label>
        <label className={styles.field}>
          <span>Name</span>
          <input value={name} autoComplete="off" data-testid="admit-name" onChange={(event) => setName(event.target.value)} />
        </label>
        <span className={styles.field}>
          <span aria-hidden>Role</span>
          <RoleSelect label="Role of the new member" value={role} onChange={setRole} />
        </span>
        <Button type="submit" data-testid="admit-now">
          Admit
        </Button>
      </form>
    </section>
  );
}
