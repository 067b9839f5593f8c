/** An hour of listening leaves memory flat; fifty kills under load lose what was in no window, and nothing else. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Stage } from '../acceptance/live-stage.ts';
import { PACKETS } from '../acceptance/long-day.ts';
import { childrenNamed, residentOf } from '../acceptance/processes.ts';

const MINUTES = Number(process.env['WARDLINE_MINUTES'] ?? 60);
const KILLS = 50;
const PER_SECOND = 2000;
/** Bytes by which memory may differ from one quarter to another: garbage that was not collected yet. */
const SLACK = 64 * 1024 * 1024;
const HOUR_MS = 3_600_000;

const stage = new Stage();

beforeAll(async () => {
  await stage.open();
});

afterAll(async () => {
  await stage.close();
});

test('an hour of ever other senders leaves memory flat, and every packet is seen or told as lost', async () => {
  const sensor = await stage.readings.listen('tap');
  await stage.until(sensor, ({ state }) => state === 'listening');
  const [pid = 0] = await childrenNamed('sensor-process');
  const resident: number[] = [];
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      resident.push(await residentOf(pid));
      await sleep(2000);
    }
  })();
  const times = Math.ceil((MINUTES * 60 * PER_SECOND) / PACKETS);
  const { sent } = await stage.play(`--pps=${PER_SECOND} --unique-ip --unique-ip-loops=20`, times, 2 * HOUR_MS);
  over.abort();
  await watching;
  await sleep(300);
  await stage.readings.stop(sensor);
  const { frames, dropped } = await stage.counted(sensor);
  const quarter = Math.floor(resident.length / 4);
  const quarters = [0, 1, 2, 3].map((n) => Math.max(...resident.slice(n * quarter, (n + 1) * quarter)));
  const shown = quarters.map((bytes) => (bytes / 1024 / 1024).toFixed(0)).join(', ');
  process.stdout.write(`${MINUTES} min, ${sent} packets, ${dropped} lost; most memory in each quarter: ${shown} MiB\n`);
  expect(frames + dropped).toBe(sent);
  expect(quarters[3]).toBeLessThan((quarters[1] ?? 0) + SLACK);
  await stage.readings.remove(sensor);
});

test('a sensor that is killed fifty times under load comes back by itself, and nothing is counted twice', async () => {
  const sensor = await stage.readings.listen('tap');
  await stage.until(sensor, ({ state }) => state === 'listening');
  const over = new AbortController();
  let sent = 0;
  const playing = (async () => {
    while (!over.signal.aborted) sent += (await stage.play('--pps=5000', 20)).sent;
  })();
  for (let kill = 1; kill <= KILLS; kill++) {
    await sleep(500 + 100 * (kill % 20));
    expect(await stage.killSensors()).toBe(1);
    await stage.until(sensor, ({ state, restarts }) => state === 'listening' && restarts === kill);
  }
  over.abort();
  await playing;
  await sleep(300);
  await stage.readings.stop(sensor);
  const { frames, dropped, windows } = await stage.counted(sensor);
  const ids = new Set(windows.map(({ source, number }) => `${source}:${number}`));
  process.stdout.write(`${KILLS} kills, ${sent} packets sent, ${frames} counted, ${dropped} lost in the kernel\n`);
  expect(ids.size).toBe(windows.length);
  expect(frames + dropped).toBeLessThanOrEqual(sent);
  for (const source of new Set(windows.map((window) => window.source))) {
    const run = windows.filter((window) => window.source === source);
    expect(run.map(({ number }) => number)).toEqual(run.map((_, at) => at));
  }
});
