// The roadmap: a row of controls, the preview of a remedy if there is one, the timeline.
import { CalendarCheck, Minus, Plus } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { ToggleButton, ToggleButtonGroup, type Key } from 'react-aria-components';
import { useReply } from '../../backend/use';
import type { LaneView, RoadmapView } from '../../bindings';
import { Button, IconButton } from '../../components/button/Button';
import { Empty, ErrorNote, Loading } from '../../components/note/Note';
import { SinceSelect, useSince } from '../../components/since';
import { useCommands, useOffer } from '../../session/commands';
import { usePreference, useSession, useSessionActions } from '../../session/session';
import { filterLanes } from './filter';
import { FilterControls, HiddenStrip, useFilter } from './FilterControls';
import { fittingScale, SCALES } from './geometry';
import { Legend } from './Legend';
import { PreviewBanner } from './PreviewBanner';
import styles from './RoadmapPage.module.css';
import type { DebtOverlay } from './Row';
import { offer, Timeline, type TimelineHandle } from './Timeline';
import { useViewport } from './useViewport';

const OVERLAYS: { id: DebtOverlay; label: string }[] = [
  { id: 'off', label: 'Off' },
  { id: 'rails', label: 'Interest' },
  { id: 'what-if', label: 'Without debt' },
];

export function RoadmapPage() {
  const { value: view, error } = useReply({ type: 'roadmap' }, ['plan', 'forecast']);
  if (!view) return error ? <ErrorNote error={error} /> : <Loading what="Drawing the roadmap…" />;
  return <Roadmap view={view} />;
}

