/** A day of packets through standard input, much faster than it went: every packet counts once, and memory stays what it was. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createReadings, type Readings } from '../../src/capture/readings.ts';
import { freshDatabase, type TestDatabase } from '../../src/platform/store/testing.ts';
import { childrenNamed, residentOf } from './processes.ts';
import { dayOf, PACKETS } from './long-day.ts';

const DEMO = join(import.meta.dirname, '../../lab/demo/hospital.pcap.gz');
/** Hours of packets; a week in the soak. */
const HOURS = Number(process.env['WARDLINE_HOURS'] ?? 24);
/** Bytes by which memory may differ from one quarter to another: garbage that was not collected yet. */
const SLACK = 96 * 1024 * 1024;

const mebibytes = (n: number): string => (n / 1024 / 1024).toFixed(0);

let database: TestDatabase;
let readings: Readings;

beforeAll(async () => {
  database = await freshDatabase();
  readings = createReadings({
    db: database.db,
    url: database.url,
    say: (line) => void process.stderr.write(`${line}\n`),
  });
});

afterAll(async () => {
  await readings.close();
  await database.close();
});

test('a day of packets through standard input leaves memory flat', async () => {
  const { bytes, rounds } = dayOf(gunzipSync(await readFile(DEMO)), HOURS);
  const resident: number[] = [];
  const over = new AbortController();
  const reading = readings.stream({ name: '-', demo: false, bytes, signal: new AbortController().signal });
  const watching = (async () => {
    while (!over.signal.aborted) {
      for (const pid of await childrenNamed('sensor-process')) resident.push(await residentOf(pid));
      await sleep(200);
    }
  })();
  const source = await reading;
  over.abort();
  await watching;
  const { db } = database;
  const rows = await db.selectFrom('bus').select('body').where('topic', '=', 'sensor-windows').execute();
  const windows = rows.map(({ body }) => JSON.parse(body.toString()));
  const frames = windows.reduce((sum: number, window) => sum + Number(window.frames), 0);
  expect(frames).toBe(rounds * PACKETS);
  const row = await db.selectFrom('source').select(['state', 'incomplete']).where('id', '=', source).executeTakeFirst();
  expect(row).toEqual({ state: 'done', incomplete: null });
  const quarter = Math.floor(resident.length / 4);
  const most = (from: number, to: number): number => Math.max(...resident.slice(from, to));
  const quarters = [0, 1, 2, 3].map((n) => most(n * quarter, n === 3 ? resident.length : (n + 1) * quarter));
  process.stdout.write(
    `${HOURS} h, ${frames} packets, ${windows.length} windows; most memory in each quarter: ${quarters.map(mebibytes).join(', ')} MiB\n`,
  );
  expect(quarters[3]).toBeLessThan((quarters[1] ?? 0) + SLACK);
});
