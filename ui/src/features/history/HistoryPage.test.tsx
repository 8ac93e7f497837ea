// The history of a plan with very many changes, at a door that hands it out a page at a time.
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import type { HistoryView, PastView, Request } from '../../bindings';
import { fakeDoor, planView, renderAt } from '../../test/fakeDoor';
import { HistoryPage } from './HistoryPage';

type Asked = Extract<Request, { type: 'history' }>;

const TOTAL = 50_000;

function change(index: number): PastView {
  return {
    change: { author: 'a1', seq: TOTAL - index },
    at: '2026-11-23 10:42',
    by: 'Mia',
    role: 'PM',
    label: `Change ${index}`,
    edits: [{ position: 0, entity: { kind: 'item', id: 'one' }, place: 'Estimate of Login', from: '5 pd', to: `${index} pd`, concern: 'technical', contributed: true }],
    more: 0,
    contribution: 'contribution to technical', aside: '',
  };
}

beforeEach(() => {
  // A page without a layout has no room for rows.
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(400);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(900);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(34);
});

function show(total = TOTAL) {
  const door = fakeDoor({
    plan: { type: 'plan', value: planView() },
    baselines: { type: 'baselines', value: { baselines: [] } },
    restore: { type: 'done', value: 'Restore Estimate of Login: 5 pd' },
    step_back: { type: 'done', value: '' },
    make_baseline: { type: 'done', value: 'Baseline Q1' },
  });
  const asked = (): Asked[] => door.asked.filter((request) => request.type === 'history');
  door.answers.history = () => {
    const { skip, limit } = asked().at(-1)!;
    const changes = Array.from({ length: Math.max(0, Math.min(limit, total - skip)) }, (_, index) => change(skip + index));
    const value: HistoryView = { changes, total, authors: [] };
    return { type: 'history', value };
  };
  renderAt(door, <HistoryPage />);
  return { door, asked };
}

test('of fifty thousand changes only the first pages are asked for and drawn', async () => {
  const { asked } = show();
  expect(await screen.findByText('50,000 changes')).toBeVisible();
  const rows = await screen.findAllByTestId('change');
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.length).toBeLessThan(60);
  expect(asked().every(({ limit, skip }) => limit === 100 && skip < 300)).toBe(true);
  expect(within(rows[0]!).getByText('Change 0')).toBeVisible();
  expect(within(rows[0]!).getByText('5 pd')).toBeVisible();
});

test('a field is restored from the change that replaced it, and a moment is looked at', async () => {
  const { door } = show(2);
  const [row] = await screen.findAllByTestId('change');
  await userEvent.click(within(row!).getByRole('button', { name: '1 field' }));
  await userEvent.click(within(row!).getByTestId('restore-edit'));
  await userEvent.click(within(row!).getByTestId('view-then'));
  const ref = { author: 'a1', seq: TOTAL };
  expect(door.asked).toContainEqual({ type: 'restore', what: { type: 'edit', change: ref, position: 0 } });
  expect(door.asked).toContainEqual({ type: 'step_back', moment: { type: 'change', change: ref } });
});

test('what another role drives is marked as a contribution, and nothing else is', async () => {
  const { door } = show(2);
  await screen.findAllByTestId('change');
  const driven = { ...change(1), contribution: '' };
  door.answers.history = { type: 'history', value: { changes: [change(0), driven], total: 2, authors: [] } };
  act(() => door.tell({ type: 'changed', topics: ['plan'] }));
  await waitFor(() => expect(screen.getAllByTestId('contribution')).toHaveLength(1));
  const [first, second] = screen.getAllByTestId('change');
  expect(within(first!).getByTestId('contribution')).toHaveTextContent('Contribution to technical');
  expect(within(second!).queryByTestId('contribution')).toBeNull();
});

test('the filter asks anew, and says when nothing fits', async () => {
  const { door, asked } = show(2);
  await screen.findAllByTestId('change');
  await userEvent.click(screen.getByRole('radio', { name: 'Technical' }));
  await waitFor(() => expect(asked().at(-1)?.filter.concern).toBe('technical'));
  door.answers.history = { type: 'history', value: { changes: [], total: 0, authors: [] } };
  await userEvent.type(screen.getByTestId('filter'), 'nowhere');
  expect(await screen.findByText('Nothing matches')).toBeVisible();
});

test('a baseline is made under its name', async () => {
  const { door } = show(1);
  await userEvent.type(screen.getByTestId('baseline-name'), ' Q1 ');
  await userEvent.click(screen.getByTestId('make-baseline'));
  expect(door.asked).toContainEqual({ type: 'make_baseline', name: 'Q1' });
});
