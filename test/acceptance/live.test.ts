/** Listening to a network, on a wire of our own: every packet is seen or told as lost, and listening goes on whatever happens. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Stage } from './live-stage.ts';
import { PACKETS } from './long-day.ts';

/** Options of tcpreplay, and how often the capture is played. */
const SPEEDS = [
  ['--pps=20000', 20],
  ['--pps=100000', 100],
  ['--pps=200000', 200],
  ['--topspeed', 300],
] as const;

const stage = new Stage();

beforeAll(async () => {
  await stage.open();
});

afterAll(async () => {
  await stage.close();
});

describe('what was sent is what was seen and what was lost, exactly', () => {
  const lines: string[] = [];

  test.each(SPEEDS)('%s', async (speed, times) => {
    const sensor = await stage.readings.listen('tap');
    await stage.until(sensor, ({ state }) => state === 'listening');
    const before = await stage.transmitted();
    const { sent, perSecond } = await stage.play(speed, times);
    expect(sent).toBe(PACKETS * times);
    await sleep(300);
    await stage.readings.stop(sensor);
    const { frames, dropped } = await stage.counted(sensor);
    expect(frames + dropped).toBe(sent);
    // Listening sends nothing.
    expect(await stage.transmitted()).toBe(before);
    const other = await stage.dumpcap(() => stage.play(speed, times));
    lines.push(
      `${speed}: ${Math.round(perSecond)} packets/s; lost ${dropped} of ${sent}, dumpcap ${other.dropped} of ${sent}`,
    );
    await stage.readings.remove(sensor);
  });

  afterAll(() => {
    process.stdout.write(`${lines.join('\n')}\n`);
  });
});

test('an interface that goes down, vanishes and comes back is told, and listened to again', async () => {
  const sensor = await stage.readings.listen('tap');
  await stage.until(sensor, ({ state }) => state === 'listening');
  const first = await stage.play('--pps=20000', 1);
  await stage.inside('listener', 'ip link set tap down');
  const down = await stage.until(sensor, ({ state }) => state === 'down');
  expect(down.trouble).toBe('tap is down. It is listened to again as soon as it is up: sudo ip link set tap up');
  await stage.inside('listener', 'ip link set tap up');
  await stage.until(sensor, ({ state }) => state === 'listening');
  const second = await stage.play('--pps=20000', 1);
  await sleep(300);
  await stage.inside('listener', 'ip link del tap');
  const gone = await stage.until(
    sensor,
    ({ state, trouble }) => state === 'down' && trouble?.startsWith('There is no') === true,
  );
  expect(gone.trouble).toMatch(/^There is no interface tap\. There are lo/);
  await stage.plug();
  await stage.until(sensor, ({ state }) => state === 'listening');
  const third = await stage.play('--pps=20000', 1);
  await sleep(300);
  await stage.readings.stop(sensor);
  const { frames, dropped, windows } = await stage.counted(sensor);
  expect(frames + dropped).toBe(first.sent + second.sent + third.sent);
  // One process did all of it.
  expect(new Set(windows.map(({ source }) => source)).size).toBe(1);
  await stage.readings.remove(sensor);
});

test('while the database is away for a minute listening goes on, and nothing is lost', async () => {
  const sensor = await stage.readings.listen('tap');
  await stage.until(sensor, ({ state }) => state === 'listening');
  const playing = stage.play('--pps=3000', 130, 600_000);
  await sleep(2000);
  await stage.gate.shut();
  await sleep(60_000);
  await stage.gate.open();
  const { sent } = await playing;
  // The sensor's own word, which the row has once the database is back: that things wait, or that all is well again.
  await stage.until(sensor, ({ state, trouble }) => state === 'listening' && trouble === null);
  await sleep(300);
  await stage.readings.stop(sensor);
  const { frames, dropped, windows } = await stage.counted(sensor);
  expect(frames + dropped).toBe(sent);
  // No window was thrown away.
  expect(windows.map(({ number }) => number)).toEqual(windows.map((_, at) => at));
  await stage.readings.remove(sensor);
});

test('a sensor that is killed five times under load comes back by itself, and nothing is counted twice', async () => {
  const sensor = await stage.readings.listen('tap');
  await stage.until(sensor, ({ state }) => state === 'listening');
  const over = new AbortController();
  const playing = (async () => {
    let all = 0;
    while (!over.signal.aborted) all += (await stage.play('--pps=5000', 10)).sent;
    return all;
  })();
  for (let kill = 1; kill <= 5; kill++) {
    // Each had something to lose.
    await stage.hears(sensor);
    expect(await stage.killSensors()).toBe(1);
    await stage.until(sensor, ({ state, restarts }) => state === 'listening' && restarts === kill);
  }
  await stage.hears(sensor);
  over.abort();
  const sent = await playing;
  await sleep(300);
  await stage.readings.stop(sensor);
  const { frames, dropped, windows } = await stage.counted(sensor);
  expect(frames).toBeGreaterThan(0);
  // What a sensor had looked at and told in no window is told as lost by the next one; what came while there was none, by nobody.
  expect(dropped).toBeGreaterThan(0);
  expect(frames + dropped).toBeLessThan(sent);
  const ids = windows.map(({ source, number }) => `${source}:${number}`);
  expect(new Set(ids).size).toBe(ids.length);
  // Each run counts its own frames, from the first on and each once.
  for (const source of new Set(windows.map((window) => window.source))) {
    const run = windows.filter((window) => window.source === source);
    expect(run.map(({ number }) => number)).toEqual(run.map((_, at) => at));
    const opened = run.flatMap(({ conversations }) =>
      conversations.filter(({ begins }) => begins).map((part) => part.opened.frame),
    );
    expect(new Set(opened).size).toBe(opened.length);
  }
  expect(
    stage.said.filter((line) =>
      line.startsWith('The sensor of tap ended: Its process is gone: it was ended by SIGKILL'),
    ).length,
  ).toBe(5);
  await stage.readings.remove(sensor);
});
