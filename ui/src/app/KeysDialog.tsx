// Every key in one list, from the same table that the keys themselves are read from.
import { useDoor } from '../backend/context';
import { Dialog } from '../components/dialog';
import { GROUPS, useCommands } from '../session/commands';
import { shownKeys } from '../session/keys';
import { useSessionActions } from '../session/session';
import styles from './KeysDialog.module.css';

export function KeysDialog() {
  const { backend } = useDoor();
  const { open } = useSessionActions();
  const commands = useCommands().filter((command) => command.keys.length > 0);
  return (
    <Dialog title="Keys" size="large" isOpen onClose={() => open(null)}>
      <p className={styles.note}>Single letters work outside text fields.</p>
      <div className={styles.groups}>
        {GROUPS.map((group) => {
          const members = commands.filter((command) => command.group === group);
          return members.length === 0 ? null : (
            <section key={group}>
              <h2>{group}</h2>
              <dl>
                {members.map((command) => (
                  <div key={command.id}>
                    <dt>{command.label}</dt>
                    <dd>
                      {command.keys.map((keys) => (
                        <kbd key={keys}>{shownKeys(keys, backend.mac)}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