function Roadmap({ view }: { view: RoadmapView }) {
  const page = useRef<HTMLDivElement>(null);
  const { width } = useViewport(page);
  const ranked = useReply({ type: 'plan' }, ['plan']).value?.ranked;
  const [overlay, setOverlay] = usePreference('roadmap.debt', 'rails');
  const [scale, setScale] = usePreference('roadmap.scale', 'fit');
  const actions = useSessionActions();
  const selected = useSession((state) => state.selected?.kind === 'item');
  const preview = useSession((state) => state.preview);
  const [steps, setSteps] = usePreference('roadmap.steps', 'shown');
  const timeline = useRef<TimelineHandle>(null);
  const since = useSince();
  const anySteps = Object.keys(view.rollouts).length > 0;
  const anyThin = view.lanes.some((lane) => lane.thin !== '' && lane.rows.length > 0);
  const showSteps = (shown: boolean): void => {
    setSteps(shown ? 'shown' : 'hidden');
    actions.announce(shown ? 'Roll-out steps are marked' : 'Roll-out steps are hidden');
  };
  const rows = view.lanes.some((lane) => lane.rows.length > 0);
  const { filter, change, clear } = useFilter(view.lanes);
  const { words, team, standing } = filter;
  const { lanes, hidden } = useMemo(() => filterLanes(view.lanes, { words, team, standing }), [view.lanes, words, team, standing]);
  useRevealed(view.lanes, lanes, clear);
  const narrowed = useMemo(() => ({ ...view, lanes }), [view, lanes]);

  const perDay = SCALES.find((step) => String(step) === scale) ?? fittingScale(view.today, view.last, width);
  const zoom = (up: boolean): void => {
    const next = up ? SCALES.find((step) => step > perDay) : SCALES.findLast((step) => step < perDay);
    if (next !== undefined) setScale(String(next));
  };
  const shown: DebtOverlay = OVERLAYS.find(({ id }) => id === overlay)?.id ?? 'rails';
  const turn = (): void => {
    const next = OVERLAYS[(OVERLAYS.findIndex(({ id }) => id === shown) + 1) % OVERLAYS.length]!;
    setOverlay(next.id);
    actions.announce(`Debt: ${next.label}`);
  };

  useOffer([
    offer('roadmap_edit', 'Edit the selected item', ['E'], selected, () => {
      const item = actions.now().selected;
      if (item) actions.select(item, 'title');
    }),
    offer('roadmap_debt', 'Debt: off, interest, without debt', ['D'], rows, turn),
    offer('roadmap_steps', 'Show or hide roll-out steps', [], anySteps, () => showSteps(steps !== 'shown')),
    offer('roadmap_closer', 'Show less time', ['+', '='], rows, () => zoom(true)),
    offer('roadmap_wider', 'Show more time', ['-'], rows, () => zoom(false)),
    offer('roadmap_fit', 'Fit the plan', ['0'], rows, () => setScale('fit')),
    offer('roadmap_leave', 'Leave a preview, then the selection', ['Escape'], selected || preview !== null, () => {
      if (preview) actions.showPreview(null);
      else actions.select(null);
    }),
  ]);

  return (
    <div ref={page} className={styles.page}>
      {preview ? <PreviewBanner preview={preview} /> : null}
      <div className={styles.controls} role="toolbar" aria-label="Timeline">
        <FilterControls
          lanes={view.lanes}
          filter={filter}
          change={change}
          steps={anySteps ? steps === 'shown' : undefined}
          showSteps={showSteps}
        />
        <span className={styles.group}>
          <span className={styles.groupName} id="roadmap-debt">
            Debt
          </span>
          <ToggleButtonGroup
            className={styles.segments!}
            aria-labelledby="roadmap-debt"
            disallowEmptySelection
            selectedKeys={[shown]}
            onSelectionChange={(keys: Set<Key>) => {
              const [key] = keys;
              if (key !== undefined) setOverlay(String(key));
            }}
          >
            {OVERLAYS.map(({ id, label }) => (
              <ToggleButton key={id} id={id} className={styles.segment!}>
                {label}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        </span>
        <SinceSelect since={since} />
        <span className={styles.space} />
        <Button look="quiet" onPress={() => timeline.current?.toToday()}>
          <CalendarCheck size={14} strokeWidth={1.75} aria-hidden />
          Today
        </Button>
        <IconButton label="Show more time" keys="-" isDisabled={perDay <= SCALES[0]} onPress={() => zoom(false)}>
          <Minus size={14} />
        </IconButton>
        <Button look="quiet" onPress={() => setScale('fit')}>
          Fit
        </Button>
        <IconButton label="Show less time" keys="+" isDisabled={perDay >= SCALES.at(-1)!} onPress={() => zoom(true)}>
          <Plus size={14} />
        </IconButton>
      </div>
      {hidden > 0 && lanes.length > 0 ? <HiddenStrip hidden={hidden} clear={clear} /> : null}
      <div className={styles.timeline}>
        {lanes.length > 0 && rows ? (
          <Timeline view={narrowed} ranked={ranked ?? []} perDay={perDay} overlay={shown} steps={steps === 'shown'} since={since.chosen?.since} handle={timeline} />
        ) : rows ? (
          <Empty title="Nothing matches" action={<Button onPress={clear}>Show all</Button>}>
            No item fits the filter.
          </Empty>
        ) : (
          <NothingYet />
        )}
      </div>
      {rows ? <Legend overlay={shown} steps={anySteps && steps === 'shown'} thin={anyThin} /> : null}
    </div>
  );
}

/** Leaves the filter when an item is selected that it hides, from the palette, a flag or as a new one. */
function useRevealed(all: readonly LaneView[], shown: readonly LaneView[], clear: () => void): void {
  const selected = useSession((state) => (state.selected?.kind === 'item' ? state.selected.id : null));
  const seen = useRef(selected);
  useEffect(() => {
    if (selected === seen.current) return;
    const has = (lanes: readonly LaneView[]): boolean => lanes.some((lane) => lane.rows.some((row) => row.id === selected));
    if (selected !== null && !has(all)) return;
    seen.current = selected;
    if (selected !== null && !has(shown)) clear();
  }, [selected, all, shown, clear]);
}

function NothingYet() {
  const commands = useCommands();
  const run = (id: string) => () => commands.find((command) => command.id === id)?.run();
  return (
    <Empty
      title="Nothing is planned yet"
      action={
        <>
          <Button look="primary" onPress={run('new_item')}>
            New item
          </Button>
          <Button onPress={run('import')}>Import…</Button>
        </>
      }
    >
      Items stand here as bars, from their start to the dates they are finished by with a chance of 50, 85 and 95%. Press C for
      the first, or bring them along from Jira.
    </Empty>
  );
}
