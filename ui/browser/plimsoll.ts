// A plan of one's own, served: made from the sample in a home of its own, on a day that stands still.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type Locator, type Page, test as base, expect } from '@playwright/test';

export const TODAY = '2026-11-23';

const PROGRAM = process.env['PLIMSOLL'] ?? resolve(import.meta.dirname, '../../target/debug/plimsoll');

interface Options {
  /** Whether the plan is the sample, or empty. */
  sample: boolean;
}

interface Fixtures {
  /** The folder of the plan, gone afterwards. */
  folder: string;
  /** The address with its token. */
  address: string;
  /** The page with the plan open and its author named. */
  plan: Page;
}

export const test = base.extend<Options & Fixtures>({
  sample: [true, { option: true }],

  // Playwright reads what a fixture needs from the pattern it destructures.
  // oxlint-disable-next-line eslint/no-empty-pattern
  folder: async ({}, give) => {
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-'));
    await give(folder);
    rmSync(folder, { recursive: true, force: true });
  },

  address: async ({ folder, sample }, give) => {
    if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is missing: run \`cargo build --bin plimsoll\` first`);
    const file = join(folder, 'plan.plimsoll');
    execFileSync(PROGRAM, ['new', ...(sample ? ['--sample'] : []), file, '--today', TODAY], { env: home(folder) });
    copyFileSync(file, join(folder, HANDED_OVER));
    const server = await serve(file, folder);
    await give(server.address);
    await server.stop();
  },

  plan: async ({ page, address }, give) => {
    const wrong: string[] = [];
    page.on('pageerror', (error) => wrong.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') wrong.push(message.text());
    });
    await enter(page, address, 'Mia Keller', 'PM');
    await give(page);
    expect(wrong, 'errors in the console').toEqual([]);
  },
});

export { expect };

/** A copy of the plan as it was made, in the same folder. */
export const HANDED_OVER = 'handed-over.plimsoll';

/** Where a program finds its data if this folder is its user's home. */
function home(folder: string): NodeJS.ProcessEnv {
  return { ...process.env, HOME: folder, XDG_DATA_HOME: join(folder, 'data'), XDG_CONFIG_HOME: join(folder, 'config') };
}

export interface Server {
  address: string;
  stop: () => Promise<void>;
  /** Neither says nor hears anything until it goes on, as behind a broken network. */
  hold: () => void;
  goOn: () => void;
}

/** Serves a plan to whoever lives in `folder`. */
export async function serve(file: string, folder: string): Promise<Server> {
  const server = spawn(PROGRAM, ['serve', file, '--today', TODAY], { env: home(folder), stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await firstLine(server);
  const stop = async (): Promise<void> => {
    server.kill('SIGINT');
    await new Promise((ended) => server.once('exit', ended));
  };
  const hold = (): void => void server.kill('SIGSTOP');
  const goOn = (): void => void server.kill('SIGCONT');
  return { address, stop, hold, goOn };
}

/** Opens the page and says who is at the keyboard. */
export async function enter(page: Page, address: string, name: string, role: 'PM' | 'EM'): Promise<void> {
  await page.goto(address);
  await page.getByTestId('author-name').fill(name);
  await page.getByTestId(`role-${role}`).check();
  await page.getByTestId('author-save').click();
  // Until the dialog is gone, keys and focus are its own.
  await expect(page.getByTestId('author-save')).toHaveCount(0);
  await expect(page.locator('html[data-ready=true]')).toBeAttached();
}

type Named = 'Roadmap' | 'Priorities' | 'Debt' | 'Capacity' | 'Delivery' | 'Scenarios' | 'Decisions' | 'History' | 'People';

/** Goes to a view by its name in the sidebar. */
export async function go(page: Page, view: Named): Promise<void> {
  await page.getByRole('navigation').getByText(view, { exact: true }).click();
  await expect(page.getByRole('main').first()).toBeVisible();
}

/** Waits until there are dates, if only of a first look. */
export async function forecastIsHere(page: Page): Promise<void> {
  await expect(page.getByTestId('status-forecast')).toHaveAttribute('data-state', /preview|full/);
}

/** Waits until the dates are the final ones of the plan as it stands. */
export async function forecastIsFull(page: Page): Promise<void> {
  await expect(page.getByTestId('status-forecast')).toHaveAttribute('data-state', 'full', { timeout: 120_000 });
}

/** A cell of a list: of the row with these words, in this column. */
export function cell(page: Page, words: string, column: string): Locator {
  return page.getByRole('row').filter({ hasText: words }).locator(`[data-cell="${column}"]`);
}

/** A point on the start of an item's bar. What a bar is drawn from lies in layers, so it is met by place. */
export async function onBar(page: Page, title: string): Promise<{ x: number; y: number }> {
  const bar = page.locator('[data-testid^="timeline-row-"]').filter({ hasText: title }).locator('[data-bar] > div').first();
  await bar.scrollIntoViewIfNeeded();
  const { x, y, height } = (await bar.boundingBox())!;
  return { x: x + 10, y: y + height / 2 };
}

/** Selects an item by its bar. */
export async function clickBar(page: Page, title: string): Promise<void> {
  const { x, y } = await onBar(page, title);
  await page.mouse.click(x, y);
}

/** Shows what is selected in the inspector. */
export async function showSelected(page: Page): Promise<void> {
  await page.getByRole('tab').first().click();
}

/** A field of the inspector. */
export function field(page: Page, name: string): Locator {
  return page.getByTestId(`field-${name}`).getByRole('textbox');
}

function firstLine(server: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    server.once('exit', (code) => failed(new Error(`plimsoll serve ended with ${code} before it said its address`)));
    createInterface({ input: server.stdout! }).once('line', found);
  });
}
