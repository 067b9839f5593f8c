import { expect, test } from 'vitest';
import { Reader, Violation } from '../../../lib/reader.ts';
import { lldp, type LldpEvent } from './lldp.ts';
import { advertisement } from './lldp.samples.ts';

function read(bytes: Uint8Array): readonly LldpEvent[] {
  const events: LldpEvent[] = [];
  lldp.dissect(new Reader(bytes), (event) => events.push(event));
  return events;
}

test('an advertisement describes the system, the port and what it does', () => {
  expect(read(advertisement)).toEqual([
    {
      protocol: 'lldp',
      kind: 'advertisement',
      chassisId: '00:03:b1:b5:b6:40',
      portId: 'Gi1/0/2',
      portDescription: 'Ward 3',
      systemName: 'switch-3',
      systemDescription: 'Switch Software 7.4',
      capabilities: ['bridge', 'router'],
      managementAddresses: ['10.0.0.126'],
      hardware: undefined,
      firmware: undefined,
      software: undefined,
      serial: 'SN1',
      manufacturer: undefined,
      model: 'X-48',
    },
  ]);
});

test('a field longer than the frame is a violation', () => {
  expect(() => read(advertisement.subarray(0, 5))).toThrow(Violation);
});
