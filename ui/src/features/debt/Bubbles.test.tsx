// Debts chosen in the picture and in the table beside it: the same choice, the same sum, one paydown.
import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import type { DebtRow, PaydownView } from '../../bindings';
import { fakeDoor, planView, renderAt } from '../../test/fakeDoor';
import { Bubbles } from './Bubbles';
import { caught } from './useLasso';

function debt(id: string, effort: number, perWeek: number, given: Partial<DebtRow> = {}): DebtRow {
  return { id, title: `Debt ${id}`, category: '', state: 'open', effort, per_week: perWeek, touches: 4, pays_back: 'by 12 May', break_even: '2027-05-12', ...given } as DebtRow;
}

const ROWS = [debt('a', 4, 1), debt('b', 8, 2), debt('c', 30, 0.5), debt('d', 0, 3), debt('e', 5, 5, { state: 'paid' })];
const ITEM = { kind: 'item' as const, id: 'new' };
const OP = { type: 'all' as const, label: 'Pay down Debt b and 1 more', ops: [] };
const SUM: PaydownView = { sentence: '2 debts, 12 pd, pays back in 2 quarters · Payments', left_out: ['“Debt c” is paid'], item: ITEM, op: OP };

beforeEach(() => {
  vi.stubGlobal('ResizeObserver', class { observe = () => undefined; disconnect = () => undefined; unobserve = () => undefined; });
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(400);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(900);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(28);
});

function show(sum: PaydownView = SUM) {
  const door = fakeDoor({ paydown: { type: 'paydown', value: sum }, plan: { type: 'plan', value: planView() }, set_preference: { type: 'done', value: '' } });
  renderAt(door, <Bubbles rows={ROWS} onInventory={() => undefined} />);
  return door;
}

test('a rectangle catches the debts whose middle is in it', async () => {
  const door = show();
  expect(screen.getAllByRole('option').map((option) => option.dataset['debt'])).toEqual(['b', 'a', 'c']);
  const picture = screen.getByTestId('bubbles');
  fireEvent.pointerDown(picture, { button: 0, clientX: 0, clientY: 0 });
  fireEvent.pointerMove(picture, { clientX: 600, clientY: 390 });
  fireEvent.pointerUp(picture);
  const chosen = screen.getAllByRole('option', { selected: true }).map((option) => option.dataset['debt']);
  expect(chosen).toEqual(['b', 'a']);
  await waitFor(() => expect(door.asked).toContainEqual({ type: 'paydown', debts: ['b', 'a'] }));
});

test('X in the table chooses the same, and the paydown is made in one step', async () => {
  const door = show();
  fireEvent.click(screen.getByTestId('bubble-row-b').querySelector('[data-cell="title"]')!);
  const cell = screen.getByTestId('bubble-row-a').querySelector<HTMLElement>('[data-cell="title"]')!;
  cell.focus();
  await userEvent.keyboard('x');
  await waitFor(() => expect(door.asked).toContainEqual({ type: 'paydown', debts: ['b', 'a'] }));
  expect(await screen.findByText(/2 debts, 12 pd, pays back in 2 quarters · Payments/)).toBeInTheDocument();
  expect(screen.getByText('“Debt c” is paid')).toBeInTheDocument();
  await userEvent.click(screen.getByTestId('make-paydown'));
  expect(door.ops).toEqual([OP]);
});

test('where nothing is left to pay, nothing can be made', async () => {
  show({ ...SUM, sentence: 'nothing here is left to pay', op: null });
  fireEvent.click(screen.getByTestId('bubble-row-c').querySelector('[data-cell="title"]')!);
  expect(await screen.findByText('Nothing here is left to pay')).toBeInTheDocument();
  expect(screen.getByTestId('make-paydown')).toBeDisabled();
});

test('a press that goes nowhere lets go of what was chosen', () => {
  show();
  fireEvent.click(screen.getAllByRole('option')[0]!);
  expect(screen.getAllByRole('option', { selected: true })).toHaveLength(1);
  const picture = screen.getByTestId('bubbles');
  fireEvent.pointerDown(picture, { button: 0, clientX: 5, clientY: 5 });
  fireEvent.pointerUp(picture);
  expect(screen.queryAllByRole('option', { selected: true })).toHaveLength(0);
});

test('what lies on the edge is caught, what lies beside it is not', () => {
  const spots = [{ id: 'in', x: 10, y: 10 }, { id: 'edge', x: 20, y: 20 }, { id: 'out', x: 21, y: 10 }];
  expect(caught(spots, { left: 5, top: 5, width: 15, height: 15 })).toEqual(['in', 'edge']);
});
