// The log of decisions and one of them as a page, at a door that knows two.
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import type { DecisionView } from '../../bindings';
import { CommandsProvider } from '../../session/commands';
import { fakeDoor, planView, renderAt } from '../../test/fakeDoor';
import { DecisionsPage } from './DecisionsPage';

beforeEach(() => {
  // A page without a layout has no room for rows.
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(400);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1200);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(34);
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(1200);
});

function decision(id: string, given: Partial<DecisionView> = {}): DecisionView {
  return {
    id,
    title: `Decision ${id}`,
    standing: 'accepted',
    superseded_by: null,
    decided: '2 Nov',
    chosen: 'Split it',
    refused: ['Wait'],
    who: 'Ana (EM)',
    supersedes: [],
    shapes: [{ entity: { kind: 'item', id: 'login' }, title: 'Login' }],
    creates: [],
    retires: [],
    forecast: [{ item: 'login', title: 'Login', dates: '50% by 14 Mar · 85% by 18 Apr', now: '9 days later now' }],
    accepted_by: { author: 'a1', seq: 7 },
    ...given,
  };
}

function show(rows: DecisionView[]) {
  const door = fakeDoor({
    plan: { type: 'plan', value: planView() },
    decisions: { type: 'decisions', value: { rows, summary: `${rows.length} decisions` } },
    step_back: { type: 'done', value: '' },
    set_preference: { type: 'done', value: '' },
  });
  renderAt(
    door,
    <CommandsProvider>
      <DecisionsPage />
    </CommandsProvider>,
  );
  return door;
}

test('an empty log says what belongs there, and begins one', async () => {
  const door = show([]);
  expect(await screen.findByText('No decision is written down')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'New decision' }));
  await userEvent.keyboard('Split the schema{Enter}');
  expect(door.ops).toMatchObject([{ type: 'create', entity: { kind: 'decision' }, values: [{ field: 'title', value: { value: 'Split the schema' } }] }]);
});

test('the log tells what was refused, and a decision opens as a page that looks back at its day', async () => {
  const door = show([decision('one'), decision('two', { standing: 'proposed', decided: '', accepted_by: null, forecast: [], who: '' })]);
  const row = await screen.findByTestId('decision-row-one');
  expect(within(row).getByText('Wait')).toBeVisible();
  expect(within(row).getByText('Accepted')).toBeVisible();
  await userEvent.click(screen.getByRole('radio', { name: 'Proposed' }));
  expect(screen.queryByTestId('decision-row-one')).toBeNull();
  await userEvent.click(screen.getByRole('radio', { name: 'All' }));
  await userEvent.click(await screen.findByText('Decision one'));
  expect(within(await screen.findByTestId('decision-dates')).getByText('9 days later now')).toBeVisible();
  await userEvent.click(screen.getByTestId('plan-of-that-day'));
  expect(door.asked).toContainEqual({ type: 'step_back', moment: { type: 'change', change: { author: 'a1', seq: 7 } } });
  await userEvent.click(screen.getByTestId('all-decisions'));
  await userEvent.click(await screen.findByText('Decision two'));
  expect(await screen.findByTestId('decision-page')).toBeVisible();
  expect(screen.queryByTestId('plan-of-that-day')).toBeNull();
});

test('a decision opens with no field under the next key, and Escape leaves it', async () => {
  const door = show([decision('one')]);
  await userEvent.click(await screen.findByText('Decision one'));
  expect(await screen.findByTestId('decision-page')).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  expect(await screen.findByTestId('decision-row-one')).toBeVisible();
  expect(door.ops).toEqual([]);
});
