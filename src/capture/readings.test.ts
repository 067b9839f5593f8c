import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppError } from '../lib/errors.ts';
import { freshDatabase, type TestDatabase } from '../platform/store/testing.ts';
import type { SensorWindow } from '../sensor/window.ts';
import { selectCapture, selectCaptures } from './capture.store.ts';
import { createReadings, type Readings } from './readings.ts';
import { selectSensors } from './sensor.store.ts';

const DEMO = join(import.meta.dirname, '../../lab/demo/hospital.pcap.gz');

let database: TestDatabase;
let readings: Readings;
let demo: Buffer;
/** How many there are in it. */
let all = 0;
const said: string[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  demo = gunzipSync(await readFile(DEMO));
  all = recordsOf(demo).length;
  readings = createReadings({ db: database.db, url: database.url, say: (line) => void said.push(line) });
});

afterAll(async () => {
  await readings.close();
  await database.close();
});

/** The demo with other times from its first packet on: another capture of the same traffic. */
function capture(seconds: number): Buffer {
  const bytes = Buffer.from(demo);
  for (const at of recordsOf(bytes)) bytes.writeUInt32LE(bytes.readUInt32LE(at) + seconds, at);
  return bytes;
}

/** Where each record of a little-endian pcap begins. */
function recordsOf(bytes: Buffer): readonly number[] {
  const records: number[] = [];
  for (let at = 24; at < bytes.length; at += 16 + bytes.readUInt32LE(at + 8)) records.push(at);
  return records;
}

async function* pieces(bytes: Buffer, upTo = bytes.length): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < upTo; at += 10_000)
    yield await Promise.resolve(bytes.subarray(at, Math.min(at + 10_000, upTo)));
}

/** So much of the capture, and then an error as of a sender that went away. */
async function* breakingOff(bytes: Buffer, upTo: number): AsyncGenerator<Uint8Array> {
  yield* pieces(bytes, upTo);
  // What was sent is read meanwhile, or not: the result is the same.
  await sleep(1500);
  throw new AppError('invalid', `What was sent broke off after ${upTo} bytes.`);
}

const upload = async (name: string, bytes: AsyncIterable<Uint8Array>, differs = false): Promise<number> =>
  readings.upload({ name, size: null, by: null, differs, bytes });

async function windowsOf(source: number): Promise<SensorWindow[]> {
  const rows = await database.db
    .selectFrom('bus')
    .select(['message_id', 'body'])
    .where('topic', '=', 'sensor-windows')
    .orderBy('seq')
    .execute();
  const windows = rows.map(({ body }): SensorWindow => JSON.parse(body.toString()));
  return windows.filter((window) => window.source === source);
}

function sumOf(windows: readonly SensorWindow[]) {
  const parts = windows.flatMap(({ conversations }) => conversations);
  return {
    numbers: windows.map(({ number }) => number),
    frames: windows.reduce((sum, { frames }) => sum + frames, 0),
    conversations: parts.filter(({ begins }) => begins).length,
    items: parts.flatMap(({ data }) => data).reduce((sum, { items }) => sum + items, 0),
    actions: parts.flatMap(({ actions }) => actions).reduce((sum, { count }) => sum + count, 0),
  };
}

let whole: ReturnType<typeof sumOf>;

test('a capture that is sent is read to its end, and the same one again is refused in words', async () => {
  const id = await upload('morning.pcap', pieces(demo));
  const row = await selectCapture(database.db, id);
  expect(row).toMatchObject({
    state: 'done',
    incomplete: null,
    format: 'pcap',
    consumed: demo.length,
    size: demo.length,
  });
  whole = sumOf(await windowsOf(id));
  expect(whole.frames).toBe(all);
  expect(whole.items).toBeGreaterThan(10);
  // The packed file is other bytes, and read as another capture.
  const packed = await readings.file(DEMO);
  expect(sumOf(await windowsOf(packed))).toEqual(whole);
  await expect(readings.file(DEMO)).rejects.toThrow(/as hospital\.pcap\.gz/);
  await expect(readings.file('/no/such/file')).rejects.toThrow('/no/such/file does not exist');
  await expect(upload('again.pcap', pieces(demo))).rejects.toThrow(
    /^This capture was read already, on .* as morning\.pcap\./,
  );
  expect((await selectCaptures(database.db, 10)).length).toBe(2);
});

test('a capture that begins alike and goes on differently is read only when that is said', async () => {
  const longer = Buffer.concat([demo, demo.subarray(24, 24 + 16 + demo.readUInt32LE(32))]);
  await expect(upload('longer.pcap', pieces(longer))).rejects.toThrow(/begins as morning\.pcap does/);
  const id = await upload('longer.pcap', pieces(longer), true);
  expect(await selectCapture(database.db, id)).toMatchObject({ state: 'done' });
});

