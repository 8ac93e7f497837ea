// A Jira export comes in: first what it would do, then all of it, then nothing new.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cell, expect, go, test } from './plimsoll';

const CSV = `\uFEFFSummary,Issue key,Issue id,Issue Type,Status,Labels,Labels,Due date,Description,Custom field (Story Points),Parent
Harbour map,SEA-1,10001,Epic,To Do,,,,,,
"Show berths
on the map",SEA-2,10002,Story,To Do,map,ports,2027-03-31,"Two lines,
one cell",5,10001
Tide tables,SEA-3,10003,Story,In Progress,,,not a date,,,10001
`;

test.use({ sample: false });

test('a dry run, an import, and the same file again', async ({ plan, folder }) => {
  const file = join(folder, 'jira.csv');
  writeFileSync(file, CSV);
  await plan.keyboard.press('Control+k');
  await plan.getByTestId('palette-input').fill('import');
  await plan.keyboard.press('Enter');
  await plan.getByTestId('import-file').setInputFiles(file);
  await expect(plan.getByTestId('import-report')).toContainText('Jira');
  await expect(plan.getByTestId('import-report')).toContainText('Harbour map');
  await expect(plan.getByTestId('import-report')).toContainText('not a date');
  await plan.getByTestId('import-apply').click();
  await go(plan, 'Priorities');
  await expect(plan.getByRole('row').filter({ hasText: 'Tide tables' })).toBeVisible();

  await plan.keyboard.press('Control+k');
  await plan.getByTestId('palette-input').fill('import');
  await plan.keyboard.press('Enter');
  await plan.getByTestId('import-file').setInputFiles(file);
  await expect(plan.getByTestId('import-report')).toContainText('nothing new');
  await plan.getByTestId('import-close').click();
  await plan.keyboard.press('Control+z');
  await expect(plan.getByRole('row').filter({ hasText: 'Tide tables' })).toHaveCount(0);
});

test('a picture is refused with a sentence', async ({ plan, folder }) => {
  const file = join(folder, 'scan.csv');
  writeFileSync(file, Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
  await plan.keyboard.press('Control+k');
  await plan.getByTestId('palette-input').fill('import');
  await plan.keyboard.press('Enter');
  await plan.getByTestId('import-file').setInputFiles(file);
  await expect(plan.getByTestId('import-problem')).toBeVisible();
});

test('a plan is begun from nothing: a team, a person, an item, a date', async ({ plan }) => {
  await go(plan, 'Capacity');
  await plan.getByTestId('new-team').fill('Crew');
  await plan.keyboard.press('Enter');
  await go(plan, 'People');
  await plan.getByTestId('new-person').fill('Ada');
  await plan.keyboard.press('Enter');
  await expect(plan.getByRole('row').filter({ hasText: 'Ada' })).toContainText('Crew');
  await go(plan, 'Priorities');
  await plan.getByTestId('new-item').fill('First light');
  await plan.keyboard.press('Enter');
  const estimate = cell(plan, 'First light', 'estimate');
  await estimate.dblclick();
  await estimate.getByRole('textbox').fill('5-8-13');
  await plan.keyboard.press('Enter');
  await expect(estimate).toContainText('5–8–13');
  await plan.getByRole('combobox', { name: 'Team' }).fill('Crew');
  await plan.keyboard.press('ArrowDown');
  await plan.keyboard.press('Enter');
  await expect(cell(plan, 'First light', 'p85')).toHaveText(/\d+ \w{3}/);
});
