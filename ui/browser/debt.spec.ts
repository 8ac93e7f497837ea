// Debts are caught in the picture and become one paydown, which one undo takes back.
import { expect, forecastIsFull, go, test } from './plimsoll';

test('a rectangle over some debts makes one paydown of them', async ({ plan }) => {
  await forecastIsFull(plan);
  await go(plan, 'Debt');
  await plan.getByText('Cost against effort').click();
  const picture = (await plan.getByTestId('bubbles').boundingBox())!;
  const at = (x: number, y: number) => [picture.x + picture.width * x, picture.y + picture.height * y] as const;
  await plan.mouse.move(...at(0.14, 0.06));
  await plan.mouse.down();
  await plan.mouse.move(...at(0.4, 0.3), { steps: 4 });
  await plan.mouse.up();
  const words = plan.getByTestId('paydown-words');
  await expect(words).toContainText(/debts?, \d+(\.\d+)? pd, pays back (within a quarter|in \d+ quarters)/);
  await plan.getByTestId('make-paydown').click();
  await expect(plan.getByTestId('inspector-title')).toContainText('Pay down');
  await expect(plan.getByTestId('field-title').getByRole('textbox')).toBeFocused();
  await plan.keyboard.press('Escape');
  await plan.getByRole('button', { name: /^Undo: Pay down/ }).click();
  await expect(plan.getByRole('button', { name: /^Redo: Pay down/ })).toBeEnabled();

  await plan.getByTestId(/^bubble-row-/).first().locator('[data-cell="title"]').click();
  await plan.keyboard.press('ArrowDown');
  await plan.keyboard.press('x');
  await expect(plan.getByTestId('inspector-title')).toHaveText('2 debts');
  await expect(words).toContainText('pd, pays back');
});
