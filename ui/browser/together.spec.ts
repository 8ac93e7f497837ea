// Two people work on one plan, live: each in a window and a program of their own, joined by a ticket.
import { join } from 'node:path';
import { type Page } from '@playwright/test';
import { cell, clickBar, enter, expect, field, forecastIsFull, go, HANDED_OVER, onBar, serve, showSelected, test } from './plimsoll';

const REFUNDS = 'Refund a cancelled sailing within a day';
const GIFTS = 'Gift cards';

async function estimate(page: Page, range: string): Promise<void> {
  await go(page, 'Priorities');
  const box = cell(page, REFUNDS, 'estimate');
  await box.dblclick();
  await box.getByRole('textbox').fill(range);
  await page.keyboard.press('Enter');
  await expect(box).toContainText(range.replaceAll('-', '–'));
}

async function inSync(...pages: Page[]): Promise<void> {
  for (const page of pages) await expect(page.getByTestId('status-sync')).toHaveAttribute('data-state', 'in_sync');
}

async function run(page: Page, command: string): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.getByTestId('palette-input').fill(command);
  await page.keyboard.press('Enter');
}

async function joinWith(page: Page, ticket: string): Promise<void> {
  await run(page, 'join a session');
  await page.getByTestId('join-ticket').fill(ticket);
  await page.getByTestId('join-now').click();
}

test('an edit, an undo, a drag, a removal and a conflict are seen on both sides', async ({ plan, folder, browser }) => {
  const theirs = await serve(join(folder, HANDED_OVER), join(folder, 'ben'));
  const ben = await browser.newPage();
  await enter(ben, theirs.address, 'Ben Ode', 'EM');
  await go(plan, 'Priorities');
  const before = (await cell(plan, REFUNDS, 'estimate').textContent()) ?? '';

  await plan.getByTestId('share').click();
  await plan.getByTestId('make-ticket').click();
  const ticket = await plan.getByTestId('ticket').inputValue();
  await joinWith(ben, ticket.slice(0, -9));
  await expect(ben.getByRole('alert')).toContainText('did not arrive whole');
  await ben.getByTestId('join-ticket').fill(ticket);
  await ben.getByTestId('join-now').click();
  await expect(plan.getByTestId('person-Ben Ode')).toContainText('is in');
  await expect(plan.getByTestId('ticket-holds')).toContainText('has been used');
  await plan.keyboard.press('Escape');
  await inSync(plan, ben);

  await estimate(ben, '30-40-60');
  await expect(cell(plan, REFUNDS, 'estimate')).toContainText('30–40–60');
  await ben.getByRole('button', { name: /^Undo: / }).click();
  await expect(cell(plan, REFUNDS, 'estimate')).toHaveText(before);
  await inSync(plan, ben);

  await go(ben, 'Roadmap');
  await clickBar(ben, GIFTS);
  await showSelected(ben);
  await go(plan, 'Roadmap');
  const { x, y } = await onBar(plan, GIFTS);
  await plan.mouse.move(x, y);
  await plan.mouse.down();
  await plan.mouse.move(x + 120, y, { steps: 8 });
  await plan.mouse.up();
  await expect(field(ben, 'earliest')).toHaveValue(/^202\d-\d\d-\d\d$/);
  await go(plan, 'Priorities');
  await cell(plan, GIFTS, 'title').click();
  await plan.keyboard.press('Delete');
  await expect(plan.getByRole('row').filter({ hasText: GIFTS })).toHaveCount(0);
  await expect(ben.getByText('It is no longer in the plan')).toBeVisible();
  await inSync(plan, ben);

  // Apart for a while, both change one field.
  await ben.getByTestId('status-sync').click();
  await ben.getByTestId('leave-session').click();
  await ben.keyboard.press('Escape');
  await estimate(plan, '10-20-30');
  await expect(plan.getByTestId('status-sync')).toHaveText('Offline · 1 change waiting');
  await estimate(ben, '5-6-7');
  await joinWith(ben, ticket);
  await inSync(plan, ben);
  for (const page of [plan, ben]) {
    await expect(cell(page, REFUNDS, 'estimate')).toContainText('5–6–7');
    await run(page, 'go to the flags');
    await expect(page.getByTestId('conflict')).toHaveCount(1);
  }
  await plan.getByTestId('conflict').getByRole('button', { name: /^Take “10–20–30/ }).click();
  for (const page of [plan, ben]) {
    await expect(page.getByTestId('conflict')).toHaveCount(0);
    await expect(cell(page, REFUNDS, 'estimate')).toContainText('10–20–30');
  }
  await ben.close();
  await theirs.stop();
  await expect(plan.getByTestId('status-sync')).toHaveAttribute('data-state', 'offline');
});

