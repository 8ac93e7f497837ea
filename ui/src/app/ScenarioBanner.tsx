// Says under the title bar that one works in a scenario, and how to return to the plan.
import { GitBranch } from 'lucide-react';
import { Button } from '../components/button/Button';
import { COMPARED, useScenarios } from '../session/scenarios';
import { useSessionActions } from '../session/session';
import { useStart } from '../session/start';
import styles from './PastBanner.module.css';

export function ScenarioBanner() {
  const { within } = useStart();
  const scenarios = useScenarios();
  const { go, prefer } = useSessionActions();
  if (within === null) return null;
  return (
    <div className={styles.banner} role="status" data-testid="scenario-banner">
      <GitBranch size={14} strokeWidth={1.75} aria-hidden />
      <span className={styles.words}>In the scenario “{within.name}”: what you change here stays out of the plan</span>
      <Button
        look="quiet"
        onPress={() => {
          prefer(COMPARED, within.id);
          go('scenarios');
        }}
      >
        Compare with the plan
      </Button>
      <Button look="primary" onPress={() => void scenarios.leave()}>
        Return to the plan
      </Button>
    </div>
  );
}
