import { array, assert, constantFrom, integer, oneof, property, record, string, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';
import { learnedFrom, type Walked } from './learned.ts';
import type { Row } from './snmp-session.ts';

const NAMES = [
  'dot1dBasePortIfIndex',
  'dot1dTpFdbPort',
  'dot1dTpFdbStatus',
  'dot1qTpFdbPort',
  'dot1qTpFdbStatus',
  'dot1qVlanFdbId',
  'dot1qPvid',
  'ifDescr',
  'ifName',
  'ifAlias',
  'ipNetToMediaPhysAddress',
  'ipNetToMediaType',
  'ipNetToPhysicalPhysAddress',
  'ipNetToPhysicalType',
  'lldpLocPortId',
  'lldpLocPortDesc',
  'lldpRemSysName',
  'lldpRemSysCapEnabled',
] as const;
const empty: readonly Row[] = [];
const walked = (tables: Partial<Walked>): Walked => ({
  dot1dBasePortIfIndex: empty,
  dot1dTpFdbPort: empty,
  dot1dTpFdbStatus: empty,
  dot1qTpFdbPort: empty,
  dot1qTpFdbStatus: empty,
  dot1qVlanFdbId: empty,
  dot1qPvid: empty,
  ifDescr: empty,
  ifName: empty,
  ifAlias: empty,
  ipNetToMediaPhysAddress: empty,
  ipNetToMediaType: empty,
  ipNetToPhysicalPhysAddress: empty,
  ipNetToPhysicalType: empty,
  lldpLocPortId: empty,
  lldpLocPortDesc: empty,
  lldpRemSysName: empty,
  lldpRemSysCapEnabled: empty,
  ...tables,
});
const row = (index: readonly number[], value: Row['value']): Row => ({ index, value });
const PUMP = [0, 3, 177, 0, 0, 1];

test('a table without VLANs gives the VLAN of the port', () => {
  const learned = learnedFrom(
    walked({
      dot1dTpFdbPort: [row(PUMP, 5), row([0, 3, 177, 0, 0, 2], 5), row([0, 3, 177, 0, 0, 3], 0)],
      dot1dTpFdbStatus: [row(PUMP, 3), row([0, 3, 177, 0, 0, 2], 4)],
      dot1dBasePortIfIndex: [row([5], 105)],
      dot1qPvid: [row([5], 30)],
      ifDescr: [row([105], Buffer.from('Slot 1 Port 5'))],
    }),
  );
  // The second is the switch's own address, the third is nowhere.
  expect(learned.attachments).toEqual([{ mac: '00:03:b1:00:00:01', port: 'Slot 1 Port 5', vlan: 30 }]);
});

test('tables by VLAN are told apart by the VLANs that they belong to', () => {
  const learned = learnedFrom(
    walked({
      dot1qTpFdbPort: [row([7, ...PUMP], 1)],
      dot1qVlanFdbId: [row([0, 301], 7)],
      ifName: [row([1], 'ge-0/0/1')],
    }),
  );
  expect(learned.attachments).toEqual([{ mac: '00:03:b1:00:00:01', port: 'ge-0/0/1', vlan: 301 }]);
});

test('a switch with an agent for each VLAN is put together', () => {
  const table = (port: number) =>
    walked({ dot1dTpFdbPort: [row(PUMP, port)], dot1dBasePortIfIndex: [row([port], 100 + port)] });
  const base = walked({ ifName: [row([104], 'Gi1/0/4')] });
  expect(learnedFrom(base, [{ vlan: 12, walked: table(4) }]).attachments).toEqual([
    { mac: '00:03:b1:00:00:01', port: 'Gi1/0/4', vlan: 12 },
  ]);
});

test('behind a telephone a device is at the port; behind a switch, or in a crowd, it is not', () => {
  const fdb = (port: number, last: number) => row([0, 3, 177, 0, port, last], port);
  const crowd = Array.from({ length: 40 }, (_, at) => fdb(3, at));
  const learned = learnedFrom(
    walked({
      dot1dTpFdbPort: [fdb(1, 1), fdb(2, 1), ...crowd],
      lldpRemSysCapEnabled: [row([0, 1, 1], Buffer.of(0b0010_0100)), row([0, 2, 1], Buffer.of(0b0010_1000))],
      lldpRemSysName: [row([0, 1, 1], 'phone'), row([0, 2, 1], 'sw-core')],
    }),
  );
  expect(learned.ports).toEqual([
    { port: 'port 1', name: null, uplink: null },
    { port: 'port 2', name: null, uplink: 'sw-core is behind it' },
    { port: 'port 3', name: null, uplink: '40 hardware addresses are behind it' },
  ]);
  expect(learned.attachments.map(({ port }) => port)).toEqual(['port 1']);
});

test('addresses of both tables, without entries that are no longer valid', () => {
  const mac = Buffer.from(PUMP);
  const v6 = [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7];
  const learned = learnedFrom(
    walked({
      ipNetToMediaPhysAddress: [row([3, 10, 0, 0, 1], mac), row([3, 10, 0, 0, 2], mac)],
      ipNetToMediaType: [row([3, 10, 0, 0, 2], 2)],
      ipNetToPhysicalPhysAddress: [row([3, 2, 16, ...v6], mac), row([3, 1, 4, 10, 0, 0, 9], mac)],
    }),
  );
  expect(learned.addresses.map(({ address }) => address)).toEqual(['10.0.0.1', '2001:db8::7', '10.0.0.9']);
});

test('whatever a switch says, it is put together', () => {
  const value = oneof(
    integer(),
    string(),
    uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
    constantFrom(null, undefined),
  );
  const rows = array(record({ index: array(integer({ min: 0, max: 300 }), { maxLength: 8 }), value }), {
    maxLength: 6,
  });
  const tables = record(Object.fromEntries(NAMES.map((name) => [name, rows])));
  assert(
    property(tables, (said) => {
      const { ports, attachments } = learnedFrom(walked(said));
      const leading = new Set(ports.filter(({ uplink }) => uplink === null).map(({ port }) => port));
      expect(attachments.every(({ port }) => leading.has(port))).toBe(true);
    }),
  );
});
