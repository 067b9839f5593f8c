import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { evidence, fact, sent } from '../inventory/evidence.samples.ts';
import { freshDatabase, type TestDatabase } from '../platform/store/testing.ts';
import { mergeDevices, renewDevice, splitDevice, undoDecision } from './decide.ts';
import { clearInventory, inTransaction, takeInAll, whoIsWho } from './inventory.samples.ts';

const PUMP = '00:03:b1:00:00:01';
const MODULE = '00:03:b1:00:00:02';
const apart = [`${PUMP} 10.0.0.1`, `${MODULE} 10.0.0.2`].map((text) => text.split(' ').toSorted().join(' ')).toSorted();

let it: TestDatabase;
beforeAll(async () => {
  it = await freshDatabase();
});
beforeEach(async () => {
  await clearInventory(it.db);
});
afterAll(async () => {
  await it.close();
});

const engine = (mac: string) => fact({ mac }, 'snmp-engine', 'engine-1');
const said = { note: 'one rack', by: 'a1' };

async function idOf(mac: string): Promise<string> {
  const row = await it.db.selectFrom('endpoint').select('device').where('mac', '=', mac).executeTakeFirstOrThrow();
  return row.device ?? '';
}

describe('two devices that are one', () => {
  beforeEach(async () => {
    await takeInAll(it.db, evidence({ bindings: [sent(PUMP, '10.0.0.1'), sent(MODULE, '10.0.0.2', 64, 2)] }));
  });

  test('are united at once, and told apart again when that is undone, under the ids that they had', async () => {
    const [pump, module] = [await idOf(PUMP), await idOf(MODULE)];
    expect(await whoIsWho(it.db)).toEqual(apart);
    const { decision, device } = await inTransaction(it.db, (tx) =>
      mergeDevices(tx, { devices: [pump, module], ...said }),
    );
    expect(await whoIsWho(it.db)).toEqual([[PUMP, MODULE, '10.0.0.1', '10.0.0.2'].toSorted().join(' ')]);
    expect([pump, module]).toContain(device);
    await inTransaction(it.db, (tx) => undoDecision(tx, { decision, by: 'a2' }));
    expect(await whoIsWho(it.db)).toEqual(apart);
    expect([await idOf(PUMP), await idOf(MODULE)]).toEqual([pump, module]);
    const kept = await it.db.selectFrom('decision').select(['kind', 'by', 'undone_by']).execute();
    expect(kept).toEqual([{ kind: 'merge', by: 'a1', undone_by: 'a2' }]);
  });

  test('stay united whatever is heard of them later', async () => {
    const [pump, module] = [await idOf(PUMP), await idOf(MODULE)];
    await inTransaction(it.db, (tx) => mergeDevices(tx, { devices: [pump, module], ...said }));
    await takeInAll(
      it.db,
      evidence({
        bindings: [sent(PUMP, '10.0.0.7', 64, 5)],
        observations: [fact({ mac: MODULE }, 'hostname', 'pump-7')],
      }),
    );
    expect(await whoIsWho(it.db)).toHaveLength(1);
  });

  test('leave an alias, and the change says who did it', async () => {
    const [pump, module] = [await idOf(PUMP), await idOf(MODULE)];
    const { device } = await inTransaction(it.db, (tx) => mergeDevices(tx, { devices: [pump, module], ...said }));
    const alias = await it.db.selectFrom('device_alias').selectAll().executeTakeFirstOrThrow();
    expect(alias.device).toBe(device);
    const change = await it.db.selectFrom('change').selectAll().where('kind', '=', 'merged').executeTakeFirstOrThrow();
    expect(change).toMatchObject({ device, by: 'a1' });
  });

  test('cannot be united with nobody, or with themselves', async () => {
    const pump = await idOf(PUMP);
    await expect(
      inTransaction(it.db, (tx) => mergeDevices(tx, { devices: [pump, 'd-none'], ...said })),
    ).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      inTransaction(it.db, (tx) => mergeDevices(tx, { devices: [pump, pump], ...said })),
    ).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('one device that is two', () => {
  beforeEach(async () => {
    await takeInAll(
      it.db,
      evidence({
        bindings: [sent(PUMP, '10.0.0.1'), sent(MODULE, '10.0.0.2', 64, 2)],
        observations: [engine(PUMP), engine(MODULE)],
      }),
    );
  });

  test('is split, and stays so although both give the same engine, until that is undone', async () => {
    const device = await idOf(PUMP);
    expect(await whoIsWho(it.db)).toHaveLength(1);
    const { decision, device: made } = await inTransaction(it.db, (tx) =>
      splitDevice(tx, { device, anchors: [MODULE], ...said }),
    );
    expect(await whoIsWho(it.db)).toEqual(apart);
    expect(made).not.toBe(device);
    expect([await idOf(PUMP), await idOf(MODULE)]).toEqual([device, made]);
    await takeInAll(it.db, evidence({ observations: [fact({ mac: MODULE }, 'snmp-engine', 'engine-1', 'test', 9)] }));
    expect(await whoIsWho(it.db)).toEqual(apart);
    await inTransaction(it.db, (tx) => undoDecision(tx, { decision, by: 'a1' }));
    expect(await whoIsWho(it.db)).toHaveLength(1);
    await expect(inTransaction(it.db, (tx) => undoDecision(tx, { decision, by: 'a1' }))).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('is split by an internet address of one card', async () => {
    await takeInAll(it.db, evidence({ bindings: [sent(PUMP, '10.0.0.9', 64, 12)] }));
    const device = await idOf(PUMP);
    const { device: made } = await inTransaction(it.db, (tx) =>
      splitDevice(tx, { device, anchors: ['10.0.0.9'], ...said }),
    );
    const rows = await it.db.selectFrom('endpoint').select('device').where('address', '=', '10.0.0.9').execute();
    expect(rows).toEqual([{ device: made }]);
  });

  test('keeps something of itself', async () => {
    const device = await idOf(PUMP);
    const all = [PUMP, MODULE];
    await expect(
      inTransaction(it.db, (tx) => splitDevice(tx, { device, anchors: all, ...said })),
    ).rejects.toMatchObject({ code: 'conflict' });
    await expect(
      inTransaction(it.db, (tx) => splitDevice(tx, { device, anchors: ['10.9.9.9'], ...said })),
    ).rejects.toMatchObject({ code: 'conflict' });
  });
});

test('a value that a person gave wins, is marked, and goes when it is taken back', async () => {
  await takeInAll(
    it.db,
    evidence({ bindings: [sent(PUMP, '10.0.0.1')], observations: [fact({ mac: PUMP }, 'hostname', 'host-1')] }),
  );
  const device = await idOf(PUMP);
  await it.db
    .insertInto('account')
    .values({ id: 'a1', name: 'Ann', login: 'ann', role: 'engineer', password: null, created: 0, disabled: null })
    .execute();
  const words = { at: 1, by: 'a1', reason: 'on the label' };
  for (const [field, value] of [
    ['name', 'Pump 7'],
    ['type', 'patient-monitor'],
    ['ward', 'ICU'],
  ] as const)
    await it.db
      .insertInto('word')
      .values({ device, field, value, ...words })
      .execute();
  await inTransaction(it.db, (tx) => renewDevice(tx, device));
  const row = () => it.db.selectFrom('device').select(['name', 'class', 'type', 'ward']).executeTakeFirstOrThrow();
  expect(await row()).toEqual({ name: 'Pump 7', class: 'medical', type: 'patient-monitor', ward: 'ICU' });
  const { document } = await it.db.selectFrom('device_document').select('document').executeTakeFirstOrThrow();
  expect(document).toMatchObject({ provenance: { name: { value: 'Pump 7', because: 'Ann said so' } } });
  await it.db.deleteFrom('word').execute();
  await inTransaction(it.db, (tx) => renewDevice(tx, device));
  expect(await row()).toMatchObject({ name: 'host-1', type: 'infusion-pump', ward: null });
});
