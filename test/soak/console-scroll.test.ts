/** What people feel while they scroll through 100,000 devices; measured on a machine that is left alone. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MOST_NODES, ScrollStage } from '../acceptance/scroll-stage.ts';

/** Milliseconds that one task of the page may take: what is longer is felt as a jerk. */
const LONGEST_TASK = 50;

let stage: ScrollStage;

beforeAll(async () => {
  stage = await ScrollStage.open(100_000);
});
afterAll(async () => stage.close());

test('no task of the page takes over 50 ms of the processor, whichever way one scrolls', async () => {
  const { nodes, longestOnTheProcessor } = await stage.scroll();
  expect(nodes).toBeLessThanOrEqual(MOST_NODES);
  expect(longestOnTheProcessor).toBeLessThanOrEqual(LONGEST_TASK);
});
