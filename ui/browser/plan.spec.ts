// A planning session: what is seen, what is changed, what that does to the dates and the flags, and what is taken back.
import { cell, clickBar, expect, field, forecastIsFull, forecastIsHere, go, showSelected, test } from './plimsoll';

const REFUNDS = 'Refund a cancelled sailing within a day';

test('the sample opens with bars, dates with their chances, and flags', async ({ plan }) => {
  await forecastIsHere(plan);
  expect(await plan.locator('[data-testid^="timeline-row-"] [data-bar]').count()).toBeGreaterThan(10);
  await clickBar(plan, 'One-page checkout for car and cabin');
  await showSelected(plan);
  await expect(plan.getByTestId('inspector-when')).toContainText(/50\s?%.*85\s?%.*95\s?%/);
  await expect(plan.getByTestId('inspector-hidden-slip')).toContainText(/day/);
  await plan.getByTestId('status-flags').click();
  await expect(plan.getByTestId('flag-worth-paying').first()).toBeVisible();
  expect(await plan.locator('[data-testid^="flag-"]').count()).toBeGreaterThan(5);
});

test('a larger estimate moves the date, and undo brings it back', async ({ plan }) => {
  await forecastIsFull(plan);
  await go(plan, 'Priorities');
  const estimate = cell(plan, REFUNDS, 'estimate');
  const late = cell(plan, REFUNDS, 'p85');
  const before = await late.innerText();
  await estimate.dblclick();
  await estimate.getByRole('textbox').fill('60-90-140');
  await plan.keyboard.press('Enter');
  await expect(estimate).toContainText('60–90–140');
  await expect(late).not.toHaveText(before);
  await plan.keyboard.press('Control+z');
  await expect(estimate).toContainText('16–24–36');
  // The same plan draws the same luck: the date comes back to the day.
  await expect(late).toHaveText(before, { timeout: 120_000 });
});

test('a day is typed where it stands in the list, and not over the title', async ({ plan }) => {
  await go(plan, 'Priorities');
  for (const [title, day, told] of [[REFUNDS, '2027-03-12', '12 Mar 2027'], ['Gift cards', '2027-05-28', '28 May 2027']] as const) {
    const due = cell(plan, title, 'due');
    await due.dblclick();
    await due.getByRole('textbox').fill(day);
    await plan.keyboard.press('Enter');
    await expect(due).toContainText(told);
  }
});

test('a refused edit says why beneath the field and leaves the plan as it was', async ({ plan }) => {
  await go(plan, 'Priorities');
  await cell(plan, REFUNDS, 'title').click();
  await showSelected(plan);
  const estimate = field(plan, 'estimate');
  await expect(estimate).toHaveValue('16–24–36');
  await estimate.fill('9-5-3');
  await estimate.press('Enter');
  await expect(plan.getByTestId('field-estimate').getByRole('alert')).toBeVisible();
  await expect(estimate).toHaveValue('9-5-3');
  await estimate.press('Escape');
  await expect(estimate).toHaveValue('16–24–36');
});

test('a remedy is looked at, applied in one step, and its flag is gone', async ({ plan }) => {
  await forecastIsHere(plan);
  await plan.getByTestId('status-flags').click();
  const flag = plan.getByTestId('flag-worth-paying').first();
  await flag.scrollIntoViewIfNeeded();
  const subject = await flag.getAttribute('data-subject');
  await expect(flag.getByTestId('remedy-outcome').first(), 'what it comes to stands there by itself').toContainText(/clears this/);
  await flag.getByTestId('remedy-preview').first().click();
  await expect(flag.getByTestId('remedy-effect').first()).toContainText('Clears');
  await expect(plan.getByTestId('preview-banner')).toBeVisible();
  await flag.getByTestId('remedy-apply').first().click();
  await expect(plan.getByTestId('preview-banner')).toBeHidden();
  await expect(plan.locator(`[data-testid="flag-worth-paying"][data-subject="${subject}"]`)).toHaveCount(0);
  await plan.keyboard.press('Control+z');
  await expect(plan.locator(`[data-testid="flag-worth-paying"][data-subject="${subject}"]`)).toHaveCount(1);
});

test('a flag is accepted with a reason and an expiry', async ({ plan }) => {
  await forecastIsHere(plan);
  await plan.getByTestId('status-flags').click();
  const flag = plan.getByTestId('flag-single-holder').first();
  const subject = await flag.getAttribute('data-subject');
  await flag.getByRole('button', { name: 'Accept…' }).click();
  await plan.getByLabel('Why it is accepted').fill('A second person is being trained until March');
  await plan.getByRole('button', { name: 'Accept', exact: true }).click();
  const accepted = plan.locator(`[data-testid="flag-single-holder"][data-subject="${subject}"]`);
  await expect(accepted).toContainText('Accepted by Mia Keller');
  await expect(accepted).toContainText('A second person is being trained until March');
});
