// Two people work on copies of one plan; one merges the other's, admits them as a member, and settles where they collide.
import { join } from 'node:path';
import { type Page } from '@playwright/test';
import { cell, enter, expect, go, HANDED_OVER, serve, test } from './plimsoll';

const REFUNDS = 'Refund a cancelled sailing within a day';

async function estimate(page: Page, range: string): Promise<void> {
  await go(page, 'Priorities');
  const box = cell(page, REFUNDS, 'estimate');
  await box.dblclick();
  await box.getByRole('textbox').fill(range);
  await page.keyboard.press('Enter');
  await expect(box).toContainText(range.replaceAll('-', '–'));
}

test('a colleague’s copy is looked at, merged, and its collision is settled', async ({ plan, folder, browser }) => {
  await estimate(plan, '10-20-30');
  const copy = join(folder, HANDED_OVER);
  const theirs = await serve(copy, join(folder, 'ben'));
  const page = await browser.newPage();
  await enter(page, theirs.address, 'Ben Ode', 'EM');
  await estimate(page, '30-40-60');
  // In his own copy it shows, and waits.
  await expect(page.getByTestId('status-members')).toContainText('1 change of yours waits');
  await page.getByTestId('status-members').click();
  await expect(page.getByTestId('my-key')).toHaveValue(/^[0-9a-f]{64}$/);
  await page.close();
  await theirs.stop();

  await plan.keyboard.press('Escape');
  await plan.keyboard.press('Control+k');
  await plan.getByTestId('palette-input').fill('merge');
  await plan.keyboard.press('Enter');
  await plan.getByTestId('merge-file').setInputFiles(copy);
  const report = plan.getByTestId('merge-report');
  await expect(report).toContainText('1 change by Ben Ode, who is not a member');
  await plan.getByTestId('admit-stranger').click();
  await expect(report).toContainText('Ben Ode becomes a member, as EM');
  await expect(report).toContainText('Ben Ode (EM) · 1 change');
  await expect(report).toContainText('Changed in both (1)');
  await plan.getByTestId('merge-apply').click();
  await expect(cell(plan, REFUNDS, 'estimate')).toContainText('30–40–60');

  await plan.getByTestId('toast').getByRole('button', { name: 'Settle' }).click();
  const conflict = plan.getByTestId('conflict');
  await conflict.getByRole('button', { name: /^Take “10–20–30.*Mia Keller, PM/ }).click();
  await expect(conflict).toHaveCount(0);
  await expect(cell(plan, REFUNDS, 'estimate')).toContainText('10–20–30');

  await plan.keyboard.press('Escape');
  await plan.keyboard.press('Control+k');
  await plan.getByTestId('palette-input').fill('members');
  await plan.keyboard.press('Enter');
  await expect(plan.getByTestId('member-Ben Ode')).toContainText('may edit · 1 change');
});
