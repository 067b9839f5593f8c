/** A Wardline of its own with a browser before it: for tests that use the console as people do. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Running, up } from '../../src/cli/up/up.ts';
import { CHROMIUM, PATIENTLY } from './chromium.ts';

const ROOT = join(import.meta.dirname, '../..');
export const DEMO = join(ROOT, 'lab/demo/hospital.pcap.gz');
/** What the page says, or that it says nothing yet. */
const SAID = `document.querySelector('main')?.textContent || 'Loading…'`;
/** As a person would choose them; the server has only what it makes of the password. */
const PERSON = { name: 'Ada Lovelace', login: 'ada', password: 'a long enough sentence 42' };

export class Console {
  readonly running: Running;
  readonly browser: Browser;
  /** What the browser complained of: a script or style that the policy forbids, a file from elsewhere, an exception. */
  readonly complaints: string[] = [];
  readonly #folder: string;
  /** Logged in, once {@link setUp} was. */
  #context: BrowserContext | undefined;

  private constructor(running: Running, browser: Browser, folder: string) {
    this.running = running;
    this.browser = browser;
    this.#folder = folder;
  }

  static async start({ demo }: { demo: boolean }): Promise<Console> {
    const folder = mkdtempSync(join(tmpdir(), 'wardline-console-'));
    // The account that the database runs under has to pass through.
    chmodSync(folder, 0o711);
    const data = join(folder, 'data');
    const running = await up({ port: 0, host: '127.0.0.1', data, demo, version: '0', say: () => undefined });
    return new Console(running, await chromium.launch(CHROMIUM), folder);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.running.close();
    rmSync(this.#folder, { recursive: true, force: true });
    expect(this.complaints).toEqual([]);
  }

  /** Makes the first account as its person does: by the link that the terminal shows. */
  async setUp(): Promise<void> {
    this.#context = await this.browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
    const page = await this.#context.newPage();
    this.#watch(page, 'set-up');
    await page.goto(this.running.setupUrl ?? '');
    await page.locator('input[autocomplete="name"]').fill(PERSON.name);
    await page.locator('input[autocomplete="username"]').fill(PERSON.login);
    await page.locator('input[autocomplete="new-password"]').fill(PERSON.password);
    await page.getByRole('button', { name: 'Make the account' }).click();
    await page.getByRole('navigation', { name: 'Pages' }).waitFor(PATIENTLY);
    await page.close();
  }

  /** The page at `path`, once all that it asked for has been answered. With `options` in a browser of its own. */
  async open(path: string, options?: BrowserContextOptions): Promise<Page> {
    const kept = await this.#context?.storageState();
    const state = kept === undefined ? {} : { storageState: kept };
    const usual = { viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...state } as const;
    const own = options === undefined ? this.#context : undefined;
    const page = await (own ?? (await this.browser.newContext({ ...usual, ...options }))).newPage();
    this.#watch(page, path);
    await page.goto(new URL(path, this.running.url).href);
    // On a busy machine the page may not have drawn what came.
    await expect.poll(() => page.evaluate(SAID), PATIENTLY).not.toMatch(/^Loading…$|Loading…/);
    return page;
  }

  #watch(page: Page, path: string): void {
    page.setDefaultTimeout(PATIENTLY.timeout);
    page.on('pageerror', (error) => this.complaints.push(`${path}: ${error.message}`));
    page.on('console', (message) => {
      // Asked for on purpose: a device that does not exist, a capture that was read before, a connection that is cut.
      const wanted = /404|409|ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED/.test(message.text());
      // The build for developers says so.
      if (message.text().includes('React DevTools')) this.complaints.push(`${path}: it is not built for production`);
      if (message.type() === 'error' && !wanted) this.complaints.push(`${path}: ${message.text()}`);
    });
    page.on('request', (request) => {
      const own = request.url().startsWith(this.running.url) || request.url().startsWith('blob:');
      if (!own) this.complaints.push(`${path} asked for ${request.url()}`);
    });
  }

  /** What the API says, asked as the page does. */
  async ask<T>(page: Page, path: string): Promise<T> {
    const text = await page.evaluate(async (url) => (await fetch(url)).text(), `/api/${path}`);
    const answer: T = JSON.parse(text);
    return answer;
  }
}
