import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { MergeView } from '../../bindings';
import { fakeDoor, renderAt } from '../../test/fakeDoor';
import { MergeDialog } from './MergeDialog';

const NOTHING: MergeView = { name: 'q3-jo.plimsoll', authors: [], strangers: [], may_admit: true, owners: 'Ana', changes: [], more: 0, conflicts: [], left_out: [], ahead: 2, effect: null };
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

test('whoever is not a member is admitted with the merge', async () => {
  const stranger = { key: 'bb'.repeat(32), short: 'bbbbbbbb', by: 'Ben', role: 'PM' as const, changes: 12, sentence: '12 changes by Ben, who is not a member', admissible: true };
  const door = await choose({ ...NOTHING, strangers: [stranger] });
  expect(await screen.findByTestId('strangers')).toHaveTextContent('12 changes by Ben, who is not a member');
  expect(screen.queryByTestId('merge-apply')).toBeNull();
  door.answers.merge = { type: 'merge', value: NEWS };
  await userEvent.selectOptions(screen.getByLabelText('Admit Ben as'), 'EM');
  await userEvent.click(screen.getByTestId('admit-stranger'));
  expect(await screen.findByText(/becomes a member, as EM/)).toBeVisible();
  await userEvent.click(await screen.findByTestId('merge-apply'));
  const asked = door.asked.flatMap((request) => (request.type === 'merge' ? [request] : []));
  expect(asked.at(-1)).toMatchObject({ admit: [{ key: stranger.key, name: 'Ben', role: 'EM' }], apply: true });
});

test('who may not admit is told who may', async () => {
  const stranger = { key: 'bb'.repeat(32), short: 'bbbbbbbb', by: 'Ben', role: 'PM' as const, changes: 1, sentence: '1 change by Ben, who is not a member', admissible: true };
  await choose({ ...NOTHING, may_admit: false, strangers: [stranger] });
  expect(await screen.findByTestId('strangers')).toHaveTextContent('until Ana admits them');
  expect(screen.queryByTestId('admit-stranger')).toBeNull();
});
