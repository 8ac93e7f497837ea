import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Answer, AskedView, DebtDelay, Op, Question, Ripple, RippleRow, Since, Waterfall } from '../../bindings';
import { fakeDoor, planView, renderAt } from '../../test/fakeDoor';
import { DebtDays, DebtInquiries, Forward, Moved, Slip } from './Inquiries';

const OP: Op = { type: 'all', label: 'Put “Login” off', ops: [{ type: 'move', item: 'login', before: null }] };
const LEVER = {
  kind: 'order' as const,
  remedy: { label: 'Put “Login” off', why: 'It can wait.', action: { type: 'apply' as const, op: OP } },
  won: 'wins 14 days at 85%',
  price: '“Login” comes 46 days later',
  chance: '0% → 100% on time',
  when: '50% by 5 Jan',
  breaks: ['Search'],
};

function rippleRow(given: Partial<RippleRow>): RippleRow {
  return { item: 'a', title: 'Checkout', p50: '4 Dec → 25 Dec', p85: '4 Dec → 25 Dec', moved: '+21 days', chance: '', promised: false, broken: false, ...given };
}

const RIPPLE: Answer = {
  type: 'ripple',
  value: {
    sentence: 'if “Checkout” slips 21 days, 1 other moves',
    own: rippleRow({}),
    others: [rippleRow({ item: 'b', title: 'Search', chance: '90% → 40%', broken: true })],
    unmoved: '3 others do not move',
    ripple: {} as Ripple,
  },
};

const WHY: Answer = {
  type: 'why',
  value: {
    sentence: '“Checkout” moved 7 days later at 85% since 16 Nov: most of all estimates (+9 days)',
    before: '50% by 4 Dec',
    after: '50% by 11 Dec',
    bars: [
      { cause: 'order', title: 'Order', p50: '−2 days', p85: '−2 days', days: -2, left: 0, width: 0.2, differences: ['“Login”: rank'] },
      { cause: 'estimates', title: 'Estimates', p50: '+9 days', p85: '+9 days', days: 9, left: 0, width: 1, differences: ['“Checkout”: estimate'] },
    ],
    p50: '+7 days',
    p85: '+7 days',
    waterfall: {} as Waterfall,
  },
};

/** A door that answers what it is asked with this, as far as it has come. */
function show(answer: Answer | null, given: Partial<AskedView> = {}, usual: Since = { type: 'back', changes: 1 }) {
  const door = fakeDoor({
    plan: { type: 'plan', value: planView() },
    stop_asking: { type: 'done', value: '' },
    ask_again: { type: 'done', value: '' },
    baselines: { type: 'baselines', value: { baselines: [] } },
    history: {
      type: 'history',
      value: {
        changes: ['Set estimate', 'Move “Login”', 'New plan'].map((label, index) => ({
          change: { author: 'a1', seq: 3 - index },
          at: `2026-11-2${3 - index} 10:42`,
          by: 'Mia',
          role: 'PM',
          label,
          edits: [],
          more: 0,
          contribution: '', aside: '',
        })),
        total: 3,
        authors: [],
      },
    },
  });
  door.answers.ask = () => {
    const { question } = door.asked.findLast((request) => request.type === 'ask') as { question: Question };
    return { type: 'ask', value: { question, done: 3, of: 10, complete: true, stopped: false, answer, problem: '', ...given } };
  };
  renderAt(
    door,
    <>
      <DebtDays item="a" />
      <Forward item="a" />
      <Slip item="a" />
      <Moved item="a" usual={usual} />
      <DebtInquiries debt="d" />
    </>,
  );
  const questions = (): Question[] => door.asked.flatMap((request) => (request.type === 'ask' ? [request.question] : []));
  return { door, questions };
}

test('nothing is asked before a section is opened', () => {
  const { questions } = show(null);
  expect(questions()).toEqual([]);
});

test('a lever says what it wins, costs and breaks, and is applied in one step', async () => {
  const user = userEvent.setup();
  const { door } = show({ type: 'levers', value: { sentence: '9 moves tried; those that win the most for their cost come first', levers: [LEVER] } });
  await user.click(screen.getByText('What would bring it forward'));
  const lever = await screen.findByTestId('lever');
  expect(lever).toHaveTextContent('Wins 14 days at 85% · 0% → 100% on time');
  expect(lever).toHaveTextContent('Price: “Login” comes 46 days later');
  expect(lever).toHaveTextContent('Breaks the promise of Search');
  await user.click(within(lever).getByTestId('remedy-apply'));
  await waitFor(() => expect(door.ops).toEqual([OP]));
});

test('what is still being reckoned shows its progress and can be stopped', async () => {
  const user = userEvent.setup();
  const { door } = show(null, { complete: false });
  await user.click(screen.getByText('What would bring it forward'));
  expect(await screen.findByRole('progressbar', { name: 'Forecasts made' })).toHaveAttribute('max', '10');
  await user.click(screen.getByRole('button', { name: 'Stop' }));
  await waitFor(() => expect(door.asked).toContainEqual({ type: 'stop_asking' }));
  door.answers.ask = { type: 'ask', value: { question: { type: 'levers', item: 'a' }, done: 10, of: 10, complete: true, stopped: false, answer: null, problem: 'there is none' } };
  door.tell({ type: 'changed', topics: ['answers'] });
  expect(await screen.findByText('There is none')).toBeInTheDocument();
});

