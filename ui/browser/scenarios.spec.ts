// What if: a scenario is made, worked in, held against the plan, and taken over.
import { cell, expect, field, forecastIsHere, go, showSelected, test } from './plimsoll';

const INVOICES = 'Monthly invoices for freight customers';

test('a scenario is made, edited like the plan, compared with it, and one change of it is taken over', async ({ plan }) => {
  await forecastIsHere(plan);
  const current = plan.getByTestId('scenario-switch');
  await current.click();
  await plan.getByRole('menuitem', { name: 'New scenario…' }).click();
  await plan.getByTestId('scenario-name').fill('Smaller invoices');
  await plan.keyboard.press('Enter');
  await expect(current).toHaveText('Scenario: Smaller invoices');
  await expect(plan.getByTestId('scenario-banner')).toContainText('stays out of the plan');

  await go(plan, 'Priorities');
  await cell(plan, INVOICES, 'title').click();
  await showSelected(plan);
  await field(plan, 'title').fill('Invoices by mail');
  await field(plan, 'title').press('Enter');
  await field(plan, 'estimate').fill('5 7 9');
  await field(plan, 'estimate').press('Enter');
  await expect(cell(plan, 'Invoices by mail', 'title')).toBeVisible();
  await plan.getByTestId('command-field').focus();
  await plan.keyboard.press('Escape');
  await expect(current).toHaveText('The plan');
  await expect(cell(plan, INVOICES, 'title')).toBeVisible();

  await plan.keyboard.press('Control+6');
  await plan.getByTestId('scenario').filter({ hasText: 'Smaller invoices' }).getByRole('button', { name: 'Compare' }).click();
  await expect(plan.getByTestId('compared-row').filter({ hasText: 'Invoices by mail' })).toContainText(/−\d+ d/, { timeout: 60_000 });
  const estimate = plan.getByTestId('scenario-change').filter({ hasText: 'Estimate of' });
  await expect(estimate.getByTestId('effect')).toContainText(/−\d+ days/, { timeout: 60_000 });
  await estimate.getByTestId('take-change').click();
  await expect(plan.getByTestId('toast')).toContainText('Take over “Estimate of');
  await expect(plan.getByTestId('scenario-change')).toHaveCount(1);

  await go(plan, 'Priorities');
  await expect(cell(plan, INVOICES, 'title')).toBeVisible();
  await cell(plan, INVOICES, 'title').click();
  await expect(field(plan, 'estimate')).toHaveValue(/5.*7.*9/);
});
