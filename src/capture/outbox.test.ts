import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { AppError } from '../lib/errors.ts';
import type { Outgoing } from '../platform/bus/bus.ts';
import type { SensorWindow } from '../sensor/window.ts';
import { Outbox } from './outbox.ts';

const windowOf = (number: number, frames: number): SensorWindow => ({
  source: 3,
  number,
  from: 0,
  to: 1,
  closed: 2,
  frames,
  bytes: 0,
  dropped: 0,
  seconds: 5,
  bindings: [],
  observations: [],
  conversations: [],
  loss: { gaps: 0, unreadable: 0, shed: 0, untracked: 0 },
  summary: null,
});

/** A bus that is there or not, as a test says. */
function switched() {
  const taken: Outgoing[] = [];
  const bus = {
    up: true,
    publish: async (_: string, messages: readonly Outgoing[]) => {
      await sleep(1);
      if (!bus.up) throw new AppError('unavailable', 'The database has not answered for 3 s');
      taken.push(...messages);
    },
  };
  const read = () => taken.map(({ id, body }) => ({ id, window: JSON.parse(Buffer.from(body).toString()) }));
  return { bus, read };
}

test('windows go to the bus in order, and those that it has had are not sent again', async () => {
  const { bus, read } = switched();
  const outbox = new Outbox({ bus, from: 2, onTrouble: () => undefined });
  for (let number = 0; number < 200; number++) outbox.add(windowOf(number, 1));
  await outbox.flush();
  expect(read().map(({ id }) => id)).toEqual(Array.from({ length: 198 }, (_, at) => `3:${at + 2}`));
});

test('what waits while the database is away gets through, what there is no room for is told as lost', async () => {
  const { bus, read } = switched();
  const troubles: (string | null)[] = [];
  const outbox = new Outbox({ bus, from: 0, limit: 2000, onTrouble: (trouble) => void troubles.push(trouble) });
  bus.up = false;
  for (let number = 0; number < 100; number++) outbox.add(windowOf(number, 10));
  await sleep(50);
  bus.up = true;
  await outbox.flush();
  const kept = read().length;
  expect(kept).toBeGreaterThan(5);
  expect(kept).toBeLessThan(20);
  outbox.add(windowOf(100, 10));
  await outbox.flush();
  expect(read().at(-1)).toMatchObject({ id: '3:100', window: { frames: 10, dropped: (100 - kept) * 10 } });
  const sum = read().reduce((total, { window }) => total + window.frames + window.dropped, 0);
  expect(sum).toBe(101 * 10);
  expect(troubles[0]).toBe(
    'The database does not answer; what is heard waits for it. 10 packets could not be kept and are counted as lost.',
  );
  expect(troubles.at(-1)).toBe(null);
});

test('a capture waits while too much waits before it', async () => {
  const { bus } = switched();
  const outbox = new Outbox({ bus, from: 0, onTrouble: () => undefined });
  bus.up = false;
  const large = {
    ...windowOf(0, 1),
    conversations: [],
    summary: null,
    observations: Array.from({ length: 200_000 }, () => OBSERVATION),
  };
  outbox.add(large);
  let passed = false;
  const room = outbox.room().then(() => (passed = true));
  await sleep(60);
  expect(passed).toBe(false);
  bus.up = true;
  await room;
  await outbox.flush();
});

const OBSERVATION = {
  subject: { address: '10.0.0.1' },
  name: 'hostname',
  value: 'ct1',
  protocol: 'dhcp',
  confidence: 0.9,
  at: { capture: 3, frame: 1, time: 0 },
};
