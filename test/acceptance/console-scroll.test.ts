/** The list of 100,000 devices while one scrolls through it stays small, and no task of it holds the page up for long. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MOST_NODES, ScrollStage } from './scroll-stage.ts';

/** Milliseconds of the processor; on a busy one a task takes some times as long. What people feel is held by hand: `test/soak`. */
const FAR_TOO_LONG = 200;

let stage: ScrollStage;

beforeAll(async () => {
  stage = await ScrollStage.open();
});
afterAll(async () => stage.close());

test('scrolling through 100,000 devices keeps the page small and every task short', async () => {
  const { tasks, nodes, longestOnTheProcessor } = await stage.scroll();
  expect(tasks).toBeGreaterThan(100);
  expect(nodes).toBeLessThanOrEqual(MOST_NODES);
  expect(longestOnTheProcessor).toBeLessThanOrEqual(FAR_TOO_LONG);
});
