// In the title bar: what is looked at, the plan or a scenario of it, and the way from one to the other.
import { Check, ChevronDown } from 'lucide-react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { useReply } from '../backend/use';
import { Button } from '../components/button/Button';
import { count } from '../components/format';
import { COMPARED, useScenarios } from '../session/scenarios';
import { useSessionActions } from '../session/session';
import { useStart } from '../session/start';
import styles from './ScenarioSwitch.module.css';

export function ScenarioSwitch() {
  const { within, viewing } = useStart();
  const { value } = useReply(viewing === null ? { type: 'scenarios' } : null, ['start', 'plan']);
  const scenarios = useScenarios();
  const { open } = useSessionActions();
  return (
    <MenuTrigger>
      <AriaButton className={styles.switch!} data-within={within !== null || undefined} data-testid="scenario-switch" isDisabled={viewing !== null}>
        <span>{within === null ? 'The plan' : `Scenario: ${within.name}`}</span>
        <ChevronDown size={12} aria-hidden />
      </AriaButton>
      <Popover className={styles.popover!} placement="bottom start" offset={4}>
        <Menu className={styles.menu!} aria-label="The plan and its scenarios">
          <MenuItem className={styles.item!} textValue="The plan" onAction={() => void scenarios.leave()}>
            <span>The plan</span>
            {within === null ? <Check size={14} aria-label="shown" /> : null}
          </MenuItem>
          {(value?.scenarios ?? []).map((scenario) => (
            <MenuItem key={scenario.id} className={styles.item!} textValue={scenario.name} onAction={() => void scenarios.enter(scenario.id)}>
              <span>{scenario.name}</span>
              <span className={styles.quiet}>{count(scenario.changes, 'change')}</span>
              {scenario.within ? <Check size={14} aria-label="shown" /> : null}
            </MenuItem>
          ))}
          <Separator className={styles.line!} />
          <MenuItem className={styles.item!} textValue="New scenario" onAction={() => open('scenario')}>
            <span>New scenario…</span>
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** Puts the plan and a scenario side by side: the one that is looked at, or else the first. */
export function CompareButton() {
  const { within, viewing } = useStart();
  const { value } = useReply(viewing === null ? { type: 'scenarios' } : null, ['start', 'plan']);
  const { go, now, prefer } = useSessionActions();
  if (value === undefined || value.scenarios.length === 0) return null;
  const last = value.scenarios.find(({ id }) => id === now().preferences[COMPARED]);
  const id = within?.id ?? last?.id ?? value.scenarios[0]!.id;
  return (
    <Button
      onPress={() => {
        prefer(COMPARED, id);
        go('scenarios');
      }}
      data-testid="compare"
    >
      Compare
    </Button>
  );
}
