// What is in conflict, because nobody knows it of the other; the flags of the plan, the worst first; then what had to be
// repaired, and what was accepted.
import { useState } from 'react';
import type { Silent } from '../../bindings';
import { useReply } from '../../backend/use';
import { Button } from '../../components/button/Button';
import { Conflicts } from '../../components/conflicts';
import { usePlan } from '../../components/fields';
import { count, number } from '../../components/format';
import { Empty, ErrorNote, Loading } from '../../components/note/Note';
import { useSession } from '../../session/session';
import { AcceptedList } from './AcceptedList';
import { FlagCard } from './FlagCard';
import { Findings } from './Findings';
import { useOutcomes } from './outcomes';
import styles from './Flags.module.css';

/** Flags that stand below one another at first, and as many again with each press: hundreds would slow all that is drawn. */
const PAGE = 40;

export function FlagsTab() {
  const { value: view, error } = useReply({ type: 'flags' }, ['plan', 'forecast']);
  const plan = usePlan();
  const outcomes = useOutcomes();
  const selected = useSession((state) => state.selected);
  const [limit, setLimit] = useState(PAGE);
  if (!view) return error ? <ErrorNote error={error} /> : <Loading what="Looking for what wants an answer…" />;
  const standing = view.flags.filter((flag) => flag.waived === null);
  const waived = view.flags.filter((flag) => flag.waived !== null);
  const findings = plan?.findings ?? [];
  const conflicts = plan?.conflicts ?? [];
  const touches = (flag: (typeof standing)[number]): boolean =>
    selected !== null && flag.subjects.some((subject) => subject.kind === selected.kind && subject.id === selected.id);
  // What touches the selection is among them, however far down it stands.
  const shown = standing.filter((flag, place) => place < limit || touches(flag));
  const more = standing.length - shown.length;
  return (
    <div className={`${styles.flags} ${view.stale ? styles.stale : ''}`} aria-busy={view.stale}>
      {conflicts.length > 0 ? <Conflicts conflicts={conflicts} /> : null}
      {view.known ? null : <Loading what="Looking for what wants an answer…" />}
      {view.known && standing.length + findings.length + conflicts.length === 0 ? (
        <Empty title="No flags">
          {plan?.ranked.length === 0
            ? 'Nothing is planned yet. What is wrong with a plan stands here, with its numbers and the ways out.'
            : 'Every promise holds at the confidence it was made at, and nothing else wants an answer.'}
        </Empty>
      ) : null}
      <h2 className="spoken">Flags</h2>
      <ul aria-label="Flags">
        {shown.map((flag) => (
          <li key={`${flag.rule} ${flag.subject_key}`}>
            <FlagCard flag={flag} titles={view.titles} touched={touches(flag)} outcomes={outcomes} />
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <Button look="quiet" onPress={() => setLimit(limit + PAGE)}>
          {`Show ${number(Math.min(PAGE, more))} of ${count(more, 'further flag')}`}
        </Button>
      ) : null}
      {findings.length > 0 ? <Findings findings={findings} /> : null}
      {waived.length > 0 ? (
        <details className={styles.waived}>
          <summary>{count(waived.length, 'accepted flag')}</summary>
          <ul aria-label="Accepted flags">
            {waived.map((flag) => (
              <li key={`${flag.rule} ${flag.subject_key}`}>
                <FlagCard flag={flag} titles={view.titles} touched={touches(flag)} outcomes={outcomes} />
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {view.accepted.length > 0 ? <AcceptedList accepted={view.accepted} /> : null}
      {view.silent.length > 0 ? <SilentRules rules={view.silent} /> : null}
    </div>
  );
}

/** The rules that say nothing because they cannot, so that nobody takes their silence for peace. */
function SilentRules({ rules }: { rules: Silent[] }) {
  return (
    <details className={styles.waived}>
      <summary>{count(rules.length, 'rule has', 'rules have')} nothing to look at</summary>
      <dl className={styles.silent} aria-label="Rules that have nothing to look at">
        {rules.map((rule) => (
          <div key={rule.rule}>
            <dt>{rule.title}</dt>
            <dd>{rule.reason}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
