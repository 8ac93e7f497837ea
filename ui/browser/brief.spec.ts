// The brief of an item: what is asked is answered, what is said is kept, and all of it is there again later.
import { clickBar, expect, forecastIsFull, showSelected, test } from './plimsoll';

test('a question is asked and answered, an update posted, and both are there after a reload', async ({ plan }) => {
  await forecastIsFull(plan);
  await clickBar(plan, 'Gift cards');
  await showSelected(plan);
  await plan.getByTestId('open-brief').click();
  const brief = plan.getByTestId('brief');
  await expect(brief.getByRole('heading', { level: 1 })).toHaveText('Gift cards');
  await expect(brief.getByTestId('stage-problem')).toContainText('No problem, no audience');

  await brief.getByTestId('question-text').fill('Which shops sell them first?');
  await brief.getByTestId('question-ask').click();
  const asked = brief.getByTestId('question').filter({ hasText: 'Which shops' });
  await expect(asked).toContainText('Mia Keller (PM), 23 Nov');
  await asked.getByTestId('answer-text').fill('The two in the terminals.');
  await asked.getByTestId('answer-save').click();
  await expect(asked.getByTestId('answer')).toContainText('The two in the terminals.');

  await forecastIsFull(plan);
  await brief.getByTestId('question-text').fill('When can the shops have them?');
  await brief.getByTestId('question-ask').click();
  const when = brief.getByTestId('question').filter({ hasText: 'When can' });
  await expect(when.getByTestId('answer')).toContainText(/50% by .* 85% by .* 95% by .*, forecast of 23 Nov/, { timeout: 60_000 });

  await brief.getByTestId('update-text').fill('The design is agreed.');
  await brief.getByTestId('update-health').selectOption('watch');
  await brief.getByTestId('update-next').fill('2026-12-07');
  await brief.getByTestId('update-post').click();
  await expect(brief.getByTestId('update')).toContainText('Next on 7 Dec');

  await plan.reload();
  await expect(plan.locator('html[data-ready=true]')).toBeAttached();
  await clickBar(plan, 'Gift cards');
  await showSelected(plan);
  await plan.getByTestId('open-brief').click();
  await expect(brief.getByTestId('update')).toContainText('The design is agreed.');
  await expect(brief.getByTestId('update')).toContainText('Watch');
  await expect(brief.getByTestId('question')).toHaveCount(2);
  await plan.keyboard.press('Escape');
  await expect(brief).toHaveCount(0);
});
