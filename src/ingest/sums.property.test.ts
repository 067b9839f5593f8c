/** What the overview and the map add up is kept as it changes: whatever happened in whatever order, it is what all rows say. */
import { array, assert, asyncProperty, constantFrom, integer, oneof, record, tuple } from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keptSums, sumsFromScratch } from '../dataflow/store/sums.samples.ts';
import { at, evidence, fact, sent, talk } from '../inventory/evidence.samples.ts';
import { putWord } from '../inventory/store/words.ts';
import { AppError } from '../lib/errors.ts';
import type { Transaction } from '../platform/store/database.ts';
import { freshDatabase, type TestDatabase } from '../platform/store/testing.ts';
import { mergeDevices, renewDevice, splitDevice, undoDecision } from './decide.ts';
import { clearInventory, inTransaction, NOW, takeInAll } from './inventory.samples.ts';

let it: TestDatabase;
beforeAll(async () => {
  it = await freshDatabase();
});
afterAll(async () => {
  await it.close();
});

const machines = [
  ['00:03:b1:00:00:01', '10.0.0.1'],
  ['00:03:b1:00:00:02', '10.0.0.2'],
  ['00:09:fb:00:00:03', '10.0.1.3'],
  ['02:00:00:00:00:04', '10.0.1.4'],
  ['02:00:00:00:00:05', '8.8.8.8'],
] as const;
const addresses = [...machines.map(([, address]) => address), '10.0.2.9'];

const someone = integer({ min: 0, max: machines.length - 1 });
const anAddress = constantFrom(...addresses);
const protocols = constantFrom('hl7', 'tls', 'http', 'dicom');

/** Frames of some machines, what they say to each other, and what is told of them. */
const heard = record({
  frames: array(someone, { maxLength: 4 }),
  talks: array(tuple(anAddress, anAddress, protocols, integer({ min: 0, max: 2 })), { maxLength: 5 }),
  facts: array(tuple(someone, constantFrom('hostname', 'dicom-model', 'snmp-engine'), constantFrom('alpha', 'MX750')), {
    maxLength: 3,
  }),
});
async function hear({
  frames,
  talks,
  facts,
}: {
  frames: readonly number[];
  talks: readonly (readonly [string, string, string, number])[];
  facts: readonly (readonly [number, string, string])[];
}): Promise<void> {
  const observation = { category: 'observation', fields: ['PID-3'], items: 3, patients: 2 } as const;
  const data = [{ ...observation, from: ['client' as const], first: at(2) }];
  const told = evidence({
    bindings: frames.map((who) => sent(machines[who]?.[0] ?? '', machines[who]?.[1] ?? '')),
    conversations: talks
      .filter(([client, server]) => client !== server)
      .map(([client, server, protocol, items]) => ({
        ...talk(client, server, protocol, items !== 1),
        data: items === 0 ? [] : data,
      })),
    observations: facts.map(([who, name, value]) => fact({ mac: machines[who]?.[0] ?? '' }, name, value)),
  });
  await takeInAll(it.db, told, 2, (piece) => piece % 2);
}

const said = { note: 'a reason', by: 'a1' };

/** What people and the night do; the last three nobody does today, and the sums hold all the same. */
const deeds: Readonly<Record<string, (tx: Transaction, a: string, b: string) => Promise<unknown>>> = {
  merge: async (tx, a, b) => await mergeDevices(tx, { devices: [a, b], ...said }),
  split: async (tx, a) => {
    const rows = await tx.selectFrom('endpoint').select('mac').where('device', '=', a).where('mac', '<>', '').execute();
    await splitDevice(tx, { device: a, anchors: rows.slice(0, 1).map(({ mac }) => mac), ...said });
  },
  undo: async (tx) => {
    const row = await tx.selectFrom('decision').select('id').where('undone', 'is', null).executeTakeFirst();
    if (row !== undefined) await undoDecision(tx, { decision: row.id, by: 'a2' });
  },
  ward: async (tx, a) => {
    await putWord(tx, { device: a, field: 'ward', value: `Ward ${a.slice(-1)}`, at: NOW, by: 'a1', reason: '' });
    await renewDevice(tx, a);
  },
  type: async (tx, a) => {
    await putWord(tx, { device: a, field: 'type', value: 'ventilator', at: NOW, by: 'a1', reason: '' });
    await renewDevice(tx, a);
  },
  worsen: async (tx, a) =>
    await sql`update device set worst = (coalesce(worst, 0) + 1) % 3 where id = ${a}`.execute(tx),
  expire: async (tx, a) => {
    await sql`update edge set touched = 1 where client in (select id from endpoint where device = ${a})`.execute(tx);
    await sql`delete from edge where touched < 2`.execute(tx);
  },
  'lose an endpoint': async (tx, a) =>
    await sql`delete from endpoint where id = (select min(id) from endpoint where device = ${a})`.execute(tx),
  'lose a device': async (tx, a) => await sql`delete from device where id = ${a}`.execute(tx),
  'lose all devices': async (tx) => await sql`truncate device`.execute(tx),
};
const deed = tuple(constantFrom(...Object.keys(deeds)), integer({ min: 0, max: 9 }), integer({ min: 0, max: 9 }));

async function act([name, first, second]: readonly [string, number, number]): Promise<void> {
  const devices = await it.db.selectFrom('device').select('id').orderBy('id').execute();
  const [a, b] = [first, second].map((place) => devices[place % Math.max(1, devices.length)]?.id ?? '');
  try {
    await inTransaction(it.db, async (tx) => await deeds[name]?.(tx, a ?? '', b ?? ''));
  } catch (error) {
    // Some cannot be done as things stand, such as merging a device with itself: then nothing may have been counted either.
    if (!(error instanceof AppError)) throw error;
  }
}

test('the kept sums are those of all rows, whatever was heard, decided, undone, expired or removed', async () => {
  let summed = 0;
  await assert(
    asyncProperty(array(oneof(heard, deed), { minLength: 1, maxLength: 6 }), async (steps) => {
      await clearInventory(it.db);
      expect(await keptSums(it.db)).toEqual({ talk: [], devices: [] });
      for (const step of steps) {
        await ('frames' in step ? hear(step) : act(step));
        const kept = await keptSums(it.db);
        expect(kept).toEqual(await sumsFromScratch(it.db));
        summed += kept.talk.length;
      }
    }),
    { numRuns: 5 },
  );
  expect(summed).toBeGreaterThan(0);
});
