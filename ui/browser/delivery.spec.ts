// How a team delivers: the sample tells it, and a plan of one's own learns it from a file.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, go, test } from './plimsoll';

test('the sample says how its teams deliver, and the arrows step through it', async ({ plan }) => {
  await plan.keyboard.press('Control+5');
  await plan.getByRole('radio', { name: 'Payments' }).click();
  await expect(plan.getByText(/^Half of the \d+ pieces closed since/)).toBeVisible();
  await expect(plan.getByTestId('queue')).toContainText('Refund a cancelled sailing within a day');
  await expect(plan.getByTestId('queue')).toContainText('1.9 days pass before anybody looks at a review');
  const last = plan.getByRole('option').last();
  await last.focus();
  await plan.keyboard.press('ArrowLeft');
  const words = await plan.getByRole('option').nth(-2).getAttribute('aria-label');
  await expect(plan.getByTestId('point-words')).toHaveText(words!);
});

test.describe('of one’s own', () => {
  test.use({ sample: false });

  test('a history is looked at, taken in, seen, and taken back', async ({ plan, folder }) => {
    const rows = Array.from({ length: 12 }, (_, n) => `HB-${n + 1},${n % 3 === 0 ? 'Bug' : 'Story'},2026-10-0${(n % 9) + 1},2026-10-12,2026-11-${10 + n}`);
    const file = join(folder, 'closed.csv');
    writeFileSync(file, ['Key,Type,Created,Started,Closed', ...rows, 'HB-99,Story,2026-10-01,2026-10-12,soon'].join('\n'));
    await go(plan, 'Capacity');
    await plan.getByTestId('new-team').fill('Crew');
    await plan.keyboard.press('Enter');
    await go(plan, 'Delivery');
    await plan.getByTestId('delivery-import').click();
    await plan.getByTestId('history-file').setInputFiles(file);
    await expect(plan.getByTestId('import-report')).toContainText('`soon` is not a date');
    await plan.getByRole('button', { name: 'Import 12 new records' }).click();
    await expect(plan.getByRole('option')).toHaveCount(12);
    await expect(plan.getByTestId('line-85')).toContainText('85% within');
    await plan.getByLabel('When will so many more be done').fill('4');
    await plan.keyboard.press('Enter');
    await expect(plan.getByTestId('pace-answer')).toContainText('4 more: 50% by');
    await plan.getByRole('button', { name: 'Undo' }).first().click();
    await expect(plan.getByTestId('delivery-import')).toBeVisible();
  });
});
