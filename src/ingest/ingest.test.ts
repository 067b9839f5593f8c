import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { at, evidence, fact, sent, talk } from '../inventory/evidence.samples.ts';
import { freshDatabase, type TestDatabase } from '../platform/store/testing.ts';
import { Ingest } from './ingest.ts';
import { clearInventory, newSource, NOW, takeInAll } from './inventory.samples.ts';
import { HOUR, MAX_EDGES_PER_HOUR } from './limits.ts';
import { upkeep } from './upkeep.ts';
import { windowsOf } from './windows.samples.ts';

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

const PUMP = '00:03:b1:00:00:01';
const hl7 = { ...talk('10.0.0.1', '10.0.0.2', 'hl7'), actions: [{ verb: 'ORU^R01', count: 3 }] };
const exposed = {
  ...hl7,
  data: [
    {
      category: 'observation' as const,
      fields: ['PID-3', 'OBX-5'],
      items: 3,
      patients: 2,
      from: ['client' as const],
      first: at(1),
    },
  ],
};
const some = evidence({ bindings: [sent(PUMP, '10.0.0.1'), sent('', '10.0.0.2')], conversations: [exposed] });

test('a window that comes twice counts once', async () => {
  const source = await newSource(it.db);
  const [window] = windowsOf(source, some, 1, () => 0);
  if (window === undefined) throw new Error('no window');
  const once = { frames: 1, packets: 1, conversations: 1, days: 1 };
  for (const ingest of [new Ingest(), new Ingest()]) {
    await it.db.transaction().execute(async (tx) => await ingest.takeIn(tx, [window, window], NOW));
    const { frames } = await it.db.selectFrom('source').select('frames').executeTakeFirstOrThrow();
    const { packets } = await it.db
      .selectFrom('endpoint')
      .select('packets')
      .where('mac', '=', PUMP)
      .executeTakeFirstOrThrow();
    const { conversations } = await it.db.selectFrom('edge').select('conversations').executeTakeFirstOrThrow();
    const days = await it.db.selectFrom('device_day').selectAll().execute();
    const sum = days[0]?.conversations.reduce<number>((a, b) => a + (b ?? 0), 0);
    expect({ frames, packets, conversations, days: sum }).toEqual(once);
  }
});

test('windows of a source that is gone are passed over', async () => {
  const source = await newSource(it.db);
  await it.db.deleteFrom('source').execute();
  const windows = windowsOf(source, some, 1, () => 0);
  await it.db.transaction().execute(async (tx) => await new Ingest().takeIn(tx, windows, NOW));
  expect(await it.db.selectFrom('device').select('id').execute()).toEqual([]);
});

test('readable patient data is a finding of its sender, which stands first for it', async () => {
  await takeInAll(it.db, some);
  const finding = await it.db.selectFrom('finding').select(['rule', 'severity', 'device']).executeTakeFirstOrThrow();
  expect(finding).toMatchObject({ rule: 'cleartext-patient-data', severity: 1 });
  const devices = await it.db
    .selectFrom('device')
    .select(['id', 'findings', 'worst', 'peers'])
    .orderBy('attention')
    .execute();
  expect(devices[0]).toMatchObject({ id: finding.device, findings: 1, worst: 1, peers: 1 });
});

test('a new version of a software is a change with where it was seen', async () => {
  await takeInAll(
    it.db,
    evidence({ bindings: [sent(PUMP, '10.0.0.1')], observations: [fact({ mac: PUMP }, 'snmp-software', '1.0')] }),
  );
  const later = { ...fact({ mac: PUMP }, 'snmp-software', '1.0.2', 'test', 7), confidence: 0.95 };
  await takeInAll(it.db, evidence({ observations: [later] }));
  const change = await it.db.selectFrom('change').selectAll().where('kind', '=', 'value').executeTakeFirstOrThrow();
  expect(change).toMatchObject({ field: 'software', before: '1.0', after: '1.0.2', frame: 7 });
});

test('who knocks at every door of the house fills no table', async () => {
  const scan = Array.from({ length: MAX_EDGES_PER_HOUR + 50 }, (_, door) =>
    talk('10.0.0.1', `10.1.${door >> 8}.${door & 255}`, 'x', false),
  );
  await takeInAll(it.db, evidence({ bindings: [sent(PUMP, '10.0.0.1')], conversations: scan }));
  const edges = await it.db.selectFrom('edge').select('conversations').execute();
  expect(edges).toHaveLength(MAX_EDGES_PER_HOUR + 1);
  expect(edges.reduce((sum, { conversations }) => sum + conversations, 0)).toBe(scan.length);
});

test('hours become days in the night, once, however often the night is begun and wherever the clock jumps', async () => {
  await takeInAll(it.db, some);
  const day = Math.floor(hl7.last / (24 * HOUR));
  const nights = [3, 3, 4, 1, 200].map((later) => (day + later) * 24 * HOUR + HOUR);
  for (const now of nights) {
    await upkeep(it.db, { now, say: () => undefined });
    expect(await it.db.selectFrom('conv_hour').select('hour').execute()).toEqual([]);
    const days = await it.db.selectFrom('conv_day').select(['day', 'conversations']).execute();
    expect(days).toHaveLength(1);
    expect(days[0]?.day).toBe(day);
    // Hours in which nothing happened take no room.
    expect(days[0]?.conversations.filter((slot) => slot !== null)).toEqual([1]);
  }
});
