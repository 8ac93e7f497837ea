import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Reply, Report } from '../../bindings';
import { type FakeDoor, fakeDoor, renderAt } from '../../test/fakeDoor';
import { ImportDialog } from './ImportDialog';

const NOTHING: Report = {
  recognised: 'Jira CSV, UTF-8, comma',
  rows: 2,
  unchanged: 2,
  created: [],
  changed: [],
  kept: [],
  skipped: [],
  not_understood: [],
  columns: [],
  guesses: [],
};
const NEWS: Report = {
  ...NOTHING,
  unchanged: 0,
  created: [{ row: 2, key: 'SEA-1', entity: { kind: 'item', id: 'a' }, title: 'Harbour map' }],
  not_understood: [{ row: 3, key: 'SEA-2', column: 'Due date', what: '`soon` is not a date' }],
};

const answer = (report: Report): Reply => ({ type: 'import', value: report });

async function choose(door: FakeDoor) {
  renderAt(door, <ImportDialog />);
  await userEvent.upload(screen.getByTestId('import-file'), new File(['Summary\nHarbour map'], 'jira.csv', { type: 'text/csv' }));
}

test('a file is looked at first, and taken in when it is said so', async () => {
  const door = fakeDoor({ import: answer(NEWS) });
  await choose(door);
  const report = await screen.findByTestId('import-report');
  expect(report).toHaveTextContent('Harbour map');
  expect(report).toHaveTextContent('`soon` is not a date');
  expect(report, 'keys reach the dialog after the step has changed').toHaveFocus();
  await userEvent.click(screen.getByRole('button', { name: 'Import 1 new entry' }));
  expect(door.asked.map((request) => (request.type === 'import' ? [request.apply, request.source] : []))).toEqual([
    [false, { type: 'bytes', name: 'jira.csv', base64: btoa('Summary\nHarbour map') }],
    [true, { type: 'bytes', name: 'jira.csv', base64: btoa('Summary\nHarbour map') }],
  ]);
});

test('a file that says nothing new offers nothing to import', async () => {
  await choose(fakeDoor({ import: answer(NOTHING) }));
  expect(await screen.findByTestId('import-report')).toHaveTextContent('nothing new');
  expect(screen.queryByTestId('import-apply')).toBeNull();
  expect(screen.getByRole('button', { name: 'Done' })).toBeVisible();
});

test('a file that cannot be read is refused with the sentence of the door', async () => {
  const door = fakeDoor({
    import: () => {
      throw { code: 'refused', message: 'jira.csv is a picture: export the issues as CSV' };
    },
  });
  await choose(door);
  expect(await screen.findByTestId('import-problem')).toHaveTextContent('is a picture');
  expect(screen.getByTestId('import-choose')).toBeVisible();
});
