// How long an edit takes from the key that ends it in one window to the paint of the other, each window with a program of
// its own, joined on loopback. Run by `cargo xtask bench live`; prints one JSON object a line.
import { join } from 'node:path';
import { type Page } from '@playwright/test';
import { cell, enter, expect, go, HANDED_OVER, serve, test } from './plimsoll';

const N_EDITS = 210;
const ITEM = 'Refund a cancelled sailing within a day';

declare global {
  interface Window {
    /** When Enter was last pressed. */
    pressed: number;
    /** When these words stood in the page, and when a frame with them was painted. */
    seen: (words: string) => Promise<[number, number]>;
  }
}

function quantile(list: number[], share: number): number {
  const sorted = list.toSorted((a, b) => a - b);
  return Math.round(10 * sorted[Math.round((sorted.length - 1) * share)]!) / 10;
}

function row(leg: string, list: number[]): string {
  return JSON.stringify({ bench: `edit, sample: ${leg}`, p50_ms: quantile(list, 0.5), p99_ms: quantile(list, 0.99), edits: N_EDITS });
}

async function clocks(page: Page): Promise<void> {
  await page.evaluate(() => {
    // Both pages tell the time since 1970, so that they can be compared.
    // Within the page, which knows nothing of this file.
    // oxlint-disable-next-line unicorn/consistent-function-scoping
    const since = (moment: number): number => performance.timeOrigin + moment;
    addEventListener('keydown', (event) => event.key === 'Enter' && (window.pressed = since(event.timeStamp)), true);
    window.seen = (words) =>
      new Promise((found) => {
        const look = (): boolean => {
          if (!document.body.textContent.includes(words)) return false;
          const there = since(performance.now());
          // A frame later what was there has been painted.
          requestAnimationFrame(() => setTimeout(() => found([there, since(performance.now())])));
          return true;
        };
        if (look()) return;
        const observer = new MutationObserver(() => look() && observer.disconnect());
        observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
      });
  });
}

test('an edit is painted in the other window', async ({ plan, folder, browser }) => {
  test.setTimeout(1_200_000);
  const theirs = await serve(join(folder, HANDED_OVER), join(folder, 'ben'));
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const ben = await context.newPage();
  await enter(ben, theirs.address, 'Ben Ode', 'EM');
  await plan.getByTestId('share').click();
  await plan.getByTestId('make-ticket').click();
  const ticket = await plan.getByTestId('ticket').inputValue();
  await plan.keyboard.press('Escape');
  await ben.keyboard.press('Control+k');
  await ben.getByTestId('palette-input').fill('join a session');
  await ben.keyboard.press('Enter');
  await ben.getByTestId('join-ticket').fill(ticket);
  await ben.getByTestId('join-now').click();
  for (const page of [plan, ben]) {
    await expect(page.getByTestId('status-sync')).toHaveAttribute('data-state', 'in_sync');
    await go(page, 'Priorities');
    await clocks(page);
  }

  const times: { dom: number[]; paint: number[] } = { dom: [], paint: [] };
  const box = cell(plan, ITEM, 'estimate');
  for (let n = 0; n < N_EDITS; n += 1) {
    // No two of them alike, and none so large that the forecast has more to do.
    const [low, likely, high] = [6 + (n % 7), 14 + (n % 11), 26 + (n % 13)];
    await box.dblclick();
    await box.getByRole('textbox').fill(`${low}-${likely}-${high}`);
    const seen = ben.evaluate((words) => window.seen(words), `${low}–${likely}–${high}`);
    await plan.keyboard.press('Enter');
    const [there, painted] = await seen;
    const pressed = await plan.evaluate(() => window.pressed);
    times.dom.push(there - pressed);
    times.paint.push(painted - pressed);
  }
  process.stdout.write(`${row('key to page', times.dom)}\n${row('key to paint', times.paint)}\n`);
  await context.close();
  await theirs.stop();
});