test('what was stopped can be worked out after all', async () => {
  const user = userEvent.setup();
  const { door } = show(null, { stopped: true, problem: 'the answer was given up: ask again' });
  await user.click(screen.getByText('If it slips'));
  await user.click(await screen.findByRole('button', { name: 'Work it out' }));
  await waitFor(() => expect(door.asked).toContainEqual({ type: 'ask_again' }));
});

test('an answer that is asked for anew stays in its place, and cannot be applied until it is there', async () => {
  const user = userEvent.setup();
  const answer: Answer = { type: 'levers', value: { sentence: '9 moves tried', levers: [LEVER] } };
  const { door } = show(answer);
  await user.click(screen.getByText('What would bring it forward'));
  const lever = await screen.findByTestId('lever');
  const asked = { question: { type: 'levers' as const, item: 'a' }, done: 0, of: 10, stopped: false, problem: '' };
  door.answers.ask = { type: 'ask', value: { ...asked, complete: false, answer: null } };
  door.tell({ type: 'changed', topics: ['plan'] });
  await waitFor(() => expect(lever.closest('[inert]')).not.toBeNull());
  expect(lever).toHaveTextContent('Wins 14 days');
  door.answers.ask = { type: 'ask', value: { ...asked, complete: true, answer } };
  door.tell({ type: 'changed', topics: ['answers'] });
  await waitFor(() => expect(screen.getByTestId('lever').closest('[inert]')).toBeNull());
});

test('each debt says by how many days it makes the date later', async () => {
  const user = userEvent.setup();
  show({ type: 'debts', value: [{ debt: 'd', title: 'Ledger schema', p50: '+12 days', p85: '+40 days' }] });
  await user.click(screen.getByText('Debt by debt, in days'));
  expect(await screen.findByTestId('debt-days')).toHaveTextContent('Ledger schema+12 days+40 days');
});

test('a debt says what it costs in days of each promise and in cost of delay', async () => {
  const user = userEvent.setup();
  const { questions } = show({
    type: 'delay',
    value: {
      sentence: 'it moves 1 of 3 promises, most of all Checkout (+12 days at 85%)',
      promises: [{ item: 'a', title: 'Checkout', p50: '+3 days', p85: '+12 days', chance: '38% → 71%' }],
      unmoved: '2 other promises do not move',
      plan: '+1 day at 50%, +9 days at 85%',
      cost: '41,200',
      delay: {} as DebtDelay,
    },
  });
  await user.click(screen.getByText('What it costs in delay'));
  expect(await screen.findByTestId('promise-delay')).toHaveTextContent('Checkout 38% → 71% on time without it+3 days+12 days');
  expect(screen.getByTestId('delay-cost')).toHaveTextContent('41,200');
  expect(questions()).toEqual([{ type: 'delay', debt: 'd' }]);
});

test('a slip of so many days shows every date that moves, and the promise that breaks', async () => {
  const user = userEvent.setup();
  const { questions } = show(RIPPLE);
  await user.click(screen.getByText('If it slips'));
  expect(await screen.findByTestId('ripple-sentence')).toHaveTextContent('If “Checkout” slips 21 days, 1 other moves');
  expect(screen.getAllByTestId('ripple-row')[1]).toHaveTextContent('90% → 40% on time, below what was promised');
  const days = screen.getByLabelText('By so many calendar days');
  await user.clear(days);
  await user.type(days, 'soon{Enter}');
  expect(days).toHaveValue('21');
  await user.clear(days);
  await user.type(days, '7{Enter}');
  await waitFor(() => expect(questions().at(-1)).toEqual({ type: 'ripple', item: 'a', days: 7 }));
});

test('a move is told cause by cause, since a change or since a day', async () => {
  const user = userEvent.setup();
  const { questions } = show(WHY);
  await user.click(screen.getByText('Why it moved'));
  expect(await screen.findByTestId('moved-estimates')).toHaveTextContent('+9 days');
  await waitFor(() => expect(questions().at(-1)).toEqual({ type: 'why', item: 'a', since: { type: 'back', changes: 1 } }));
  await user.selectOptions(screen.getByLabelText('Since before'), 'Move “Login”, 2026-11-22 10:42');
  await waitFor(() => expect(questions().at(-1)).toEqual({ type: 'why', item: 'a', since: { type: 'back', changes: 2 } }));
  await user.type(screen.getByLabelText('Or since the day'), '16 Nov 2026{Enter}');
  await waitFor(() => expect(questions().at(-1)).toEqual({ type: 'why', item: 'a', since: { type: 'day', day: '2026-11-16' } }));
});

test('a move is told since what is usual for the plan, until something else is chosen', async () => {
  const user = userEvent.setup();
  const { questions } = show(WHY, {}, { type: 'baseline', id: 'q1' });
  await user.click(screen.getByText('Why it moved'));
  await waitFor(() => expect(questions().at(-1)).toEqual({ type: 'why', item: 'a', since: { type: 'baseline', id: 'q1' } }));
});
