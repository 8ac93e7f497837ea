import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Report, TeamDelivery } from '../../bindings';
import { fakeDoor, renderAt } from '../../test/fakeDoor';
import { HistoryDialog } from './HistoryDialog';

const REPORT: Report = {
  recognised: 'Delivery history, UTF-8, separated by comma',
  rows: 1,
  unchanged: 0,
  created: [{ row: 2, key: 'A-1', entity: { kind: 'team', id: 'port' }, title: 'Port: finished work' }],
  changed: [],
  kept: [],
  skipped: [],
  not_understood: [],
  columns: [],
  guesses: [],
};
const team = (id: string, title: string) => ({ team: id, title }) as TeamDelivery;

test('a history is looked at for the team that was chosen, and taken in when it is said so', async () => {
  const door = fakeDoor({
    delivery: { type: 'delivery', value: { teams: [team('core', 'Core'), team('port', 'Port')], stale: false } },
    set_preference: { type: 'done', value: '' },
    import_history: { type: 'import', value: REPORT },
  });
  renderAt(door, <HistoryDialog />);
  await userEvent.click(await screen.findByRole('radio', { name: 'Of Port' }));
  await userEvent.upload(screen.getByTestId('history-file'), new File(['key,created,closed'], 'closed.csv', { type: 'text/csv' }));
  expect(await screen.findByTestId('import-report')).toHaveTextContent('A-1');
  await userEvent.click(screen.getByRole('button', { name: 'Import 1 new record' }));
  const asked = door.asked.filter((request) => request.type === 'import_history');
  expect(asked.map(({ team, apply }) => [team, apply])).toEqual([
    ['port', false],
    ['port', true],
  ]);
});
