import { array, assert, constantFrom, integer, property, record, shuffledSubarray, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import type { Binding } from '../sensor/observe/observation.ts';
import { at, evidence, fact } from './evidence.samples.ts';
import type { Evidence } from './evidence.ts';
import { resolve } from './resolution.ts';

const macs = [
  '',
  '00:03:b1:00:00:01',
  '00:03:b1:00:00:02',
  '02:00:00:00:00:03',
  '00:00:5e:00:01:01',
  '01:00:5e:00:00:01',
];
const addresses = [
  '',
  '10.0.0.1',
  '10.0.0.2',
  '10.0.1.3',
  '8.8.8.8',
  '224.0.0.1',
  'fe80::1',
  '2001:db8::5',
  '0.0.0.0',
  '10.0.0.255',
];

const anyBinding = record({
  mac: constantFrom(...macs),
  address: constantFrom(...addresses),
  source: constantFrom('frame', 'arp', 'ndp', 'dhcp'),
  first: integer({ min: 1, max: 40 }).map(at),
  last: integer({ min: 41, max: 80 }).map((frame) => at(frame).time),
  packets: integer({ min: 1, max: 9 }),
  ttl: constantFrom(0, 1, 57, 63, 64, 128, 255),
});

const anyObservation = tuple(
  constantFrom(...macs.slice(1), ...addresses.slice(1)),
  constantFrom('hostname', 'dicom-model', 'snmp-engine', 'role', 'dns-name'),
  constantFrom('alpha', 'beta', 'gamma'),
  integer({ min: 1, max: 80 }),
).map(([whom, name, value, frame]) =>
  fact(whom.length === 17 && !whom.includes('::') ? { mac: whom } : { address: whom }, name, value, 'test', frame),
);

const anyEvidence = tuple(array(anyBinding, { maxLength: 14 }), array(anyObservation, { maxLength: 10 }));

/** The same evidence, what came at the same time in another order. */
const shuffled = anyEvidence.chain(([bindings, observations]) =>
  tuple(
    tuple(constantFrom(bindings), constantFrom(observations)),
    tuple(
      shuffledSubarray(bindings, { minLength: bindings.length }),
      shuffledSubarray(observations, { minLength: observations.length }),
    ),
  ),
);

const of = ([bindings, observations]: readonly [Evidence['bindings'], Evidence['observations']]) =>
  resolve(evidence({ bindings, observations }));

test('the order of the evidence changes nothing', () => {
  assert(
    property(shuffled, ([one, other]) => {
      expect(of(other)).toEqual(of(one));
    }),
  );
});

test('no two devices have one id, and every device has evidence', () => {
  assert(
    property(anyEvidence, (some) => {
      const devices = of(some);
      expect(new Set(devices.map(({ id }) => id)).size).toBe(devices.length);
      const [bindings, observations] = some;
      const seen = new Set([
        ...bindings.flatMap(({ mac, address }) => [mac, address]),
        ...observations.flatMap(({ subject }) => [subject.mac, subject.address]),
      ]);
      for (const device of devices) {
        const known = [...device.macs, ...device.addresses];
        expect(known).not.toEqual([]);
        expect(known.filter((identifier) => !seen.has(identifier))).toEqual([]);
      }
    }),
  );
});

const pairs = (bindings: readonly Binding[]) => new Set(bindings.map(({ mac, address }) => `${mac} ${address}`));

test('an address is on two devices only when the network cards of both claimed it or sent from it', () => {
  assert(
    property(anyEvidence, (some) => {
      const devices = of(some);
      const seen = pairs(some[0]);
      for (const address of new Set(devices.flatMap((device) => device.addresses))) {
        const holders = devices.filter((device) => device.addresses.includes(address));
        if (holders.length < 2) continue;
        expect(holders.filter(({ macs: cards }) => !cards.some((mac) => seen.has(`${mac} ${address}`)))).toEqual([]);
      }
    }),
  );
});

test('two MACs are on one device only with the same engine, which only one thing has', () => {
  assert(
    property(anyEvidence, (some) => {
      for (const { macs: cards, attributes } of of(some)) {
        if (cards.length > 1) expect(attributes.map(({ name }) => name)).toContain('snmp-engine');
      }
    }),
  );
});

function network(devices: number): Evidence {
  const bindings: Binding[] = [];
  const observations: Evidence['observations'][number][] = [];
  for (let n = 0; n < devices; n++) {
    const [high, low] = [(n >> 8) & 0xff, n & 0xff];
    const mac = ['00', '03', 'b1', n >> 16, high, low].map((octet) => octet.toString(16).padStart(2, '0')).join(':');
    const address = `10.${n >> 16}.${high}.${low}`;
    bindings.push({ mac, address, source: 'frame', first: at(n + 1), last: at(n + 9).time, packets: 3, ttl: 64 });
    for (const [name, value] of [
      ['hostname', `pump-${n}`],
      ['dhcp-vendor-class', 'udhcp 1.30'],
      ['role', 'dhcp-client'],
    ] as const) {
      observations.push(fact({ address }, name, value, 'dhcp', n + 1));
    }
  }
  return evidence({ bindings, observations });
}

/** Microseconds of processor time, which a busy machine does not lengthen. */
const cost = (some: Evidence): number => {
  const before = process.cpuUsage();
  resolve(some);
  const { user, system } = process.cpuUsage(before);
  return user + system;
};

test('ten times the devices take about ten times the time, and a device four kilobytes at most', () => {
  const [few, many] = [network(1_000), network(10_000)];
  cost(few);
  expect(cost(many)).toBeLessThan(40 * cost(few));
  const devices = resolve(many);
  expect(devices).toHaveLength(10_000);
  expect(Math.max(...devices.map((device) => JSON.stringify(device).length))).toBeLessThan(4096);
});
