// What can be done from anywhere in the window.
import { useCall, useReply } from '../backend/use';
import type { Assign, EntityId, StartView } from '../bindings';
import { useAuthors } from '../session/authors';
import { useOffer, type Command } from '../session/commands';
import { useFiles } from '../session/files';
import { newEntity, PLAN_ENTITY } from '../session/ids';
import { usePast } from '../session/past';
import { useScenarios } from '../session/scenarios';
import { usePreference, useSession, useSessionActions } from '../session/session';
import { deleteOp } from '../session/several';
import { VIEWS, type View } from '../session/store';
import { nextZoom } from './appearance';

export const VIEW_NAMES: Record<View, string> = {
  roadmap: 'Roadmap',
  priorities: 'Priorities',
  debt: 'Debt',
  capacity: 'Capacity',
  delivery: 'Delivery',
  people: 'People',
  scenarios: 'Scenarios',
  decisions: 'Decisions',
  history: 'History',
};

const GO_KEYS: Record<View, string> = {
  roadmap: 'R',
  priorities: 'P',
  debt: 'D',
  capacity: 'C',
  delivery: 'V',
  people: 'E',
  scenarios: 'S',
  decisions: 'L',
  history: 'H',
};

function command(id: string, group: Command['group'], label: string, keys: string[], enabled: boolean, run: () => unknown): Command {
  return { id, group, label, keys, enabled, run: () => void run() };
}

/** Puts the cursor into the filter of the view, if it has one. */
function focusFilter(): void {
  const box = document.querySelector<HTMLInputElement>('[data-filter]');
  box?.focus();
  box?.select();
}

