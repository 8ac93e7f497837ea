import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { TeamDelivery } from '../../bindings';
import { SessionProvider } from '../../session/session';
import { fakeDoor, renderAt } from '../../test/fakeDoor';
import { DeliveryPage } from './DeliveryPage';

const EMPTY: TeamDelivery = {
  team: 'core',
  title: 'Core',
  empty: true,
  cycle: null,
  throughput: null,
  reviews: null,
  queue: { sentence: 'Nothing is under way.', stages: [], review: '' },
  record: {
    hits: 'the 85% of its estimates held in 17 of 20 finished items; 17 were to be expected',
    other_hits: 'the 50% held in 9 (10 to be expected), the 95% in 20 (19 to be expected)',
    promises: '',
    rate: 'its items take 1.3 × their estimates, learned from 24 finished items',
    drift: 'half of the time its pace is within 35% of the usual (σ 0.45), by default until half a year of finished items says better',
    hit_rates: null,
  },
};
const point = (key: string, days: number, upkeep = false) => ({ key, upkeep, closed: '2026-11-0' + days, days, x: days / 10, y: days / 10, words: `${key} after ${days} days` });
const FULL: TeamDelivery = {
  ...EMPTY,
  empty: false,
  cycle: {
    sentence: 'Half of the 3 pieces took at most 2 days.',
    points: [point('A-1', 1), point('A-2', 2, true), point('A-3', 3)],
    lines: [
      { percent: 50, y: 0.2, words: '50% within 2 days' },
      { percent: 85, y: 0.3, words: '85% within 3 days' },
    ],
    days: [{ at: 0, words: '1' }],
    months: [{ at: 0.5, words: 'Nov' }],
  },
  throughput: {
    sentence: '1.5 closed a week.',
    weeks: [{ monday: '2026-11-02', finished: 2, upkeep: 1, words: 'week of 2 Nov: 2 finished, 1 upkeep', month: 'Nov' }],
    most: 3,
  },
  reviews: { sentence: 'Half of the reviews wait longer than 2.3 days.', slow: true, windows: [{ span: '27 Oct – 23 Nov', median: 2.3, share: 1, words: '2.3 days, of 20 reviews' }] },
  queue: {
    sentence: '1 item is under way.',
    stages: [{ title: 'Being worked on', items: [{ id: 'map', title: 'Harbour map', share: 1, words: '42 days, since 12 Oct', until: '85% by 11 Feb', waits: false }] }],
    review: '2.3 days pass before anybody looks at a review.',
  },
};

const doorOf = (...teams: TeamDelivery[]) => fakeDoor({ delivery: { type: 'delivery', value: { teams, stale: false } }, set_preference: { type: 'done', value: '' } });

test('a team without a history is offered to import one, and still says how its dates came true', async () => {
  renderAt(doorOf(EMPTY), <DeliveryPage />);
  expect(await screen.findByText('Nothing is known of what Core closed')).toBeVisible();
  expect(screen.getByTestId('delivery-import')).toBeEnabled();
  const record = screen.getByTestId('record');
  expect(record).toHaveTextContent('The 85% of its estimates held in 17 of 20 finished items');
  expect(record).toHaveTextContent('Its items take 1.3 × their estimates, learned from 24 finished items');
  expect(screen.queryByTestId('throughput')).toBeNull();
});

test('arrows step from piece to piece, each told in words', async () => {
  const user = userEvent.setup();
  renderAt(doorOf(FULL), <DeliveryPage />);
  const last = await screen.findByRole('option', { name: 'A-3 after 3 days' });
  expect(screen.getByTestId('line-85')).toHaveTextContent('85% within 3 days');
  last.focus();
  await user.keyboard('{ArrowLeft}');
  expect(screen.getByRole('option', { name: 'A-2 after 2 days' })).toHaveFocus();
  expect(screen.getByTestId('point-words')).toHaveTextContent('A-2 after 2 days');
  await user.keyboard('{Home}{ArrowLeft}');
  expect(screen.getByRole('option', { name: 'A-1 after 1 days' })).toHaveFocus();
});

test('what is drawn stands in a table too, in a list of weeks, and in words', async () => {
  const user = userEvent.setup();
  renderAt(doorOf(FULL), <DeliveryPage />);
  await user.click(await screen.findByText('The same as a table'));
  expect(await screen.findByRole('row', { name: 'A-2 upkeep 2 Nov 2026 2' })).toBeVisible();
  expect(screen.getByTestId('throughput')).toHaveTextContent('week of 2 Nov: 2 finished, 1 upkeep');
  expect(screen.getByTestId('queue')).toHaveTextContent('since 12 Oct · 85% by 11 Feb In review2.3 days pass before anybody looks at a review.');
  expect(screen.getByTestId('review-waits')).toHaveTextContent('2.3 days, of 20 reviews');
});

test('the team that was chosen is remembered', async () => {
  const user = userEvent.setup();
  const door = doorOf(FULL, { ...EMPTY, team: 'port', title: 'Port' });
  renderAt(door, <DeliveryPage />);
  await user.click(await screen.findByRole('radio', { name: 'Port' }));
  expect(await screen.findByText('Nothing is known of what Port closed')).toBeVisible();
  await waitFor(() => expect(door.asked).toContainEqual({ type: 'set_preference', key: 'delivery.team', value: 'port' }));
});

test('when so many are done is asked of the team or of a list, and answered in words', async () => {
  const user = userEvent.setup();
  const door = doorOf(FULL);
  door.answers.ask = {
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
  };
  renderAt(door, <DeliveryPage />);
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

test('what is under way says how far it has moved since the chosen baseline', async () => {
  const door = doorOf(FULL);
  const since = { map: { p85: '2027-02-02', days: 9, short: '+9 d', slip: '', words: '85% by 2 Feb then, 9 days later now' } };
  door.answers.baselines = { type: 'baselines', value: { baselines: [{ id: 'q1', name: 'Q1', made: '23 Nov', signed: [], since }] } };
  renderAt(
    door,
    <SessionProvider initial={{ preferences: { baseline: 'q1' } }}>
      <DeliveryPage />
    </SessionProvider>,
  );
  expect(await screen.findByTestId('slip')).toHaveTextContent('since Q1+9 d');
});
