import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { evidence, sent, talk } from '../inventory/evidence.samples.ts';
import { PgBus } from '../platform/bus/pg-bus.ts';
import { type Child, startChild } from '../platform/process/child.ts';
import { freshDatabase, type TestDatabase } from '../platform/store/testing.ts';
import { WINDOWS } from '../sensor/window.ts';
import { newSource } from './inventory.samples.ts';
import { windowsOf } from './windows.samples.ts';

let it: TestDatabase;
beforeAll(async () => {
  it = await freshDatabase();
});
afterAll(async () => {
  await it.close();
});

const PUMP = '00:03:b1:00:00:01';
const WINDOW_COUNT = 40;

function start(): Child {
  const child = startChild({
    script: join(import.meta.dirname, 'ingest-process.ts'),
    onMessage: () => undefined,
    onLine: (line) => process.stderr.write(`${line}\n`),
  });
  child.send({ kind: 'ingest', database: it.url, recog: null });
  return child;
}

async function taken(): Promise<number> {
  return (await it.db.selectFrom('source').select('next_window').executeTakeFirstOrThrow()).next_window;
}

test('killed again and again, it counts every window once', async () => {
  const source = await newSource(it.db);
  const part = evidence({
    bindings: Array.from({ length: WINDOW_COUNT }, () => sent(PUMP, '10.0.0.1')),
    conversations: Array.from({ length: WINDOW_COUNT }, () => talk('10.0.0.1', '10.0.0.2', 'hl7')),
  });
  const windows = windowsOf(source, part, WINDOW_COUNT, (_at, piece) => piece % WINDOW_COUNT);
  const bus = new PgBus(it.db, it.url);
  const send = async (some: typeof windows): Promise<void> =>
    await bus.publish(
      WINDOWS,
      some.map((window) => ({ id: `${source}:${window.number}`, body: Buffer.from(JSON.stringify(window)) })),
    );
  let child = start();
  for (let at = 0; at < WINDOW_COUNT; at += 10) {
    await send(windows.slice(at, at + 10));
    const before = await taken();
    while ((await taken()) === before) await sleep(20);
    if (at + 10 >= WINDOW_COUNT) break;
    child.kill('SIGKILL');
    await child.ended;
    // Whoever publishes again, not knowing whether it was heard, changes nothing.
    await send(windows.slice(at, at + 10));
    child = start();
  }
  while ((await taken()) < WINDOW_COUNT) await sleep(20);
  child.kill('SIGTERM');
  expect(await child.ended).toEqual({ code: 0, signal: null });
  const { packets } = await it.db
    .selectFrom('endpoint')
    .select('packets')
    .where('mac', '=', PUMP)
    .executeTakeFirstOrThrow();
  const { conversations } = await it.db.selectFrom('edge').select('conversations').executeTakeFirstOrThrow();
  expect({ packets, conversations }).toEqual({ packets: WINDOW_COUNT, conversations: WINDOW_COUNT });
});
