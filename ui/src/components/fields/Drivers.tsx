// Which role drives which concern of the plan. Everybody may change everything; it says whose a change is.
import { useId, useState } from 'react';
import type { Concern, ConcernView, Role } from '../../bindings';
import { useAct } from '../../backend/use';
import { PLAN_ENTITY } from '../../session/ids';
import styles from './fields.module.css';
import { usePlan } from './plan';
import { refusal } from './SlotField';

const ABOUT: Record<Concern, string> = {
  product: 'Problems, priorities and promises',
  delivery: 'Progress, dates and process',
  technical: 'Estimates, dependencies and debt',
  people: 'People and their time',
};

export function Drivers({ label }: { label: string }) {
  const concerns = usePlan()?.concerns ?? [];
  return (
    <fieldset className={styles.records} data-testid="field-driver">
      <legend className="spoken">{label}</legend>
      {concerns.map((each) => (
        <Driver key={each.concern} concern={each} />
      ))}
    </fieldset>
  );
}

function Driver({ concern: { concern, driver } }: { concern: ConcernView }) {
  const id = useId();
  const act = useAct();
  const [problem, setProblem] = useState<string>();
  const choose = (role: Role): void => {
    const slot = { entity: PLAN_ENTITY, field: 'driver' as const, key: concern };
    void refusal(act({ type: 'set', slot, value: { type: 'text', value: role } })).then(setProblem);
  };
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {ABOUT[concern]}
      </label>
      <div className={styles.control}>
        <select id={id} className={styles.input} value={driver} onChange={(event) => choose(event.target.value === 'EM' ? 'EM' : 'PM')} data-testid={`driver-${concern}`}>
          <option value="PM">PM</option>
          <option value="EM">EM</option>
        </select>
      </div>
      {problem !== undefined && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
