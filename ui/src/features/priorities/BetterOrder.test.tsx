import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Op, ReorderView } from '../../bindings';
import { fakeDoor, renderAt } from '../../test/fakeDoor';
import { BetterOrder, FindBetterOrder } from './BetterOrder';

const OP: Op = { type: 'all', label: 'Better order: 1 item moved', ops: [{ type: 'move', item: 'a', before: 'b' }] };
const RUNNING: ReorderView = { type: 'running', share: 0.4, sentence: '120 orders tried · the best so far costs 8.0% less' };
const FOUND: ReorderView = {
  type: 'done',
  sentence: 'Costs 12.8% less: 1,200 → 1,046 · cost of delay alone 8.1% less: 900 → 827',
  basis: '500 orders tried',
  steps: [
    { about: { kind: 'item', id: 'a' }, what: 'moves up', title: 'Checkout', from: 4, to: 1 },
    { about: { kind: 'debt', id: 'd' }, what: 'is paid down', title: 'Slow CI', from: null, to: 2 },
  ],
  op: OP,
  stale: false,
};

function show(first: ReorderView) {
  let view = first;
  const reorder = () => ({ type: 'reorder' as const, value: view });
  const door = fakeDoor({ reorder, start_reorder: reorder, end_reorder: reorder });
  renderAt(
    door,
    <>
      <FindBetterOrder />
      <BetterOrder />
    </>,
  );
  const becomes = (next: ReorderView) => {
    view = next;
    door.tell({ type: 'changed', topics: ['reorder'] });
  };
  return { door, becomes };
}

test('a search is started, says how far it is, and can be ended either way', async () => {
  const user = userEvent.setup();
  const { door, becomes } = show({ type: 'nothing' });
  await user.click(await screen.findByRole('button', { name: 'Find a better order' }));
  expect(door.asked).toContainEqual({ type: 'start_reorder', seconds: 20, orders: 10000 });
  becomes(RUNNING);
  expect(await screen.findByText(RUNNING.sentence)).toBeInTheDocument();
  expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '40');
  expect(screen.getByRole('button', { name: 'Find a better order' })).toBeDisabled();
  await user.click(screen.getByRole('button', { name: 'Take the best so far' }));
  expect(door.asked).toContainEqual({ type: 'end_reorder', keep: true });
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(door.asked).toContainEqual({ type: 'end_reorder', keep: false });
});

test('a better order is shown step by step and applied as one op', async () => {
  const user = userEvent.setup();
  const { door } = show(FOUND);
  expect(await screen.findByRole('status')).toHaveTextContent(FOUND.sentence);
  expect(screen.getByText('4 → 1')).toBeInTheDocument();
  expect(screen.getByText('as number 2')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Apply' }));
  expect(door.ops).toEqual([OP]);
  await waitFor(() => expect(door.asked).toContainEqual({ type: 'end_reorder', keep: false }));
});

test('what was found for an older version cannot be applied', async () => {
  show({ ...FOUND, stale: true });
  expect(await screen.findByText('The plan has changed since: search again.')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Apply' })).toBeNull();
  expect(screen.getByRole('button', { name: 'Search again' })).toBeInTheDocument();
});

test('it says so when there is no better order', async () => {
  show({ type: 'done', sentence: 'No better order found', basis: '90 orders tried', steps: [], op: null, stale: false });
  expect(await screen.findByText('No better order found')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Apply' })).toBeNull();
});
