// One change: when, who, what, and what it replaced; with the ways back to it.
import { ChevronDown, ChevronRight, CirclePlus, CircleSlash } from 'lucide-react';
import type { PastEditView, PastView } from '../../bindings';
import { Button } from '../../components/button/Button';
import { count } from '../../components/format';
import { sentence } from '../../components/words';
import { usePast } from '../../session/past';
import { useSessionActions } from '../../session/session';
import styles from './history.module.css';

export interface ChangeRowProps {
  change: PastView;
  open: boolean;
  onToggle: () => void;
}

export function ChangeRow({ change, open, onToggle }: ChangeRowProps) {
  const past = usePast();
  const { change: ref } = change;
  const edits = change.edits.length + change.more;
  const [only] = change.edits;
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <article className={styles.change} data-testid="change">
      <div className={styles.line}>
        <time className={styles.at}>{change.at}</time>
        <span className={styles.by} title={`${change.by}, ${change.role}`}>
          {change.by}, {change.role}
        </span>
        <span className={styles.what}>
          <span className={styles.label}>{change.label}</span>
          {change.contribution === '' ? null : (
            <span className={styles.contribution} data-testid="contribution">
              <CirclePlus size={12} aria-hidden /> {sentence(change.contribution)}
            </span>
          )}
          {change.aside === '' ? null : (
            <span className={styles.contribution} data-testid="kept-aside">
              <CircleSlash size={12} aria-hidden /> Kept aside: {change.aside}
            </span>
          )}
          {edits === 1 && only ? <Replaced edit={only} /> : null}
        </span>
        <span className={styles.ways}>
          <Button look="quiet" aria-expanded={open} onPress={onToggle}>
            <Chevron size={14} aria-hidden />
            {count(edits, 'field')}
          </Button>
          <Button look="quiet" onPress={() => void past.stepBack({ type: 'change', change: ref })} data-testid="view-then">
            View
          </Button>
          {change.aside === '' ? (
            <Button look="quiet" onPress={() => void past.restore({ type: 'change', change: ref })} data-testid="restore-change">
              Restore
            </Button>
          ) : null}
        </span>
      </div>
      {open ? (
        <ul className={styles.edits}>
          {change.edits.map((edit) => (
            <li key={edit.position}>
              <Edited edit={edit} />
              {change.aside === '' ? (
                <Button
                  look="quiet"
                  onPress={() => void past.restore({ type: 'edit', change: ref, position: edit.position })}
                  data-testid="restore-edit"
                >
                  Restore {short(edit.from)}
                </Button>
              ) : null}
            </li>
          ))}
          {change.more > 0 ? <li className={styles.quiet}>and {count(change.more, 'field')} more, which come back with the whole change</li> : null}
        </ul>
      ) : null}
    </article>
  );
}

function Edited({ edit }: { edit: PastEditView }) {
  const { select } = useSessionActions();
  return (
    <span className={styles.edit}>
      <button type="button" onClick={() => select(edit.entity)}>
        {edit.place}
      </button>
      <Replaced edit={edit} />
    </span>
  );
}

/** What stood there, and what was written. */
function Replaced({ edit }: { edit: PastEditView }) {
  return (
    <span className={styles.replaced}>
      <del>{edit.from}</del>
      <span aria-hidden> → </span>
      <span className="spoken">became</span>
      <ins>{edit.to}</ins>
    </span>
  );
}

function short(words: string): string {
  return words.length > 24 ? `“${words.slice(0, 22)}…”` : `“${words}”`;
}
