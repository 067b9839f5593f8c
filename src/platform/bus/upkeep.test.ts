import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dropPartition, partitionsOf } from '../store/partitions.ts';
import { freshDatabase, type TestDatabase } from '../store/testing.ts';
import { ensureHour, HOUR_US, hourNow, insertMessages, moveCursor } from './bus.store.ts';
import { PgBus } from './pg-bus.ts';
import { keepBus } from './upkeep.ts';

let it: TestDatabase;
beforeAll(async () => {
  it = await freshDatabase();
});
afterAll(() => it.close());

const now = hourNow();
const publishAt = async (hour: number, topic: string, ...ids: string[]): Promise<void> => {
  await ensureHour(it.db, hour);
  const messages = ids.map((id) => ({ id, body: Buffer.from(id) }));
  await it.db.transaction().execute((transaction) => insertMessages(transaction, topic, hour, messages));
};
const hours = async (): Promise<number[]> =>
  (await partitionsOf(it.db, 'bus')).map(({ from }) => Math.round(from / HOUR_US) - now);

test('what everybody has read goes after a day, what somebody has not after a week, and the next hour is made ahead', async () => {
  await publishAt(now - 300, 'read', 'a');
  await publishAt(now - 40, 'read', 'b', 'c');
  await publishAt(now - 30, 'unread', 'd');
  await publishAt(now - 20, 'read', 'e');
  await it.db.transaction().execute(async (transaction) => {
    await moveCursor(transaction, 'read', 'one', 1_000_000);
    await moveCursor(transaction, 'unread', 'one', 0);
    await moveCursor(transaction, 'unread', 'two', 1_000_000);
  });
  expect(await keepBus(it.db, now)).toEqual([`bus_${now - 300}`, `bus_${now - 40}`]);
  expect(await hours()).toEqual([-30, -20, 0, 1]);
  expect(await keepBus(it.db, now)).toEqual([]);
});

test('publishing goes on when its hour was dropped beneath it', async () => {
  const bus = new PgBus(it.db, it.url);
  await bus.publish('again', [{ id: '1', body: Buffer.of(1) }]);
  await dropPartition(it.db, `bus_${hourNow()}`);
  await bus.publish('again', [{ id: '2', body: Buffer.of(2) }]);
  const { rows } = await sql<{ id: string }>`select message_id as id from bus where topic = 'again'`.execute(it.db);
  expect(rows.map(({ id }) => id)).toEqual(['2']);
});

test('a partition that somebody reads at this moment is not waited for', async () => {
  await publishAt(now - 50, 'read', 'z');
  await it.db.transaction().execute(async (transaction) => {
    await sql`select * from bus limit 1`.execute(transaction);
    expect(await dropPartition(it.db, `bus_${now - 50}`)).toBe(false);
  });
  expect(await dropPartition(it.db, `bus_${now - 50}`)).toBe(true);
});
