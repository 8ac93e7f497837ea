import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { MergeView } from '../../bindings';
import { fakeDoor, renderAt } from '../../test/fakeDoor';
import { MergeDialog } from './MergeDialog';

const NOTHING: MergeView = { name: 'q3-jo.plimsoll', authors: [], changes: [], more: 0, conflicts: [], left_out: [], ahead: 2, effect: null };
const at = '2026-11-23 10:40';
const NEWS: MergeView = {
  ...NOTHING,
  authors: [{ by: 'Jo', role: 'PM', me: false, changes: 1, first: at, last: at }],
  changes: [{ at, by: 'Jo', role: 'PM', label: 'set the title of Checkout' }],
  more: 3,
  left_out: ['a change of Mallory is not signed by its author'],
  effect: 'P85 of the plan 2 Apr → 18 Apr',
};

async function choose(view: MergeView) {
  const door = fakeDoor({ merge: { type: 'merge', value: view } });
  renderAt(door, <MergeDialog />);
  await userEvent.upload(screen.getByTestId('merge-file'), new File(['SQLite'], 'q3-jo.plimsoll'));
  return door;
}

test('who changed what is seen first, and merged when it is said so', async () => {
  const door = await choose(NEWS);
  const report = await screen.findByTestId('merge-report');
  for (const words of ['P85 of the plan', 'Jo (PM) · 1 change', 'set the title of Checkout', 'and 3 earlier changes', 'Mallory']) {
    expect(report).toHaveTextContent(words);
  }
  await userEvent.click(screen.getByRole('button', { name: 'Merge 4 changes' }));
  expect(door.asked.map((request) => (request.type === 'merge' ? request.apply : null))).toEqual([false, true]);
});

test('a copy that brings nothing offers nothing to merge', async () => {
  await choose(NOTHING);
  expect(await screen.findByTestId('merge-report')).toHaveTextContent('Nothing new');
  expect(screen.queryByTestId('merge-apply')).toBeNull();
  expect(screen.getByText(/lacks 2 changes/)).toBeVisible();
});
