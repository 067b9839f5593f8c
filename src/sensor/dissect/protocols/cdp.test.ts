import { expect, test } from 'vitest';
import { Reader, Violation } from '../../../lib/reader.ts';
import { cdp, type CdpEvent } from './cdp.ts';
import { advertisement } from './cdp.samples.ts';

function read(bytes: Uint8Array): readonly CdpEvent[] {
  const events: CdpEvent[] = [];
  cdp.dissect(new Reader(bytes), (event) => events.push(event));
  return events;
}

test('an advertisement describes the device', () => {
  expect(read(advertisement)).toEqual([
    {
      protocol: 'cdp',
      kind: 'advertisement',
      deviceId: 'switch-3',
      portId: 'GigabitEthernet0/5',
      platform: 'cisco WS-C3560G-24PS',
      software: 'Switch Software, Version 12.2(25)\nCompiled in May',
      addresses: ['10.0.0.126'],
      capabilities: ['router', 'bridge'],
    },
  ]);
});

test.each([
  ['shorter than its own head', advertisement.with(7, 3)],
  ['longer than the frame', advertisement.with(6, 4)],
])('a field %s is a violation', (_, bytes) => {
  expect(() => read(bytes)).toThrow(Violation);
});

test('another protocol in the same place is a violation', () => {
  expect(() => read(advertisement.with(0, 9))).toThrow(Violation);
});
