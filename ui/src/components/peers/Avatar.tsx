// Somebody in the live session: initials in a ring of their colour.
import type { PersonHereView } from '../../bindings';
import styles from './peers.module.css';

export function Avatar({ person }: { person: PersonHereView }) {
  return (
    <span className={styles.avatar} style={hueOf(person)} data-away={!person.here || undefined} aria-hidden>
      {person.initials}
    </span>
  );
}

/** The colour that is theirs, for the marks of theirs. */
export function hueOf(person: PersonHereView): React.CSSProperties {
  return { '--peer': `var(--peer-${person.hue})` } as React.CSSProperties;
}
