// The scenarios of the plan: the list of all, or one of them beside the plan.
import { useState } from 'react';
import { useReply } from '../../backend/use';
import { Button } from '../../components/button/Button';
import { count } from '../../components/format';
import { Bar, Gap } from '../../components/grid';
import { Empty, ErrorNote, Loading } from '../../components/note/Note';
import { COMPARED } from '../../session/scenarios';
import { usePreference, useSessionActions } from '../../session/session';
import { useStart } from '../../session/start';
import { Compare } from './Compare';
import { ScenarioLine, type Way } from './ScenarioLine';
import styles from './scenarios.module.css';

export function ScenariosPage() {
  const { viewing } = useStart();
  const { value, error } = useReply({ type: 'scenarios' }, ['start', 'plan']);
  const [compared, setCompared] = usePreference(COMPARED, '');
  // The comparison last opened, and by which of its buttons: there the focus returns.
  const [way, setWay] = useState<Way>('name');
  const [left, setLeft] = useState('');
  const { open } = useSessionActions();
  if (error) return <ErrorNote error={error} />;
  if (value === undefined) return <Loading what="Reading the scenarios…" />;
  const make = (
    <Button look="primary" isDisabled={viewing !== null} onPress={() => open('scenario')} data-testid="new-scenario">
      New scenario…
    </Button>
  );
  if (value.scenarios.length === 0) {
    return (
      <Empty title="No scenarios yet" action={make}>
        A scenario is the plan as it could be. Edit it like the plan, compare dates, flags and cost side by side, and take over what holds.
      </Empty>
    );
  }
  const compare = (id: string, by: Way): void => {
    setWay(by);
    setCompared(id);
  };
  const leave = (id: string): void => {
    setLeft(id);
    setCompared('');
  };
  const chosen = value.scenarios.find(({ id }) => id === compared);
  if (chosen !== undefined && viewing === null) {
    return <Compare key={chosen.id} row={chosen} all={value.scenarios} onChoose={setCompared} onLeave={() => leave(chosen.id)} />;
  }
  return (
    <section className={styles.page} aria-label="Scenarios">
      <Bar label="Scenarios">
        <span className={styles.quiet}>{count(value.scenarios.length, 'scenario')}</span>
        <Gap />
        {make}
      </Bar>
      <ul className={styles.list} aria-label="All scenarios">
        {value.scenarios.map((row) => (
          <ScenarioLine key={row.id} row={row} back={row.id === left ? way : null} onCompare={(by) => compare(row.id, by)} />
        ))}
      </ul>
    </section>
  );
}
