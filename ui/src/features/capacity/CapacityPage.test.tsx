import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { TeamCapacity } from '../../bindings';
import { fakeDoor, renderAt } from '../../test/fakeDoor';
import { CapacityPage } from './CapacityPage';

const NONE = { new_work: 0, drag: 0, toil: 0, incidents: 0, paydown: 0, support: 0, reserve: 0, other: 0, idle: 0 };
const TEAM: TeamCapacity = {
  team: 'core',
  title: 'Core',
  summary: '3 people',
  weeks: [],
  total: NONE,
  people: [],
  record: {
    hits: 'the 85% of its estimates held in 17 of 20 finished items; 17 were to be expected',
    other_hits: 'the 50% held in 9 (10 to be expected), the 95% in 20 (19 to be expected)',
    promises: '',
    rate: 'its items take 1.3 × their estimates, learned from 24 finished items',
    drift: 'its pace drifts by σ 0.45, by default until half a year of finished items says better',
    hit_rates: null,
  },
};

test('a team says how often its estimates came true and what was learned from that', async () => {
  const user = userEvent.setup();
  renderAt(fakeDoor({ capacity: { type: 'capacity', value: { teams: [TEAM], stale: false } }, set_preference: { type: 'done', value: '' } }), <CapacityPage />);
  await user.click(await screen.findByText('Delivery'));
  const record = await screen.findByTestId('delivery-core');
  expect(record).toHaveTextContent('The 85% of its estimates held in 17 of 20 finished items');
  expect(record).toHaveTextContent('Its items take 1.3 × their estimates, learned from 24 finished items');
  expect(record).toHaveTextContent('by default until');
});

test('when so many are done is asked of the team or of a list, and answered in words', async () => {
  const user = userEvent.setup();
  const door = fakeDoor({
    capacity: { type: 'capacity', value: { teams: [TEAM], stale: false } },
    set_preference: { type: 'done', value: '' },
    ask: {
      type: 'ask',
      value: {
        question: { type: 'pace', team: 'core', remaining: 8, by: null, closed: null },
        done: 0,
        of: 0,
        complete: true,
        stopped: false,
        problem: '',
        answer: { type: 'pace', value: { answers: ['8 more: 50% by 18 Dec'], basis: 'pace: 18 closed in the last 9 weeks', record: '', notes: [] } },
      },
    },
  });
  renderAt(door, <CapacityPage />);
  await user.click(await screen.findByText('Delivery'));
  const answer = await screen.findByRole('button', { name: 'Answer' });
  expect(answer).toBeDisabled();
  await user.type(screen.getByLabelText('When will so many more be done'), '8');
  await user.upload(screen.getByLabelText('A list of closing dates'), new File(['2026-11-02'], 'closed.csv', { type: 'text/csv' }));
  await screen.findByText(/from closed.csv/);
  expect(answer).toBeEnabled();
  await user.type(screen.getByLabelText('and how many by'), '{Enter}');
  await waitFor(() => expect(door.asked.at(-1)).toEqual({ type: 'ask', question: { type: 'pace', team: 'core', remaining: 8, by: null, closed: '2026-11-02' } }));
  expect(await screen.findByTestId('pace-answer')).toHaveTextContent('8 more: 50% by 18 Dec');
});