test('what breaks off is kept, and the same capture sent again goes on without counting anything twice', async () => {
  const bytes = capture(86_400);
  const id = await upload('noon.pcap', breakingOff(bytes, Math.floor(bytes.length * 0.6)));
  expect(await selectCapture(database.db, id)).toMatchObject({
    state: 'broken-off',
    incomplete: expect.stringMatching(/^What was sent broke off after \d+ bytes\. What was read until then is kept/),
  });
  const before = sumOf(await windowsOf(id));
  expect(before.frames).toBeGreaterThan(100);
  expect(before.frames).toBeLessThan(all);
  expect(await upload('noon.pcap', pieces(bytes))).toBe(id);
  expect(await selectCapture(database.db, id)).toMatchObject({ state: 'done', incomplete: null });
  expect(sumOf(await windowsOf(id))).toEqual(whole);
});

test('what is no capture is said to be none', async () => {
  const id = await upload('letter.txt', pieces(Buffer.from('Dear colleague,\n'.repeat(10))));
  expect(await selectCapture(database.db, id)).toMatchObject({
    state: 'done',
    format: null,
    incomplete: 'neither pcap nor pcapng: it looks like text',
  });
});

test('a capture that somebody stops is kept up to there', async () => {
  const bytes = capture(2 * 86_400);
  const sent = Promise.withResolvers<void>();
  async function* slowly(): AsyncGenerator<Uint8Array> {
    yield* pieces(bytes, 200_000);
    sent.resolve();
    await sleep(20_000);
  }
  const ended = upload('slow.pcap', slowly());
  await sent.promise;
  const reading = (await selectCaptures(database.db, 1))[0];
  expect(reading).toMatchObject({ name: 'slow.pcap', state: 'reading' });
  readings.cancel(Number(reading?.id));
  expect(await selectCapture(database.db, await ended)).toMatchObject({ state: 'cancelled' });
  expect(() => readings.cancel(Number(reading?.id))).toThrow('This capture is not being read.');
});

/** Kills the sensors that are our children. */
async function killSensors(): Promise<void> {
  const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8');
  for (const pid of children.split(' ').filter(Boolean).map(Number)) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (command.includes('sensor-process')) process.kill(pid, 'SIGKILL');
  }
}

test('a capture that kills its sensor twice at the same place is set aside, and refused from then on', async () => {
  const bytes = capture(3 * 86_400);
  async function* deadly(): AsyncGenerator<Uint8Array> {
    yield* pieces(bytes, 300_000);
    await sleep(1500);
    await killSensors();
    await sleep(20_000);
  }
  const id = await upload('deadly.pcap', deadly());
  expect(await selectCapture(database.db, id)).toMatchObject({
    state: 'broken-off',
    incomplete: expect.stringMatching(
      /^Reading it failed at frame \d+ \(\d+ bytes, ethernet(, read as [\w-]+)?\)\. What was read/,
    ),
  });
  expect(await upload('deadly.pcap', deadly())).toBe(id);
  expect(await selectCapture(database.db, id)).toMatchObject({
    state: 'set-aside',
    incomplete: expect.stringMatching(/^Reading it failed twice at frame \d+/),
  });
  await expect(upload('deadly.pcap', deadly())).rejects.toThrow(/failed twice at frame \d+; it was set aside/);
});

test('an endless stream is read window by window', async () => {
  const stop = new AbortController();
  async function* endless(): AsyncGenerator<Uint8Array> {
    yield* pieces(demo);
    await sleep(60_000, undefined, { signal: stop.signal }).catch(() => undefined);
  }
  const ended = readings.stream({ name: 'demo', demo: true, bytes: endless(), signal: stop.signal });
  let source = 0;
  for (let n = 0; n < 400 && source === 0; n++) {
    await sleep(50);
    const row = (await selectCaptures(database.db, 1))[0];
    if (row?.kind === 'stream' && sumOf(await windowsOf(row.id)).frames === all) source = row.id;
  }
  expect(source).toBeGreaterThan(0);
  stop.abort();
  expect(await ended).toBe(source);
  expect(await selectCapture(database.db, source)).toMatchObject({ state: 'done', demo: true });
});

test('a sensor whose interface is not there says so, and goes when it is removed', async () => {
  const id = await readings.listen('nosuch0');
  await expect(readings.listen('nosuch0')).rejects.toThrow('nosuch0 has a sensor already.');
  const row = async () => (await selectSensors(database.db)).find((it) => it.id === id);
  for (let n = 0; n < 400 && (await row())?.state === 'starting'; n++) await sleep(50);
  expect(await row()).toMatchObject({
    state: 'down',
    trouble: expect.stringMatching(/^There is no interface nosuch0/),
  });
  await readings.stop(id);
  expect(await row()).toMatchObject({ state: 'stopped', trouble: null });
  await readings.remove(id);
  expect(await row()).toBeUndefined();
});

test('what was being read when everything was killed is told as broken off', async () => {
  const { db } = database;
  await db.updateTable('source').set({ state: 'reading' }).where('name', '=', 'slow.pcap').execute();
  await readings.resume();
  const row = (await selectCaptures(db, 20)).find(({ name }) => name === 'slow.pcap');
  expect(row).toMatchObject({
    state: 'broken-off',
    incomplete: expect.stringMatching(/^Wardline was ended meanwhile\. What was read/),
  });
});
