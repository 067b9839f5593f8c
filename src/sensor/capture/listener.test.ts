import { createSocket } from 'node:dgram';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type ListenerState, listenTo } from './listener.ts';

/** Listens until `done` says so, at most ten seconds. */
async function listening(name: string, done: (heard: Heard) => boolean): Promise<Heard> {
  const heard: Heard = { states: [], ports: [], times: [], lost: 0 };
  const stop = new AbortController();
  const ended = listenTo({
    name,
    signal: stop.signal,
    onState: (...state) => void heard.states.push(state),
    sink: {
      frame: ({ view, start, end, time }) => {
        // The source port of UDP in IPv4 behind an Ethernet header.
        if (end - start >= 42 && view.getUint8(start + 23) === 17) heard.ports.push(view.getUint16(start + 34));
        heard.times.push(time);
      },
      lose: (packets) => void (heard.lost += packets),
      listen: () => undefined,
      tick: () => undefined,
    },
  });
  for (let n = 0; n < 200 && !done(heard); n++) await sleep(50);
  stop.abort();
  await ended;
  return heard;
}

interface Heard {
  readonly states: (readonly [ListenerState, string | null])[];
  readonly ports: number[];
  readonly times: number[];
  lost: number;
}

const NOBODY = 65_534;

test('an interface that is not there is told with those that are', async () => {
  const { states } = await listening('nosuch0', (heard) => heard.states.length > 0);
  expect(states).toEqual([['down', expect.stringMatching(/^There is no interface nosuch0\. There are .*lo/)]]);
});

const root = process.getuid?.() === 0;

test.runIf(root)('what goes over an interface is heard once, dated by the kernel, to the last packet', async () => {
  const sender = createSocket('udp4');
  await new Promise<void>((resolve) => void sender.bind(0, '127.0.0.1', resolve));
  const { port } = sender.address();
  let sent = 0;
  const heard = await listening('lo', ({ states }) => {
    if (states.length === 0) return false;
    for (let n = 0; n < 10 && sent < 100; n++, sent++) sender.send('x', 9, '127.0.0.1');
    return sent === 100;
  });
  sender.close();
  expect(heard.states).toEqual([['listening', null]]);
  expect(heard.ports.filter((it) => it === port).length + heard.lost).toBe(100);
  for (const time of heard.times) expect(Math.abs(time / 1000 - Date.now())).toBeLessThan(60_000);
});

test('without the right to listen the next step is told', async () => {
  // Whoever gives up being root loses the right with it.
  if (root) process.seteuid?.(NOBODY);
  try {
    const { states } = await listening('lo', (heard) => heard.states.length > 0);
    expect(states).toEqual([['failed', expect.stringContaining('sudo setcap cap_net_raw+ep')]]);
  } finally {
    if (root) process.seteuid?.(0);
  }
});
