/** The machine's clock jumps back by a day and more while everything runs, and forth again: nothing stops, is lost, or counted twice. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { Client } from '../../src/platform/auth/client.samples.ts';
import { type Database, openDatabase } from '../../src/platform/store/database.ts';
import { DATABASE, layoutOf, urlOf } from '../../src/platform/store/embedded/layout.ts';
import { type Running, startWardline } from './running.ts';

/** What every process of ours reads the time through; PostgreSQL, which we start with no more than it needs, keeps the true one. */
const LIBRARY = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/faketime/libfaketime.so.1`;
const PASSWORD = 'pelican-Lantern-42';
const PATIENCE_MS = 180_000;

const folder = mkdtempSync(join(tmpdir(), 'wardline-clock-'));
const data = mkdtempSync(join(tmpdir(), 'wardline-clock-data-'));
const shift = join(folder, 'shift');
const wrapper = [
  'env',
  `LD_PRELOAD=${LIBRARY}`,
  `FAKETIME_TIMESTAMP_FILE=${shift}`,
  'FAKETIME_CACHE_DURATION=1',
  'FAKETIME_DONT_FAKE_MONOTONIC=1',
];
let running: Running | undefined;
let db: Database | undefined;

afterAll(async () => {
  await db?.destroy();
  await running?.killAll();
  for (const each of [folder, data]) rmSync(each, { recursive: true, force: true });
});

/** By so much is the clock of our processes wrong from now on. */
async function jump(by: string): Promise<void> {
  writeFileSync(shift, `${by}\n`);
  // The library looks at the file once a second.
  await sleep(1500);
}

test('sessions, what people say, windows and history go on when the clock goes back by a day, and when it is put right', async () => {
  await jump('+0');
  running = await startWardline(data, [], wrapper);
  db = openDatabase(urlOf(layoutOf(data), DATABASE), 1);
  const client = new Client(running.url);
  const secret = running.setupUrl?.split('#')[1] ?? '';
  const made = await client.ask('POST', '/links/redeem', { secret, name: 'Ada', login: 'ada', password: PASSWORD });
  expect(made).toMatchObject({ status: 200 });
  const device = await until(async () => {
    const { body } = await client.ask('GET', '/devices?limit=1&scope=local');
    const [first]: { id: string }[] = Array.isArray(body['devices']) ? body['devices'] : [];
    return first?.id;
  });
  const names: string[] = [];
  const sayAndWatch = async (name: string): Promise<void> => {
    expect(await client.ask('GET', '/session')).toMatchObject({ body: { account: { login: 'ada' } } });
    const said = await client.ask('PUT', `/devices/${device}/words/name`, { value: name, reason: '' });
    expect(said).toMatchObject({ status: 200 });
    names.push(name);
    await takesIn();
    // The latest stands first, whatever the clock said when it came.
    const told = await client.ask('GET', `/devices/${device}/changes?kind=said&limit=50`);
    for (const each of names) expect(told.text).toContain(each);
    const other = new Client(running?.url ?? '');
    expect(await other.ask('POST', '/session', { login: 'ada', password: PASSWORD })).toMatchObject({ status: 200 });
  };
  await sayAndWatch('before');
  await jump('-26h');
  await sayAndWatch('a day ago');
  await jump('-40d');
  await sayAndWatch('a month ago');
  // All hours of the bus are there still: what is older than a week goes when the clock is right.
  const { rows: gaps } = await sql`select id from source s where next_window > (select count(*) from bus
    where topic = 'sensor-windows' and starts_with(message_id, s.id || ':'))`.execute(db);
  expect(gaps).toEqual([]);
  await jump('+0');
  await sayAndWatch('put right');
  // Started while it is wrong: what is there lies in the future.
  expect(await running.end()).toBe(0);
  await jump('-3h');
  running = await startWardline(data, [], wrapper);
  const again = new Client(running.url);
  expect(await again.ask('POST', '/session', { login: 'ada', password: PASSWORD })).toMatchObject({ status: 200 });
  await takesIn();
  expect(running.said()).not.toMatch(/started again|set aside|failed|fault/);
  const { rows } = await sql`
    select (select count(*) from bus_set_aside) as aside,
      (select count(*) - count(distinct message_id) from bus where topic = 'sensor-windows') as doubled`.execute(db);
  expect(rows).toEqual([{ aside: 0, doubled: 0 }]);
});

/** How many windows evidence holds. */
async function taken(): Promise<number> {
  if (db === undefined) throw new Error('There is no database yet');
  const { rows } = await sql<{ windows: number }>`select coalesce(sum(next_window), 0) as windows from source`.execute(
    db,
  );
  return rows[0]?.windows ?? 0;
}

/** Waits until windows were taken in that had not been published yet. */
async function takesIn(): Promise<void> {
  const before = await taken();
  await until(async () => ((await taken()) > before + 1 ? true : undefined));
}

async function until<Found>(look: () => Promise<Found | undefined>): Promise<Found> {
  for (const late = performance.now() + PATIENCE_MS; performance.now() < late; await sleep(200)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error(`Waited in vain: ${running?.said()}`);
}
