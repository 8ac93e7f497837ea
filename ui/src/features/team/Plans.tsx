// The plans of a team store that one may see.
import { useState } from 'react';
import type { TeamAsk, TeamPlan } from '../../bindings';
import { Button } from '../../components/button/Button';
import { PlanPeople } from './PlanPeople';
import styles from './team.module.css';

interface PlansProps {
  plans: TeamPlan[];
  busy: boolean;
  onOpen: (plan: TeamPlan) => void;
  /** Answers whether it was done. */
  ask: (of: TeamAsk) => Promise<boolean>;
}

export function Plans({ plans, busy, onOpen, ask }: PlansProps) {
  const [shown, show] = useState<string>();
  if (plans.length === 0) return <p className={styles.quiet}>There is no plan that you may see. Share one, or ask to be admitted to one.</p>;
  return (
    <ul className={styles.plans} aria-label="Plans in the team store">
      {plans.map((plan) => (
        <li key={plan.plan}>
          <div className={styles.plan}>
            <span className={styles.what}>
              {plan.title}
              <small title={plan.sentence}>{plan.sentence}</small>
            </span>
            <Button
              look="quiet"
              aria-expanded={shown === plan.plan}
              aria-label={`People of ${plan.title}`}
              onPress={() => show(shown === plan.plan ? undefined : plan.plan)}
            >
              People
            </Button>
            <Button isDisabled={busy} aria-label={`Open ${plan.title}`} onPress={() => onOpen(plan)}>
              Open…
            </Button>
          </div>
          {shown === plan.plan ? <PlanPeople plan={plan} busy={busy} ask={ask} /> : null}
        </li>
      ))}
    </ul>
  );
}
