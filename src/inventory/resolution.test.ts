import { expect, test } from 'vitest';
import type { Device } from '../analysis/document.ts';
import { claimed, evidence, fact, sent, talk } from './evidence.samples.ts';
import type { Evidence } from './evidence.ts';
import { resolve } from './resolution.ts';

const PUMP = '00:03:b1:00:00:01';
const ROUTER = '00:00:0c:00:00:01';

/** Each device as `MACs addresses`, to compare at a glance. */
const things = (part: Partial<Evidence>): string[] =>
  resolve(evidence(part)).map((device) => [...device.macs, ...device.addresses].join(' '));

function only(part: Partial<Evidence>): Device {
  const [device, ...more] = resolve(evidence(part));
  if (device === undefined || more.length > 0) throw new Error(`${more.length + 1} devices, expected one`);
  return device;
}

test('a MAC and the address it claims are one device', () => {
  expect(things({ bindings: [sent(PUMP, '10.0.0.5'), claimed(PUMP, '10.0.0.5')] })).toEqual([`${PUMP} 10.0.0.5`]);
});

test('a MAC that only sends frames without an internet address is a device', () => {
  expect(things({ bindings: [sent(PUMP, '', 0)] })).toEqual([PUMP]);
});

test('the only private address of a MAC is its own, though nothing claimed it', () => {
  expect(things({ bindings: [sent(PUMP, '10.0.0.5')] })).toEqual([`${PUMP} 10.0.0.5`]);
});

test('a router keeps the address it claims and swallows none of those behind it', () => {
  const bindings = [
    claimed(ROUTER, '10.0.0.1'),
    sent(ROUTER, '10.0.0.1', 255),
    sent(ROUTER, '10.9.0.7', 63),
    sent(ROUTER, '10.9.0.8', 127),
    sent(ROUTER, '8.8.8.8', 117),
    sent(PUMP, '10.0.0.5'),
  ];
  expect(things({ bindings }).toSorted()).toEqual(
    [`${ROUTER} 10.0.0.1`, `${PUMP} 10.0.0.5`, '10.9.0.7', '10.9.0.8', '8.8.8.8'].toSorted(),
  );
});

test('a public address among private ones is behind its MAC, whatever its time to live', () => {
  expect(things({ bindings: [sent(PUMP, '10.0.0.5'), sent(ROUTER, '8.8.8.8', 64)] })).toContain('8.8.8.8');
});

test('a public address is the own one of a MAC where no network is private', () => {
  expect(things({ bindings: [sent(PUMP, '198.7.0.5', 128)] })).toEqual([`${PUMP} 198.7.0.5`]);
});

test('link-local and privacy addresses of IPv6 join their MAC', () => {
  const addresses = ['fe80::203:b1ff:fe00:1', '2001:db8::1234:5678', '2001:db8::203:b1ff:fe00:1'];
  const { macs, addresses: held } = only({ bindings: addresses.map((address) => sent(PUMP, address)) });
  expect([macs, held.toSorted()]).toEqual([[PUMP], addresses.toSorted()]);
});

test('a router of IPv6 keeps what was made from its own MAC only', () => {
  const bindings = [
    sent(ROUTER, 'fe80::200:cff:fe00:1', 255),
    sent(ROUTER, '2001:db8:1::7', 57),
    sent(ROUTER, '2001:db8::200:cff:fe00:1', 64),
    sent(ROUTER, '2001:db8:2::9', 64),
  ];
  expect(things({ bindings })).toContain(`${ROUTER} 2001:db8::200:cff:fe00:1 fe80::200:cff:fe00:1`);
});

