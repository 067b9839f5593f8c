import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import {
  bvlc,
  dialogue,
  iAm,
  propertiesAre,
  propertyIs,
  readProperty,
  routedIAm,
  whoIs,
  writeProperty,
} from './bacnet.samples.ts';
import { bacnet, type BacnetEvent } from './bacnet.ts';

function read(bytes: Uint8Array): BacnetEvent[] {
  const events: BacnetEvent[] = [];
  bacnet.dissect(new Reader(bytes), 'originator', (event) => events.push(event));
  return events;
}

test('a device that answers tells its instance and its vendor', () => {
  expect(read(iAm)).toEqual([
    { protocol: 'bacnet', routed: false, kind: 'service', name: 'i-Am', by: 'server' },
    { protocol: 'bacnet', routed: false, kind: 'device', instance: 4711, vendorId: 24, properties: {} },
  ]);
});

test('what came through a router is marked, for it is about somebody else', () => {
  expect(read(routedIAm)).toMatchObject([{ routed: true }, { kind: 'device', routed: true }]);
});

test('properties that name the device are read, alone and among many, and no other', () => {
  expect(read(propertyIs)[1]).toMatchObject({ instance: 4711, properties: { model: 'ME812u' } });
  expect(read(propertiesAre)[1]).toEqual({
    protocol: 'bacnet',
    routed: false,
    kind: 'device',
    instance: 4711,
    vendorId: 24,
    properties: { name: 'OR-AHU-1', vendor: 'Automated Logic Corporation', firmware: '6.00a' },
  });
});

test('questions are told by their name', () => {
  expect([whoIs, readProperty, writeProperty].flatMap(read)).toMatchObject([
    { name: 'who-Is', by: 'client' },
    { name: 'readProperty', by: 'client' },
    { name: 'writeProperty', by: 'client' },
  ]);
});

test('a datagram whose length lies, and one of another protocol, are not recognised', () => {
  expect(bacnet.probe(iAm.subarray(0, 12), 'originator')).toBe(false);
  expect(bacnet.probe(bvlc(0x0a, [2, 0, 0]), 'originator')).toBe(false);
  expect(bacnet.probe(Uint8Array.of(0x81), 'originator')).toBe(false);
  expect(dialogue.every(([side, bytes]) => bacnet.probe(bytes, side))).toBe(true);
});

test('an endless nest of values is not followed', () => {
  const nest = Array.from({ length: 1000 }, () => 0x3e);
  expect(() => read(bvlc(0x0a, [1, 0, 0x30, 1, 12, 0x0c, 2, 0, 0x12, 0x67, 0x19, 70, ...nest]))).toThrow('9 deep');
});
