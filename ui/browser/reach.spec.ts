// Every view can be reached by everyone: no finding of axe, light and dark, full and empty.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { cell, expect, go, showSelected, test } from './plimsoll';

const VIEWS = ['Roadmap', 'Priorities', 'Debt', 'Capacity', 'Delivery', 'People', 'Scenarios'] as const;

async function findings(page: Page): Promise<string[]> {
  const result = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  return result.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test(`every view of a full plan is free of findings in the ${colorScheme}`, async ({ plan }) => {
      for (const view of VIEWS) {
        await go(plan, view);
        await plan.waitForTimeout(500);
        expect.soft(await findings(plan), view).toEqual([]);
      }
    });

    test(`the parts of the debt and people views are free of findings in the ${colorScheme}`, async ({ plan }) => {
      await go(plan, 'Debt');
      for (const part of ['Components', 'Cost against effort']) {
        await plan.getByRole('radio', { name: part }).click();
        await plan.waitForTimeout(300);
        expect.soft(await findings(plan), part).toEqual([]);
      }
      await go(plan, 'People');
      await plan.getByRole('radio', { name: 'Skills' }).click();
      await plan.waitForTimeout(300);
      expect.soft(await findings(plan), 'skills').toEqual([]);
    });

    test(`a scenario beside the plan is free of findings in the ${colorScheme}`, async ({ plan }) => {
      await plan.getByTestId('compare').click();
      await expect(plan.getByTestId('effect')).toHaveCount(3, { timeout: 60_000 });
      expect.soft(await findings(plan), 'comparison').toEqual([]);
      await plan.getByRole('button', { name: 'Work in it' }).click();
      await expect(plan.getByTestId('scenario-banner')).toBeVisible();
      await plan.getByTestId('scenario-switch').click();
      expect.soft(await findings(plan), 'within, with the menu').toEqual([]);
    });

    test(`the inspector is free of findings in the ${colorScheme}`, async ({ plan }) => {
      await go(plan, 'Priorities');
      await cell(plan, 'Refund a cancelled sailing within a day', 'title').click();
      await showSelected(plan);
      await expect(plan.getByTestId('field-estimate')).toBeVisible();
      expect.soft(await findings(plan), 'item').toEqual([]);
      await go(plan, 'Debt');
      await cell(plan, 'Shared ledger schema', 'title').click();
      await expect(plan.getByTestId('field-principal')).toBeVisible();
      expect.soft(await findings(plan), 'debt').toEqual([]);
      await go(plan, 'Capacity');
      await plan.getByRole('main').getByRole('button', { name: 'Payments', exact: true }).click();
      await expect(plan.getByTestId('field-focus')).toBeVisible();
      expect.soft(await findings(plan), 'team').toEqual([]);
      await plan.getByRole('main').getByRole('button', { name: 'Mia Keller' }).click();
      await expect(plan.getByTestId('field-fte')).toBeVisible();
      expect.soft(await findings(plan), 'person').toEqual([]);
    });

    test(`the layers above are free of findings in the ${colorScheme}`, async ({ plan }) => {
      for (const command of ['export', 'import', 'who is at the keyboard']) {
        await plan.keyboard.press('Control+k');
        await plan.getByTestId('palette-input').fill(command);
        expect.soft(await findings(plan), 'palette').toEqual([]);
        await plan.keyboard.press('Enter');
        await expect(plan.getByRole('dialog')).toBeVisible();
        expect.soft(await findings(plan), command).toEqual([]);
        await plan.keyboard.press('Escape');
        await expect(plan.getByRole('dialog')).toBeHidden();
      }
    });
  });
}

test.describe('an empty plan', () => {
  test.use({ sample: false });

  test('says in every view what belongs there, and is free of findings', async ({ plan }) => {
    for (const view of VIEWS) {
      await go(plan, view);
      await plan.waitForTimeout(300);
      await expect(plan.getByRole('main').getByRole('heading').first()).toBeVisible();
      expect.soft(await findings(plan), view).toEqual([]);
    }
  });
});
