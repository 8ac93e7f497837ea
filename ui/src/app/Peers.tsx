// The others in the live session, on the title bar: who, as what, doing what. Pressing one follows them.
import { Users } from 'lucide-react';
import { Button as AriaButton, TooltipTrigger } from 'react-aria-components';
import { Button, Hint } from '../components/button/Button';
import { Avatar } from '../components/peers';
import { useLive } from '../session/live';
import { useSession, useSessionActions } from '../session/session';
import { roleWords } from './people';
import styles from './Peers.module.css';

/** More are behind the button. */
const SHOWN = 4;

export function Peers() {
  const live = useLive();
  const following = useSession((state) => state.following);
  const actions = useSessionActions();
  const others = live?.people.filter((person) => !person.me && !person.removed) ?? [];
  const leader = others.find((person) => person.id === following);
  return (
    <>
      {leader ? (
        <span className={styles.following} role="status">
          Following {leader.name} <kbd>Esc</kbd>
        </span>
      ) : null}
      {others.length === 0 ? null : (
        <ul className={styles.peers} aria-label="Also here">
          {others.slice(0, SHOWN).map((person) => (
            <li key={person.id}>
              <TooltipTrigger delay={300} closeDelay={80}>
                <AriaButton
                  className={styles.peer!}
                  aria-label={`${person.name}, ${roleWords(person.role)}, ${person.doing}: follow`}
                  aria-pressed={person.id === following}
                  isDisabled={!person.here}
                  onPress={() => actions.follow(person.id === following ? null : person.id)}
                  data-testid={`peer-${person.name}`}
                >
                  <Avatar person={person} />
                  <span className={styles.role}>{roleWords(person.role)}</span>
                </AriaButton>
                <Hint>
                  {person.name} {person.doing}
                  {person.here ? (person.id === following ? ' · press to stop following' : ' · press to follow') : ''}
                </Hint>
              </TooltipTrigger>
            </li>
          ))}
          {others.length > SHOWN ? <li className={styles.more}>+{others.length - SHOWN}</li> : null}
        </ul>
      )}
      <Button onPress={() => actions.open('share')} data-testid="share">
        <Users size={14} strokeWidth={1.75} aria-hidden />
        {live === undefined || live.part === 'none' ? 'Share' : 'Session'}
      </Button>
    </>
  );
}
