/** The server that DATABASE_URL names goes away for a minute under a Wardline that runs: it answers, goes on listening, and loses nothing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../../src/platform/auth/client.samples.ts';
import { PgBus } from '../../../src/platform/bus/pg-bus.ts';
import { type Database, openDatabase } from '../../../src/platform/store/database.ts';
import { openStore } from '../../../src/platform/store/open-store.ts';
import { type Running, startWardline } from '../running.ts';
import { OwnServer } from './own-server.ts';
import { temporary, until } from './opened.ts';

const AWAY_MS = 60_000;
const PASSWORD = 'pelican-Lantern-42';
const server = new OwnServer();
const data = mkdtempSync(join(tmpdir(), 'wardline-away-'));
let running: Running | undefined;
let db: Database;

beforeAll(async () => {
  await server.make();
  db = openDatabase(server.url, 1);
});
afterAll(async () => {
  await running?.killAll();
  await db.destroy();
  await server.remove();
  rmSync(data, { recursive: true, force: true });
});

test('the console and the API answer, people stay logged in, and no window is lost', async () => {
  const wardline = await startWardline(data, [], ['env', `DATABASE_URL=${server.url}`]);
  running = wardline;
  const client = new Client(wardline.url);
  const secret = wardline.setupUrl?.split('#')[1] ?? '';
  const made = await client.ask('POST', '/links/redeem', { secret, name: 'Ada', login: 'ada', password: PASSWORD });
  expect(made).toMatchObject({ status: 200 });
  await until(async () => (await windows()).taken > 2);
  await server.stop();
  const began = performance.now();
  let answers = 0;
  while (performance.now() - began < AWAY_MS) {
    const { status, body, headers } = await client.ask('GET', '/devices');
    expect({ status, ...body }).toMatchObject({
      status: 503,
      code: 'unavailable',
      detail: 'The database does not answer at the moment; Wardline goes on as soon as it does',
    });
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect((await fetch(wardline.url)).status).toBe(200);
    answers += 1;
    await sleep(1000);
  }
  expect(answers).toBeGreaterThan(1);
  await server.start();
  await until(async () => (await client.ask('GET', '/devices')).status === 200);
  expect(await client.ask('GET', '/session')).toMatchObject({ body: { account: { login: 'ada' } } });
  const back = await windows();
  await until(async () => (await windows()).taken > back.taken + 2);
  expect(await wardline.end()).toBe(0);
  // One run of one sensor, from its first window to its last without a gap; all of them were taken in but those told at the end.
  const { rows } = await sql<{ source: string; windows: number; last: number; dropped: number }>`
    select split_part(message_id, ':', 1) as source, count(*) as windows,
      max(split_part(message_id, ':', 2)::bigint) as last, sum((convert_from(body, 'UTF8')::jsonb ->> 'dropped')::bigint) as dropped
    from bus where topic = 'sensor-windows' group by 1`.execute(db);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ last: (rows[0]?.windows ?? 0) - 1, dropped: 0 });
  expect(await asideOf()).toBe(0);
});

test('the bus waits as well: what is published meanwhile comes once', async () => {
  const other = temporary();
  const store = await openStore({ dataFolder: other.folder, databaseUrl: server.url, say: () => undefined });
  const bus = new PgBus(store.db, store.url);
  const seen: string[] = [];
  const consumption = bus.consume('away', 'one', (batch) => {
    seen.push(...batch.map(({ id }) => id));
    return Promise.resolve();
  });
  await bus.publish('away', [{ id: 'before', body: Buffer.of(1) }]);
  await server.stop();
  const publishing = bus.publish('away', [{ id: 'meanwhile', body: Buffer.of(2) }]);
  await expect(store.db.selectFrom('setting').selectAll().execute()).rejects.toMatchObject({ code: 'unavailable' });
  await server.start();
  await publishing;
  await until(() => seen.includes('meanwhile'));
  await consumption.stop();
  await store.close();
  await other.remove();
  expect(seen).toEqual(['before', 'meanwhile']);
});

/** How many windows evidence holds. */
async function windows(): Promise<{ taken: number }> {
  const { rows } = await sql<{ taken: number }>`select coalesce(sum(next_window), 0) as taken from source`.execute(db);
  return rows[0] ?? { taken: 0 };
}

async function asideOf(): Promise<number> {
  const { rows } = await sql<{ aside: number }>`select count(*) as aside from bus_set_aside`.execute(db);
  return rows[0]?.aside ?? 0;
}
