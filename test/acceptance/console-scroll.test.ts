/** A long list of devices while one scrolls through it stays small, and no task of it holds the page up for long. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MOST_NODES, ScrollStage } from './scroll-stage.ts';

/** As many as keep a busy machine from spending its time on making them: what is drawn is the same. By hand they are 100,000. */
const DEVICES = 10_000;
/** Milliseconds of the processor; on a busy one a task takes some times as long. What people feel is held by hand: `test/soak`. */
const FAR_TOO_LONG = 200;

let stage: ScrollStage;

beforeAll(async () => {
  stage = await ScrollStage.open(DEVICES);
});
afterAll(async () => stage.close());

test('scrolling through 10,000 devices keeps the page small and every task short', async () => {
  const { tasks, nodes, longestOnTheProcessor } = await stage.scroll();
  expect(tasks).toBeGreaterThan(100);
  expect(nodes).toBeLessThanOrEqual(MOST_NODES);
  expect(longestOnTheProcessor).toBeLessThanOrEqual(FAR_TOO_LONG);
});
