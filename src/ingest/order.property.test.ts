/** However evidence is cut into windows and in whatever order it comes, the inventory is the same. */
import { array, assert, asyncProperty, constantFrom, integer, record, tuple } from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { at, evidence, fact } from '../inventory/evidence.samples.ts';
import { resolve } from '../inventory/resolution.ts';
import { freshDatabase, type TestDatabase } from '../platform/store/testing.ts';
import { clearInventory, takeInAll } from './inventory.samples.ts';

let it: TestDatabase;
beforeAll(async () => {
  it = await freshDatabase();
});
afterAll(async () => {
  await it.close();
});

const macs = ['', '00:03:b1:00:00:01', '00:03:b1:00:00:02', '02:00:00:00:00:03', '00:00:5e:00:01:01'];
const addresses = ['', '10.0.0.1', '10.0.0.2', '10.0.1.3', '8.8.8.8', '224.0.0.1', 'fe80::1', '10.0.0.255'];

const anyBinding = record({
  mac: constantFrom(...macs),
  address: constantFrom(...addresses),
  source: constantFrom('frame', 'arp', 'dhcp'),
  first: integer({ min: 1, max: 40 }).map(at),
  last: integer({ min: 41, max: 80 }).map((frame) => at(frame).time),
  packets: integer({ min: 1, max: 9 }),
  ttl: constantFrom(0, 57, 63, 64, 128),
}).filter(({ mac, address, source }) => (mac !== '' || address !== '') && (source === 'frame' || mac !== ''));

const anyObservation = tuple(
  constantFrom(...macs.slice(1), ...addresses.slice(1, 5)),
  constantFrom('hostname', 'dicom-model', 'snmp-engine', 'dns-name'),
  constantFrom('alpha', 'beta'),
  integer({ min: 1, max: 80 }),
).map(([whom, name, value, frame]) =>
  fact(whom.length === 17 ? { mac: whom } : { address: whom }, name, value, 'test', frame),
);

const sorted = (texts: string[]): string[] => texts.toSorted((a, b) => (a < b ? -1 : 1));

test('windows that come one by one give what one analysis of all gives', async () => {
  const cases = tuple(
    array(anyBinding, { maxLength: 10 }),
    array(anyObservation, { maxLength: 6 }),
    array(integer({ min: 0, max: 2 }), { minLength: 20, maxLength: 20 }),
  );
  await assert(
    asyncProperty(cases, async ([bindings, observations, places]) => {
      await clearInventory(it.db);
      const all = evidence({ bindings, observations });
      await takeInAll(it.db, all, 3, (piece) => places[piece % places.length] ?? 0);
      const kept = await it.db.selectFrom('device').select(['address', 'name', 'type', 'addresses', 'scope']).execute();
      const told = resolve(all).map(({ addresses: list, macs: cards, type, scope }) =>
        [list[0] ?? cards[0], type, list.length, scope].join(' '),
      );
      const found = kept.map((row) => [row.address, row.type, row.addresses, row.scope].join(' '));
      expect(sorted(found)).toEqual(sorted(told));
    }),
    { numRuns: 12 },
  );
});
