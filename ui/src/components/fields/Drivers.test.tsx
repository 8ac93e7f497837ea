// Which role drives what: shown for each concern, changed in one step, and told to whoever edits what another drives.
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { PlanView } from '../../bindings';
import { fakeDoor, planView, renderAt, START, type FakeDoor } from '../../test/fakeDoor';
import { Drivers } from './Drivers';
import { ContributionHint } from './driver';
import { PlanProvider } from './plan';

const VIEW: PlanView = {
  ...planView(),
  concerns: [
    { concern: 'product', driver: 'PM' },
    { concern: 'technical', driver: 'EM' },
  ] as PlanView['concerns'],
  fields: [
    { kind: 'item', field: 'estimate', concern: 'technical' },
    { kind: 'item', field: 'title', concern: 'product' },
  ] as PlanView['fields'],
};

function show(): FakeDoor {
  const door = fakeDoor({ plan: { type: 'plan', value: VIEW } });
  renderAt(
    door,
    <PlanProvider>
      <Drivers label="Who drives what" />
      <ContributionHint kind="item" field="estimate" />
      <ContributionHint kind="item" field="title" />
    </PlanProvider>,
  );
  return door;
}

test('each concern says who drives it, and is given to the other role in one step', async () => {
  const door = show();
  expect(await screen.findByTestId('driver-product')).toHaveValue('PM');
  expect(screen.getByLabelText('Estimates, dependencies and debt')).toHaveValue('EM');
  await userEvent.selectOptions(screen.getByTestId('driver-technical'), 'PM');
  expect(door.ops).toEqual([
    { type: 'set', slot: { entity: { kind: 'plan', id: '00000000-0000-0000-0000-000000000000' }, field: 'driver', key: 'technical' }, value: { type: 'text', value: 'PM' } },
  ]);
});

test('a refusal stands at its concern', async () => {
  const door = show();
  door.refuse = 'the plan is looked at as it was: return to now to change it';
  await userEvent.selectOptions(await screen.findByTestId('driver-product'), 'EM');
  await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent('return to now'));
});

test('whoever edits what another role drives is told, once', async () => {
  expect(START.author?.role).toBe('PM');
  show();
  expect(await screen.findByText('A contribution: the EM drives this')).toBeInTheDocument();
  expect(screen.getAllByText(/A contribution/)).toHaveLength(1);
});
