// Who takes part and as what; whoever shares the plan sets it.
import type { PersonHereView, Role } from '../../bindings';
import { Button } from '../../components/button/Button';
import { Avatar } from '../../components/peers';
import type { Ask } from './ShareDialog';
import styles from './live.module.css';

const ROLES: Role[] = ['PM', 'EM', 'Contributor', 'Viewer'];

export function PeopleList({ people, hosting, ask }: { people: PersonHereView[]; hosting: boolean; ask: Ask }) {
  return (
    <section className={styles.part} aria-labelledby="session-people">
      <h3 id="session-people">People</h3>
      <ul className={styles.people}>
        {people.map((person) => (
          <li key={person.id} data-testid={`person-${person.name}`}>
            <Avatar person={person} />
            <span className={styles.who}>
              {person.me ? `${person.name} (you)` : person.name}
              <small>{person.host ? `shares the plan · ${person.doing}` : person.doing}</small>
            </span>
            {hosting && !person.host ? <Rights person={person} ask={ask} /> : <span className={styles.quiet}>{person.role}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Rights({ person, ask }: { person: PersonHereView; ask: Ask }) {
  if (person.removed) {
    return (
      <Button onPress={() => void ask({ type: 'set_peer_role', person: person.id, role: person.role })} data-testid="let-back">
        Let back in
      </Button>
    );
  }
  return (
    <>
      <select
        value={person.role}
        aria-label={`Role of ${person.name}`}
        onChange={(event) => void ask({ type: 'set_peer_role', person: person.id, role: event.target.value as Role })}
      >
        {ROLES.map((role) => (
          <option key={role}>{role}</option>
        ))}
      </select>
      <Button look="danger" onPress={() => void ask({ type: 'remove_peer', person: person.id })}>
        Remove
      </Button>
    </>
  );
}
