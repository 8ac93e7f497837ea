// The views, as links with their keys; narrow, only their pictures.
import { CalendarRange, Gauge, GitBranch, History, Layers, ListOrdered, Scale, Timer, Users, type LucideIcon } from 'lucide-react';
import { Button, TooltipTrigger } from 'react-aria-components';
import { useDoor } from '../backend/context';
import { Hint } from '../components/button/Button';
import { shownKeys } from '../session/keys';
import { usePreference, useSession, useSessionActions } from '../session/session';
import { useStart } from '../session/start';
import { VIEWS, type View } from '../session/store';
import { VIEW_NAMES } from './commands';
import styles from './Sidebar.module.css';

const ICONS: Record<View, LucideIcon> = {
  roadmap: CalendarRange,
  priorities: ListOrdered,
  debt: Layers,
  capacity: Gauge,
  delivery: Timer,
  people: Users,
  decisions: Scale,
  history: History,
  scenarios: GitBranch,
};

export function Sidebar() {
  const [mode] = usePreference('sidebar', 'open');
  const { backend } = useDoor();
  const { go } = useSessionActions();
  const current = useSession((state) => state.view);
  const narrow = mode === 'narrow';
  const { viewing, within } = useStart();
  return (
    <nav className={`${styles.sidebar} ${narrow ? styles.narrow : ''}`} aria-label="Views" data-aside={viewing !== null || within !== null || undefined}>
      <ul>
        {VIEWS.map((view, index) => {
          const Icon = ICONS[view];
          const keys = shownKeys(`Mod+${index + 1}`, backend.mac);
          return (
            <li key={view}>
              <TooltipTrigger delay={400} closeDelay={80} isDisabled={!narrow}>
                <Button
                  className={styles.view!}
                  aria-label={narrow ? VIEW_NAMES[view] : undefined}
                  aria-current={view === current ? 'page' : undefined}
                  data-testid={`view-${view}`}
                  onPress={() => go(view)}
                >
                  <Icon size={16} strokeWidth={1.75} aria-hidden />
                  {narrow ? null : (
                    <>
                      <span className={styles.name}>{VIEW_NAMES[view]}</span>
                      <kbd aria-hidden>{keys}</kbd>
                    </>
                  )}
                </Button>
                <Hint>
                  {VIEW_NAMES[view]}
                  <kbd>{keys}</kbd>
                </Hint>
              </TooltipTrigger>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
