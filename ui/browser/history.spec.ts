// The memory of the plan: a change is found, its moment looked at, and what it replaced put back.
import { cell, expect, field, forecastIsFull, forecastIsHere, go, showSelected, test } from './plimsoll';

const INVOICES = 'Monthly invoices for freight customers';

test('a moment is looked at, read only, and what stood then is put back', async ({ plan }) => {
  await forecastIsHere(plan);
  await go(plan, 'Priorities');
  await cell(plan, INVOICES, 'title').click();
  await showSelected(plan);
  const title = field(plan, 'title');
  await title.fill('Invoices each week');
  await title.press('Enter');
  await expect(cell(plan, 'Invoices each week', 'title')).toBeVisible();

  await go(plan, 'History');
  const change = plan.getByTestId('change').filter({ hasText: `Rename ${INVOICES}` });
  await expect(change).toContainText(INVOICES);
  // The moment before it: right after the plan was made.
  await plan.getByTestId('change').filter({ hasText: 'Sample plan' }).getByTestId('view-then').click();
  const banner = plan.getByTestId('past-banner');
  await expect(banner).toContainText(/Viewing .* - read only/);
  await go(plan, 'Priorities');
  await expect(cell(plan, INVOICES, 'title')).toBeVisible();
  await forecastIsFull(plan);
  await cell(plan, INVOICES, 'title').click();
  await field(plan, 'title').fill('Something else');
  await field(plan, 'title').press('Enter');
  await expect(plan.getByText(/read only: return to now to change it/).first()).toBeVisible();
  await field(plan, 'title').press('Escape');
  await plan.getByRole('button', { name: 'Return to now' }).click();
  await expect(banner).toHaveCount(0);
  await expect(cell(plan, 'Invoices each week', 'title')).toBeVisible();

  await go(plan, 'History');
  await change.getByRole('button', { name: '1 field' }).click();
  await change.getByTestId('restore-edit').click();
  await expect(plan.getByTestId('toast')).toContainText(`Restore Title of`);
  await go(plan, 'Priorities');
  await expect(cell(plan, INVOICES, 'title')).toBeVisible();
});

test('the PM and the EM sign a baseline at one keyboard, each in turn', async ({ plan }) => {
  await forecastIsFull(plan);
  await go(plan, 'History');
  await plan.getByTestId('baseline-name').fill('Q1');
  await plan.getByTestId('make-baseline').click();
  const baseline = plan.getByTestId('baseline');
  await baseline.getByTestId('sign').click();
  await expect(baseline).toContainText('Mia Keller signed as PM');
  await plan.getByTestId('author-menu').click();
  await plan.getByRole('menuitem', { name: 'Add somebody…' }).click();
  await plan.getByTestId('author-name').fill('Ben Okafor');
  await expect(plan.getByTestId('role-EM')).toBeChecked();
  await plan.getByTestId('author-save').click();
  await expect(plan.getByTestId('author-menu')).toHaveAccessibleName('At the keyboard: Ben Okafor, EM');
  await baseline.getByRole('button', { name: 'Sign as EM' }).click();
  await expect(baseline).toContainText('Ben Okafor signed as EM');
  await expect(baseline).toContainText('Mia Keller signed as PM');
  // What Ben undoes is Ben's: the PM's signature stays.
  await plan.getByRole('button', { name: /^Undo: Sign Q1 as EM/ }).click();
  await expect(baseline).toContainText('Not signed by the EM yet');
  await expect(baseline).toContainText('Mia Keller signed as PM');
  await plan.getByTestId('author-menu').click();
  await plan.getByRole('menuitem', { name: /Mia Keller, PM/ }).click();
  await expect(plan.getByTestId('author-menu')).toHaveAccessibleName('At the keyboard: Mia Keller, PM');
});

test('a baseline is made and signed, and dates are held against it', async ({ plan }) => {
  await forecastIsFull(plan);
  await go(plan, 'History');
  await plan.getByTestId('baseline-name').fill('Q1');
  await plan.getByTestId('make-baseline').click();
  const baseline = plan.getByTestId('baseline');
  await expect(baseline).toContainText('Not signed by the PM yet');
  await baseline.getByTestId('sign').click();
  await expect(baseline).toContainText('Mia Keller signed as PM');
  await expect(baseline.getByTestId('sign')).toHaveCount(0);

  await go(plan, 'Priorities');
  await plan.getByTestId('since').selectOption({ label: 'Since Q1' });
  await expect(cell(plan, INVOICES, 'since')).toHaveText('0 d');
  await go(plan, 'Roadmap');
  await expect(plan.getByTestId('since-mark').first()).toBeVisible();
});
