// Who is at the keyboard: asked once, changeable ever after, and asked again of whoever works on this machine too. Name and
// role stand on every change; each person has a key of their own.
import { useState } from 'react';
import type { AuthorView, Role } from '../../bindings';
import { sentence } from '../../backend/backend';
import { useCall } from '../../backend/use';
import { Button } from '../../components/button/Button';
import { Dialog } from '../../components/dialog';
import { useSessionActions } from '../../session/session';
import { useStart } from '../../session/start';
import styles from './start.module.css';

const ROLES: { role: Role; title: string; drives: string }[] = [
  { role: 'PM', title: 'Product manager', drives: 'drives priorities and promises' },
  { role: 'EM', title: 'Engineering manager', drives: 'drives delivery and people' },
  { role: 'Contributor', title: 'Contributor', drives: 'adds estimates, debt, evidence' },
  { role: 'Viewer', title: 'Viewer', drives: 'reads and questions' },
];

export function AuthorDialog({ adding = false }: { adding?: boolean }) {
  const start = useStart();
  const author = adding ? null : start.author;
  const { open, now } = useSessionActions();
  const call = useCall();
  const [name, setName] = useState(author?.name ?? '');
  const [role, setRole] = useState<Role>(author?.role ?? (adding ? missing(start.authors) : 'PM'));
  const [problem, setProblem] = useState<string>();

  const save = async () => {
    const words = name.trim();
    if (words === '') return setProblem('type the name under which your changes are kept');
    try {
      await call({ type: adding ? 'add_author' : 'set_author', name: words, role });
      // Asked before an import, it gives way to it.
      if (now().overlay === 'author' || adding) open(null);
    } catch (error) {
      setProblem(sentence(error));
    }
  };

  // The first author's key is the machine's own.
  const canGo = author !== null && start.authors.findIndex(({ name: each }) => each === author.name) > 0;
  const remove = async () => {
    try {
      await call({ type: 'remove_author', name: author?.name ?? '' });
      open(null);
    } catch (error) {
      setProblem(sentence(error));
    }
  };

  return (
    <Dialog title={adding ? 'Add somebody' : 'Who is at the keyboard?'} isOpen onClose={() => open(null)} dismissable={start.author !== null}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p className={styles.quiet}>
          {adding
            ? 'They get a key of their own on this machine and the keyboard right away: what is changed, undone or signed next is theirs. The list of names at the top hands it back.'
            : 'Your name and role are kept with every change you make, so that everyone sees who decided what. You can change them at any time.'}
        </p>
        <label className={styles.field}>
          <span>Name</span>
          <input
            className={styles.input}
            value={name}
            data-testid="author-name"
            autoComplete="name"
            // The dialog asks one thing first.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            aria-invalid={problem !== undefined || undefined}
            aria-describedby={problem === undefined ? undefined : 'author-problem'}
            onChange={(event) => {
              setName(event.target.value);
              setProblem(undefined);
            }}
          />
          {problem !== undefined && (
            <span id="author-problem" role="alert" className={styles.problem}>
              {problem}
            </span>
          )}
        </label>
        <fieldset className={styles.roles}>
          <legend>Role</legend>
          {ROLES.map(({ role: each, title, drives }) => (
            <label key={each} className={styles.role}>
              <input type="radio" name="role" value={each} checked={role === each} data-testid={`role-${each}`} onChange={() => setRole(each)} />
              <span>
                {title}
                <span className={styles.quiet}> {drives}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <div className={styles.actions}>
          {canGo ? (
            <Button look="quiet" onPress={() => void remove()}>
              Remove from this machine
            </Button>
          ) : null}
          <Button look="primary" type="submit" data-testid="author-save">
            {adding ? 'Add' : author === null ? 'Start' : 'Save'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Of the two roles that sign, the one that nobody here has yet. */
function missing(authors: AuthorView[]): Role {
  return authors.some(({ role }) => role === 'PM') ? 'EM' : 'PM';
}
