// Many items: some of them looked at, some of them changed together; and what is said when something breaks.
import { cell, clickBar, expect, field, forecastIsHere, go, onBar, showSelected, test } from './plimsoll';

test('the roadmap is narrowed by words and by standing, says what it hides, and remembers it', async ({ plan }) => {
  await forecastIsHere(plan);
  const rows = plan.locator('[data-testid^="timeline-row-"]');
  await plan.getByTestId('timeline').focus();
  const remembered = plan.waitForResponse((answer) => answer.request().postData()?.includes('"gate"') ?? false);
  await plan.keyboard.press('/');
  await plan.keyboard.type('gate');
  await expect(rows.filter({ hasText: 'Gates that read number plates' })).toHaveCount(1);
  await expect(rows.filter({ hasText: 'Gift cards' })).toHaveCount(0);
  await expect(plan.getByTestId('filter-hidden')).toContainText(/\d+ items are hidden/);

  await remembered;
  await plan.reload();
  await forecastIsHere(plan);
  await expect(plan.getByTestId('filter')).toHaveValue('gate');
  await plan.getByTestId('filter-clear').click();
  await expect(rows.filter({ hasText: 'Gift cards' })).toHaveCount(1);

  await plan.getByRole('button', { name: 'Filter by team or standing' }).click();
  await plan.getByRole('menuitemradio', { name: 'Payments' }).click();
  await plan.keyboard.press('Escape');
  await expect(rows.filter({ hasText: 'Gift cards' })).toHaveCount(1);
  await expect(rows.filter({ hasText: 'One-page checkout' })).toHaveCount(0);
  // What is asked for by name is shown, whatever the filter says.
  await plan.keyboard.press('Control+k');
  await plan.getByTestId('palette-input').fill('One-page checkout');
  await plan.keyboard.press('Enter');
  await expect(rows.filter({ hasText: 'One-page checkout' })).toHaveCount(1);
});

test('several items get one value in one step to undo', async ({ plan }) => {
  await forecastIsHere(plan);
  await clickBar(plan, 'Gift cards');
  const { x, y } = await onBar(plan, 'Answer card disputes from one screen');
  await plan.keyboard.down('Control');
  await plan.mouse.click(x, y);
  await plan.keyboard.up('Control');
  await showSelected(plan);
  await expect(plan.getByTestId('inspector-title')).toHaveText('2 items');
  const cost = field(plan, 'cost_of_delay');
  await expect(cost).toHaveAttribute('placeholder', 'several values');
  await cost.fill('5500');
  await cost.press('Enter');
  await expect(cost).toHaveValue('5500');
  await go(plan, 'Priorities');
  await expect(plan.getByTestId('inspector-title')).toHaveText('2 items');
  await expect(cell(plan, 'Gift cards', 'cost_of_delay')).toContainText('5,500');
  await expect(cell(plan, 'Answer card disputes', 'cost_of_delay')).toContainText('5,500');
  await plan.keyboard.press('Control+z');
  await expect(cell(plan, 'Gift cards', 'cost_of_delay')).toContainText('4,000');
  await expect(cell(plan, 'Answer card disputes', 'cost_of_delay')).toContainText('7,000');

  await cell(plan, 'Gift cards', 'title').click();
  await plan.keyboard.press('Shift+ArrowUp');
  await plan.keyboard.press('Shift+ArrowUp');
  await expect(plan.getByTestId('inspector-title')).toHaveText('3 items');
});

test('a percentage out of bounds is refused in per cent', async ({ plan }) => {
  await go(plan, 'Capacity');
  await plan.getByRole('main').getByRole('button', { name: 'Payments', exact: true }).click();
  const focus = field(plan, 'focus');
  await expect(focus).toHaveValue('75');
  await focus.fill('150');
  await focus.press('Enter');
  await expect(plan.getByTestId('field-focus').getByRole('alert')).toContainText('must lie between 0% and 100%, and 150% does not');
  await focus.press('Escape');
});

test('a view that cannot be loaded says so and leaves the rest alone', async ({ page, address }) => {
  await page.goto(address);
  await page.getByTestId('author-name').fill('Mia Keller');
  await page.getByTestId('role-PM').check();
  await page.getByTestId('author-save').click();
  await expect(page.locator('html[data-ready=true]')).toBeAttached();
  await page.route('**/assets/**', (route) => route.abort());
  await go(page, 'Debt');
  await expect(page.getByTestId('trouble')).toContainText('Debt cannot be shown');
  await go(page, 'Roadmap');
  await expect(page.getByTestId('timeline')).toBeVisible();
  await page.unroute('**/assets/**');
  await go(page, 'Debt');
  await page.getByRole('button', { name: 'Load the window again' }).click();
  await expect(page.getByRole('grid', { name: /debt/i })).toBeVisible();
});
