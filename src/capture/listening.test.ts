import { afterAll, beforeAll, expect, test } from 'vitest';
import { PgBus } from '../platform/bus/pg-bus.ts';
import { freshDatabase, type TestDatabase } from '../platform/store/testing.ts';
import { WINDOWS } from '../sensor/window.ts';
import { lostWith } from './listening.ts';

let it: TestDatabase;
beforeAll(async () => {
  it = await freshDatabase();
});
afterAll(() => it.close());

test('what a sensor took with it is what no window tells, and sensors that die before their first window pass on what they were to tell', async () => {
  const bus = new PgBus(it.db, it.url);
  await bus.publish(WINDOWS, [{ id: '1:0', body: Buffer.from(JSON.stringify({ through: 70 })) }]);
  const first = await lostWith(it.db, { source: 1, frames: 100, given: 0 });
  expect(first).toBe(30);
  const second = await lostWith(it.db, { source: 2, frames: 5, given: first });
  expect(second).toBe(35);
  const third = await lostWith(it.db, { source: 3, frames: 0, given: second });
  expect(third).toBe(35);
  // Whoever told a window told those before it as well.
  expect(await lostWith(it.db, { source: 1, frames: 100, given: third })).toBe(30);
});
