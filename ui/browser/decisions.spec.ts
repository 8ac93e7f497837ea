// A decision is written down, accepted with the dates of its day, and found again from what it shapes.
import { expect, forecastIsFull, forecastIsHere, go, test } from './plimsoll';

test('a decision is accepted, keeps its dates, and the plan of that day can be looked at', async ({ plan }) => {
  await forecastIsHere(plan);
  await go(plan, 'Decisions');
  await expect(plan.getByTestId(/^decision-row-/)).toHaveCount(4);
  await plan.getByText('Take the night settlement out of COBOL').click();
  const page = plan.getByTestId('decision-page');
  await expect(page).toContainText('New bank file for Denmark');
  await forecastIsFull(plan);
  await page.getByTestId('field-state').getByRole('button').first().click();
  await plan.getByRole('option', { name: 'Accepted' }).click();
  await expect(page.getByTestId('decision-dates')).toContainText(/New bank file for Denmark.*85% by/);
  await page.getByTestId('plan-of-that-day').click();
  await expect(plan.getByTestId('past-banner')).toContainText(/read only/);
  await plan.getByRole('button', { name: 'Return to now' }).click();

  // From the decision to the item it shapes, and back.
  await page.getByRole('button', { name: 'New bank file for Denmark' }).first().click();
  const decided = plan.getByTestId('decided');
  await expect(decided).toContainText('Take the night settlement out of COBOL');
  await page.getByTestId('all-decisions').click();
  await decided.getByRole('button').click();
  await expect(page).toBeVisible();
});
