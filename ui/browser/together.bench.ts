// How long an edit takes from the key that ends it in one window to the paint of the other, each window with a program of
// its own, joined on loopback, leg by leg. Run by `cargo xtask bench live`; prints one JSON object a line.
import { join } from 'node:path';
import { type Page } from '@playwright/test';
import { cell, enter, expect, forecastIsFull, go, HANDED_OVER, serve, test } from './plimsoll';

const N_EDITS = Number(process.env["N"] ?? 210);
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

const LEGS = ['key to door', 'committed here', 'wire and commit there', 'told to asked', 'asked to answered', 'answered to page', 'page to paint'] as const;

function quantile(list: number[], share: number): number {
  const sorted = list.toSorted((a, b) => a - b);
  return Math.round(10 * sorted[Math.round((sorted.length - 1) * share)]!) / 10;
}

function row(leg: string, list: number[]): string {
  return JSON.stringify({ bench: `edit, sample: ${leg}`, p50_ms: quantile(list, 0.5), p99_ms: quantile(list, 0.99), edits: list.length });
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

    (window as any).frames2 = [];
    new PerformanceObserver((list) => { for (const e of list.getEntries() as any[]) (window as any).frames2.push({ at: since(e.startTime), ms: e.duration, blocked: e.blockingDuration, render: e.renderStart ? since(e.renderStart) : 0, scripts: e.scripts.map((s: any) => [s.invoker, Math.round(s.duration), Math.round(since(s.startTime)-0)]) }); }).observe({ type: 'long-animation-frame', buffered: false });
    const ask = window.fetch.bind(window);
    window.fetch = async (to, how) => {
      const call = { what: (JSON.parse(String(how?.body)) as { type: string }).type, asked: now(), answered: Infinity };
      window.seen.calls.push(call);
      const answer = await ask(to, how);
      const read = answer.text.bind(answer);
      answer.text = async () => {
        const text = await read();
        call.answered = now();
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

  const legs = new Map<string, number[]>();
  const note = (leg: string, time: number): void => void legs.set(leg, [...(legs.get(leg) ?? []), time]);
  const box = cell(ana, ITEM, 'estimate');
  for (let n = 0; n < N_EDITS; n += 1) {
    // As a person would, who reads before typing on: both programs are at rest.
    for (const page of [ana, ben]) await forecastIsFull(page);
    // No two of them alike, and none so large that the forecast has more to do.
    const [low, likely, high] = [6 + (n % 7), 14 + (n % 11), 26 + (n % 13)];
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
    const moments = [here.pressed, act.asked, act.answered, news.at, brought.asked, brought.answered, there, painted];
    LEGS.forEach((leg, index) => note(leg, moments[index + 1]! - moments[index]!));
    note('key to paint', painted - here.pressed);
    note('asked there by then', calls.length);
    if (process.env['BENCH_RAW']) { const frames = await ben.evaluate(() => (window as any).frames2.splice(0)); const fa = await ana.evaluate(() => (window as any).frames2.splice(0)); process.stdout.write(`${JSON.stringify({ here, calls, told, there, painted, frames, fa })}\n`); }
  }
  for (const [leg, times] of legs) process.stdout.write(`${row(leg, times)}\n`);
  await context.close();
  await theirs.stop();
});
