/** All of `wardline up` is killed again and again while it listens: the same command brings it back, and what was committed stays, once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppError } from '../../src/lib/errors.ts';
import { type Database, openDatabase } from '../../src/platform/store/database.ts';
import { DATABASE, layoutOf, urlOf } from '../../src/platform/store/embedded/layout.ts';
import { isServerOf } from '../../src/platform/store/embedded/processes.ts';
import { Stage } from '../acceptance/live-stage.ts';
import { type Running, startWardline } from '../acceptance/running.ts';
import { serverPid } from '../acceptance/store/opened.ts';

const KILLS = Number(process.env['WARDLINE_KILLS'] ?? 50);
const PER_SECOND = 2000;
/** Every so many kills PostgreSQL is killed with it, and every child. */
const EVERYTHING = 2;

const stage = new Stage();
const data = mkdtempSync(join(tmpdir(), 'wardline-up-kills-'));
let running: Running | undefined;
let db: Database;

beforeAll(async () => {
  await stage.open();
  await stage.inside('listener', 'ip link set lo up');
});
afterAll(async () => {
  await db.destroy();
  await running?.killAll();
  await stage.close();
  rmSync(data, { recursive: true, force: true });
});

/** As at the command line, on the host that hears what is played. */
async function start(): Promise<Running> {
  return await startWardline(data, ['--listen', 'tap'], stage.wrapper);
}

/** Frames in windows that are on the bus, and in evidence; windows whose count in evidence is not that of the bus. */
interface Counts {
  readonly published: number;
  readonly windows: number;
  readonly taken: number;
}

async function counts(): Promise<Counts> {
  for (;;) {
    try {
      const { rows } = await sql<Counts>`
        select (select coalesce(sum((convert_from(body, 'UTF8')::jsonb ->> 'frames')::bigint), 0) from bus
            where topic = 'sensor-windows') as published,
          (select count(*) from bus where topic = 'sensor-windows') as windows,
          (select coalesce(sum(next_window), 0) from source) as taken`.execute(db);
      const [row] = rows;
      if (row !== undefined) return row;
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'unavailable')) throw error;
    }
    await sleep(200);
  }
}

test(`${KILLS} kills of the whole of it under load: the same command brings it back, nothing committed is lost or counted twice`, async () => {
  running = await start();
  db = openDatabase(urlOf(layoutOf(data), DATABASE), 1);
  const over = new AbortController();
  let sent = 0;
  const playing = (async () => {
    while (!over.signal.aborted) sent += (await stage.play(`--pps=${PER_SECOND}`, 5)).sent;
  })();
  const pauses: number[] = [];
  let before = await counts();
  for (let kill = 1; kill <= KILLS; kill++) {
    const from = before.taken;
    while ((await counts()).taken <= from) await sleep(50);
    await sleep(Math.random() * 500);
    const last = await counts();
    const server = serverPid(data);
    const began = performance.now();
    if (kill % EVERYTHING === 0) {
      await running.killAll();
      if (isServerOf(server, layoutOf(data).cluster)) process.kill(server, 'SIGKILL');
    } else {
      process.kill(running.pid, 'SIGKILL');
    }
    running = await start();
    before = await counts();
    expect(before.published).toBeGreaterThanOrEqual(last.published);
    expect(before.taken).toBeGreaterThanOrEqual(last.taken);
    const reached = before.taken;
    while ((await counts()).taken <= reached) await sleep(50);
    pauses.push(performance.now() - began);
  }
  over.abort();
  await playing;
  // What is on the bus comes to be evidence, and no more than that.
  for (let now = await counts(); now.taken < now.windows; now = await counts()) await sleep(200);
  const { rows } = await sql<{ id: number; counted: number; published: number }>`
    select s.id, s.frames as counted, coalesce(sum((convert_from(b.body, 'UTF8')::jsonb ->> 'frames')::bigint), 0) as published
    from source s left join bus b on b.topic = 'sensor-windows' and starts_with(b.message_id, s.id || ':')
    group by s.id, s.frames`.execute(db);
  const wrong = rows.filter(({ counted, published }) => counted !== published);
  const frames = rows.reduce((sum, { counted }) => sum + counted, 0);
  const seconds = pauses.toSorted((a, b) => a - b);
  const at = (share: number): string => ((seconds[Math.floor((seconds.length - 1) * share)] ?? 0) / 1000).toFixed(1);
  process.stdout.write(
    `| all of it | ${KILLS} | ${frames} packets of ${sent} sent | ${wrong.length} | ${at(0.5)} / ${at(0.95)} / ${at(1)} |\n`,
  );
  expect(wrong).toEqual([]);
  expect(frames).toBeGreaterThan(0);
  expect(frames).toBeLessThanOrEqual(sent);
});
