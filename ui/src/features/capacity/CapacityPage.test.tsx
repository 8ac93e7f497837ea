import { screen } from '@testing-library/react';
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
