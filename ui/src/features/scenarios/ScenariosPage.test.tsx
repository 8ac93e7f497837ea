// Scenarios at a door that answers as told: the list, the comparison as it comes in, and what is asked by each button.
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { AskedView, CompareView, RowView, ScenarioRow, ScenarioView } from '../../bindings';
import { CommandsProvider } from '../../session/commands';
import { fakeDoor, renderAt } from '../../test/fakeDoor';
import { NewScenarioDialog } from './NewScenarioDialog';
import { ScenariosPage } from './ScenariosPage';

const ROW: ScenarioRow = { id: 's1', name: 'Pay first', made: '23 Nov', by: 'Mia, PM', changes: 2, conflicts: 1, within: false };
const CHANGE = { author: 'a1', seq: 7 };

const SAYS: ScenarioView = {
  row: ROW,
  changes: [
    { change: CHANGE, at: '2026-11-23 10:42', by: 'Mia', role: 'PM', label: 'Delete Gift cards', mark: 'removed', edits: [{ place: 'Gift cards', from: 'in the plan', to: 'not in the plan' }], more: 0, obstacle: '' },
    { change: { author: 'a1', seq: 8 }, at: '2026-11-23 10:43', by: 'Mia', role: 'PM', label: 'Report after Export', mark: 'changed', edits: [], more: 0, obstacle: '“Export” is only in the scenario: take over first what makes it' },
  ],
  conflicts: [
    { slots: [{ entity: { kind: 'item', id: 'i1' }, field: 'estimate', key: '' }], gone: false, place: 'Estimate of Login', was: '5 pd', now: '8 pd', says: '3 pd', sentence: 'Estimate of Login: the scenario says 3 pd; the plan said 5 pd then, and says 8 pd now' },
  ],
};

function row(when: string, p85: string): RowView {
  return { p50: p85, p85, p95: p85, start: '2026-11-23', when, slip: '', due: null } as unknown as RowView;
}

const COMES_TO: CompareView = {
  name: 'Pay first',
  sentence: 'invoices 18 Apr → 2 Apr at 85%',
  basis: '10,000 trials, the same for both',
  today: '2026-11-23',
  first: '2026-11-16',
  last: '2027-05-01',
  rows: [
    { item: 'i2', title: 'Invoices', mark: 'changed', moves: true, plan: row('50% by 1 Mar · 85% by 18 Apr · 95% by 9 May', '2027-04-18'), scenario: row('50% by 1 Feb · 85% by 2 Apr · 95% by 1 May', '2027-04-02'), delta: '−16 d', spoken: 'Invoices, −16 d' },
    { item: 'i3', title: 'Gift cards', mark: 'removed', moves: true, plan: row('50% by 1 Mar · 85% by 8 Apr · 95% by 9 May', '2027-04-08'), scenario: null, delta: '', spoken: 'Gift cards, only in the plan' },
    { item: 'i4', title: 'Login', mark: 'changed', moves: false, plan: row('50% by 1 Dec · 85% by 2 Dec · 95% by 3 Dec', '2026-12-02'), scenario: row('50% by 1 Dec · 85% by 2 Dec · 95% by 3 Dec', '2026-12-02'), delta: '0 d', spoken: 'Login' },
  ],
  figures: [{ what: 'Cost of delay', plan: '2,500', scenario: '1,600', delta: '−900' }],
  accounts: [{ team: null, title: 'The whole plan', shares: [{ account: 'Interest', words: '25% → 22%', moves: true }] }],
  raised: [],
  cleared: [{ rule: 'hot-component', subject_key: 'x', sentence: 'Five items run through Ledger' }],
  effects: [{ change: CHANGE, days: '−12 days', title: 'Invoices', sentence: 'invoices 18 Apr → 6 Apr at 85%' }],
};

function asked(view: CompareView | null, complete: boolean): AskedView {
  const answer = view === null ? null : ({ type: 'scenario', value: view } as const);
  return { question: { type: 'scenario', scenario: 's1' }, done: 1, of: 4, complete, stopped: false, answer, problem: '' };
}

function show(answer = asked(COMES_TO, true)) {
  const done = { type: 'done', value: 'done' } as const;
  const door = fakeDoor({
    scenarios: { type: 'scenarios', value: { scenarios: [ROW] } },
    compare_scenario: { type: 'compare_scenario', value: SAYS },
    ask: () => ({ type: 'ask', value: answer }),
    set_preference: done,
    take_over: done,
    drop_from_scenario: done,
    keep_in_scenario: done,
    delete_scenario: done,
    enter_scenario: done,
    rename_scenario: done,
  });
  renderAt(
    door,
    <CommandsProvider>
      <ScenariosPage />
    </CommandsProvider>,
  );
  return door;
}

async function compare(answer?: AskedView) {
  const door = show(answer);
  const line = await screen.findByTestId('scenario');
  await userEvent.click(within(line).getByRole('button', { name: 'Compare' }));
  await screen.findByTestId('comparison');
  return door;
}

