// The plan and a scenario side by side: what the scenario says at once, what it comes to as soon as it is reckoned, at a
// glance first. What is no longer true stays in its place, pale, until the next is there.
import { useState } from 'react';
import { useCall, useReply } from '../../backend/use';
import type { AskedView, CompareView, ScenarioRow } from '../../bindings';
import { Button } from '../../components/button/Button';
import { useOrphanedFocus } from '../../components/focus';
import { Bar, Gap } from '../../components/grid';
import { ErrorNote, Loading } from '../../components/note/Note';
import { SinceSelect, useSince } from '../../components/since';
import { sentence } from '../../components/words';
import { useOffer } from '../../session/commands';
import { useScenarios } from '../../session/scenarios';
import { Changes } from './Changes';
import { Dates } from './Dates';
import { Undercut } from './Undercut';
import { Whole } from './Whole';
import styles from './scenarios.module.css';

interface CompareProps {
  row: ScenarioRow;
  all: readonly ScenarioRow[];
  onChoose: (id: string) => void;
  onLeave: () => void;
}

export function Compare({ row, all, onChoose, onLeave }: CompareProps) {
  const says = useReply({ type: 'compare_scenario', id: row.id }, ['start', 'plan']);
  const asked = useReply({ type: 'ask', question: { type: 'scenario', scenario: row.id } }, ['plan', 'answers']);
  const scenarios = useScenarios();
  const since = useSince();
  const [last, setLast] = useState<CompareView | null>(null);
  const known = asked.value?.answer?.type === 'scenario' ? asked.value.answer.value : null;
  if (known !== null && known !== last) setLast(known);
  const shown = known ?? last;
  const page = useOrphanedFocus<HTMLElement>();
  useOffer([{ id: 'comparison_back', group: 'Go to', label: 'Leave the comparison', keys: ['Escape'], enabled: true, run: onLeave }]);
  return (
    <section ref={page} tabIndex={-1} className={styles.page} aria-label={`The plan and ${row.name}`} data-testid="comparison">
      <Bar label="Comparison">
        <Button look="quiet" onPress={onLeave}>
          All scenarios
        </Button>
        <span className={styles.quiet}>The plan beside</span>
        {all.length > 1 ? (
          <select className={styles.choose} aria-label="Scenario" value={row.id} onChange={(event) => onChoose(event.target.value)}>
            {all.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        ) : (
          <b>{row.name}</b>
        )}
        <Gap />
        <SinceSelect since={since} />
        <Button onPress={() => void (row.within ? scenarios.leave() : scenarios.enter(row.id))}>{row.within ? 'Return to the plan' : 'Work in it'}</Button>
        <Button
          look="primary"
          isDisabled={row.changes === 0}
          onPress={() => void scenarios.takeOver(row.id, { type: 'all' })}
          data-testid="take-all"
        >
          Take everything over
        </Button>
      </Bar>
      <div className={styles.body}>
        <Headline view={shown} asked={asked.value} />
        {asked.error ? <ErrorNote error={asked.error} /> : null}
        {says.error ? <ErrorNote error={says.error} /> : null}
        {says.value ? (
          <>
            <Undercut id={row.id} conflicts={says.value.conflicts} />
            <Changes id={row.id} changes={says.value.changes} effects={shown?.effects ?? []} measured={asked.value?.complete ?? false} />
          </>
        ) : null}
        {shown ? (
          <div className={styles.body} data-stale={known === null || undefined}>
            <Dates view={shown} />
            <Whole view={shown} />
          </div>
        ) : asked.error ? null : (
          <Loading what="Reckoning both sides…" />
        )}
      </div>
    </section>
  );
}

function Headline({ view, asked }: { view: CompareView | null; asked: AskedView | undefined }) {
  const call = useCall();
  return (
    <header className={styles.headline} aria-busy={!(asked?.complete ?? false)}>
      {view === null ? null : (
        <p>
          <b data-testid="comparison-sentence">{sentence(view.sentence)}</b>
          <span className={styles.quiet}>{sentence(view.basis)}</span>
        </p>
      )}
      {asked === undefined || asked.complete ? null : (
        <p className={styles.working}>
          {asked.of === 0 ? <span>Reckoning both sides…</span> : <progress aria-label="Forecasts made" max={asked.of} value={asked.done} />}
          <Button look="quiet" onPress={() => void call({ type: 'stop_asking' })}>
            Stop
          </Button>
        </p>
      )}
      {asked?.stopped ? (
        <p className={styles.working}>
          <span>Stopped before the end</span>
          <Button look="quiet" onPress={() => void call({ type: 'ask_again' })}>
            Work it out
          </Button>
        </p>
      ) : null}
      {asked === undefined || asked.stopped || asked.problem === '' ? null : <p role="alert">{sentence(asked.problem)}</p>}
    </header>
  );
}
