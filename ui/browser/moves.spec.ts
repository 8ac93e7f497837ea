// Moving things: bars along time, items in rank, by pointer and by keyboard.
import { clickBar, expect, field, forecastIsHere, go, onBar, showSelected, test } from './plimsoll';

const ITEM = 'Passenger manifest by the EU\'s new rules';

test('a bar is dragged to a later start', async ({ plan }) => {
  await forecastIsHere(plan);
  const { x, y } = await onBar(plan, 'Gift cards');
  await plan.mouse.move(x, y);
  await plan.mouse.down();
  await plan.mouse.move(x + 120, y, { steps: 8 });
  await plan.mouse.up();
  await showSelected(plan);
  await expect(plan.getByTestId('inspector-title')).toHaveText('Gift cards');
  await expect(field(plan, 'earliest')).toHaveValue(/^202\d-\d\d-\d\d$/);
  await plan.keyboard.press('Control+z');
  await expect(field(plan, 'earliest')).toHaveValue('');
});

test('a bar is moved by keys', async ({ plan }) => {
  await forecastIsHere(plan);
  await clickBar(plan, 'Gift cards');
  await plan.keyboard.press('m');
  await plan.keyboard.press('Shift+ArrowRight');
  await plan.keyboard.press('Shift+ArrowRight');
  await plan.keyboard.press('Enter');
  await showSelected(plan);
  await expect(field(plan, 'earliest')).toHaveValue(/^202\d-\d\d-\d\d$/);
});

test('an item goes up and down the list by keys', async ({ plan }) => {
  await go(plan, 'Priorities');
  const rows = plan.locator('[data-testid^="priority-row-"]');
  const second = await rows.nth(1).getAttribute('data-testid');
  await rows.nth(1).locator('[data-cell=title]').click();
  await plan.keyboard.press('[');
  await expect(rows.nth(0)).toHaveAttribute('data-testid', second!);
  await plan.keyboard.press(']');
  await expect(rows.nth(1)).toHaveAttribute('data-testid', second!);
});

test('an item is dragged by its rank', async ({ plan }) => {
  await go(plan, 'Priorities');
  const rows = plan.locator('[data-testid^="priority-row-"]');
  const fourth = await rows.nth(3).getAttribute('data-testid');
  const from = (await rows.nth(3).locator('[data-testid^="rank-"]').boundingBox())!;
  const to = (await rows.nth(0).boundingBox())!;
  await plan.mouse.move(from.x + 6, from.y + from.height / 2);
  await plan.mouse.down();
  await plan.mouse.move(from.x + 6, from.y - 20, { steps: 4 });
  await plan.mouse.move(from.x + 6, to.y + 4, { steps: 6 });
  await expect(plan.locator('[data-drop=before]')).toHaveCount(1);
  await plan.mouse.up();
  await expect(rows.nth(0)).toHaveAttribute('data-testid', fourth!);
});

test('the palette finds an item and runs a command', async ({ plan }) => {
  await plan.keyboard.press('Control+k');
  await plan.getByTestId('palette-input').fill('eu rules');
  await plan.keyboard.press('Enter');
  await expect(plan.getByTestId('inspector-title')).toHaveText(ITEM);
  await plan.keyboard.press('Control+k');
  await plan.getByTestId('palette-input').fill('go to debt');
  await plan.keyboard.press('Enter');
  await expect(plan.getByRole('grid', { name: 'Debt inventory' })).toBeVisible();
});
