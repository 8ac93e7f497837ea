// One flag: how bad, what is wrong, the numbers on demand, and the ways out.
import { ChevronRight } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { EntityId, Flag, Remedy } from '../../bindings';
import { Button } from '../../components/button/Button';
import { count, shortDay } from '../../components/format';
import { SEVERITY_WORDS, SeverityGlyph } from '../../components/status/Status';
import { sentence } from '../../components/words';
import { useSessionActions } from '../../session/session';
import { useStart } from '../../session/start';
import { AcceptForm } from './AcceptForm';
import type { Known, Outcomes } from './outcomes';
import { RemedyRow } from './RemedyRow';
import styles from './Flags.module.css';

type FlagCardProps = {
  flag: Flag;
  /** Titles of the subjects, by `kind:id`. */
  titles: { [key: string]: string };
  /** What is selected is one of its subjects. */
  touched: boolean;
  /** What its ways out come to. */
  outcomes: Outcomes;
};

export function FlagCard({ flag, titles, touched, outcomes }: FlagCardProps) {
  const [waiving, setWaiving] = useState(false);
  const actions = useSessionActions();
  const { today, viewing } = useStart();
  const [main] = flag.subjects;
  const show = actions.point;
  return (
    <article className={`${styles.card} ${styles[flag.severity]} ${touched ? styles.touched : ''}`} data-testid={`flag-${flag.rule}`} data-subject={flag.subject_key}>
      <h3 className={styles.severity}>
        <SeverityGlyph severity={flag.severity} />
        {SEVERITY_WORDS[flag.severity]}
      </h3>
      {main ? (
        <button type="button" className={styles.sentence} onClick={() => show(main)} onFocus={() => show(main)}>
          {flag.sentence}
        </button>
      ) : (
        <p className={styles.sentence}>{flag.sentence}</p>
      )}
      <Subjects subjects={flag.subjects} titles={titles} onShow={show} />
      {flag.waived ? (
        <p className={styles.accepted}>
          Accepted by {flag.waived.by} until {shortDay(flag.waived.until, today)}: {flag.waived.reason}
        </p>
      ) : (
        <Remedies flag={flag} outcomes={outcomes} />
      )}
      <footer className={styles.cardFoot}>
        <div className={styles.reasons}>
          <Numbers flag={flag} />
          <Evidence lines={flag.evidence} />
        </div>
        {flag.waived || waiving || viewing ? null : (
          <Button look="quiet" className={styles.waive!} onPress={() => setWaiving(true)}>
            Accept…
          </Button>
        )}
      </footer>
      {waiving ? (
        <AcceptForm
          label="Accept this flag"
          done="the flag is accepted"
          request={(reason, until) => ({ type: 'waive', rule: flag.rule, subject: flag.subject_key, reason, until })}
          today={today}
          onClose={() => setWaiving(false)}
        />
      ) : null}
    </article>
  );
}

/** The most promising way out, and the others on demand. */
function Remedies({ flag, outcomes }: { flag: Flag; outcomes: Outcomes }) {
  const [first, ...others] = flag.remedies;
  if (!first) return null;
  const row = (remedy: Remedy, index: number): ReactNode => {
    const known = outcomes(flag, remedy);
    return (
      <RemedyRow
        key={remedy.label}
        remedy={remedy}
        previewKey={`${flag.rule} ${flag.subject_key} ${index}`}
        first={index === 0}
        known={outcomeOf(known)}
        isTold={known !== null && known !== 'measuring'}
      />
    );
  };
  return (
    <div className={styles.remedies}>
      {row(first, 0)}
      {others.length === 0 ? null : (
        <details className={styles.more}>
          <summary>
            <ChevronRight size={12} aria-hidden />
            {count(others.length, 'more way', 'more ways')} out
          </summary>
          {others.map((remedy, index) => row(remedy, index + 1))}
        </details>
      )}
    </div>
  );
}

/** What a way out comes to, or that this is being measured. */
function outcomeOf(known: Known): ReactNode {
  if (known === null) return undefined;
  if (known === 'measuring') return <p className={styles.measuring}>Measuring what it does…</p>;
  return (
    <p className={styles.outcome} data-stale={known.stale || undefined} data-testid="remedy-outcome">
      {sentence(known.sentence)}
    </p>
  );
}

/** The subjects beyond the first, which the sentence itself selects. */
function Subjects({ subjects, titles, onShow }: { subjects: EntityId[]; titles: { [key: string]: string }; onShow: (subject: EntityId) => void }) {
  const others = subjects.slice(1).filter((subject) => titles[`${subject.kind}:${subject.id}`] !== undefined);
  if (others.length === 0) return null;
  return (
    <p className={styles.subjects}>
      {others.map((subject) => (
        <button key={`${subject.kind} ${subject.id}`} type="button" onClick={() => onShow(subject)}>
          {titles[`${subject.kind}:${subject.id}`]}
        </button>
      ))}
    </p>
  );
}

/** What people did that the rule has read, the latest first. */
function Evidence({ lines }: { lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <details className={styles.numbers}>
      <summary>
        <ChevronRight size={12} aria-hidden />
        What people did, {count(lines.length, 'time')}
      </summary>
      <ul>
        {lines.map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ul>
    </details>
  );
}

function Numbers({ flag }: { flag: Flag }) {
  return (
    <details className={styles.numbers}>
      <summary>
        <ChevronRight size={12} aria-hidden />
        Numbers and source
      </summary>
      <dl>
        {flag.numbers.map((figure) => (
          <div key={figure.label}>
            <dt>{figure.label}</dt>
            <dd>{figure.text}</dd>
          </div>
        ))}
        {flag.threshold.text === '' ? null : (
          <div>
            <dt>Raised when</dt>
            <dd>
              {flag.threshold.text}
              {flag.threshold.is_default ? '' : ', as this plan sets it'}
            </dd>
          </div>
        )}
        {flag.threshold.source === '' ? null : (
          <div>
            <dt>Source</dt>
            <dd>{flag.threshold.source}</dd>
          </div>
        )}
        {flag.clears_when === '' ? null : (
          <div>
            <dt>Goes away when</dt>
            <dd>{flag.clears_when}</dd>
          </div>
        )}
      </dl>
    </details>
  );
}
