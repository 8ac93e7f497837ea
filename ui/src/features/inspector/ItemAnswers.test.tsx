import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { ItemView } from '../../bindings';
import { fakeDoor, planView, renderAt } from '../../test/fakeDoor';
import { rowOf } from '../../test/sample';
import { ItemAnswers } from './ItemAnswers';

const VIEW: ItemView = {
  row: rowOf('a', { state: 'started' }),
  forecast: null,
  stand: 'promised to the Board for 14 May at 85%: 62% on time, 23 points below what was promised',
  hidden_slip: 'hidden slip 28 days at 50%',
  paydown_gain: '',
  effort: '',
  binds: '',
  slowed_by: [],
  waits: '',
  slips: '',
  rate: '',
  dependencies: [],
  flags: [],
  since: { type: 'back', changes: 1 },
  next_update: { words: 'was due on 20 Nov, 3 days ago', overdue: true, health: 'at risk' },
};

function show(given: Partial<ItemView> = {}) {
  const door = fakeDoor({ item: { type: 'item', value: { ...VIEW, ...given } }, plan: { type: 'plan', value: planView() } });
  renderAt(door, <ItemAnswers entity={{ kind: 'item', id: 'a' }} />);
}

test('the answers keep their order', async () => {
  show();
  await screen.findByText('When');
  const titles = ['When', 'Against its commitment', 'What the debt costs it', 'What would bring it forward', 'If it slips', 'Why it moved', 'Next update'];
  const heads = [...document.querySelectorAll('h3, summary')].map((head) => head.textContent);
  expect(heads.filter((head) => titles.includes(head ?? ''))).toEqual(titles);
  expect(screen.getByTestId('inspector-stand')).toHaveTextContent('Promised to the Board for 14 May at 85%: 62% on time, 23 points below');
  expect(screen.getByTestId('inspector-next-update')).toHaveTextContent('Was due on 20 Nov, 3 days ago');
  expect(screen.getByText('At risk')).toBeInTheDocument();
});

test('what is done is not asked how it could come sooner', async () => {
  show({ row: rowOf('a', { state: 'done', when: 'done on 6 Nov' }) });
  expect(await screen.findByText('Done on 6 Nov')).toBeInTheDocument();
  expect(screen.queryByText('What would bring it forward')).toBeNull();
  expect(screen.queryByText('Next update')).toBeNull();
  expect(screen.getByText('Why it moved')).toBeInTheDocument();
});
