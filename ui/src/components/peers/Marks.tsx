// Where others look: a tag at a field that somebody edits, which blocks nobody, and a mark at what somebody has selected.
import type { EntityId, Field } from '../../bindings';
import { usePeersAt } from '../../session/live';
import { hueOf } from './Avatar';
import styles from './peers.module.css';

/** Says who else edits a field. */
export function EditedBy({ entity, field }: { entity: EntityId; field: Field }) {
  const [first, ...more] = usePeersAt(entity, field);
  if (first === undefined) return null;
  const names = [first, ...more].map((person) => person.name).join(', ');
  return (
    <>
      <span className={styles.outline} style={hueOf(first)} aria-hidden />
      <span className={styles.tag} style={hueOf(first)} title={`Being edited by ${names}`} data-testid="edited-by">
        <span className="spoken">Being edited by </span>
        {more.length === 0 ? first.name : `${first.name} +${more.length}`}
      </span>
    </>
  );
}

/** Marks a row that somebody else has selected; `x` is where its bar begins. */
export function LookedAtBy({ entity, x }: { entity: EntityId; x: number }) {
  const peers = usePeersAt(entity);
  const [first] = peers;
  if (first === undefined) return null;
  return (
    <>
      <span className={styles.ring} style={hueOf(first)} aria-hidden />
      <span className={styles.at} style={{ transform: `translateX(${x}px)` }} data-testid="looked-at-by">
        {peers.map((person) => (
          <span key={person.id} className={styles.initials} style={hueOf(person)}>
            {person.initials}
          </span>
        ))}
      </span>
    </>
  );
}
