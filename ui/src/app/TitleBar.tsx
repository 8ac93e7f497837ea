// The bar on top: the plan and what can be done with it, undo and redo, the command field, export, who is at the keyboard.
import { Check, ChevronDown, PanelLeft, PanelRight, Redo2, Search, Undo2 } from 'lucide-react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { useDoor } from '../backend/context';
import { useReply } from '../backend/use';
import { Button, IconButton } from '../components/button/Button';
import { useCommands } from '../session/commands';
import { fileName } from '../session/files';
import { shownKeys } from '../session/keys';
import { AuthorMenu } from './AuthorMenu';
import { Peers } from './Peers';
import { usePreference, useSession, useSessionActions } from '../session/session';
import { useStart } from '../session/start';
import { CompareButton, ScenarioSwitch } from './ScenarioSwitch';
import styles from './TitleBar.module.css';

export function TitleBar() {
  const { backend } = useDoor();
  const start = useStart();
  const actions = useSessionActions();
  const { value: status } = useReply({ type: 'status' }, ['plan', 'forecast']);
  const inspector = useSession((state) => state.inspector);
  const [sidebar, setSidebar] = usePreference('sidebar', 'open');
  const title = status?.title || (start.open ? fileName(start.open).replace(/\.plimsoll$/, '') : 'Plan');
  return (
    <header className={styles.bar}>
      <IconButton
        label={sidebar === 'open' ? 'Hide the names in the sidebar' : 'Show the names in the sidebar'}
        keys={shownKeys('Mod+\\', backend.mac)}
        onPress={() => setSidebar(sidebar === 'open' ? 'narrow' : 'open')}
      >
        <PanelLeft size={16} strokeWidth={1.75} />
      </IconButton>
      <PlanMenu title={title} />
      <ScenarioSwitch />
      <div className={styles.pair}>
        <IconButton
          label={status?.undo ? `Undo: ${status.undo}` : 'Nothing to undo'}
          keys={shownKeys('Mod+Z', backend.mac)}
          isDisabled={!status?.undo}
          onPress={() => void actions.undo()}
        >
          <Undo2 size={16} strokeWidth={1.75} />
        </IconButton>
        <IconButton
          label={status?.redo ? `Redo: ${status.redo}` : 'Nothing to redo'}
          keys={shownKeys('Mod+Shift+Z', backend.mac)}
          isDisabled={!status?.redo}
          onPress={() => void actions.redo()}
        >
          <Redo2 size={16} strokeWidth={1.75} />
        </IconButton>
      </div>
      <span className={styles.space} />
      <AriaButton className={styles.search!} onPress={() => actions.open('palette')} data-testid="command-field">
        <Search size={14} strokeWidth={1.75} aria-hidden />
        <span>Search or run…</span>
        <kbd aria-hidden>{shownKeys('Mod+K', backend.mac)}</kbd>
      </AriaButton>
      <Peers />
      <CompareButton />
      <Button look="primary" onPress={() => actions.open('export')} data-testid="export">
        Export
      </Button>
      <AuthorMenu />
      <IconButton
        label={inspector ? 'Hide the inspector' : 'Show the inspector'}
        keys={shownKeys('Mod+I', backend.mac)}
        onPress={actions.toggleInspector}
      >
        <PanelRight size={16} strokeWidth={1.75} />
      </IconButton>
    </header>
  );
}

/** The commands that concern the plan as a file, under its name. */
const MENU = ['settings', null, 'new', 'open', 'save_copy', 'save_as_new', 'members', 'share', 'join', 'team', 'merge', 'import', 'export', null, 'theme_system', 'theme_light', 'theme_dark', 'keys', null, 'close'];

function PlanMenu({ title }: { title: string }) {
  const { backend } = useDoor();
  const [theme] = usePreference('theme', 'system');
  const commands = useCommands();
  const offered = MENU.map((id) => (id === null ? null : commands.find((command) => command.id === id && command.enabled)));
  const entries = offered.filter((entry, index) => entry !== undefined && (entry !== null || offered[index + 1] != null));
  return (
    <MenuTrigger>
      <AriaButton className={styles.plan!} data-testid="plan-title">
        <h1>{title}</h1>
        <ChevronDown size={14} aria-hidden />
      </AriaButton>
      <Popover className={styles.popover!} placement="bottom start" offset={4}>
        <Menu className={styles.menu!} aria-label="Plan">
          {entries.map((entry, index) =>
            entry ? (
              <MenuItem key={entry.id} className={styles.item!} textValue={entry.label} onAction={entry.run}>
                <span>{entry.label}</span>
                {entry.id === `theme_${theme}` ? <Check size={14} aria-label="chosen" /> : null}
                {entry.keys[0] ? <kbd>{shownKeys(entry.keys[0], backend.mac)}</kbd> : null}
              </MenuItem>
            ) : (
              // Separators have no identity of their own and never move.
              // oxlint-disable-next-line react/no-array-index-key
              <Separator key={`line-${index}`} className={styles.line!} />
            ),
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
