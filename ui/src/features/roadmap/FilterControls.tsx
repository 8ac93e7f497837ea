// What narrows the timeline, at the head of its row of controls; remembered until it is changed.
import { Filter as FilterGlyph } from 'lucide-react';
import { Button as AriaButton, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, type Selection } from 'react-aria-components';
import type { LaneView } from '../../bindings';
import { Button } from '../../components/button/Button';
import { count } from '../../components/format';
import { FilterBox } from '../../components/grid';
import { usePreference } from '../../session/session';
import { ALL_TEAMS, STANDINGS, type Filter } from './filter';
import styles from './FilterControls.module.css';

/** The remembered filter and how to change it. A team that is gone filters nothing. */
export function useFilter(lanes: readonly LaneView[]): { filter: Filter; change: (part: Partial<Filter>) => void; clear: () => void } {
  const [words, setWords] = usePreference('roadmap.filter', '');
  const [team, setTeam] = usePreference('roadmap.team', ALL_TEAMS);
  const [standing, setStanding] = usePreference('roadmap.standing', 'all');
  const filter: Filter = {
    words,
    team: lanes.some((lane) => (lane.team ?? '') === team) ? team : ALL_TEAMS,
    standing: STANDINGS.find(({ id }) => id === standing)?.id ?? 'all',
  };
  const change = (part: Partial<Filter>): void => {
    if (part.words !== undefined) setWords(part.words);
    if (part.team !== undefined) setTeam(part.team);
    if (part.standing !== undefined) setStanding(part.standing);
  };
  return { filter, change, clear: () => change({ words: '', team: ALL_TEAMS, standing: 'all' }) };
}

type FilterControlsProps = {
  lanes: readonly LaneView[];
  filter: Filter;
  change: (part: Partial<Filter>) => void;
  /** Whether the steps of roll-outs are marked; absent if no item has any. */
  steps: boolean | undefined;
  showSteps: (shown: boolean) => void;
};

export function FilterControls({ lanes, filter, change, steps, showSteps }: FilterControlsProps) {
  const team = lanes.find((lane) => (lane.team ?? '') === filter.team)?.title;
  const standing = STANDINGS.find(({ id }) => id === filter.standing && id !== 'all')?.label;
  const said = [team, standing].filter(Boolean).join(', ');
  return (
    <span className={styles.filter}>
      <FilterBox label="Filter items" value={filter.words} onChange={(words) => change({ words })} />
      <MenuTrigger>
        <AriaButton className={styles.button!} aria-label={said === '' ? 'Filter by team or standing, choose what is shown' : `Filter: ${said}`} data-on={said !== '' || undefined}>
          <FilterGlyph size={14} strokeWidth={1.75} aria-hidden />
          {said === '' ? null : <span>{said}</span>}
        </AriaButton>
        <Popover className={styles.popover!} placement="bottom start" offset={4}>
          <Menu className={styles.menu!} aria-label="Filter">
            <MenuSection selectionMode="single" disallowEmptySelection selectedKeys={[filter.team]} onSelectionChange={(keys) => change({ team: one(keys, ALL_TEAMS) })}>
              <Header className={styles.head!}>Team</Header>
              <MenuItem id={ALL_TEAMS} className={styles.item!}>
                All teams
              </MenuItem>
              {lanes.map((lane) => (
                <MenuItem key={lane.team ?? ''} id={lane.team ?? ''} className={styles.item!}>
                  {lane.title}
                </MenuItem>
              ))}
            </MenuSection>
            <MenuSection
              selectionMode="single"
              disallowEmptySelection
              selectedKeys={[filter.standing]}
              onSelectionChange={(keys) => change({ standing: STANDINGS.find(({ id }) => id === one(keys, 'all'))?.id ?? 'all' })}
            >
              <Header className={styles.head!}>Standing</Header>
              {STANDINGS.map(({ id, label }) => (
                <MenuItem key={id} id={id} className={styles.item!}>
                  {label}
                </MenuItem>
              ))}
            </MenuSection>
            {steps === undefined ? null : (
              <MenuSection selectionMode="multiple" selectedKeys={steps ? ['steps'] : []} onSelectionChange={(keys) => showSteps(keys === 'all' || keys.has('steps'))}>
                <Header className={styles.head!}>Show</Header>
                <MenuItem id="steps" className={styles.item!}>
                  Roll-out steps
                </MenuItem>
              </MenuSection>
            )}
          </Menu>
        </Popover>
      </MenuTrigger>
    </span>
  );
}

/** How many rows the filter leaves out, so that nobody takes the rest for the whole. */
export function HiddenStrip({ hidden, clear }: { hidden: number; clear: () => void }) {
  return (
    <div className={styles.hidden}>
      <span data-testid="filter-hidden">{count(hidden, 'item is', 'items are')} hidden by the filter</span>
      <Button look="quiet" onPress={clear} data-testid="filter-clear">
        Show all
      </Button>
    </div>
  );
}

function one(keys: Selection, fallback: string): string {
  const [key] = keys === 'all' ? [] : keys;
  return key === undefined ? fallback : String(key);
}
