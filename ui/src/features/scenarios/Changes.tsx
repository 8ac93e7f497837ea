// What a scenario changes, one line a change: what it does if taken over alone, and the ways to take or to drop it.
import { useState } from 'react';
import type { EffectView, Mark, SupposedView } from '../../bindings';
import { Button } from '../../components/button/Button';
import { count, number } from '../../components/format';
import { sentence } from '../../components/words';
import { useScenarios } from '../../session/scenarios';
import { MarkGlyph } from './MarkGlyph';
import styles from './scenarios.module.css';

interface ChangesProps {
  id: string;
  changes: readonly SupposedView[];
  effects: readonly EffectView[];
  /** Nothing more will be measured. */
  measured: boolean;
}

export function Changes({ id, changes, effects, measured }: ChangesProps) {
  if (changes.length === 0) {
    return <p className={styles.quiet}>The scenario says nothing else than the plan: work in it, and what you change is listed here.</p>;
  }
  return (
    <section className={styles.part} aria-label="Changes">
      <h2>
        {count(changes.length, 'change')} <span className={styles.quiet}>each as if it were taken over alone</span>
      </h2>
      <ul>
        {changes.map((change) => {
          const key = `${change.change.author} ${change.change.seq}`;
          const effect = effects.find((each) => `${each.change.author} ${each.change.seq}` === key);
          return <Change key={key} id={id} change={change} effect={effect} measured={measured} />;
        })}
      </ul>
    </section>
  );
}

const MARK_WORDS: Record<Mark, string> = { added: 'Added', removed: 'Removed', changed: 'Changed' };

interface ChangeProps {
  id: string;
  change: SupposedView;
  effect: EffectView | undefined;
  measured: boolean;
}

function Change({ id, change, effect, measured }: ChangeProps) {
  const scenarios = useScenarios();
  const [open, setOpen] = useState(false);
  const what = { type: 'change', change: change.change } as const;
  const fields = change.edits.length + change.more;
  return (
    <li className={styles.change} data-testid="scenario-change">
      <MarkGlyph mark={change.mark} />
      <span className={styles.what}>
        <span className="spoken">{MARK_WORDS[change.mark]}: </span>
        {change.mark === 'removed' ? <del>{change.label}</del> : change.label}
        <span className={styles.quiet} title={change.at}>
          {change.by}
          {change.role === null ? '' : `, ${change.role}`}
        </span>
      </span>
      <Effect effect={effect} obstacle={change.obstacle} measured={measured} />
      <span className={styles.ways}>
        <Button look="quiet" aria-expanded={open} onPress={() => setOpen(!open)}>
          {count(fields, 'field')}
        </Button>
        <Button isDisabled={change.obstacle !== ''} onPress={() => void scenarios.takeOver(id, what)} data-testid="take-change">
          Take this change
        </Button>
        <Button look="quiet" onPress={() => void scenarios.drop(id, what)}>
          Drop
        </Button>
      </span>
      {open ? (
        <ul className={styles.edits}>
          {change.edits.map((edit) => (
            <li key={edit.place}>
              {edit.place}: <del>{edit.from}</del> → <ins>{edit.to}</ins>
            </li>
          ))}
          {change.more > 0 ? <li className={styles.quiet}>and {number(change.more)} more</li> : null}
        </ul>
      ) : null}
    </li>
  );
}

function Effect({ effect, obstacle, measured }: { effect: EffectView | undefined; obstacle: string; measured: boolean }) {
  if (obstacle !== '') return <span className={styles.effect}>{sentence(obstacle)}</span>;
  if (effect === undefined) return <span className={styles.effect}>{measured ? 'Not measured' : 'Measuring…'}</span>;
  return (
    <span className={styles.effect} title={sentence(effect.sentence)} data-testid="effect">
      <b>{effect.days === '' ? 'No date moves' : effect.days}</b>
      {effect.title === '' ? null : <span className={styles.about}>{effect.title}</span>}
    </span>
  );
}
