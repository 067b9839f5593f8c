import { expect, test } from 'vitest';
import { Reader } from '../../../lib/reader.ts';
import { arp, type ArpEvent } from './arp.ts';
import { announcement, probe, reply, request } from './arp.samples.ts';

function read(bytes: Uint8Array): readonly ArpEvent[] {
  const events: ArpEvent[] = [];
  arp.dissect(new Reader(bytes), (event) => events.push(event));
  return events;
}

test('a reply tells who holds an address, and who wanted to know', () => {
  expect(read(reply)).toEqual([
    {
      protocol: 'arp',
      kind: 'reply',
      senderMac: '00:03:b1:b5:b6:48',
      senderAddress: '10.0.0.155',
      targetMac: '08:00:27:1d:a6:c2',
      targetAddress: '10.0.0.126',
    },
  ]);
});

test.each([
  ['request', request],
  ['probe', probe],
  ['announcement', announcement],
])('a %s is told from the other kinds of request', (kind, bytes) => {
  expect(read(bytes).map((event) => event.kind)).toEqual([kind]);
});

test('a packet for another medium says nothing', () => {
  expect(read(reply.with(1, 6))).toEqual([]);
});
