// The plans of a team store that one may see.
import type { TeamPlan } from '../../bindings';
import { Button } from '../../components/button/Button';
import styles from './team.module.css';

export function Plans({ plans, busy, onOpen }: { plans: TeamPlan[]; busy: boolean; onOpen: (plan: TeamPlan) => void }) {
  if (plans.length === 0) return <p className={styles.quiet}>There is no plan that you may see. Share one, or ask to be admitted to one.</p>;
  return (
    <ul className={styles.plans} aria-label="Plans in the team store">
      {plans.map((plan) => (
        <li key={plan.plan}>
          <span className={styles.what}>
            {plan.title}
            <small title={plan.sentence}>{plan.sentence}</small>
          </span>
          <Button isDisabled={busy} aria-label={`Open ${plan.title}`} onPress={() => onOpen(plan)}>
            Open…
          </Button>
        </li>
      ))}
    </ul>
  );
}