test('others see where one looks, follow them, and a viewer changes nothing', async ({ plan, folder, browser }) => {
  const theirs = await serve(join(folder, HANDED_OVER), join(folder, 'ben'));
  const ben = await browser.newPage();
  await enter(ben, theirs.address, 'Ben Ode', 'EM');
  await plan.getByTestId('share').click();
  await plan.getByTestId('make-ticket').click();
  await joinWith(ben, await plan.getByTestId('ticket').inputValue());
  await plan.keyboard.press('Escape');
  await inSync(plan, ben);
  for (const page of [plan, ben]) {
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await forecastIsFull(page);
  }

  await clickBar(ben, REFUNDS);
  await showSelected(ben);
  await expect(plan.getByTestId('looked-at-by')).toHaveText('BO');
  await clickBar(plan, REFUNDS);
  await showSelected(plan);
  await field(ben, 'title').focus();
  await expect(plan.getByTestId('edited-by')).toHaveText('Being edited by Ben Ode');

  for (const page of [plan, ben]) await run(page, 'show pointers');
  const bar = await ben.getByTestId('timeline').getByText(REFUNDS).first().boundingBox();
  await ben.mouse.move(bar!.x + 8, bar!.y + 4);
  await ben.mouse.move(bar!.x + 30, bar!.y + 4);
  await expect(plan.getByTestId('cursor')).toHaveText('BO');

  await plan.getByTestId('peer-Ben Ode').click();
  await go(ben, 'Debt');
  await expect(plan.getByRole('main', { name: 'Debt' })).toBeVisible();
  await plan.keyboard.press('Escape');
  await go(ben, 'People');
  await expect(plan.getByTestId('peer-Ben Ode')).toHaveAccessibleName(/is in People|looks at/);
  await expect(plan.getByRole('main', { name: 'Debt' })).toBeVisible();

  await plan.getByTestId('share').click();
  await plan.getByLabel('Role of Ben Ode').selectOption('Viewer');
  await run(ben, 'new item');
  await expect(ben.getByTestId('toast')).toContainText('only look on');
  await plan.getByTestId('person-Ben Ode').getByRole('button', { name: 'Remove' }).click();
  await expect(ben.getByTestId('toast').filter({ hasText: 'You were removed' })).toBeVisible();
  await expect(ben.getByTestId('status-sync')).toHaveCount(0);
  await ben.close();
  await theirs.stop();
});

test('whoever is cut off is shown as away, and has everything once the line is back', async ({ plan, folder, browser }) => {
  const theirs = await serve(join(folder, HANDED_OVER), join(folder, 'ben'));
  const ben = await browser.newPage();
  await enter(ben, theirs.address, 'Ben Ode', 'EM');
  await plan.getByTestId('share').click();
  await plan.getByTestId('make-ticket').click();
  await joinWith(ben, await plan.getByTestId('ticket').inputValue());
  await plan.keyboard.press('Escape');
  await inSync(plan, ben);

  theirs.hold();
  await expect(plan.getByTestId('status-sync')).toHaveAttribute('data-state', 'offline');
  await estimate(plan, '10-20-30');
  await expect(plan.getByTestId('status-sync')).toHaveText('Offline · 1 change waiting');
  theirs.goOn();
  await inSync(plan, ben);
  await go(ben, 'Priorities');
  await expect(cell(ben, REFUNDS, 'estimate')).toContainText('10–20–30');
  await ben.close();
  await theirs.stop();
});
