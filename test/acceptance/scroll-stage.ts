/** The list of many devices, and a browser that scrolls through it: how long the page is busy at once, and how much stands in it. */
import { loadavg } from 'node:os';
import { type CDPSession, chromium, type Page } from 'playwright-core';
import { z } from 'zod';
import { builtConsole } from '../../src/cli/build-console.ts';
import { historyRoutes } from '../../src/inventory/history.routes.ts';
import { inventoryRoutes } from '../../src/inventory/inventory.routes.ts';
import { DeviceLists } from '../../src/inventory/store/device-lists.ts';
import { viewRoutes } from '../../src/inventory/view.routes.ts';
import { everyoneMay } from '../../src/platform/http/actor.ts';
import { readAssets } from '../../src/platform/http/assets.ts';
import { EventHub } from '../../src/platform/http/events.ts';
import { listen, type Listening } from '../../src/platform/http/listen.ts';
import { createServer } from '../../src/platform/http/server.ts';
import { freshDatabase, type TestDatabase } from '../../src/platform/store/testing.ts';
import { makeEstate } from '../../tools/make-estate.ts';
import { CHROMIUM, PATIENTLY } from './chromium.ts';

/** Bounded: nodes of the page, as the issue of the living inventory has it. */
export const MOST_NODES = 2000;

/** What was seen while it was scrolled from the first to the last. Milliseconds. */
export interface Scrolled {
  readonly tasks: number;
  /** Of the processor: another program on the same machine hardly lengthens it. */
  readonly longestOnTheProcessor: number;
  readonly longestByTheClock: number;
  readonly nodes: number;
  /** Programs that wanted the processors, on average over the last minute. */
  readonly load: number;
}

export class ScrollStage {
  readonly #database: TestDatabase;
  readonly #listening: Listening;
  readonly #devices: number;

  private constructor(database: TestDatabase, listening: Listening, devices: number) {
    this.#database = database;
    this.#devices = devices;
    this.#listening = listening;
  }

  static async open(devices: number): Promise<ScrollStage> {
    const database = await freshDatabase();
    const { db } = database;
    await makeEstate({ db, devices, days: 1, talk: 0, now: Date.now() * 1000 });
    const { fetch } = createServer({
      routes: [...inventoryRoutes(db, new DeviceLists(db)), ...historyRoutes(db), ...viewRoutes(db)],
      actorOf: everyoneMay('device:read', 'finding:read', 'flow:read'),
      version: '0',
      assets: readAssets(await builtConsole(() => undefined)),
      onBug: (error) => {
        throw error;
      },
      events: new EventHub(),
    });
    return new ScrollStage(database, await listen({ fetch, host: '127.0.0.1', port: 0 }), devices);
  }

  async close(): Promise<void> {
    await this.#listening.close();
    await this.#database.close();
  }

  async scroll(): Promise<Scrolled> {
    const browser = await chromium.launch(CHROMIUM);
    const page = await browser.newPage({ viewport: { width: 1360, height: 850 } });
    await page.goto(new URL('/devices', this.#listening.url).href);
    await page.getByRole('row').nth(5).getByRole('link').waitFor(PATIENTLY);
    await page
      .getByRole('status')
      .filter({ hasText: this.#devices.toLocaleString('en') })
      .waitFor(PATIENTLY);
    await page.waitForTimeout(1000);
    const debug = await page.context().newCDPSession(page);
    const { tasks, nodes } = await traced(debug, async () => scroll(page, this.#devices));
    await browser.close();
    const longest = (measure: (task: Task) => number) => Math.max(0, ...tasks.map(measure)) / 1000;
    const figures = {
      tasks: tasks.length,
      longestOnTheProcessor: longest(({ tdur = 0 }) => tdur),
      longestByTheClock: longest(({ dur }) => dur),
      nodes,
      load: loadavg()[0] ?? 0,
    };
    process.stdout.write(`scrolling through ${this.#devices} devices: ${JSON.stringify(figures)}\n`);
    return figures;
  }
}

const PULLS = 40;

/** By the wheel, then by the bar, from the first to the last; says how many nodes there were at most. */
async function scroll(page: Page, devices: number): Promise<number> {
  /** Pixels of each pull at the bar: a fortieth of the whole. */
  const pull = (devices * 48) / PULLS;
  let most = 0;
  const look = async () => {
    most = Math.max(most, Number(await page.evaluate('document.querySelectorAll("*").length')));
  };
  await page.mouse.move(700, 500);
  for (let step = 0; step < 60; step += 1) {
    await page.mouse.wheel(0, 400);
    await page.waitForTimeout(30);
    if (step % 10 === 0) await look();
  }
  for (let step = 0; step < PULLS; step += 1) {
    await page.evaluate(`document.querySelector('tbody').closest('div').scrollTop += ${pull}`);
    await page.waitForTimeout(100);
    if (step % 10 === 0) await look();
  }
  await page.waitForTimeout(1000);
  return most;
}

const Task = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.number(),
  tid: z.number(),
  /** Microseconds, by the clock and of the processor. */
  dur: z.number().optional(),
  tdur: z.number().optional(),
  args: z.object({ name: z.string().optional() }).loose().optional(),
});
type Task = z.infer<typeof Task> & { dur: number };

/** What the page's main thread did meanwhile, task by task. */
async function traced(debug: CDPSession, act: () => Promise<number>): Promise<{ tasks: Task[]; nodes: number }> {
  const events: z.infer<typeof Task>[] = [];
  debug.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value) {
      const read = Task.safeParse(event);
      if (read.success) events.push(read.data);
    }
  });
  await debug.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel'] },
  });
  const nodes = await act();
  const complete = new Promise((resolve) => debug.once('Tracing.tracingComplete', resolve));
  await debug.send('Tracing.end');
  await complete;
  const threadOf = ({ pid, tid }: z.infer<typeof Task>) => `${pid}:${tid}`;
  const main = new Set(events.filter(({ args }) => args?.name === 'CrRendererMain').map(threadOf));
  const tasks = events.flatMap((event) => {
    const { ph, name, dur } = event;
    return ph === 'X' && name.endsWith('RunTask') && dur !== undefined && main.has(threadOf(event))
      ? { ...event, dur }
      : [];
  });
  return { tasks, nodes };
}
