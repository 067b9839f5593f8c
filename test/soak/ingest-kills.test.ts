/** Fifty kills of the process that takes in windows, at any moment of its work: each window counts once. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newSource } from '../../src/ingest/inventory.samples.ts';
import { windowsOf } from '../../src/ingest/windows.samples.ts';
import { evidence, sent, talk } from '../../src/inventory/evidence.samples.ts';
import { PgBus } from '../../src/platform/bus/pg-bus.ts';
import { type Child, startChild } from '../../src/platform/process/child.ts';
import { freshDatabase, type TestDatabase } from '../../src/platform/store/testing.ts';
import { WINDOWS } from '../../src/sensor/window.ts';

const KILLS = Number(process.env['WARDLINE_KILLS'] ?? 50);
/** Published one at a time, so that there is always a batch in hand. */
const WINDOW_COUNT = KILLS * 40;
const PUMPS = 20;
const AHEAD = 3;

const mac = (piece: number): string => `00:03:b1:00:00:${(piece % PUMPS).toString(16).padStart(2, '0')}`;
const address = (piece: number): string => `10.0.0.${1 + (piece % PUMPS)}`;

let it: TestDatabase;
beforeAll(async () => {
  it = await freshDatabase();
});
afterAll(async () => {
  await it.close();
});

function start(): Child {
  const child = startChild({
    script: join(import.meta.dirname, '../../src/ingest/ingest-process.ts'),
    onMessage: () => undefined,
    onLine: (line) => process.stderr.write(`${line}\n`),
  });
  child.send({ kind: 'ingest', database: it.url, recog: null });
  return child;
}

async function taken(): Promise<number> {
  return (await it.db.selectFrom('source').select('next_window').executeTakeFirstOrThrow()).next_window;
}

test(`${KILLS} kills of the process that takes in lose no window and count none twice`, async () => {
  const source = await newSource(it.db);
  const pieces = Array.from({ length: WINDOW_COUNT }, (_, piece) => piece);
  const part = evidence({
    bindings: pieces.map((piece) => sent(mac(piece), address(piece))),
    conversations: pieces.map((piece) => talk(address(piece), '10.0.1.1', 'hl7')),
  });
  const windows = windowsOf(source, part, WINDOW_COUNT, (_at, piece) => piece % WINDOW_COUNT);
  const bus = new PgBus(it.db, it.url);
  let published = 0;
  let kills = 0;
  const isAhead = async (): Promise<boolean> => kills < KILLS && published > (await taken()) + AHEAD;
  const publishing = (async () => {
    for (const window of windows) {
      await bus.publish(WINDOWS, [{ id: `${source}:${window.number}`, body: Buffer.from(JSON.stringify(window)) }]);
      published += 1;
      // A few ahead: there is always one in hand, and they last for all kills.
      while (await isAhead()) await sleep(5);
    }
  })();
  let child = start();
  const pauses: number[] = [];
  let began = performance.now();
  for (let before = await taken(); kills < KILLS && before < WINDOW_COUNT - 1;) {
    while ((await taken()) === before) await sleep(5);
    pauses.push(performance.now() - began);
    await sleep(Math.random() * 100);
    child.kill('SIGKILL');
    began = performance.now();
    await child.ended;
    kills += 1;
    before = await taken();
    child = start();
  }
  await publishing;
  while ((await taken()) < WINDOW_COUNT) await sleep(20);
  child.kill('SIGTERM');
  expect(await child.ended).toEqual({ code: 0, signal: null });
  const { packets } = await it.db
    .selectFrom('endpoint')
    .select((of) => of.fn.sum<number>('packets').as('packets'))
    .where('mac', 'like', '00:03:b1:%')
    .executeTakeFirstOrThrow();
  const { conversations } = await it.db
    .selectFrom('edge')
    .select((of) => of.fn.sum<number>('conversations').as('conversations'))
    .executeTakeFirstOrThrow();
  const seconds = pauses.slice(1).toSorted((a, b) => a - b);
  const at = (share: number): string => ((seconds[Math.floor((seconds.length - 1) * share)] ?? 0) / 1000).toFixed(1);
  process.stdout.write(
    `| ingest | ${kills} | ${WINDOW_COUNT} | ${WINDOW_COUNT - packets} | ${Math.max(0, packets - WINDOW_COUNT)} | ${at(0.5)} / ${at(0.95)} / ${at(1)} |\n`,
  );
  expect({ kills, packets, conversations }).toEqual({
    kills: KILLS,
    packets: WINDOW_COUNT,
    conversations: WINDOW_COUNT,
  });
});
