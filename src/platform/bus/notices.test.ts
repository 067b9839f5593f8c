import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../store/testing.ts';
import { listen, notify } from './notices.ts';

let it: TestDatabase;
beforeAll(async () => {
  it = await freshDatabase();
});
afterAll(() => it.close());

test('a notice is heard when its transaction commits, and not when it does not', async () => {
  const heard = hearing('news');
  expect(await heard.next()).toBeNull();
  await it.db.transaction().execute((transaction) => notify(transaction, 'news', 'device 1'));
  const undone = it.db.transaction().execute(async (transaction) => {
    await notify(transaction, 'news', 'never');
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  await notify(it.db, 'news');
  expect(await heard.next()).toBe('device 1');
  expect(await heard.next()).toBe('');
  await heard.stop();
});

test('listening goes on after the connection is lost, and says that something may have been missed', async () => {
  const heard = hearing('News "quoted"');
  expect(await heard.next()).toBeNull();
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'wardline listens to News "quoted"'`.execute(
    it.db,
  );
  expect(await heard.next()).toBeNull();
  await notify(it.db, 'News "quoted"', 'again');
  expect(await heard.next()).toBe('again');
  await heard.stop();
});

test('more than PostgreSQL takes is refused before it breaks the transaction', async () => {
  await expect(notify(it.db, 'news', 'x'.repeat(8000))).rejects.toThrow(RangeError);
});

function hearing(channel: string): { next(): Promise<string | null>; stop(): Promise<void> } {
  const waiting: ((payload: string | null) => void)[] = [];
  const heard: (string | null)[] = [];
  const listening = listen(it.url, channel, (payload) => {
    const resolve = waiting.shift();
    if (resolve === undefined) heard.push(payload);
    else resolve(payload);
  });
  return {
    next: () => {
      const payload = heard.shift();
      return payload === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(payload);
    },
    stop: () => listening.stop(),
  };
}