export function useAppCommands(start: StartView): void {
  const open = start.open !== null;
  const actions = useSessionActions();
  const files = useFiles();
  const past = usePast();
  const authors = useAuthors();
  const scenarios = useScenarios();
  const call = useCall();
  const status = useReply(open ? { type: 'status' } : null, ['plan', 'forecast']).value;
  const known = useReply(open && start.viewing === null ? { type: 'scenarios' } : null, ['start', 'plan']).value;
  const selected = useSession((state) => state.selected);
  const view = useSession((state) => state.view);
  const [zoom, setZoom] = usePreference('zoom', '100');
  const [, setTheme] = usePreference('theme', 'system');
  const [sidebar, setSidebar] = usePreference('sidebar', 'open');
  const desktop = start.files;
  const title = status?.title ?? '';

  const go = (to: View, index: number): Command => ({
    id: `view_${to}`,
    label: `Go to ${VIEW_NAMES[to]}`,
    group: 'Go to',
    keys: [`Mod+${index + 1}`, `G ${GO_KEYS[to]}`],
    enabled: open,
    run: () => actions.go(to),
  });
  // A new item goes to the team of what is selected.
  const teamOf = async (near: EntityId | null): Promise<string | null> => {
    if (near?.kind === 'team') return near.id;
    if (near?.kind !== 'item') return null;
    const reply = await call({ type: 'plan' }).catch(() => null);
    return reply?.type === 'plan' ? (reply.value.plan.items[near.id]?.team ?? null) : null;
  };
  const create = async (): Promise<void> => {
    const entity = newEntity('item');
    const values: Assign[] = [{ field: 'title', key: '', value: { type: 'text', value: 'New item' } }];
    const team = await teamOf(selected);
    if (team !== null) values.push({ field: 'team', key: '', value: { type: 'ref', value: team } });
    if (view !== 'roadmap' && view !== 'priorities') actions.go('roadmap');
    if (await actions.act({ type: 'create', entity, values })) actions.select(entity, 'title');
  };
  const decide = async (): Promise<void> => {
    const entity = newEntity('decision');
    const values: Assign[] = [{ field: 'title', key: '', value: { type: 'text', value: 'New decision' } }];
    if (!(await actions.act({ type: 'create', entity, values }))) return;
    actions.prefer('decisions.open', entity.id);
    actions.go('decisions');
  };
  const remove = async (): Promise<void> => {
    if (!selected || selected.kind === 'plan') return;
    if (await actions.act(deleteOp([selected, ...actions.now().also]), { undoable: true })) actions.select(null);
  };

  useOffer([
    ...VIEWS.map(go),
    command('return_to_now', 'Go to', 'Return to now', ['Escape'], open && start.viewing !== null, () => past.returnToNow()),
    command('return_to_plan', 'Go to', 'Return to the plan', ['Escape'], open && start.within !== null, () => scenarios.leave()),
    command('flags', 'Go to', 'Go to the flags', ['Mod+.'], open, () => actions.showTab('flags')),
    command('brief', 'Go to', 'Open the brief of what is selected', ['B'], open && selected?.kind === 'item', () => actions.openBrief(selected?.id ?? null)),
    command('drivers', 'Go to', 'Change who drives what', [], open, () => actions.select(PLAN_ENTITY, 'driver')),
    command('settings', 'Go to', "Open the plan's settings", [], open, () => actions.select(PLAN_ENTITY, 'title')),

    ...(desktop
      ? [
          command('new', 'Plan', 'New plan…', ['Mod+N'], true, files.newPlan),
          command('new_sample', 'Plan', 'New plan from the sample…', [], true, files.newSample),
          command('open', 'Plan', 'Open a plan…', ['Mod+O'], true, files.openPlan),
          command('save_copy', 'Plan', 'Save a copy…', ['Mod+S', 'Mod+Shift+S'], open, files.saveCopy),
          command('save_as_new', 'Plan', 'Save as a new plan…', [], open, files.saveAsNew),
          command('close', 'Plan', 'Close the plan', [], open, files.closePlan),
        ]
      : []),
    command('merge', 'Plan', 'Merge a copy…', [], open, () => actions.open('merge')),
    command('members', 'Plan', 'Members…', [], open, () => actions.open('members')),
    command('share', 'Plan', 'Share live…', [], open, () => actions.open('share')),
    command('join', 'Plan', 'Join a session…', [], true, () => actions.open('join')),
    ...(desktop ? [command('team', 'Plan', 'Team store…', [], true, () => actions.open('team'))] : []),
    command('import', 'Plan', 'Import…', [], open, () => actions.open('import')),
    command('import_history', 'Plan', 'Import delivery history…', [], open, () => actions.open('import_history')),
    command('import_decisions', 'Plan', 'Import decision records…', [], open, () => actions.open('decisions')),
    command('export_decisions', 'Plan', 'Export decision records…', [], open, files.exportDecisions),
    command('export', 'Plan', 'Export…', ['Mod+P'], open, () => actions.open('export')),
    command('export_html', 'Plan', 'Export a page for leadership…', [], open, () => files.exportAs('html', title)),
    command('export_md', 'Plan', 'Export as Markdown…', [], open, () => files.exportAs('markdown', title)),
    command('export_json', 'Plan', 'Export the whole plan as JSON…', [], open, () => files.exportAs('json', title)),

    ...(known?.scenarios ?? []).map(({ id, name, within }) =>
      command(`scenario_${id}`, 'Go to', `Work in the scenario “${name}”`, [], open && !within, () => scenarios.enter(id)),
    ),
    command('new_scenario', 'Plan', 'New scenario…', [], open && start.within === null && start.viewing === null, () => actions.open('scenario')),

    command('undo', 'Edit', status?.undo ? `Undo: ${status.undo}` : 'Undo', ['Mod+Z'], open, actions.undo),
    command('redo', 'Edit', status?.redo ? `Redo: ${status.redo}` : 'Redo', ['Mod+Shift+Z', 'Mod+Y'], open, actions.redo),
    command('new_item', 'Edit', 'New item', ['C'], open, create),
    command('new_decision', 'Edit', 'New decision', [], open, decide),
    command('delete', 'Edit', 'Delete what is selected', ['Delete', 'Mod+Backspace'], open && selected !== null && selected.kind !== 'plan', remove),
    command('author', 'Edit', 'Change your name or role…', [], open, () => actions.open('author')),
    command('add_author', 'Edit', 'Add somebody who works on this machine…', [], open, () => actions.open('author_new')),
    ...start.authors.map(({ name }) =>
      command(`author_${name}`, 'Edit', `Hand the keyboard to ${name}`, [], open && name !== start.author?.name, () => authors.switchTo(name)),
    ),

    command('palette', 'Show', 'Search or run…', ['Mod+K'], open, () => actions.open('palette')),
    command('filter', 'Show', 'Filter what is shown', ['/', 'Mod+F'], open, focusFilter),
    command('keys', 'Show', 'All keys', ['?'], true, () => actions.open('keys')),
    command('toggle_sidebar', 'Show', 'Show or hide the names in the sidebar', ['Mod+\\'], open, () => setSidebar(sidebar === 'open' ? 'narrow' : 'open')),
    command('toggle_inspector', 'Show', 'Show or hide the inspector', ['Mod+I'], open, actions.toggleInspector),
    command('theme_system', 'Show', 'Light or dark as the system', [], true, () => setTheme('system')),
    command('theme_light', 'Show', 'Light', [], true, () => setTheme('light')),
    command('theme_dark', 'Show', 'Dark', [], true, () => setTheme('dark')),
    ...(desktop
      ? [
          command('zoom_in', 'Show', 'Zoom in', ['Mod++', 'Mod+='], true, () => setZoom(String(nextZoom(Number(zoom), true)))),
          command('zoom_out', 'Show', 'Zoom out', ['Mod+-'], true, () => setZoom(String(nextZoom(Number(zoom), false)))),
          command('zoom_reset', 'Show', 'Actual size', ['Mod+0'], true, () => setZoom('100')),
        ]
      : []),
  ]);
}
