// How long an edit takes from the key that ends it in one window to the paint of the other, each window with a program of
// its own, joined on loopback, leg by leg. Run by `cargo xtask bench live`; prints one JSON object a line.
import { join } from 'node:path';
import { type Page } from '@playwright/test';
import { cell, enter, expect, forecastIsFull, go, HANDED_OVER, serve, test } from './plimsoll';

const N_EDITS = 105;
const ITEM = 'Refund a cancelled sailing within a day';

/** What a window saw and when, in milliseconds since 1970, so that two windows can be compared. */
interface Seen {
  /** Something was asked at the door, and answered. */
  calls: { what: string; asked: number; answered: number }[];
  /** The door said that this went stale. */
  told: { topics: string[]; at: number }[];
  /** Enter was last pressed. */
  pressed: number;
}

declare global {
  interface Window {
    seen: Seen;
    /** When these words stood in the page, and when a frame with them was painted. */
    stand: (words: string) => Promise<[number, number]>;
  }
}

/** From the door of one to that of the other it is committed here, on the wire, and committed there. */
const LEGS = ['key to door', 'door to door', 'news to question', 'question to answer', 'answer to page', 'page to paint'] as const;

function quantile(list: number[], share: number): number {
  const sorted = list.toSorted((a, b) => a - b);
  return Math.round(10 * sorted[Math.round((sorted.length - 1) * share)]!) / 10;
}

function row(leg: string, list: number[]): string {
  return JSON.stringify({ bench: leg, p50_ms: quantile(list, 0.5), p99_ms: quantile(list, 0.99), edits: list.length });
}

/** Puts clocks at the window's keyboard, at its door and before its screen. */
async function clocks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    // Within the page, which knows nothing of this file.
    // oxlint-disable-next-line unicorn/consistent-function-scoping
    const since = (moment: number): number => performance.timeOrigin + moment;
    const now = (): number => since(performance.now());
    window.seen = { calls: [], told: [], pressed: 0 };
    addEventListener('keydown', (event) => event.key === 'Enter' && (window.seen.pressed = since(event.timeStamp)), true);

    const ask = window.fetch.bind(window);
    window.fetch = async (to, how) => {
      const asked = now();
      const calls = (JSON.parse(String(how?.body)) as { type: string }[]).map(({ type }) => ({ what: type, asked, answered: Infinity }));
      window.seen.calls.push(...calls);
      const answer = await ask(to, how);
      const read = answer.text.bind(answer);
      answer.text = async () => {
        const text = await read();
        const answered = now();
        calls.forEach((call) => (call.answered = answered));
        return text;
      };
      return answer;
    };
    const Source = window.EventSource;
    window.EventSource = class extends Source {
      constructor(address: string | URL) {
        super(address);
        this.addEventListener('message', (message: MessageEvent<string>) =>
          window.seen.told.push({ topics: (JSON.parse(message.data) as { topics: string[] }).topics, at: now() }));
      }
    };

    window.stand = (words) =>
      new Promise((found) => {
        const look = (): boolean => {
          if (!document.querySelector('main')?.textContent.includes(words)) return false;
          const there = now();
          // A frame later what was there has been painted.
          requestAnimationFrame(() => setTimeout(() => found([there, now()])));
          return true;
        };
        if (look()) return;
        const observer = new MutationObserver(() => look() && observer.disconnect());
        observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
      });
  });
}

/** How long each leg took, edit by edit. Who rests lets both programs reckon to the end first, as while one reads. */
async function edits(ana: Page, ben: Page, rests: boolean): Promise<Map<string, number[]>> {
  const legs = new Map<string, number[]>();
  const note = (leg: string, time: number): void => void legs.set(leg, [...(legs.get(leg) ?? []), time]);
  const box = cell(ana, ITEM, 'estimate');
  for (let n = 0; n < N_EDITS; n += 1) {
    if (rests) for (const page of [ana, ben]) await forecastIsFull(page);
    // No two of them alike, and none so large that the forecast has more to do.
    const [low, likely, high] = [6 + (n % 7), 14 + (n % 11), 26 + (n % 13) + (rests ? 0 : 20)];
    await box.dblclick();
    await box.getByRole('textbox').fill(`${low}-${likely}-${high}`);
    for (const page of [ana, ben]) await page.evaluate(() => void Object.assign(window.seen, { calls: [], told: [] }));
    const stands = ben.evaluate((words) => window.stand(words), `${low}–${likely}–${high}`);
    await ana.keyboard.press('Enter');
    const [there, painted] = await stands;
    const here = await ana.evaluate(() => window.seen);
    const { calls, told } = await ben.evaluate(() => window.seen);

    const act = here.calls.find((call) => call.what === 'act')!;
    const news = told.find((each) => each.topics.includes('plan'))!;
    // The last answer before the words stood there is the one that brought them.
    const brought = calls.findLast((call) => call.what === 'priorities' && call.answered <= there)!;
    const moments = [here.pressed, act.asked, news.at, brought.asked, brought.answered, there, painted];
    LEGS.forEach((leg, index) => note(leg, moments[index + 1]! - moments[index]!));
    note('key to paint', painted - here.pressed);
  }
  return legs;
}

test('an edit is painted in the other window', async ({ page: ana, address, folder, browser }) => {
  test.setTimeout(1_200_000);
  const theirs = await serve(join(folder, HANDED_OVER), join(folder, 'ben'));
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const ben = await context.newPage();
  for (const page of [ana, ben]) await clocks(page);
  await enter(ana, address, 'Mia Keller', 'PM');
  await enter(ben, theirs.address, 'Ben Ode', 'EM');
  await ana.getByTestId('share').click();
  await ana.getByTestId('make-ticket').click();
  const ticket = await ana.getByTestId('ticket').inputValue();
  await ana.keyboard.press('Escape');
  await ben.keyboard.press('Control+k');
  await ben.getByTestId('palette-input').fill('join a session');
  await ben.keyboard.press('Enter');
  await ben.getByTestId('join-ticket').fill(ticket);
  await ben.getByTestId('join-now').click();
  for (const page of [ana, ben]) {
    await expect(page.getByTestId('status-sync')).toHaveAttribute('data-state', 'in_sync');
    await go(page, 'Priorities');
  }

  for (const rests of [true, false]) {
    const rows = await edits(ana, ben, rests);
    for (const [leg, times] of rows) process.stdout.write(`${row(`${rests ? 'edit' : 'edit upon edit'}, sample: ${leg}`, times)}\n`);
  }
  await context.close();
  await theirs.stop();
});
