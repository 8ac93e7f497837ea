// Why a date is where it is: what would bring it forward is tried and taken, a slip is followed, a move is told.
import { cell, expect, forecastIsHere, go, showSelected, test } from './plimsoll';

const INVOICES = 'Monthly invoices for freight customers';

test('a lever wins days, is taken in one step, and the move it made is told', async ({ plan }) => {
  await forecastIsHere(plan);
  await go(plan, 'Priorities');
  await cell(plan, INVOICES, 'title').click();
  await showSelected(plan);
  await plan.getByTestId('levers').locator('summary').first().click();
  const lever = plan.getByTestId('lever').first();
  await expect(lever).toContainText(/wins \d+ days at 85%/i);
  await lever.getByTestId('remedy-preview').click();
  await expect(lever.getByTestId('remedy-effect')).toContainText('at 85%');
  await lever.getByTestId('remedy-apply').click();
  await plan.getByTestId('moved').locator('summary').first().click();
  await expect(plan.getByTestId('moved-sentence')).toContainText(/moved \d+ days earlier at 85%/);
  await plan.getByTestId('ripple').locator('summary').first().click();
  await expect(plan.getByTestId('ripple-sentence')).toContainText('slips 21 days');
  expect(await plan.getByTestId('ripple-row').count()).toBeGreaterThan(1);
});
