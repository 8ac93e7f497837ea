// The panel beside every view: what is selected, and the flags of the plan.
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useReply } from '../../backend/use';
import { PlanProvider } from '../../components/fields';
import { useSession, useSessionActions } from '../../session/session';
import { FlagsTab } from './FlagsTab';
import { KIND_WORDS } from './forms';
import styles from './Inspector.module.css';
import { Selected } from './Selected';

export function Inspector() {
  const tab = useSession((state) => state.tab);
  const kind = useSession((state) => state.selected?.kind ?? 'item');
  const { showTab } = useSessionActions();
  return (
    <PlanProvider>
      <Tabs className={styles.tabs!} selectedKey={tab} onSelectionChange={(key) => showTab(key === 'flags' ? 'flags' : 'item')}>
        <TabList className={styles.list!} aria-label="Inspector">
          <Tab id="item" className={styles.tab!}>
            {KIND_WORDS[kind]}
          </Tab>
          <Tab id="flags" className={styles.tab!} data-testid="tab-flags">
            Flags
            <Standing />
          </Tab>
        </TabList>
        <TabPanel id="item" className={styles.panel!}>
          <Selected />
        </TabPanel>
        <TabPanel id="flags" className={styles.panel!}>
          <FlagsTab />
        </TabPanel>
      </Tabs>
    </PlanProvider>
  );
}

/** How many flags stand; apart, so that the status is no reason to draw the whole inspector. */
function Standing() {
  const flags = useReply({ type: 'status' }, ['plan', 'forecast']).value?.flags;
  const standing = flags ? flags[0] + flags[1] + flags[2] : 0;
  return standing > 0 ? <span className={styles.badge}>{standing}</span> : null;
}