test('without scenarios it says what belongs here, and how one is made', async () => {
  const door = fakeDoor({ scenarios: { type: 'scenarios', value: { scenarios: [] } }, make_scenario: { type: 'done', value: '' } });
  renderAt(
    door,
    <>
      <ScenariosPage />
      <NewScenarioDialog />
    </>,
  );
  expect(await screen.findByText('No scenarios yet')).toBeInTheDocument();
  await userEvent.type(screen.getByTestId('scenario-name'), ' Later {Enter}');
  expect(door.asked).toContainEqual({ type: 'make_scenario', name: 'Later' });
});

test('the list tells changes and conflicts, and a scenario is renamed and deleted there', async () => {
  const door = show();
  const line = await screen.findByTestId('scenario');
  expect(line).toHaveTextContent('Pay firstmade 23 Nov by Mia, PM2 changes1 conflict with the plan');
  await userEvent.click(within(line).getByRole('button', { name: 'Rename' }));
  const name = screen.getByRole('textbox', { name: 'New name of Pay first' });
  await userEvent.clear(name);
  await userEvent.type(name, 'Pay soon{Enter}');
  await userEvent.click(await screen.findByRole('button', { name: 'Delete' }));
  expect(door.asked).toContainEqual({ type: 'rename_scenario', id: 's1', name: 'Pay soon' });
  expect(door.asked).toContainEqual({ type: 'delete_scenario', id: 's1' });
});

test.each([
  ['the name of the scenario', 'Pay first'],
  ['its button', 'Compare'],
])('leaving the comparison returns the focus to %s', async (_what, name) => {
  show();
  const opener = () => within(screen.getByTestId('scenario')).getByRole('button', { name });
  await screen.findByTestId('scenario');
  await userEvent.click(opener());
  const comparison = await screen.findByTestId('comparison');
  expect(comparison).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  expect(opener()).toHaveFocus();
});

test('a change is taken over alone, unless it builds on what is not in the plan', async () => {
  const door = await compare();
  const [first, second] = await screen.findAllByTestId('scenario-change');
  expect(first).toHaveTextContent('−12 daysInvoices');
  await userEvent.click(within(first!).getByTestId('take-change'));
  await userEvent.click(within(first!).getByRole('button', { name: 'Drop' }));
  expect(within(second!).getByTestId('take-change')).toBeDisabled();
  expect(second).toHaveTextContent('“Export” is only in the scenario: take over first what makes it');
  const what = { type: 'change', change: CHANGE };
  expect(door.asked).toContainEqual({ type: 'take_over', id: 's1', what });
  expect(door.asked).toContainEqual({ type: 'drop_from_scenario', id: 's1', what });
  await userEvent.click(screen.getByTestId('take-all'));
  expect(door.asked).toContainEqual({ type: 'take_over', id: 's1', what: { type: 'all' } });
});

test('where the plan was edited beneath, both values stand with three ways out', async () => {
  const door = await compare();
  const conflict = await screen.findByTestId('undercut');
  const what = { type: 'slots', slots: SAYS.conflicts[0]!.slots };
  await userEvent.click(within(conflict).getByRole('button', { name: 'Keep the scenario’s: 3 pd' }));
  await userEvent.click(within(conflict).getByRole('button', { name: 'Take the plan’s: 8 pd' }));
  await userEvent.click(within(conflict).getByRole('button', { name: 'Take over into the plan' }));
  const requests = door.asked.filter((request) => 'what' in request);
  expect(requests).toEqual([
    { type: 'keep_in_scenario', id: 's1', what },
    { type: 'drop_from_scenario', id: 's1', what },
    { type: 'take_over', id: 's1', what },
  ]);
});

test('dates stand side by side, those that move first, and the others on demand', async () => {
  await compare();
  const rows = await screen.findAllByTestId('compared-row');
  expect(rows).toHaveLength(2);
  expect(rows[0]).toHaveTextContent('85% by 18 Apr');
  expect(rows[0]).toHaveTextContent('85% by 2 Apr');
  expect(rows[0]).toHaveTextContent('−16 d');
  expect(within(rows[0]!).getByTestId('leader')).toBeInTheDocument();
  expect(rows[1]).toHaveTextContent('not in it');
  await userEvent.click(screen.getByRole('button', { name: 'Show 1 that does not' }));
  expect(screen.getAllByTestId('compared-row')).toHaveLength(3);
});

test('what the scenario says is there before what it comes to', async () => {
  await compare(asked(null, false));
  expect(await screen.findAllByTestId('scenario-change')).toHaveLength(2);
  expect(screen.getByRole('progressbar', { name: 'Forecasts made' })).toBeInTheDocument();
  expect(screen.getAllByText('Measuring…')).toHaveLength(1);
  expect(screen.queryByTestId('compared-dates')).not.toBeInTheDocument();
});