test('an address that moved to another MAC is history, not a merge', () => {
  const other = '00:03:b1:00:00:02';
  const bindings = [claimed(PUMP, '10.0.0.5', 1, 'dhcp'), claimed(other, '10.0.0.5', 9, 'dhcp')];
  const observations = [
    fact({ address: '10.0.0.5' }, 'hostname', 'pump', 'dns', 3),
    fact({ address: '10.0.0.5' }, 'hostname', 'scale', 'dns', 9),
  ];
  const devices = resolve(evidence({ bindings, observations }));
  expect(devices.map((device) => [device.macs, device.names])).toEqual([
    [[PUMP], ['pump']],
    [[other], ['scale']],
  ]);
  expect(devices.map((device) => device.history.length)).toEqual([1, 1]);
});

test('two hosts of the same name, or of the same address in different years, stay two', () => {
  const observations = [fact({ mac: PUMP }, 'hostname', 'pump'), fact({ mac: ROUTER }, 'hostname', 'pump')];
  expect(things({ observations })).toHaveLength(2);
});

test('on a link without MACs an address is the device', () => {
  expect(things({ bindings: [sent('', '127.0.0.1'), sent('00:00:00:00:00:00', '10.0.0.5')] })).toEqual([
    '10.0.0.5',
    '127.0.0.1',
  ]);
});

test('an address of "this network" that a field holds is nobody, unless frames come from it', () => {
  expect(things({ observations: [fact({ address: '0.161.224.64' }, 'role', 'dhcp-client')] })).toEqual([]);
  expect(things({ bindings: [sent(PUMP, '0.161.224.64')] })).toEqual([`${PUMP} 0.161.224.64`]);
});

test('groups, broadcast and unspecified addresses are no devices', () => {
  const nobody = ['224.0.0.251', '255.255.255.255', '0.0.0.0', '::', 'ff02::1', '10.0.0.255'];
  const observations = nobody.map((address) => fact({ address }, 'hostname', 'x'));
  const bindings = [sent('ff:ff:ff:ff:ff:ff', ''), sent('01:00:5e:00:00:01', '')];
  expect(things({ observations, bindings })).toEqual([]);
});

test('a silent address is a device when it answered, or something is known of it, and not because it was called', () => {
  const conversations = [talk('10.0.0.5', '10.0.0.6', 'http', false), talk('10.0.0.5', '10.0.0.7', 'http')];
  const observations = [fact({ address: '10.0.0.8' }, 'dicom-ae-title', 'PACS')];
  expect(things({ conversations, observations }).toSorted()).toEqual(['10.0.0.5', '10.0.0.7', '10.0.0.8']);
});

test('a packet seen before and behind a router belongs to its sender', () => {
  const bindings = [sent(PUMP, '10.0.0.5', 64), sent(ROUTER, '10.0.0.5', 63), claimed(ROUTER, '10.0.0.1')];
  expect(things({ bindings }).toSorted()).toEqual([`${ROUTER} 10.0.0.1`, `${PUMP} 10.0.0.5`].toSorted());
});

test('a router that answers ARP for a whole network does not own it', () => {
  const bindings = Array.from({ length: 60 }, (_, n) => claimed(ROUTER, `10.1.0.${n + 1}`));
  expect(things({ bindings })[0]).toBe(ROUTER);
});

test('the MAC that routers share answers for its address and for nothing behind it', () => {
  const shared = '00:00:5e:00:01:0a';
  const bindings = [claimed(shared, '10.0.0.1'), sent(shared, '10.7.0.3', 64)];
  expect(things({ bindings }).toSorted()).toEqual([`${shared} 10.0.0.1`, '10.7.0.3'].toSorted());
});

test('an address of the Internet without a MAC is external', () => {
  const devices = resolve(evidence({ bindings: [sent(PUMP, '10.0.0.5'), sent(ROUTER, '8.8.8.8', 117)] }));
  expect(devices.find((device) => device.addresses.includes('8.8.8.8'))?.scope).toBe('external');
});

test('the one address behind a MAC is found there, and told apart from the MAC itself', () => {
  const { macs, id } = only({ bindings: [sent(ROUTER, '10.9.0.7', 63)] });
  expect(macs).toEqual([ROUTER]);
  expect(id).toBe(only({ bindings: [sent('', '10.9.0.7', 63)] }).id);
});
